"""An answer counts when its question can have it; any other stays in the log, and the question is open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from interview.engine.session import accepts
from interview.flow.answers import Answer, Number, Text
from interview.flow.model import Question, QuestionType
from tests.engine.examples import answered, flow, number

POINTS = number("points", 0, 10)
MONTH = Question("since", "Since?", QuestionType.MONTH, "Since")


@pytest.mark.parametrize("value", ["1.5", "0.0000001", "-1", "11"])
def test_a_number_that_is_not_whole_or_out_of_range_is_no_answer(value: str) -> None:
    assert not accepts(POINTS, Number(Decimal(value)))
    assert accepts(POINTS, Number(Decimal("1.0")))


@pytest.mark.parametrize("text", ["٢٠٢٤-03", "2024-٠٣", "2024-3", "2024-13", "last spring", ""])
def test_a_month_is_one_in_the_form_it_is_kept_in(text: str) -> None:
    assert not accepts(MONTH, Text(text))
    assert accepts(MONTH, Text("2024-03"))


def test_what_no_question_accepts_stays_in_the_log() -> None:
    said: dict[str, Answer] = {"points": Number(Decimal("1.5")), "since": Text("٢٠٢٤-03")}
    session = answered(flow([POINTS, MONTH], []), said)
    assert not session.answers
    assert [event.answer for event in session.events] == list(said.values())

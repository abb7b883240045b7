"""The interview asks in the authored order, only what bears on something, and never forces an open one."""

from __future__ import annotations

import pytest

from interview.engine import Progress, Relevance, next_screen, progress, relevance, screen_before, shown
from interview.flow.answers import Answer, Chosen, NotAssessed
from tests.engine.examples import answered, clinic, fresh

YES, NO = Chosen("yes"), Chosen("no")


def test_it_starts_with_the_first_screen_and_goes_on_in_order() -> None:
    assert next_screen(fresh(clinic())).id == "status"  # type: ignore[union-attr]
    assert next_screen(answered(clinic(), {"status": NotAssessed()})).id == "sticks"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("answers", "question", "expected"),
    [
        ({}, "biopsy", Relevance.OFFERED),
        ({"status": Chosen("suspected")}, "biopsy", Relevance.ASKED),
        ({"status": Chosen("established")}, "biopsy", Relevance.NOT_ASKED),
        ({"biopsy": NO}, "vacuoles", Relevance.INACTIVE),
        ({"biopsy": YES}, "vacuoles", Relevance.ASKED),
        ({}, "extra", Relevance.NOT_ASKED),
        ({"status": Chosen("not_ibm")}, "sticks", Relevance.OFFERED),
    ],
)
def test_where_a_question_stands(answers: dict[str, Answer], question: str, expected: Relevance) -> None:
    assert relevance(answered(clinic(), answers), question) is expected


def test_the_interview_is_over_when_nothing_asked_is_left() -> None:
    answers = {name: NotAssessed() for name in clinic().questions}
    assert next_screen(answered(clinic(), answers)) is None


def test_an_ending_answer_ends_it() -> None:
    ended = answered(clinic(), {"status": Chosen("not_ibm")})
    assert next_screen(ended) is None
    assert progress(ended) == Progress(0, 0)


def test_back_from_the_end_is_the_last_screen_with_something_on_it() -> None:
    session = answered(clinic(), {"status": Chosen("established")})
    last = screen_before(session, None)
    assert last is not None
    assert last.id == "now"
    assert shown(session, last) == ("now",)


def test_progress_counts_what_is_certain_and_what_can_still_come() -> None:
    assert progress(fresh(clinic())) == Progress(fewest=1, most=9)
    assert progress(answered(clinic(), {"status": Chosen("established")})) == Progress(fewest=5, most=6)

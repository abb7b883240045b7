"""What is not known stands by what it would decide, first what something would be to be done for."""

from __future__ import annotations

import pytest

from interview.flow.model import Stance, Urgency
from interview.summary.builder import build
from interview.summary.model import Line, Summary
from interview.summary.unknowns import unknowns
from interview.summary.urgency import rank
from tests.summary.example import AT
from tests.summary.patients import PATHS, PATIENTS, logic, patient, summary_of


def waiting(summary: Summary) -> dict[str, Line]:
    return {line.id: line for group in summary.open for line in group.lines}


@pytest.mark.parametrize("path", PATHS)
def test_what_would_be_to_be_done_the_same_day_comes_before_all_else(path: str) -> None:
    summary = summary_of(path, 0)
    lines = waiting(summary)
    to_do = [
        min(
            (rank(lines[name].urgency) for name in row.lines if lines[name].stance is Stance.FOR),
            default=len(Urgency),
        )
        for row in unknowns(summary)
    ]
    today = [place for place, soon in enumerate(to_do) if soon == rank(Urgency.SAME_DAY)]
    assert today == [*range(len(today))]


def test_of_rows_as_urgent_the_one_that_decides_most_comes_first() -> None:
    rows = unknowns(build(patient("nothing"), at=AT))
    texts = [row.text for row in rows]
    breathing = next(place for place, text in enumerate(texts) if text.startswith("Breathing"))
    limits = next(place for place, text in enumerate(texts) if text.startswith("Daily limits"))
    assert breathing < limits


def test_questions_on_which_the_same_lines_hang_stand_in_one_row() -> None:
    texts = [row.text for row in unknowns(build(patient("nothing"), at=AT))]
    assert any(text.startswith("Unexplained features, CK: ") for text in texts)
    assert not any(text.startswith("CK") for text in texts)


@pytest.mark.parametrize("name", PATIENTS)
def test_every_question_without_an_answer_stands_in_one_row_at_most(name: str) -> None:
    asked = [question for row in unknowns(build(patient(name), at=AT)) for question in row.questions]
    assert len(asked) == len(set(asked))
    assert set(asked) <= set(logic().flow.questions)

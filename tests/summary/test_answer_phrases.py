"""A reason names the part of an answer that decides, a change what is added or removed."""

from __future__ import annotations

import pytest

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.model import Option, Question, QuestionType
from interview.summary.answer_phrases import as_change, as_reason, if_it_were

SIGNS = Question(
    "signs",
    "Any of these?",
    QuestionType.SEVERAL,
    "Signs",
    tuple(Option(name, name.capitalize()) for name in ("loss", "cough", "tube", "fever", "rash", "pain")),
    none="None of these",
)
STICKS = Question(
    "sticks", "?", QuestionType.YES_NO, "Food sticks", (Option("yes", "Yes"), Option("no", "No"))
)
CERTAIN = Question(
    "firm", "?", QuestionType.ONE, "Diagnosis", (Option("sure", "Established"), Option("no", "No"))
)
AGE = Question("age", "?", QuestionType.NUMBER, "Age", unit="years")


def chosen(*options: str, rest_absent: bool = True) -> Several:
    return Several(frozenset(options), rest_absent)


@pytest.mark.parametrize(
    ("answer", "deciding", "said"),
    [
        (chosen("loss", "cough"), {"loss": True}, "Loss"),
        (chosen("cough", "loss"), {"cough": True, "loss": True, "tube": False}, "Loss; Cough; not: Tube"),
        (chosen("loss"), {"tube": False, "fever": False}, "not: Tube; Fever"),
        (
            chosen("loss"),
            dict.fromkeys(("cough", "tube", "fever", "rash", "pain"), False),
            "none that counts here",
        ),
        (chosen("loss"), {}, "Loss"),
        (chosen(), {"loss": False}, "None of these"),
    ],
)
def test_a_reason_is_the_part_that_decides(answer: Answer, deciding: dict[str, bool], said: str) -> None:
    assert as_reason(SIGNS, answer, deciding) == said


@pytest.mark.parametrize(
    ("question", "before", "after", "words", "clause"),
    [
        (SIGNS, chosen("loss", "cough"), chosen("cough"), "without Loss", '"Loss" were absent'),
        (SIGNS, chosen("cough"), chosen("cough", "loss"), "with Loss", '"Loss" were present'),
        (SIGNS, None, chosen("loss"), "with Loss", '"Loss" were present'),
        (
            *(SIGNS, chosen("loss", "cough"), chosen("tube")),
            *("with Tube and without Loss and without Cough",),
            '"Tube" were present and "Loss" were absent and "Cough" were absent',
        ),
        (SIGNS, None, chosen(), "None of these", 'all of "Signs" were absent'),
        (
            *(SIGNS, chosen("loss", rest_absent=False), chosen("loss")),
            *("the rest absent", 'the rest of "Signs" were absent'),
        ),
        (STICKS, NotAssessed(), Chosen("yes"), "yes", '"Food sticks" were yes'),
        (CERTAIN, Chosen("no"), Chosen("sure"), "Established", '"Diagnosis" were "Established"'),
        (AGE, None, Number(44), "44 years", '"Age" were for example 44 years'),
    ],
)
def test_a_change_is_what_is_added_or_removed(
    question: Question, before: Answer | None, after: Answer, words: str, clause: str
) -> None:
    assert as_change(question, before, after) == words
    assert if_it_were(question, before, after) == clause

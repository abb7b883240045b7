"""No note tells two answers that cannot both be so as if they were, and none denies what was never so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from interview.engine import Event, EventKind, Relevance, Session, conclude, relevance, replay
from interview.engine.completions import questions_at
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.conditions.syntax import Always
from interview.flow.model import Question, QuestionType
from interview.summary.builder import build
from interview.summary.conclusion_text import answered
from interview.summary.note import whole
from interview.summary.notices import notices
from interview.summary.phrases import told
from interview.summary.presuppositions import denies
from interview.summary.sentences import prose
from interview.summary.since_last_visit import since_last_time
from tests.summary.example import AT
from tests.summary.patients import answers_of, logic

STANDS_ALONE = {
    *("onset_age", "duration_over_12_months", "finger_vs_shoulder", "knee_vs_hip", "biopsy_done", "cn1a"),
    *("myositis_specific", "breathing_tests", "breathing_support", "swallow_imaging_done"),
    *("reflux_or_hiatus_hernia", "treatment_hazards", "safety_checklist", "measures"),
}
"""Questions that are asked where they bear on something; what they find is so whatever they are asked for."""


def session(answers: dict[str, Answer]) -> Session:
    return replay(logic(), (Event(name, EventKind.ANSWERED, name, AT, one) for name, one in answers.items()))


def said(**answers: object) -> Session:
    return session(answers_of(answers))


def answers_to(question: Question) -> Iterator[Answer]:
    match question.type:
        case QuestionType.SEVERAL:
            yield Several()
            yield from (Several(frozenset({option.id})) for option in question.options)
        case QuestionType.NUMBER:
            yield Number(Decimal(20))
        case _:
            yield from (Chosen(option.id) for option in question.options)


def gated() -> list[str]:
    """Return the questions that the interview comes to because of an earlier answer."""
    return [
        name
        for name, question in logic().flow.questions.items()
        if not (isinstance(question.ask_when, Always) and isinstance(question.applies_when, Always))
        and question.type is not QuestionType.TEXT
    ]


def without_ground(name: str) -> Iterator[Session]:
    """Yield every way in which a question has an answer and one earlier answer says that it is not asked."""
    questions, diagrams = logic().flow.questions, logic().diagrams
    for gate in questions_at(logic(), diagrams.support(logic().asked[name])):
        for before in answers_to(questions[gate]):
            if gate != name and relevance(session({gate: before}), name) in (
                Relevance.NOT_ASKED,
                Relevance.INACTIVE,
            ):
                yield from (session({gate: before, name: own}) for own in answers_to(questions[name]))


@pytest.mark.parametrize("name", sorted(set(gated()) - STANDS_ALONE))
def test_an_answer_without_its_ground_is_untold_or_to_be_checked_with_both_named(name: str) -> None:
    question = logic().flow.questions[name]
    found = list(without_ground(name))
    assert found
    for one in found:
        conclusions, own = conclude(one), one.answers[name]
        words, answers = told(question, own), answered(conclusions)
        paragraph = " ".join(prose((), answers)).lower()
        is_told = any(text.lower() in paragraph for text in (*words.positive, *words.negative))
        untold = denies(question, own) or name in one.completions.inactive
        checks = [notice for notice in notices(conclusions) if name in notice.questions]
        assert is_told is not untold, paragraph
        assert all(len(check.questions) > 1 for check in checks)
        assert checks or denies(question, own), paragraph
        kept = next(answer for answer in answers if answer.question == name)
        assert kept.answer == in_words(question, own)


def test_every_question_that_hangs_on_another_is_known_to_stand_alone_or_says_that_it_does_not() -> None:
    questions = logic().flow.questions
    hanging = {name for name in gated() if not isinstance(questions[name].ask_when, Always)}
    assert {name for name in hanging if not questions[name].phrase.implies} == STANDS_ALONE


def test_a_check_names_both_answers() -> None:
    found = build(said(immune_treatment=["considered"], past_kind=["ivig_strength"]), at=AT).warnings
    assert [(one.code, one.questions) for one in found] == [
        ("answer_contradicted", ("immune_treatment", "past_kind"))
    ]
    assert found[0].text == (
        '"Past treatment" is answered "Immunoglobulin for strength", although "Immune treatment" is answered'
        ' "Being considered". What is answered counts.'
    )


def test_what_the_flow_says_of_the_same_answers_is_not_said_again() -> None:
    found = build(said(mimic_features=[], myotoxic_drugs=["statin"]), at=AT).warnings
    assert [one.code for one in found] == ["drug_only_then"]


def test_a_denial_is_told_once_what_it_presupposes_is_so() -> None:
    kind = "kind in the past not among those listed"
    treated = whole(build(said(immune_treatment=["past"], past_kind=[]), at=AT))
    unknown = whole(build(said(past_kind=[]), at=AT))
    assert kind in " ".join(treated.prose)
    assert kind not in " ".join(unknown.prose).lower()


def test_a_denial_that_says_nothing_is_nothing_new_since_the_last_visit() -> None:
    last = said(immune_treatment=[])
    now = said(immune_treatment=[], past_kind=[])
    assert since_last_time([last], now).rows == ()

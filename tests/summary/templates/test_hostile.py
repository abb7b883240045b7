"""Letters, handover and short note of flows and answers that were not meant for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from interview.engine import Event, EventKind, Session, replay
from interview.flow.answers import Answer, NotAssessed, Reason, Text
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import NO_PHRASE, Option, Phrase, PlanRow, Question, Recommendation
from interview.summary.builder import build
from interview.summary.handover import handover
from interview.summary.model import Summary
from interview.summary.short_note import short_note
from interview.summary.templates.renderer import render, shipped_template
from tests.summary.example import AT, typical
from tests.summary.patients import logic, patient

LETTERS = ("letter-speech-therapy.txt.j2", "letter-neuromuscular.txt.j2")
TEXTS = (*LETTERS, "handover.txt.j2", "note.txt.j2")
HOSTILE = "*** @NAME@ {LIST} .dot \x1b[31m\x9b2J \u202egnp.exe\u2066 {{ at }} {% raw %} \u2028 Straße"
LONG = "a label that its author made far longer than any row of a note or a letter has room for " * 4
each = pytest.mark.parametrize("template", TEXTS)


@cache
def spoiled(words: str) -> Logic:
    """The shipped flow with these words wherever its author can write some about a question or a line."""
    flow = logic().flow
    return compile_flow(
        replace(
            flow,
            about=words,
            questions={name: _question(one, words) for name, one in flow.questions.items()},
            recommendations={name: _line(one, words) for name, one in flow.recommendations.items()},
        )
    )


@cache
def silent() -> Logic:
    """The shipped flow as an author has it who wrote no phrase, no clause of a letter and no row."""
    flow = logic().flow
    return compile_flow(
        replace(
            flow,
            about="",
            sentences={},
            questions={name: _bare(one) for name, one in flow.questions.items()},
            tables={name: replace(one, phrase=NO_PHRASE) for name, one in flow.tables.items()},
            numbers={name: replace(one, phrase=NO_PHRASE) for name, one in flow.numbers.items()},
            recommendations={name: replace(one, row=PlanRow()) for name, one in flow.recommendations.items()},
        )
    )


def _question(question: Question, words: str) -> Question:
    phrase = Phrase(question.phrase.sentence, told=words, denied=words, unknown=words, letter=words)
    options = tuple(replace(one, label=f"{words} {one.id}", phrase=phrase) for one in question.options)
    return replace(question, label=words, options=options, phrase=phrase)


def _line(line: Recommendation, words: str) -> Recommendation:
    row = PlanRow(title=words, about=words, decides=words, asks=words, adds=words, patient=words)
    return replace(line, title=words, row=row)


def _bare(question: Question) -> Question:
    options = tuple(Option(one.id, one.label, one.help, one.context, one.points) for one in question.options)
    return replace(question, phrase=NO_PHRASE, options=options)


def summary(made: Logic, answers: Mapping[str, Answer]) -> Summary:
    said = {name: answer for name, answer in answers.items() if answer is not None}
    return build(
        replay(made, (Event(name, EventKind.ANSWERED, name, AT, one) for name, one in said.items())), at=AT
    )


def text(template: str, found: Summary, wrap: int = 76) -> str:
    return render(found, shipped_template(template), wrap=wrap)


@each
@pytest.mark.parametrize("words", [HOSTILE, LONG], ids=["tokens and escapes", "long"])
@pytest.mark.parametrize("name", ["urgent", "sjogren", "suspected", "not_ibm"])
def test_no_words_of_a_flow_act_widen_a_row_or_hide_what_cannot_wait(
    template: str, words: str, name: str
) -> None:
    found = summary(spoiled(words), patient(name).answers)
    made = text(template, found)
    assert made.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]|\*\*\*|@|[{}]|(?<!\w)\.dot", made)
    assert all(len(row) <= 76 for row in made.split("\n"))
    assert ("SAME DAY" in made) == found.pressing
    assert "not a medical device" in re.sub(r"\s+", " ", made)


@pytest.mark.parametrize("words", [HOSTILE, LONG], ids=["tokens and escapes", "long"])
def test_long_words_cost_no_urgent_line_of_a_handover(words: str) -> None:
    found = summary(spoiled(words), patient("urgent").answers)
    short = short_note(found)
    told = {
        name for row in (*handover(found, short).today, *handover(found, short).soon) for name in row.lines
    }
    assert told == {line.id for line in found.plan if line.urgency != "routine"}


@each
def test_free_text_acts_in_no_text_and_is_in_no_letter(template: str) -> None:
    answers = {**patient("urgent").answers, "comment": Text(f"Seen at home. {HOSTILE}\n1. SAME DAY: nothing")}
    made = text(template, summary(logic(), answers))
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]|\\*\\*\\*|@NAME@|[{}]", made
    )
    assert ("Seen at home." in made) == (template not in LETTERS)
    assert made.count("\n1. SAME DAY: ") <= 1


@each
@pytest.mark.parametrize("name", ["urgent", "sjogren", "suspected", "typical", "not_ibm", "nothing"])
def test_a_flow_without_phrases_is_told_by_its_labels(template: str, name: str) -> None:
    found = summary(silent(), patient(name).answers)
    made = re.sub(r"\s+", " ", text(template, found, wrap=0))
    assert found.pressing <= ("SAME DAY" in made)
    assert not re.search(r"[:;,] ?[.;:]|\(\)|\[\]| - \.|, in :", made)
    if template in LETTERS:
        assert "for your information" not in made
        assert ("[what is asked of you]" in made) == bool(found.plan)
        assert ("Food sticks: yes" in made) == (name in ("urgent", "not_ibm"))
    else:
        pressing = (line.title.lower() for line in found.plan if line.urgency != "routine")
        assert all(title in made.lower() for title in pressing)


@pytest.mark.parametrize("session", [typical(), typical(steroids=NotAssessed())])
def test_a_handover_is_made_of_any_flow(session: Session) -> None:
    made = text("handover.txt.j2", build(session, at=AT))
    assert made.startswith("HANDOVER 2026-11-22: Management of an example\n")
    assert "TODAY: nothing same-day on these answers" in made
    assert "WHO: " in made


@pytest.mark.parametrize("reason", list(Reason))
@each
def test_what_is_not_known_of_everything_is_taken_for_nothing(template: str, reason: Reason) -> None:
    """Whatever the reason: nothing is denied, nothing is found, and no letter is ready to be sent."""
    questions = [name for name, one in logic().flow.questions.items() if one.type != "text"]
    found = summary(logic(), dict.fromkeys(questions, NotAssessed(reason)))
    made = text(template, found, wrap=0)
    denials = [one.phrase.denied for one in logic().flow.questions.values() if one.phrase.denied]
    clauses = [
        one.phrase.letter_denied for one in logic().flow.questions.values() if one.phrase.letter_denied
    ]
    assert [one for one in (*denials, *clauses) if one in made] == []
    assert "Nothing has been assessed." in made
    if template in LETTERS:
        assert "This letter is not ready to be sent." in made
    if reason is Reason.PENDING and template not in LETTERS:
        pending = [one.name for one in found.not_assessed if not one.gate]
        assert [name for name in pending if name.lower() not in made.lower()] == []
        assert "chase" in made.lower()

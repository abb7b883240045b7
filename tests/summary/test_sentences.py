"""Findings as prose: what belongs together is told together, in notes and in the sentences of letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interview.engine import Event, EventKind, replay
from interview.errors import FlowError
from interview.flow.answer_text import from_plain
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.summary.builder import build
from interview.summary.model import Summary
from interview.summary.note import REASON, count
from interview.summary.sentences import letter_sentences, sentences
from interview.summary.short_note import short_note
from tests.flow.folders import write
from tests.summary.example import AT
from tests.summary.patients import logic

FLOW = """
flow: stairs
title: Stairs
version: "1"
intended_use: An example. It is not for patients.
evidence_to: "2026-02"
sections: {all: All}
sentences:
  stairs: ""
  sight: {lead: Eyes, letter: "the eyes show {}"}
interview: [fallen, injuries, now, before, sight]
questions:
  fallen: {ask: Fallen?, label: Fall, type: yes_no}
  injuries:
    ask: Hurt?
    label: Injuries
    type: several
    none: None
    ask_when: fallen is yes
    answers: {head: Head, leg: Leg, "skin": Skin}
  now: {ask: Steps now?, label: Steps now, type: number, range: [0, 40]}
  before: {ask: Steps before?, label: Steps before, type: number, range: [0, 40]}
  sight: {ask: Sight?, label: Sight, type: several, none: None, answers: {cataract: Cataract, squint: Squint}}
numbers:
  less: {difference: [before, now], label: Steps less}
phrases:
  fallen: {sentence: stairs, told: a fall, denied: no fall}
  injuries:
    sentence: stairs
    rest: unhurt otherwise
    denied: unhurt
    answers: {head: head hurt, leg: leg hurt, skin: skin torn}
  now: {sentence: stairs, told: "{} steps"}
  before: {sentence: stairs, told: "{} steps before", after: {now: "{} before"}}
  less: {sentence: stairs, told: "{} steps less", after: {before: "{} less"}}
  sight: {sentence: sight, answers: {cataract: cataract, squint: squint}}
letters:
  fallen: {told: the patient fell, denied: the patient did not fall}
  injuries: {told: "hurt are {}", answers: {head: the head, leg: a leg, skin: "skin, torn"}}
  now: the patient climbs {} steps
recommendations:
  stick:
    section: all
    stance: for
    urgency: routine
    title: A stick
    say: Consider a stick.
    when: any injuries
    evidence: [design_choice]
    sources: [us]
sources:
  us: {kind: design_choice, type: document, title: Our choice}
"""
Loads = Callable[[dict[str, str]], Flow]


@pytest.fixture
def load(tmp_path: Path) -> Loads:
    """Write files and load them as a flow."""
    return lambda files: load_flow(write(tmp_path / "stairs", files))


@pytest.fixture
def flow(load: Loads) -> Flow:
    return load({"flow.yaml": FLOW})


def summary(flow: Flow, **answers: object) -> Summary:
    events = (
        Event(name, EventKind.ANSWERED, name, AT, from_plain(flow.questions[name], said))
        for name, said in answers.items()
    )
    return build(replay(compile_flow(flow), events), at=AT)


def note(found: Summary) -> str:
    return " ".join(sentences(found, found.answers, judged=True))


def letter(found: Summary) -> str:
    figures = {name for one in found.bearing for name in one.figures}
    figures |= {one.id for one in found.numbers}
    return " ".join(one.text for one in letter_sentences(found, found.answers, figures))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"now": 9, "before": 12}, "9 steps, 12 before, 3 less."),
        ({"now": 9}, "9 steps."),
        ({"before": 12}, "12 steps before."),
        ({"fallen": "yes", "before": 12, "now": 9}, "A fall, 9 steps, 12 before, 3 less."),
    ],
)
def test_numbers_that_belong_together_are_told_as_one(flow: Flow, answers: dict[str, Any], told: str) -> None:
    assert note(summary(flow, **answers)) == told


BARE = """
flow: body
title: Body
version: "1"
intended_use: An example. It is not for patients.
evidence_to: "2026-02"
sections: {all: All}
interview: [height, before, now]
questions:
  height: {ask: Height?, label: Height, type: number, unit: cm, range: [100, 230]}
  before: {ask: Weight before?, label: Weight before, type: number, unit: kg, range: [25, 250]}
  now: {ask: Weight?, label: Weight, type: number, unit: kg, range: [25, 250]}
numbers:
  metres: {product: [height, 0.01], label: Metres}
  by_metre: {ratio: [now, metres], label: Weight by height}
  mass: {ratio: [by_metre, metres], label: Mass index, decimals: 1}
  loss: {difference: [before, now], label: Loss, unit: kg}
recommendations:
  food:
    section: all
    stance: for
    urgency: routine
    title: Food
    say: Consider food.
    when: mass < 20
    evidence: [design_choice]
"""


@pytest.mark.parametrize(
    ("phrases", "told"),
    [
        ("", "Mass index: 20.3 (weight 60 kg, height 172 cm). Loss: 4 kg (weight before 64 kg)."),
        (
            'phrases: {mass: {told: "mass index {}"}, height: {told: "{} cm tall"}}',
            "172 cm tall. Mass index 20.3 (weight 60 kg). Loss: 4 kg (weight before 64 kg).",
        ),
        (
            'sentences: {body: ""}\nphrases: {loss: {sentence: body, told: "{} kg lost", unknown: loss}}',
            "4 kg lost (weight before 64 kg, weight 60 kg). Height 172 cm.",
        ),
        (
            'phrases: {metres: {told: "{} m tall"}}',
            "1.72 m tall (height 172 cm). Mass index: 20.3 (weight 60 kg). Loss: 4 kg (weight before 64 kg).",
        ),
    ],
)
def test_a_number_stands_for_what_it_is_made_of_but_for_what_has_a_phrase(
    load: Loads, phrases: str, told: str
) -> None:
    found = summary(load({"flow.yaml": BARE + phrases}), height=172, before=64, now=60)
    assert note(found) == told


def test_what_a_number_is_made_of_is_told_while_the_number_is_open(load: Loads) -> None:
    found = summary(load({"flow.yaml": BARE}), now=60)
    assert note(found).startswith("Weight 60 kg. ")


def test_where_answers_stand_apart_from_what_is_worked_out_each_is_told_once(load: Loads) -> None:
    found = summary(load({"flow.yaml": BARE}), height=172, before=64, now=60)
    assert sentences(found, found.answers, judged=False)[0] == "Height 172 cm."
    assert sentences(found, (), judged=True) == ("Mass index: 20.3.", "Loss: 4 kg.")


def test_that_nothing_else_is_so_comes_last_and_in_the_words_of_the_flow(flow: Flow) -> None:
    found = summary(flow, fallen="yes", injuries=["head"], now=9)
    assert note(found) == "A fall, head hurt, 9 steps; unhurt otherwise."
    assert sentences(found, found.answers, judged=True, brief=True) == ("A fall, head hurt, 9 steps.",)


def test_what_a_question_is_asked_for_is_told_unless_the_flow_says_that_it_goes_without(
    load: Loads, flow: Flow
) -> None:
    assert note(summary(flow, fallen="yes", injuries=["head", "leg", "skin"])).startswith("A fall, head hurt")
    implied = load({"flow.yaml": FLOW.replace("    rest: unhurt otherwise", "    implies: true")})
    told = note(summary(implied, fallen="yes", injuries=["head", "leg", "skin"]))
    assert told == "Head hurt, leg hurt, skin torn."


def test_what_is_denied_altogether_has_a_lead_of_its_own(load: Loads) -> None:
    flow = load({"flow.yaml": FLOW.replace('stairs: ""', "stairs: {lead: Trouble, absent: Stairs}")})
    assert note(summary(flow, fallen="no", injuries=[])) == "Stairs: no fall, unhurt."
    assert note(summary(flow, fallen="no")) == "Stairs: no fall."
    assert note(summary(flow, fallen="yes")) == "Trouble: a fall."


def test_a_paragraph_of_a_letter_begins_where_the_flow_says(load: Loads) -> None:
    begun = load({"flow.yaml": FLOW.replace("sight: {lead: Eyes,", "sight: {lead: Eyes, paragraph: true,")})
    found = summary(begun, fallen="no", sight=["cataract"])
    assert [one.paragraph for one in letter_sentences(found, found.answers, ())] == [0, 1]


def test_a_line_has_another_title_once_none_of_a_list_is_so(load: Loads) -> None:
    rows = "rows:\n  stick: {title: A stick, known: {sight: A stick will do}}\n"
    flow = load({"flow.yaml": FLOW + rows})
    said: tuple[dict[str, object], ...] = ({}, {"sight": ["squint"]}, {"sight": []})
    titles = [summary(flow, fallen="yes", injuries=["head"], **one).plan[0].short for one in said]
    assert titles == ["A stick", "A stick", "A stick will do"]


def test_letters_tell_full_sentences_and_part_a_list_of_lists_by_semicolons(flow: Flow) -> None:
    assert letter(summary(flow, fallen="yes", injuries=["head", "leg"], now=9, before=12)) == (
        "The patient fell; hurt are the head and a leg; the patient climbs 9 steps, 12 before, 3 less."
    )
    assert letter(summary(flow, injuries=["head", "skin"])) == "Hurt are the head; skin, torn."
    assert letter(summary(flow, fallen="no", sight=["cataract", "squint"])) == (
        "The patient did not fall. The eyes show cataract and squint."
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'after: {now: "{} before"}',
            "after: {now: before}",
            "needs exactly one {} where the number belongs",
        ),
        ("after: {now:", "after: {noww:", "there is no question, table, number or score 'noww'"),
        ('told: "hurt are {}"', "told: hurt", "needs exactly one {} where the list of answers belongs"),
        ("answers: {head: the head,", "answers: {heed: the head,", "'heed' is not an answer of 'injuries'"),
        (
            "letters:\n  fallen:",
            "letters:\n  felled:",
            "there is no question, table, number or score 'felled'",
        ),
    ],
)
def test_a_phrase_or_clause_that_fits_nothing_is_named(load: Loads, old: str, new: str, said: str) -> None:
    assert FLOW.count(old) == 1
    with pytest.raises(FlowError) as caught:
        load({"flow.yaml": FLOW.replace(old, new)})
    assert said in str(caught.value)


def test_a_row_says_why_it_is_there_and_first_what_is_particular_to_it() -> None:
    answers = {"diagnosis_status": "established", "weakness_pattern": "typical", "early_proximal": []}
    answers |= {"mimic_features": [], "highest_ck": "up_to_15x", "associated_disease": ["sjogren"]}
    answers |= {"immune_treatment": ["current"], "safety_checklist": ["hbv"]}
    events = (
        Event(name, EventKind.ANSWERED, name, AT, from_plain(logic().flow.questions[name], said))
        for name, said in answers.items()
    )
    rows = short_note(build(replay(logic(), events), at=AT)).rows
    assert all(0 < count(row.because) <= REASON for row in rows)
    (checks,) = [row for row in rows if row.lines == ("pretreatment_safety",)]
    assert checks.because.startswith("no hepatitis C check")

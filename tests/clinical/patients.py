"""Patients made up at random, in the answers-file form, and sessions about them."""

from __future__ import annotations

from random import Random
from typing import Any

from interview.engine import Event, EventKind, Session, replay
from interview.flow.answer_text import from_plain
from interview.flow.logic.compiler import Logic
from tests.clinical.contract import BROUGHT_UP_BY
from tests.clinical.questions import APPLIES_WHEN_YES, IN_LOGIC, NUMBER, ONE, SEVERAL

_NUMBERS = {
    "onset_age": (1, 30, 44, 45, 46, 47, 60, 110),
    "fvc_sitting": (5, 29, 49, 50, 51, 75, 79, 80, 81, 88.1, 100, 150),
    "fvc_supine": (5, 24, 37.5, 49, 50, 55, 56, 60, 63.1, 64, 75, 80, 88, 110, 120, 126, 150),
    "ibmfrs_now": (0, 1, 2, 19, 20, 21, 38, 39, 40),
    "ibmfrs_previous": (0, 1, 2, 20, 21, 22, 38, 39, 40),
}
_RARE = 0.25
"""How often an option of several choices is present, so that few patients have everything."""


def complete(random: Random) -> dict[str, Any]:
    """Return a patient with every question answered, findings of tests not done included."""
    mood = random.choice((0.0, 0.05, _RARE, _RARE, 0.9, 1.0))
    return {question: _answer(random, question, mood) for question in IN_LOGIC}


def _answer(random: Random, question: str, mood: float) -> Any:
    if question in SEVERAL:
        present = min(1.0, mood * random.choice((0, 1, 1, 2)))
        return [option for option in SEVERAL[question] if random.random() < present]
    return random.choice(ONE[question] if question in ONE else _NUMBERS[question])


def incomplete(random: Random) -> dict[str, Any]:
    """Return a patient of whom some answers are missing, passed over or given in part."""
    kept = random.choice((0.05, 0.3, 0.6, 0.9, 0.97))
    known: dict[str, Any] = {}
    for question, answer in complete(random).items():
        if random.random() < kept:
            partly = question in SEVERAL and random.random() < 0.2
            known[question] = {"chosen": answer, "rest": "not_assessed"} if partly else answer
        elif random.random() < 0.3:
            known[question] = "not_assessed"
    return known


def with_tests_done(known: dict[str, Any]) -> dict[str, Any]:
    """Return the patient with every test done whose findings are given, so that all of them count."""
    return known | {gate: "yes" for question, gate in APPLIES_WHEN_YES.items() if question in known}


def consistent(known: dict[str, Any]) -> dict[str, Any]:
    """Return the patient with nothing ticked in a list that no other answer brings up."""
    return known | {
        name: []
        for name, (by, answer) in BROUGHT_UP_BY.items()
        if not (answer in known[by] if by in SEVERAL else known[by] == answer)
    }


def session(logic: Logic, known: dict[str, Any]) -> Session:
    """Return the session in which exactly these answers were given."""
    events = []
    for question, plain in known.items():
        answer = from_plain(logic.flow.questions[question], plain)
        if answer is not None:
            events.append(Event(question, EventKind.ANSWERED, question, "2026-01-01T00:00:00Z", answer))
    return replay(logic, events)


assert set(_NUMBERS) == set(NUMBER)

"""What every conclusion promises, on the IBM flow: order, replay, growth, reasons, changes, progress."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from interview.engine import (
    Event,
    EventKind,
    Session,
    Status,
    conclude,
    explain,
    missing,
    next_screen,
    progress,
    record,
    replay,
    shown,
    start,
)
from interview.engine.conclusions import Conclusions
from interview.flow.answer_text import from_plain, to_plain
from interview.flow.logic.compiler import Logic
from tests.clinical import completions, patients
from tests.clinical.questions import APPLIES_WHEN_YES, IN_LOGIC, NUMBER, ONE, SEVERAL

SEEDS = range(6)


def verdict(session: Session) -> tuple[Any, ...]:
    found = conclude(session)
    return found.facts, found.tables, found.statuses, found.warnings, found.ended


def said(logic: Logic, question: str, plain: Any, id: str) -> Event:
    answer = from_plain(logic.flow.questions[question], plain)
    return Event(id, EventKind.ANSWERED, question, "2026-01-01T00:00:00Z", answer)


def is_settled(found: Conclusions, name: str) -> bool:
    """Whether a line stands by answers; the prompt to ask about swallowing stands by their absence."""
    waits = found.session.flow.recommendations[name].while_open
    return found.statuses[name] is not Status.OPEN and not waits


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_answering_does_not_matter(logic: Logic, seed: int) -> None:
    random = Random(seed)
    known = patients.incomplete(random)
    shuffled = dict(random.sample(list(known.items()), len(known)))
    assert verdict(patients.session(logic, known)) == verdict(patients.session(logic, shuffled))


@pytest.mark.parametrize("seed", SEEDS)
def test_back_and_the_same_answer_again_changes_nothing(logic: Logic, seed: int) -> None:
    random = Random(100 + seed)
    known, other = patients.complete(random), patients.complete(random)
    session = patients.session(logic, known)
    for question in random.sample(IN_LOGIC, 5):
        again = record(session, said(logic, question, other[question], "detour"))
        again = record(again, said(logic, question, known[question], "again"))
        assert again.answers == session.answers
        assert verdict(again) == verdict(session)


@pytest.mark.parametrize("seed", SEEDS)
def test_replay_is_the_live_session_and_a_repeated_event_is_harmless(logic: Logic, seed: int) -> None:
    known = patients.incomplete(Random(200 + seed))
    live = start(logic)
    for question, plain in known.items():
        live = record(live, said(logic, question, plain, question))
    assert replay(logic, live.events) == live
    assert replay(logic, [event for event in live.events for _ in range(2)]) == live


@pytest.mark.parametrize("seed", SEEDS)
def test_answering_more_never_overturns_what_is_settled(logic: Logic, seed: int) -> None:
    random = Random(300 + seed)
    patient = patients.consistent(patients.complete(random))
    patient |= {"diagnosis_status": random.choice(["established", "suspected"])}
    told = [q for q in IN_LOGIC if patient.get(APPLIES_WHEN_YES.get(q, "")) != "no"]
    random.shuffle(told)
    known: dict[str, Any] = {}
    before = conclude(patients.session(logic, known))
    for question in told:
        known[question] = patient[question]
        after = conclude(patients.session(logic, known))
        settled = {name: status for name, status in before.statuses.items() if is_settled(before, name)}
        assert {name: after.statuses[name] for name in settled} == settled, question
        before = after


@pytest.mark.parametrize("seed", SEEDS)
def test_not_assessed_never_gives_more_than_some_answer_would(logic: Logic, seed: int) -> None:
    random = Random(400 + seed)
    known = patients.incomplete(random)
    for question in random.sample([q for q in IN_LOGIC if q not in APPLIES_WHEN_YES.values()], 6):
        unknown = conclude(patients.session(logic, known | {question: "not_assessed"}))
        given = [conclude(patients.session(logic, known | {question: a})) for a in some_answers(question)]
        for name in filter(lambda name: is_settled(unknown, name), unknown.statuses):
            assert unknown.statuses[name] in {found.statuses[name] for found in given}, (question, name)


def some_answers(question: str) -> list[Any]:
    if question in ONE:
        return [option for option in ONE[question] if option != "not_ibm"]
    if question in SEVERAL:
        return [[], *([option] for option in SEVERAL[question]), list(SEVERAL[question])]
    return list(NUMBER[question][1:])


def test_a_question_passed_over_is_never_a_reason(logic: Logic) -> None:
    known = {"diagnosis_status": "not_assessed", "highest_ck": "above_15x"}
    found = conclude(patients.session(logic, known))
    assert explain(found, "immunosuppression_after_mimics").because == ("highest_ck",)


@pytest.mark.parametrize("seed", SEEDS)
def test_because_is_enough_on_its_own(logic: Logic, seed: int) -> None:
    known = patients.incomplete(Random(500 + seed))
    found = conclude(patients.session(logic, known))
    for name in filter(lambda name: is_settled(found, name), found.statuses):
        because = explain(found, name).because
        assert set(because) <= set(completions.active(known)), name
        alone = {question: known[question] for question in because}
        assert conclude(patients.session(logic, alone)).statuses[name] is found.statuses[name], name


@pytest.mark.parametrize("seed", SEEDS)
def test_what_would_change_a_line_does(logic: Logic, seed: int) -> None:
    """Checked by the oracle too, which has no part in how the change was found."""
    random = Random(600 + seed)
    known = patients.incomplete(random)
    found = conclude(patients.session(logic, known))
    for name, status in found.statuses.items():
        changes = explain(found, name).would_change
        for change in random.sample(changes, min(2, len(changes))):
            answers = {question: to_plain(answer) for question, answer in change.answers.items()}
            assert completions.status(name, known | answers) == change.status != status, (name, answers)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_open_line_depends_on_missing_answers_and_only_on_those(logic: Logic, seed: int) -> None:
    known = patients.incomplete(Random(700 + seed))
    found = conclude(patients.session(logic, known))
    given = completions.active(known)
    full = {question for question, answer in given.items() if not isinstance(answer, dict)}
    for name, status in found.statuses.items():
        depends_on = set(explain(found, name).depends_on)
        assert not depends_on & full, name
        waits = name == "screen_swallowing" and status is Status.HOLDS
        assert bool(depends_on) == (waits or status is Status.OPEN), name
    for fact, truth in found.facts.items():
        assert bool(missing(found, fact)) == (truth is None), fact
    for table, possible in found.tables.items():
        assert bool(missing(found, table)) == (len(possible) > 1), table


@pytest.mark.parametrize("seed", range(12))
def test_progress_bounds_every_walk_through_the_interview(logic: Logic, seed: int) -> None:
    random = Random(800 + seed)
    patient = patients.incomplete(random)
    session, promised = start(logic), []
    while screen := next_screen(session):
        promised.append(progress(session))
        for question in shown(session, screen):
            if question not in session.answers:
                plain = patient.get(question, "not_assessed")
                session = record(session, said(logic, question, plain, question))
    promised.append(progress(session))
    for left, bounds in enumerate(reversed(promised)):
        assert bounds.fewest <= left <= bounds.most
    assert (promised[-1].fewest, promised[-1].most) == (0, 0)

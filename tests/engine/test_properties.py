"""What every conclusion promises, on small random flows, against brute force over all completions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interview.engine import (
    Conclusions,
    Event,
    EventKind,
    Session,
    Status,
    conclude,
    explain,
    missing,
    most_useful,
    next_screen,
    progress,
    record,
    replay,
    shown,
    start,
)
from interview.flow.answers import Answer, NotAssessed, Several
from interview.flow.conditions.syntax import Condition, Is
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow, Screen
from tests.effort import tries
from tests.engine import brute
from tests.engine.strategies import flows, saying, sayings

AT = "2026-01-01T00:00:00Z"
few = settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def said(question: str, answer: Answer, number: int = 0) -> Event:
    return Event(f"{question}-{number}", EventKind.ANSWERED, question, AT, answer)


def session_of(logic: Logic, answers: Mapping[str, Answer]) -> Session:
    return replay(logic, [said(question, answer) for question, answer in answers.items()])


def verdict(conclusions: Conclusions) -> tuple[object, ...]:
    """Return everything concluded, without the log that led to it."""
    return (
        dict(conclusions.facts),
        dict(conclusions.tables),
        dict(conclusions.statuses),
        conclusions.warnings,
        conclusions.ended,
    )


def whole(session: Session) -> tuple[object, ...]:
    """Return a session with all that its answers leave open, apart from what is only kept for later."""
    left = session.completions
    return (
        session,
        list(session.answers.items()),
        (left.masks, left.given, left.care, left.days),
        (left.inactive, left.broken, left.ended, left.end_open),
    )


def applicable(patient: brute.World) -> dict[str, Answer]:
    """Return a patient's answers to the questions that apply."""
    return {name: answer for name, answer in patient.answers.items() if patient.applies(name)}


def judgements(flow: Flow) -> Iterator[tuple[str, Condition]]:
    """Yield every line with a condition of its own, by id."""
    return ((line.id, line.when) for line in flow.recommendations.values() if not line.while_open)


@given(st.data())
@few
def test_conclusions_are_exactly_those_of_all_completions(data: st.DataObject) -> None:
    """Holds and ruled out are contradicted by no completion; open has completions either way."""
    flow = data.draw(flows())
    answers = data.draw(sayings(flow))
    found = conclude(session_of(compile_flow(flow), answers))
    left = brute.worlds(flow, answers)
    assert dict(found.facts) == {fact.id: brute.truth(left, fact.when) for fact in flow.facts.values()}
    assert set(found.tables["t"]) == {world.outcome("t") for world in left}
    assert found.statuses == brute.statuses(flow, answers)
    assert found.ended == brute.ended(flow, answers)


@given(st.data())
@few
def test_the_order_of_answering_does_not_matter(data: st.DataObject) -> None:
    flow = data.draw(flows())
    logic = compile_flow(flow)
    answers = data.draw(sayings(flow))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    one, other = session_of(logic, answers), session_of(logic, shuffled)
    assert one.answers == other.answers
    assert verdict(conclude(one)) == verdict(conclude(other))
    assert next_screen(one) == next_screen(other)


@given(st.data())
@few
def test_back_and_the_same_answer_again_changes_nothing(data: st.DataObject) -> None:
    flow = data.draw(flows())
    session = session_of(compile_flow(flow), data.draw(sayings(flow)))
    assume(session.answers)
    question = data.draw(st.sampled_from(list(session.answers)))
    detour = data.draw(saying(flow.questions[question]))
    again = record(session, said(question, detour, 1))
    again = record(again, said(question, session.answers[question], 2))
    assert again.answers == session.answers
    assert verdict(conclude(again)) == verdict(conclude(session))
    assert next_screen(again) == next_screen(session)


@given(st.data())
@few
def test_replay_gives_the_live_session_and_a_repeated_event_is_harmless(data: st.DataObject) -> None:
    flow = data.draw(flows())
    logic = compile_flow(flow)
    session = start(logic)
    for number, name in enumerate(data.draw(st.lists(st.sampled_from(list(flow.questions)), max_size=6))):
        answer = data.draw(st.none() | saying(flow.questions[name]))
        kind = data.draw(st.sampled_from([EventKind.ANSWERED, EventKind.CLEARED, EventKind.CONFIRMED]))
        session = record(session, Event(str(number), kind, name, AT, answer))
        assert whole(session) == whole(replay(logic, session.events))
    doubled = [event for event in session.events for _ in range(2)]
    assert replay(logic, doubled) == session
    if session.events:
        again = data.draw(st.sampled_from(session.events))
        assert record(session, again) == session


@given(st.data())
@few
def test_what_would_settle_most_is_the_same_whatever_was_answered_before(data: st.DataObject) -> None:
    """Much of it is known from before, and is the same when it is worked out from nothing."""
    flow = data.draw(flows())
    session = start(compile_flow(flow))
    for number, name in enumerate(data.draw(st.lists(st.sampled_from(list(flow.questions)), max_size=6))):
        session = record(session, said(name, data.draw(saying(flow.questions[name])), number))
        anew = replay(compile_flow(flow), session.events)
        assert most_useful(conclude(session)) == most_useful(conclude(anew))
        assert progress(session) == progress(anew)
        now, then = conclude(session), conclude(anew)
        assert all(missing(now, name) == missing(then, name) for name in flow.facts)


@given(st.data())
@few
def test_answering_more_never_overturns_what_is_settled(data: st.DataObject) -> None:
    """A patient's answers come out one by one, in any order; what does not apply is not answered."""
    flow = data.draw(flows())
    logic = compile_flow(flow)
    patient = data.draw(st.sampled_from(brute.worlds(flow, {})))
    assume(not (flow.ends and patient.true(flow.ends.when)))
    answers = applicable(patient)
    order = data.draw(st.permutations(list(answers)))
    steps = [{name: answers[name] for name in order[:count]} for count in range(len(order) + 1)]
    for before, after in pairwise([conclude(session_of(logic, step)).statuses for step in steps]):
        for name, status in before.items():
            if status is not Status.OPEN and not flow.recommendations[name].while_open:
                assert after[name] is status


@given(st.data())
@few
def test_not_assessed_never_gives_more_than_some_answer_would(data: st.DataObject) -> None:
    """Whatever is concluded while a question is passed over is concluded for some answer to it as well.

    Answers that end the plan are left out while it goes on: they are not among what is concluded over.
    """
    flow = data.draw(flows(constrained=False))
    logic = compile_flow(flow)
    answers = data.draw(sayings(flow))
    passed = data.draw(st.sampled_from(list(flow.questions)))
    without = {name: answer for name, answer in answers.items() if name != passed}
    unknown = conclude(session_of(logic, without | {passed: NotAssessed()}))
    assert verdict(unknown) == verdict(conclude(session_of(logic, without)))
    every = [
        conclude(session_of(logic, without | {passed: answer}))
        for answer in brute.every(flow.questions[passed])
    ]
    known = [one.statuses for one in every if one.ended is unknown.ended]
    for name, _ in judgements(flow):
        if known and unknown.statuses[name] is not Status.OPEN:
            assert unknown.statuses[name] in {statuses[name] for statuses in known}


@given(st.data())
@few
def test_because_is_enough_on_its_own(data: st.DataObject) -> None:
    flow = data.draw(flows(constrained=False))
    logic = compile_flow(flow)
    answers = data.draw(sayings(flow))
    found = conclude(session_of(logic, answers))
    for name, status in found.statuses.items():
        if status is Status.OPEN or (flow.recommendations[name].while_open and status is Status.HOLDS):
            continue
        because = explain(found, name).because
        assert set(because) <= counted(flow, answers)
        alone = {question: answer for question, answer in answers.items() if question in because}
        assert conclude(session_of(logic, alone)).statuses[name] is status


def counted(flow: Flow, answers: Mapping[str, Answer]) -> set[str]:
    """Return the questions whose answers say something and count."""
    active = brute.active(flow, answers)
    return {question for question, answer in active.items() if not isinstance(answer, NotAssessed)}


@given(st.data())
@few
def test_what_would_change_a_line_does(data: st.DataObject) -> None:
    flow = data.draw(flows())
    logic = compile_flow(flow)
    answers = data.draw(sayings(flow))
    found = conclude(session_of(logic, answers))
    for name, status in found.statuses.items():
        for change in explain(found, name).would_change:
            then = conclude(session_of(logic, answers | dict(change.answers))).statuses[name]
            assert then is change.status
            assert then is not status


@given(st.data())
@few
def test_an_open_line_says_what_would_add_it_and_what_would_drop_it(data: st.DataObject) -> None:
    """Where some answers can: what only a finding of a test not done would decide stays open."""
    flow = data.draw(flows(constrained=False))
    found = conclude(session_of(compile_flow(flow), data.draw(sayings(flow))))
    patients = [brute.statuses(flow, applicable(world)) for world in brute.worlds(flow, {})]
    for name, _ in judgements(flow):
        if found.statuses[name] is Status.OPEN:
            reachable = {patient[name] for patient in patients} - {"open"}
            reached = {change.status for change in explain(found, name).would_change}
            assert reachable <= reached


@given(st.data())
@few
def test_a_line_depends_on_exactly_the_missing_answers_that_can_matter(data: st.DataObject) -> None:
    flow = data.draw(flows(constrained=False))
    assume(not (flow.ends and flow.numbers))
    answers = data.draw(sayings(flow))
    found = conclude(session_of(compile_flow(flow), answers))
    left = brute.worlds(flow, answers)
    for name, when in judgements(flow):
        if not (found.ended and found.statuses[name] is Status.RULED_OUT):
            assert set(explain(found, name).depends_on) == decisive(flow, left, when)
    for fact in flow.facts.values():
        assert set(missing(found, fact.id)) == decisive(flow, left, fact.when)


@given(st.data())
@few
def test_a_table_misses_exactly_what_can_decide_it(data: st.DataObject) -> None:
    flow = data.draw(flows(constrained=False))
    assume(not (flow.ends and flow.numbers))
    answers = data.draw(sayings(flow))
    left = brute.worlds(flow, answers)
    outcomes = [Is("t", frozenset({outcome})) for outcome in flow.tables["t"].outcomes]
    found = set().union(*(decisive(flow, left, outcome) for outcome in outcomes))
    assert set(missing(conclude(session_of(compile_flow(flow), answers)), "t")) == found


def decisive(flow: Flow, left: list[brute.World], when: Condition) -> set[str]:
    """Return the questions in which two completions differ, in nothing else, and the condition with them."""
    truths = {tuple(world.answers[name] for name in flow.questions): world.true(when) for world in left}
    found = set()
    for place, name in enumerate(flow.questions):
        rest: dict[tuple[Answer, ...], set[bool]] = {}
        for values, true in truths.items():
            rest.setdefault((*values[:place], *values[place + 1 :]), set()).add(true)
        if any(len(outcomes) == 2 for outcomes in rest.values()):
            found.add(name)
    return found


@given(st.data())
@few
def test_progress_bounds_every_walk_through_the_interview(data: st.DataObject) -> None:
    flow = data.draw(flows(constrained=False))
    session = start(compile_flow(flow))
    promised = [progress(session)]
    while screen := next_screen(session):
        while next_screen(session) is screen:
            for question in shown(session, screen):
                if question not in session.answers:
                    session = record(session, said(question, data.draw(saying(flow.questions[question]))))
        promised.append(progress(session))
    for left, bounds in enumerate(reversed(promised)):
        assert bounds.fewest <= left <= bounds.most


@given(st.data())
@few
def test_the_bounds_are_reached_when_every_walk_is_tried(data: st.DataObject) -> None:
    """The fewest and the most screens are those of some walk, at every point of it."""
    flow = data.draw(flows(constrained=False))
    logic = compile_flow(flow)
    assume(all(len(screen.questions) == 1 for screen in flow.screens) and not flow.ends)
    answers: dict[str, Answer] = {}
    screen: Screen | None = flow.screens[0]
    while screen:
        lengths = set(walks(logic, answers))
        found = progress(session_of(logic, answers))
        assert (found.fewest, found.most) == (min(lengths), max(lengths))
        answers[screen.id] = data.draw(saying(flow.questions[screen.id]))
        screen = next_screen(session_of(logic, answers))


def walks(logic: Logic, answers: dict[str, Answer]) -> Iterator[int]:
    """Yield the length of every walk that answers, or passes over, each question asked."""
    session = session_of(logic, answers)
    screen = next_screen(session)
    if screen is None:
        yield 0
        return
    question = screen.id
    for answer in [*brute.every(logic.flow.questions[question]), NotAssessed()]:
        yield from (1 + length for length in walks(logic, answers | {question: answer}))


def test_brute_force_knows_its_own_semantics() -> None:
    """Half a several-choices answer leaves the rest open; "not assessed" leaves everything open."""
    half = Several(frozenset({"p"}), rest_absent=False)
    complete = [Several(frozenset(chosen)) for chosen in ((), ("p",), ("q",), ("p", "q"))]
    assert [brute.fits(answer, half) for answer in complete] == [False, True, False, True]
    assert all(brute.fits(a, s) for a, s in product(complete, (None, NotAssessed())))

"""What a comparison says is so for every patient of random small flows, and of nobody else."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interview.check.diff.alignment import match_flows
from interview.check.diff.compare import compare
from interview.check.diff.difference import ChangeKind, Comparison, Difference, Version
from interview.flow.conditions.syntax import All, Any, AtLeast, Condition, Not
from interview.flow.logic.derived import questions_of
from interview.flow.model import Flow, Operation
from tests.check.diff.oracle import Patient, parts, patients
from tests.effort import tries
from tests.engine.brute import every
from tests.engine.strategies import flows

few = settings(max_examples=tries(25), deadline=None, suppress_health_check=list(HealthCheck))
JUDGED = {ChangeKind.RECOMMENDATION, ChangeKind.FACT, ChangeKind.TABLE, ChangeKind.QUESTION, ChangeKind.ENDS}
LARGEST = 150
"""Patients looked at one by one."""


def compared(old: Flow, new: Flow) -> Comparison:
    return compare(Version("old", old), Version("new", new))


def size(old: Flow, new: Flow) -> int:
    """Return at most how many patients two flows have together."""
    names = match_flows(old, new).names
    questions = {**{names[n]: q for n, q in old.questions.items()}, **new.questions}
    return prod(len(every(question)) for question in questions.values())


def derives_from_what_may_not_apply(flow: Flow) -> bool:
    """Return whether a derived number can lack an operand: its bands are then not exact for one patient."""
    operands = {one for name in flow.figures for one in questions_of(flow, name)}
    return any(flow.questions[name].applies_when != flow.questions["q0"].applies_when for name in operands)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Flow, Flow]:
    """Draw a flow and the same flow with some of its rules changed."""
    old = draw(flows())
    f0, t, r0 = old.facts["f0"], old.tables["t"], old.recommendations["r0"]
    r1 = old.recommendations["r1"]
    new = old
    if draw(st.booleans()):
        new = replace(new, facts={**new.facts, "f0": replace(f0, when=Not(f0.when))})
    if draw(st.booleans()):
        new = replace(new, tables={"t": replace(t, rows=t.rows[::-1])})
    if draw(st.booleans()):
        lines = {**new.recommendations, "r0": replace(r0, when=All((r0.when, Not(r1.when))))}
        new = replace(new, recommendations=lines)
    if draw(st.booleans()) and old.scores:
        first, *rest = old.scores["score"].points
        points = (replace(first, give=first.give + 1), *rest)
        new = replace(new, scores={"score": replace(old.scores["score"], points=points)})
    if draw(st.booleans()) and "made" in old.numbers:
        other = replace(old.numbers["made"], operation=Operation.GREATEST)
        new = replace(new, numbers={**old.numbers, "made": other})
    if draw(st.booleans()):
        new = replace(new, ends=None, constraints={})
    if draw(st.booleans()):
        last = list(new.questions.values())[-1]
        ask = replace(last, ask_when=Not(last.ask_when))
        new = replace(new, questions={**new.questions, last.id: ask})
    return old, new


def everything(found: Comparison) -> dict[tuple[ChangeKind, str], Difference]:
    return {(difference.kind, difference.id): difference for difference in found.differences}


def check(found: Comparison, everyone: list[Patient]) -> None:
    """Each patient is in exactly the shifts whose conditions cover them, and differs only if in one."""
    told = everything(found)
    old, new = found.old.flow, found.new.flow
    both = [
        *((ChangeKind.RECOMMENDATION, name) for name in old.recommendations if name in new.recommendations),
        *((ChangeKind.FACT, name) for name in old.facts if name in new.facts),
        *((ChangeKind.TABLE, name) for name in old.tables if name in new.tables),
        (ChangeKind.ENDS, "ends"),
    ]
    for patient in everyone:
        for kind, name in both:
            moved = patient.state(kind, name, "before"), patient.state(kind, name, "now")
            shifts = told[kind, name].shifts if (kind, name) in told else ()
            covering = [
                (shift.before, shift.after)
                for shift in shifts
                if any(patient.meets(condition, kind, name) for condition in shift.when)
            ]
            assert covering == ([moved] if moved[0] != moved[1] else []), (kind, name, moved, shifts)


@given(edits())
@few
def test_statuses_differ_exactly_where_a_condition_covers_the_patient(pair: tuple[Flow, Flow]) -> None:
    old, new = pair
    assume(size(old, new) <= LARGEST and not derives_from_what_may_not_apply(old))
    check(compared(old, new), patients(old, new, match_flows(old, new)))


@given(flows(), flows())
@few
def test_so_it_is_between_any_two_flows(old: Flow, new: Flow) -> None:
    """Questions that only one has, that changed their type or their answers included."""
    assume(size(old, new) <= LARGEST)
    assume(not (derives_from_what_may_not_apply(old) or derives_from_what_may_not_apply(new)))
    check(compared(old, new), patients(old, new, match_flows(old, new)))


@given(edits())
@few
def test_no_part_of_a_condition_can_be_left_out(pair: tuple[Flow, Flow]) -> None:
    """Without it, the condition would cover someone who is not concerned."""
    old, new = pair
    assume(size(old, new) <= LARGEST and not derives_from_what_may_not_apply(old))
    everyone = patients(old, new, match_flows(old, new))
    for difference in compared(old, new).differences:
        kind, name = difference.kind, difference.id
        for shift in difference.shifts if kind in JUDGED else ():
            strangers = [
                patient
                for patient in everyone
                if (patient.state(kind, name, "before"), patient.state(kind, name, "now"))
                != (shift.before, shift.after)
            ]
            for condition in shift.when:
                for part in parts(condition) if condition != "always" else []:
                    rest = [other for other in parts(condition) if other != part]
                    assert any(
                        all(patient.meets(other, kind, name) for other in rest) for patient in strangers
                    ), (condition, part)


@given(flows())
@few
def test_the_same_rules_in_other_words_are_proved_equivalent(flow: Flow) -> None:
    lines = {name: replace(line, when=reordered(line.when)) for name, line in flow.recommendations.items()}
    facts = {name: replace(fact, when=reordered(fact.when)) for name, fact in flow.facts.items()}
    assert compared(flow, replace(flow, recommendations=lines, facts=facts)).equivalent


def reordered(condition: Condition) -> Condition:
    """Return a condition turned around and with `or` said as `not and`."""
    match condition:
        case Not(condition=child):
            return Not(reordered(child))
        case All(conditions=below):
            return All(tuple(reordered(part) for part in reversed(below)))
        case Any(conditions=below):
            return Not(All(tuple(Not(reordered(part)) for part in below)))
        case AtLeast(count=count, conditions=below):
            return AtLeast(count, tuple(reordered(part) for part in reversed(below)))
        case _:
            return condition

"""Every finding in made-up flows is true, its patient shows it, and nothing is missed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import pytest

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs import prove
from interview.check.proofs.conclusions import OPPOSED, group
from interview.check.proofs.patient_space import Among, Claim
from interview.engine import Event, EventKind, Session, Status, conclude, next_screen, replay, shown
from interview.errors import Place
from interview.flow.answer_text import from_plain
from interview.flow.answers import Answer, NotAssessed
from interview.flow.conditions.syntax import All, Always, Any, Condition, Never, Not, names
from interview.flow.logic.compiler import compile_flow
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import TRUE
from interview.flow.model import Flow, Policy
from tests.check.proofs.enumerated import Everyone
from tests.check.proofs.made_up import made_up
from tests.engine.brute import World
from tests.engine.examples import answered

BATCHES = range(4)
FLOWS = 200
WARNINGS = {"unused-answer", "nothing-recommended"}


class Proved(NamedTuple):
    """A made-up flow, all its patients, and what was found in it."""

    seed: int
    flow: Flow
    everyone: Everyone
    diagnostics: Sequence[Diagnostic]


@pytest.fixture(scope="module", params=BATCHES)
def flows(request: pytest.FixtureRequest) -> list[Proved]:
    """Made-up flows, but those whose plan ends for everyone: there, all else is judged as if it went on."""
    seeds = range(request.param * FLOWS, (request.param + 1) * FLOWS)
    made = [(seed, flow, Everyone(flow)) for seed, flow in ((seed, made_up(seed)) for seed in seeds)]
    return [
        Proved(seed, flow, everyone, tuple(prove(compile_flow(flow))))
        for seed, flow, everyone in made
        if not flow.ends or everyone.ends
    ]


def patient(flow: Flow, diagnostic: Diagnostic) -> dict[str, Answer]:
    """The patient of a finding, read as an answers file would be."""
    answers = {}
    for name, text in diagnostic.patient:
        listed = re.fullmatch(r"\[(.*)\]", text)
        value = [word for word in listed[1].split(", ") if word] if listed else text
        answer = from_plain(flow.questions[name], value)
        assert answer is not None
        answers[name] = answer
    return answers


def holds(session: Session, condition: Condition) -> bool:
    return session.completions.outcome(session.logic.node(condition)) == TRUE


def test_every_patient_shows_the_fault(flows: list[Proved]) -> None:
    codes: Counter[str] = Counter()
    for seed, flow, _, diagnostics in flows:
        for diagnostic in diagnostics:
            if diagnostic.patient:
                codes[diagnostic.code] += 1
                session = answered(flow, patient(flow, diagnostic))
                assert shows(session, diagnostic), (seed, diagnostic)
    assert {"table-gap", "table-overlap", "contradiction", "nothing-recommended"} <= codes.keys()


def shows(session: Session, diagnostic: Diagnostic) -> bool:
    """Whether the interview does for this patient what the finding says."""
    flow, place = session.flow, diagnostic.place
    table = flow.tables["t"]
    match diagnostic.code:
        case "table-gap":
            return not any(holds(session, row.when) for row in table.rows)
        case "table-overlap":
            return sum(holds(session, row.when) for row in table.rows) > 1
        case "unreachable-row":
            above = Any(tuple(row.when for row in table.rows[: place.line - 1]))
            return not holds(session, All((table.rows[place.line - 1].when, Not(above))))
        case "contradiction":
            statuses = conclude(session).statuses
            pair = re.findall(r"'(r\d)'", diagnostic.message)
            return len(pair) == 2 and all(statuses[name] is Status.HOLDS for name in pair)
        case "nothing-recommended":
            return Status.HOLDS not in conclude(session).statuses.values()
        case "unreachable-question":
            return place.file not in walked(flow, session.answers)
        case _:
            return not holds(session, condition_at(flow, diagnostic))


def condition_at(flow: Flow, diagnostic: Diagnostic) -> Condition:
    """The condition of the fact, line, row or conflict a finding is about."""
    name = diagnostic.place.file
    if name == "t":
        return flow.tables["t"].rows[diagnostic.place.line - 1].when
    if name == "end":
        assert flow.ends
        return flow.ends.when
    whens = {fact.id: fact.when for fact in flow.facts.values()}
    whens |= {line.id: line.when for line in flow.recommendations.values()}
    whens |= {conflict.id: conflict.when for conflict in flow.conflicts.values()}
    return whens[name]


def walked(flow: Flow, answers: dict[str, Answer] | object) -> set[str]:
    """The questions the interview comes to by itself when a patient answers whatever it asks."""
    assert isinstance(answers, dict)
    logic, events, come_to = compile_flow(flow), list[Event](), set[str]()
    while screen := next_screen(session := replay(logic, events)):
        for name in shown(session, screen):
            come_to.add(name)
            answer = answers.get(name, NotAssessed())
            events.append(Event(name, EventKind.ANSWERED, name, "2026-01-01T00:00:00Z", answer))
    return come_to


def test_no_fault_is_missed(flows: list[Proved]) -> None:
    """What is not reported follows from something that is."""
    hidden = 0
    for seed, flow, everyone, diagnostics in flows:
        told = [one for one in diagnostics if one.code not in WARNINGS]
        found = {(one.code, one.place.file, one.place.line) for one in told}
        for fault in set(faults(everyone)) - found:
            hidden += 1
            assert {one.place.file for one in told} & causes(flow, fault[1]), (seed, fault)
    assert hidden


def test_who_gets_nothing_is_told_when_there_is_no_error(flows: list[Proved]) -> None:
    told: Counter[bool] = Counter()
    for seed, _, everyone, diagnostics in flows:
        codes = {one.code for one in diagnostics}
        if codes <= WARNINGS:
            told["nothing-recommended" in codes] += 1
            assert ("nothing-recommended" in codes) is gets_nothing(everyone), seed
    assert told


def causes(flow: Flow, name: str) -> set[str]:
    """The names a thing follows from, its own included; what lines do together follows from each of them."""
    question = flow.questions.get(name)
    lines = flow.recommendations.values()
    starts = [name] if question or name in flow.facts or name in flow.tables else []
    whens = [line.when for line in lines] if name in flow.recommendations else []
    whens += [flow.conflicts[name].when] if name in flow.conflicts else []
    starts += [start for when in whens for start in names(when)]
    found = {name, *Mentions(flow).order(starts, asking=True)}
    return found | set(flow.recommendations) if name in flow.recommendations else found


def test_every_fault_found_is_one(flows: list[Proved]) -> None:
    codes: Counter[str] = Counter()
    for seed, flow, everyone, diagnostics in flows:
        true = set(faults(everyone))
        for diagnostic in diagnostics:
            codes[diagnostic.code] += 1
            if "while it is open" in diagnostic.message:
                assert never_said(everyone, flow, diagnostic), (seed, diagnostic)
            elif diagnostic.code not in WARNINGS:
                assert (diagnostic.code, diagnostic.place.file, diagnostic.place.line) in true, (
                    seed,
                    diagnostic,
                )
            elif diagnostic.code == "nothing-recommended":
                assert gets_nothing(everyone), (seed, diagnostic)
    assert {"never-holds", "always-holds", "unreachable-question", "unreachable-row"} <= codes.keys()


def never_said(everyone: Everyone, flow: Flow, diagnostic: Diagnostic) -> bool:
    line = flow.recommendations[diagnostic.place.file]
    assert line.if_open
    if diagnostic.code == "always-holds":
        return not everyone.true(Claim(fails=(line.if_open.when,), among=Among.ALL))
    return not everyone.known_while_open(line.if_open.when, line.when, group(flow, line))


def gets_nothing(everyone: Everyone) -> bool:
    flow = everyone.flow
    real = [world for index, world in enumerate(everyone.worlds) if everyone.base & 1 << index]
    return any(
        Status.HOLDS not in conclude(answered(flow, applicable(world))).statuses.values() for world in real
    )


def applicable(world: World) -> dict[str, Answer]:
    questions = world.flow.questions
    return {name: said for name, said in world.answers.items() if world.true(questions[name].applies_when)}


def faults(everyone: Everyone) -> Iterator[tuple[str, str, int]]:
    """Every fault of a flow, by looking at every patient: code, and file and line of the place."""
    flow = everyone.flow

    def constant(condition: Condition, among: Among) -> Iterator[str]:
        if not everyone.true(Claim(settled=(condition,), among=among)):
            yield "never-holds"
        elif not everyone.true(Claim(fails=(condition,), among=rest(among))) and condition != Always():
            yield "always-holds"

    def rest(among: Among) -> Among:
        return among if among is Among.ANY_ANSWERS else Among.ALL

    judged: list[tuple[Place, Condition, Among]] = []
    judged += [(fact.place, fact.when, Among.ALL) for fact in flow.facts.values()]
    judged += [(row.place, row.when, Among.ALL) for row in flow.tables["t"].rows]
    judged += [(item.place, item.when, Among.ANY_ANSWERS) for item in flow.conflicts.values()]
    judged += [(flow.ends.place, flow.ends.when, Among.ALL)] if flow.ends else []
    judged += [(x.place, x.when, group(flow, x)) for x in flow.recommendations.values() if not x.while_open]
    for place, condition, among in judged:
        for code in constant(condition, among):
            yield code, place.file, place.line
    for item in flow.constraints.values():
        if everyone.mask(item.must) in (0, everyone.all):
            yield "always-holds" if everyone.mask(item.must) else "never-holds", item.id, 1
    yield from question_faults(everyone)
    yield from table_faults(everyone)
    yield from contradictions(everyone)


def question_faults(everyone: Everyone) -> Iterator[tuple[str, str, int]]:
    for question in everyone.flow.questions.values():
        for condition in (question.ask_when, question.applies_when):
            always = not everyone.true(Claim(fails=(condition,), among=Among.ALL))
            if always and not isinstance(condition, Always):
                yield "always-holds", question.id, 1
        applies = everyone.true(Claim(fails=(Not(question.applies_when),), among=Among.ALL))
        asks = not isinstance(question.ask_when, Never)
        if not applies or (asks and not everyone.is_reached(question.id)):
            yield "unreachable-question", question.id, 1


def table_faults(everyone: Everyone) -> Iterator[tuple[str, str, int]]:
    table = everyone.flow.tables["t"]
    one, two = (row.when for row in table.rows)
    both = Claim(settled=(one, two), among=Among.ALL)
    if table.policy is Policy.UNIQUE and everyone.true(both):
        yield "table-overlap", "t", 2
    second = Claim(settled=(All((two, Not(one))),), among=Among.ALL)
    if table.policy is Policy.FIRST and not everyone.true(second):
        yield "unreachable-row", "t", 2
    covered = not everyone.true(Claim(fails=(one, two), among=Among.ALL))
    if table.otherwise is None and not covered:
        yield "table-gap", "t", 0
    if table.otherwise is not None and covered:
        yield "unreachable-row", "t", 0


def contradictions(everyone: Everyone) -> Iterator[tuple[str, str, int]]:
    flow = everyone.flow
    for one, other in combinations(flow.recommendations.values(), 2):
        if one.topic and one.topic == other.topic and {one.stance, other.stance} == OPPOSED:
            if one.while_open or other.while_open:
                completions, waiting = (other, one) if one.while_open else (one, other)
                if completions.while_open or everyone.known_while_open(
                    completions.when, flow.facts["f0"].when, group(flow, one, other)
                ):
                    yield "contradiction", other.id, 1
                assert waiting.while_open
            elif everyone.true(Claim(settled=(one.when, other.when), among=group(flow, one, other))):
                yield "contradiction", other.id, 1

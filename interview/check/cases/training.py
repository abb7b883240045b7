"""What a written case trains, and what is found in the cases of a flow.

A case trains a line that turns on a single finding of its patient: one answer otherwise, and the line stands
otherwise. Which line is right is never written down, so nothing here can contradict the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from interview.check.cases.case_file import WrittenCase, read_cases
from interview.check.cases.responses import (
    MOST_OF_A_KIND,
    PASS,
    WARNING,
    Response,
    harm,
    right_response,
    room,
    score,
)
from interview.check.diagnostics.diagnostic import Diagnostic
from interview.engine.completions import complete
from interview.engine.conclusions import Status, conclude, status, subject
from interview.engine.session import Session
from interview.engine.would_change import turns_on_one
from interview.flow.answers import NotAssessed
from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import FALSE, NEVER, TRUE
from interview.flow.model import Flow, Urgency
from interview.flow.yaml.nodes import Report

FEWEST_CASES = 2
"""How many cases train each line, so that it comes back with another patient."""


def trained(logic: Logic, case: WrittenCase) -> tuple[str, ...]:
    """Return the lines that a case trains, the one in practice first: those that its author names and that
    turn on one answer; where none is named, those that hold and do, the most urgent first, as many
    as a list has."""
    session = patient(logic, case)
    if case.rules:
        return tuple(line for line in case.rules if _turns(session, line))
    lines = logic.flow.recommendations
    order = list(Urgency)
    held = [
        name
        for name, line in lines.items()
        if line.is_practised and status(session.completions, name) is Status.HOLDS
    ]
    held.sort(key=lambda name: order.index(lines[name].urgency))
    return tuple(name for name in held if _turns(session, name))[:MOST_OF_A_KIND]


def yields(flow: Flow, line: str, statuses: Callable[[str], Status]) -> bool:
    """Return whether practice does not ask for a line of a patient, as two responses would be right."""
    return bool(yields_to(flow, line, statuses))


def yields_to(flow: Flow, line: str, statuses: Callable[[str], Status]) -> str:
    """Return the line in whose favour practice does not ask for one of a patient; empty where it asks.

    One that it yields to holds; where both hold and each yields to the other, the less urgent one does, or
    the later one of the flow. Or it is a warning that does not hold, and another of its topic does.
    """
    lines, own, found = flow.recommendations, flow.recommendations[line], statuses(line)
    others = [
        one for one in own.row.yields_to if found is not Status.HOLDS or not _goes_first(flow, line, one)
    ]
    if own.topic and own.stance in WARNING and found is Status.RULED_OUT:
        others += [one.id for one in lines.values() if one.topic == own.topic and one.stance in WARNING]
    return next((other for other in others if statuses(other) is Status.HOLDS), "")


def _goes_first(flow: Flow, line: str, other: str) -> bool:
    """Return whether a line is asked and not the other, where each yields to the other and both hold."""
    lines, order = flow.recommendations, list(Urgency)
    more = order.index(lines[line].urgency) - order.index(lines[other].urgency)
    names = list(lines)
    return line in lines[other].row.yields_to and (more, names.index(line)) < (0, names.index(other))


def patient(logic: Logic, case: WrittenCase) -> Session:
    """Return the patient of a case, as far as it is written."""
    return Session(logic, (), case.answers, complete(logic, case.answers))


def check_cases(folder: Path, logic: Logic) -> Iterator[Diagnostic]:
    """Yield what is found in the cases of a flow; nothing where it has none."""
    report = Report()
    cases = read_cases(folder, logic.flow, report)
    for problem in report.problems:
        yield Diagnostic(problem.place, "wrong-case", problem.message, problem.excerpt)
    found = [(case, trained(logic, case)) for case in cases]
    for case, lines in found:
        yield from _disagreeing(logic, case)
        yield from _indefensible(logic, case)
        yield from _passed_by_one(logic, case)
        yield from _training_nothing(logic, case, lines)
    if cases and not report.problems:
        yield from _untrained(logic, Counter(line for _, lines in found for line in lines))


def _turns(session: Session, line: str) -> bool:
    asked = session.flow.recommendations[line].is_practised and not _yields(session, line)
    return asked and turns_on_one(session, line)


def _yields(session: Session, line: str) -> bool:
    return yields(session.flow, line, lambda name: status(session.completions, name))


def _disagreeing(logic: Logic, case: WrittenCase) -> Iterator[Diagnostic]:
    """Yield answers that cannot be so together, or to questions that nobody asks of this patient."""
    flow, completions = logic.flow, patient(logic, case).completions
    said = [flow.constraints[name].say for name in completions.broken]
    said += [one.say for one in flow.conflicts.values() if completions.outcome(logic.node(one.when)) == TRUE]
    for text in said:
        yield Diagnostic(case.place, "case-disagrees", f"the interview would object to this patient: {text}")
    for name, answer in case.answers.items():
        asked = logic.asked.get(name)
        if asked is None or isinstance(answer, NotAssessed):
            continue
        if completions.outcome(asked) == FALSE:
            text = f"'{name}' is not asked of this patient, so nothing can be found"
            yield Diagnostic(case.places[name], "case-disagrees", text)


def _indefensible(logic: Logic, case: WrittenCase) -> Iterator[Diagnostic]:
    """Yield what is called defensible and cannot be: to a line that is not asked of this patient, the rule's
    own response, and what the rules call harm, which no single case excuses."""
    session = patient(logic, case)
    found, lines = conclude(session), logic.flow.recommendations
    for name, responses in case.defensible.items():
        if not lines[name].is_practised or _yields(session, name):
            text = f"'{name}' is not asked of this patient, so no answer to it counts"
            yield Diagnostic(case.defensible_places[name], "not-defensible", text)
            continue
        right = right_response(lines[name], found.statuses[name])
        for one in responses:
            if one is right:
                text = f"'{one}' is what the rule itself says of '{name}' in this patient"
                yield Diagnostic(case.response_places[name, one], "not-defensible", text)
            elif (done := harm(found, name, one)) is not None:
                by = "the rules call that" if done.by == name else f"by '{done.by}' that is"
                text = f"'{one}' to '{name}' is not defensible: {by} harm, and a case excuses none"
                yield Diagnostic(case.response_places[name, one], "not-defensible", text)


def _passed_by_one(logic: Logic, case: WrittenCase) -> Iterator[Diagnostic]:
    """Yield each response that can pass the case when it is said to every line, by what is called defensible.

    Which lines the list has is drawn; here it has as many as it can of those that the response is right for.
    """
    session = patient(logic, case)
    found, lines = conclude(session), logic.flow.recommendations
    rights = {
        name: right_response(line, found.statuses[name])
        for name, line in lines.items()
        if line.is_practised and not _yields(session, name)
    }
    for said in Response:
        named = [line for line, also in case.defensible.items() if said in also and line in rights]
        fit = {line for line, right in rights.items() if said is right or line in named}
        if named and _passes(rights, fit) and not any(harm(found, line, said) for line in fit):
            text = f"'{said}' to every line can pass this case, by what is called defensible"
            yield Diagnostic(case.response_places[named[0], said], "one-response-passes", text)


def _passes(rights: Mapping[str, Response], fit: Collection[str]) -> bool:
    """Return whether a list is passed by what is right for some lines, which come first of each kind."""
    called = [line for line, right in rights.items() if right is not Response.LEFT_OUT]
    others = [line for line in rights if line not in called]
    called = sorted(called, key=lambda line: line not in fit)[:MOST_OF_A_KIND]
    others = sorted(others, key=lambda line: line not in fit)[: room(len(called))]
    reached = score({line: rights[line] for line in (*called, *others)}, fit)
    return reached is not None and reached >= PASS


def _training_nothing(logic: Logic, case: WrittenCase, found: Collection[str]) -> Iterator[Diagnostic]:
    for line in case.rules:
        if line not in found:
            why = f"no single answer would change '{line}' in this patient"
            if _yields(patient(logic, case), line):
                why = f"'{line}' yields to a line that holds in this patient"
            text = f"{why}, so the case does not train it"
            yield Diagnostic(case.places[line], "case-trains-nothing", text)
    if not case.rules and not found:
        text = "no line holds in this patient that turns on one answer, so the case trains nothing"
        yield Diagnostic(case.place, "case-trains-nothing", text)


def _untrained(logic: Logic, counts: Mapping[str, int]) -> Iterator[Diagnostic]:
    for name in trainable(logic):
        if counts.get(name, 0) < FEWEST_CASES:
            many = "only one case trains" if name in counts else "no case trains"
            text = f"{many} '{name}'; practice brings a line back with another patient, so it takes two"
            yield Diagnostic(logic.flow.recommendations[name].place, "rule-without-cases", text)


def trainable(logic: Logic) -> Iterator[str]:
    """Yield the lines that can be practised: those that hold for some patient and not for another."""
    flow, diagrams = logic.flow, logic.diagrams
    allowed = diagrams.all_of(logic.node(one.must) for one in flow.constraints.values())
    for name, line in flow.recommendations.items():
        held = diagrams.conjoin(allowed, logic.node(subject(flow, line)))
        if line.is_practised and held not in (NEVER, allowed):
            yield name

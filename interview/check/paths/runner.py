"""Paths run against a flow: each expectation that is not met, with what is so instead and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview.check.paths.model import Aspect, Expectation, Patient, ScriptedPath, Value
from interview.check.paths.outlook import Outlook
from interview.engine import explain, missing
from interview.engine.explanation import reasons
from interview.flow.answer_text import to_plain
from interview.flow.answers import Answer, Several
from interview.flow.conditions.syntax import All, Condition, Holds, Is
from interview.flow.logic.compiler import Logic


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that is not met."""

    path: ScriptedPath
    patient: Patient
    expectation: Expectation
    got: Value
    because: tuple[str, ...]
    """The answers behind it, as `question: answer`."""
    waits_for: tuple[str, ...]
    """The questions it still depends on."""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a flow's paths."""

    logic: Logic
    paths: tuple[ScriptedPath, ...]
    outlooks: tuple[Outlook, ...]
    """What follows for each patient, in order."""
    failures: tuple[Failure, ...]

    @property
    def patients(self) -> tuple[Patient, ...]:
        """Every patient, in order."""
        return tuple(patient for path in self.paths for patient in path.patients)


def run_paths(logic: Logic, paths: Iterable[ScriptedPath]) -> Run:
    """Compare what is expected of every patient with what follows."""
    paths = tuple(paths)
    seen = [(path, patient, Outlook(logic, patient.answers)) for path in paths for patient in path.patients]
    failures = [failure for path, patient, outlook in seen for failure in _failures(path, patient, outlook)]
    return Run(logic, paths, tuple(outlook for *_, outlook in seen), tuple(failures))


def _failures(path: ScriptedPath, patient: Patient, outlook: Outlook) -> Iterator[Failure]:
    for expectation in patient.expectations:
        if not outlook.met(expectation):
            because, waits_for = _behind(outlook, expectation)
            yield Failure(path, patient, expectation, outlook.value(expectation), because, waits_for)


def _behind(outlook: Outlook, expectation: Expectation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the answers that make it so, and the questions it still depends on."""
    name, flow = expectation.name, outlook.logic.flow
    match expectation.aspect:
        case Aspect.STATUS | Aspect.WORDED:
            found = explain(outlook.conclusions, name)
            return _answers(outlook, found.because), found.depends_on
        case Aspect.TABLE:
            left = outlook.conclusions.tables[name]
            condition = Is(name, frozenset(left[:1]))
            return _reasons(outlook, condition), missing(outlook.conclusions, name)
        case Aspect.FACT:
            return _reasons(outlook, Holds(name)), missing(outlook.conclusions, name)
        case Aspect.ASKED:
            question = flow.questions[name]
            return _reasons(outlook, All((question.ask_when, question.applies_when))), ()
        case Aspect.WARNINGS:
            behind = [name for warning in outlook.conclusions.warnings for name in warning.questions]
            return _answers(outlook, dict.fromkeys(behind)), ()
        case _:
            return (), ()


def _reasons(outlook: Outlook, condition: Condition) -> tuple[str, ...]:
    """Return the answers that settle a condition; none while it is open."""
    session = outlook.session
    truth = session.known.truth(outlook.logic.node(condition))
    if truth is None:
        return ()
    return _answers(
        outlook, reasons(session.known, session.answers, condition, truth).inside(session.answers)
    )


def _answers(outlook: Outlook, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{name}: {as_written(outlook.answers[name])}" for name in names)


def as_written(answer: Answer) -> str:
    """Return an answer as it stands in a file of answers."""
    plain = to_plain(answer)
    if isinstance(answer, Several):
        chosen = f"[{', '.join(sorted(answer.chosen))}]"
        return chosen if answer.rest_absent else f"{{chosen: {chosen}, rest: not_assessed}}"
    return str(plain)

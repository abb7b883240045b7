"""Paths run against a flow: each expectation that is not met, with what is so instead and why.

What follows for a patient is worked out only as far as it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from interview.check.paths.path_file import Aspect, Expectation, Patient, ScriptedPath, Value
from interview.engine import (
    Conclusions,
    Relevance,
    Session,
    Status,
    conclude,
    explain,
    missing,
    next_screen,
    relevance,
)
from interview.engine.completions import Completions, complete
from interview.engine.conclusions import possible, status, warnings
from interview.engine.explanation import reasons
from interview.flow.answer_text import as_written
from interview.flow.answers import Answer, NotAssessed
from interview.flow.conditions.syntax import All, Condition, Holds, Is
from interview.flow.logic.compiler import Logic
from interview.summary.builder import build
from interview.summary.templates.escaping import defuse, to_ascii
from interview.summary.templates.renderer import render_note
from interview.text import one_line

AT = "2000-01-01T00:00:00+00:00"
"""The moment printed on notes that are only searched for words."""


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
    results: tuple[Result, ...]
    """What follows for each patient, in order."""
    failures: tuple[Failure, ...]

    @property
    def patients(self) -> tuple[Patient, ...]:
        """Every patient, in order."""
        return tuple(patient for path in self.paths for patient in path.patients)


def run_paths(logic: Logic, paths: Iterable[ScriptedPath]) -> Run:
    """Compare what is expected of every patient with what follows."""
    paths = tuple(paths)
    seen = [(path, patient, Result(logic, patient.answers)) for path in paths for patient in path.patients]
    failures = [failure for path, patient, result in seen for failure in _failures(path, patient, result)]
    return Run(logic, paths, tuple(result for *_, result in seen), tuple(failures))


def _failures(path: ScriptedPath, patient: Patient, result: Result) -> Iterator[Failure]:
    for expectation in patient.expectations:
        if not result.met(expectation):
            because, waits_for = _behind(result, expectation)
            yield Failure(path, patient, expectation, result.value(expectation), because, waits_for)


def _behind(result: Result, expectation: Expectation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the answers that make it so, and the questions it still depends on."""
    name, flow = expectation.name, result.logic.flow
    match expectation.aspect:
        case Aspect.STATUS | Aspect.WORDED:
            found = explain(result.conclusions, name)
            return _answers(result, found.because), found.depends_on
        case Aspect.TABLE:
            left = result.conclusions.tables[name]
            condition = Is(name, frozenset(left[:1]))
            return _reasons(result, condition), missing(result.conclusions, name)
        case Aspect.FACT:
            return _reasons(result, Holds(name)), missing(result.conclusions, name)
        case Aspect.ASKED:
            question = flow.questions[name]
            return _reasons(result, All((question.ask_when, question.applies_when))), ()
        case Aspect.WARNINGS:
            behind = [name for warning in result.conclusions.warnings for name in warning.questions]
            return _answers(result, dict.fromkeys(behind)), ()
        case _:
            return (), ()


def _reasons(result: Result, condition: Condition) -> tuple[str, ...]:
    """Return the answers that settle a condition; none while it is open."""
    session = result.session
    truth = session.completions.truth(result.logic.node(condition))
    if truth is None:
        return ()
    return _answers(
        result, reasons(session.completions, session.answers, condition, truth).inside(session.answers)
    )


def _answers(result: Result, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{name}: {as_written(result.answers[name])}" for name in names)


@dataclass
class Result:
    """One patient under one logic."""

    logic: Logic
    answers: Mapping[str, Answer]
    given: Completions | None = None
    """What the answers leave open, where that is known already."""

    @cached_property
    def session(self) -> Session:
        """The session in which exactly these answers were given."""
        completions = self.given or complete(self.logic, self.answers)
        return Session(self.logic, (), _asked_for(self.logic, self.answers), completions)

    @cached_property
    def conclusions(self) -> Conclusions:
        """Every conclusion."""
        return conclude(self.session)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The questions the interview comes to by itself."""
        return asked(self.logic, self.answers)

    @cached_property
    def note(self) -> str:
        """The full note on one line."""
        return one_line(render_note(build(self.session, at=AT), full=True, wrap=0))

    def met(self, expectation: Expectation) -> bool:
        """Return whether this is what was expected."""
        return self.value(expectation) == expectation.value

    def value(self, expectation: Expectation) -> Value:
        """Return what is so, to compare with what is expected."""
        name, session = expectation.name, self.session
        match expectation.aspect:
            case Aspect.STATUS:
                return status(session.completions, name)
            case Aspect.STANCE:
                return str(session.flow.recommendations[name].stance)
            case Aspect.TABLE:
                return frozenset(possible(session, name))
            case Aspect.FACT:
                return session.completions.truth(self.logic.node(Holds(name)))
            case Aspect.WORDED:
                return worded(session, name)
            case Aspect.ASKED:
                return name in self.asked
            case Aspect.SAYS:
                return as_in_the_note(name) in self.note
            case Aspect.WARNINGS:
                codes = frozenset(warning.code for warning in warnings(session))
                return len(codes) if isinstance(expectation.value, int) else codes


def _asked_for(logic: Logic, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the answers without the days that nobody is asked for."""
    return {name: answer for name, answer in answers.items() if name in logic.flow.questions}


def worded(session: Session, recommendation: str) -> bool:
    """Return whether a line is open and what to say then is worth saying."""
    if_open = session.flow.recommendations[recommendation].if_open
    if if_open is None or status(session.completions, recommendation) is not Status.OPEN:
        return False
    return session.completions.truth(session.logic.node(if_open.when)) is True


def as_in_the_note(words: str) -> str:
    """Return words in the letters of the note."""
    return one_line(defuse(to_ascii(one_line(words))))


def asked(logic: Logic, answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the questions the interview comes to by itself, passing over those without an answer.

    Answers to the others are given by choice, in the order of the flow, once nothing else waits.
    """
    came_to: set[str] = set()
    given = {name: answer for name, answer in answers.items() if name not in logic.flow.questions}
    while True:
        waiting = _waiting(logic, given)
        came_to.update(waiting)
        following = waiting or [name for name in answers if name not in given][:1]
        if not following:
            return frozenset(came_to)
        given |= {name: answers.get(name, NotAssessed()) for name in following}


def _waiting(logic: Logic, given: Mapping[str, Answer]) -> list[str]:
    session = Session(logic, (), _asked_for(logic, given), complete(logic, given))
    screen = next_screen(session)
    names = screen.questions if screen else ()
    return [name for name in names if name not in given and relevance(session, name) is Relevance.ASKED]

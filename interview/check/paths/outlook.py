"""What follows for one patient, worked out only as far as it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from interview.check.paths.model import Aspect, Expectation, Value
from interview.engine import Conclusions, Relevance, Session, Status, conclude, next_screen, relevance
from interview.engine.completions import Known, know
from interview.engine.conclusions import possible, status
from interview.flow.answers import Answer, NotAssessed
from interview.flow.conditions.syntax import Holds
from interview.flow.logic.compiler import Logic
from interview.summary.builder import build
from interview.summary.templates.escaping import defuse, to_ascii
from interview.summary.templates.renderer import render_note
from interview.text import one_line

AT = "2000-01-01T00:00:00+00:00"
"""The moment printed on notes that are only searched for words."""


@dataclass
class Outlook:
    """One patient under one logic."""

    logic: Logic
    answers: Mapping[str, Answer]
    given: Known | None = None
    """What the answers leave open, where that is known already."""

    @cached_property
    def session(self) -> Session:
        """The session in which exactly these answers were given."""
        known = self.given or know(self.logic, self.answers)
        return Session(self.logic, (), self.answers, known)

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
                return status(session.known, name)
            case Aspect.STANCE:
                return str(session.flow.recommendations[name].stance)
            case Aspect.TABLE:
                return frozenset(possible(session, name))
            case Aspect.FACT:
                return session.known.truth(self.logic.node(Holds(name)))
            case Aspect.WORDED:
                return worded(session, name)
            case Aspect.ASKED:
                return name in self.asked
            case Aspect.SAYS:
                return as_in_the_note(name) in self.note
            case Aspect.WARNINGS:
                codes = frozenset(warning.code for warning in self.conclusions.warnings)
                return len(codes) if isinstance(expectation.value, int) else codes


def worded(session: Session, recommendation: str) -> bool:
    """Return whether a line is open and what to say then is worth saying."""
    if_open = session.flow.recommendations[recommendation].if_open
    if if_open is None or status(session.known, recommendation) is not Status.OPEN:
        return False
    return session.known.truth(session.logic.node(if_open.when)) is True


def as_in_the_note(words: str) -> str:
    """Return words in the letters of the note."""
    return one_line(defuse(to_ascii(one_line(words))))


def asked(logic: Logic, answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the questions the interview comes to by itself, passing over those without an answer.

    Answers to the others are given by choice, in the order of the flow, once nothing else waits.
    """
    came_to: set[str] = set()
    given: dict[str, Answer] = {}
    while True:
        waiting = _waiting(logic, given)
        came_to.update(waiting)
        following = waiting or [name for name in answers if name not in given][:1]
        if not following:
            return frozenset(came_to)
        given |= {name: answers.get(name, NotAssessed()) for name in following}


def _waiting(logic: Logic, given: Mapping[str, Answer]) -> list[str]:
    session = Session(logic, (), given, know(logic, given))
    screen = next_screen(session)
    names = screen.questions if screen else ()
    return [name for name in names if name not in given and relevance(session, name) is Relevance.ASKED]

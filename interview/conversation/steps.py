"""The steps of an interview: its parts by name, where the flow says where they begin."""

from __future__ import annotations

from dataclasses import dataclass

from interview.engine import Session
from interview.flow.answers import Answer, NotAssessed, Several
from interview.flow.model import Flow


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the interview."""

    title: str
    questions: frozenset[str]


def steps(flow: Flow) -> tuple[Step, ...]:
    """Return the steps in order; none where it names none. What comes before the first belongs to it."""
    found: list[tuple[str, list[str]]] = []
    early: list[str] = []
    for screen in flow.screens:
        if screen.step:
            found.append((screen.step, early))
            early = []
        (found[-1][1] if found else early).extend(screen.questions)
    return tuple(Step(title, frozenset(questions)) for title, questions in found)


def step_at(every: tuple[Step, ...], question: str) -> str:
    """Return the title of the step that a question belongs to; empty for none."""
    return next((step.title for step in every if question in step.questions), "")


def left_open(every: tuple[Step, ...], session: Session) -> frozenset[str]:
    """Return the titles of the steps in which something was passed over, or not checked."""
    said = session.answers
    return frozenset(
        step.title for step in every if any(_is_passed(said.get(name)) for name in step.questions)
    )


def _is_passed(said: Answer | None) -> bool:
    return isinstance(said, NotAssessed) or (isinstance(said, Several) and not said.rest_absent)

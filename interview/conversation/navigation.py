"""Where the person goes in an interview: to the next question, or back. Pure functions."""

from __future__ import annotations

from collections.abc import Container, Iterable

from interview.engine import Relevance, Session, relevance, screen_before, screen_of, shown
from interview.flow.logic.dependencies import behind


def needed(session: Session, question: str, to_confirm: Container[str]) -> bool:
    """Tell whether the interview comes to a question by itself: it is open, or to be confirmed."""
    if question in to_confirm:
        return True
    return question not in session.answers and relevance(session, question) is Relevance.ASKED


def next_question(
    session: Session, to_confirm: Container[str], after: str = "", awaited: Iterable[str] = ()
) -> str:
    """Return the next question that needs an answer: on the same screen first, then the first of all.

    What tells whether something is urgent comes before all but the same screen, and then `awaited`, the
    questions whose result was pending at the last visit, as soon as they make sense. Empty at the end.
    """
    flow = session.flow
    here = screen_of(session, after).questions if after else ()
    urgent = behind(flow, {flow.urgent}) if flow.urgent and awaited else ()
    results = [name for name in awaited if _makes_sense(session, name)]
    every = [name for screen in flow.screens for name in screen.questions]
    if results:
        first = [name for name in every if name in urgent and needed(session, name, to_confirm)]
        here = tuple(name for name in here if needed(session, name, to_confirm))
        return next(iter((*here, *first, *results)))
    return next((name for name in (*here, *every) if needed(session, name, to_confirm)), "")


def _makes_sense(session: Session, question: str) -> bool:
    """Tell whether an open question could bear on this patient."""
    return question not in session.answers and relevance(session, question) is not Relevance.INACTIVE


def together(session: Session, question: str, by_choice: str = "") -> tuple[str, ...]:
    """Return the questions that stand on a screen with this one, in order; none at the end.

    `by_choice` is one that is there only because the person opened it.
    """
    if not question:
        return ()
    screen = screen_of(session, question)
    there = {*shown(session, screen), question, by_choice}
    return tuple(name for name in screen.questions if name in there)


def question_before(session: Session, question: str, by_choice: str = "") -> str:
    """Return the question before this one, or before the end; empty where there is none."""
    here = together(session, question, by_choice)
    if before := here[: here.index(question)] if question else ():
        return before[-1]
    screen = screen_before(session, screen_of(session, question) if question else None)
    return shown(session, screen)[-1] if screen is not None else ""

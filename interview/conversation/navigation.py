"""Where the person goes in an interview: to the next question, or back. Pure functions."""

from __future__ import annotations

from collections.abc import Container

from interview.engine import Relevance, Session, relevance, screen_before, screen_of, shown


def needed(session: Session, question: str, to_confirm: Container[str]) -> bool:
    """Tell whether the interview comes to a question by itself: it is open, or to be confirmed."""
    if question in to_confirm:
        return True
    return question not in session.answers and relevance(session, question) is Relevance.ASKED


def next_question(session: Session, to_confirm: Container[str], after: str = "") -> str:
    """Return the next question that needs an answer: on the same screen first, then the first of all.

    Empty at the end.
    """
    here = screen_of(session, after).questions if after else ()
    every = (name for screen in session.flow.screens for name in screen.questions)
    return next((name for name in (*here, *every) if needed(session, name, to_confirm)), "")


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

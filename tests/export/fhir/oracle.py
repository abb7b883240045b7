"""What the engine says is to be on a form."""

from __future__ import annotations

from interview.engine import Relevance, Session, relevance
from interview.engine.completions import questions_at
from interview.flow.answers import Answer
from interview.flow.conditions.syntax import Never
from interview.flow.logic.diagrams import TRUE


def counting(session: Session) -> dict[str, Answer]:
    """Return the answers to questions that may apply."""
    return {name: one for name, one in session.answers.items() if name not in session.completions.inactive}


def asked_before_the_end(session: Session) -> set[str]:
    """Return the questions that the engine asks; those asked only by choice wherever they may apply.

    When the plan has ended the engine asks nothing more, but shows what was answered. A form shows the
    questions up to the one that ends the plan, as they were asked before.
    """
    return {name for name in session.flow.questions if _asked(session, name)}


def _asked(session: Session, name: str) -> bool:
    place = relevance(session, name)
    if isinstance(session.flow.questions[name].ask_when, Never):
        return place is not Relevance.INACTIVE
    if session.completions.ended and name in up_to_the_end(session):
        return (
            place is not Relevance.INACTIVE and session.completions.outcome(session.logic.asked[name]) == TRUE
        )
    return place is Relevance.ASKED


def up_to_the_end(session: Session) -> set[str]:
    """Return the questions up to the last one that decides whether the plan ends."""
    logic, order = session.logic, list(session.logic.applies)
    deciding = questions_at(logic, logic.diagrams.support(logic.ends))
    last = max((order.index(name) for name in deciding if name in order), default=len(order))
    return set(order[: last + 1])

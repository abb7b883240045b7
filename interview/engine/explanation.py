"""Why a line stands, what it still depends on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview.engine.because import Reasons, reasons
from interview.engine.completions import counted, questions_at
from interview.engine.conclusions import Conclusions, Status, given_at, subject
from interview.engine.session import Session
from interview.engine.would_change import Change, changes
from interview.flow.answers import NotAssessed, Several


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is behind one recommendation. All ids are question ids unless said otherwise."""

    status: Status
    because: tuple[str, ...]
    """Given answers that, on their own, force the status; for an open line, those that bear on it."""
    facts: tuple[str, ...]
    """Facts and tables through which they do so."""
    depends_on: tuple[str, ...]
    """Unassessed questions that still matter; empty for a settled line."""
    would_change: tuple[Change, ...]
    """The smallest changes of answer that would give another status."""
    robust: bool
    """True when the line is settled although questions it could have used are unassessed."""


def explain(conclusions: Conclusions, recommendation: str) -> Explanation:
    """Explain one recommendation."""
    session, status = conclusions.session, conclusions.statuses[recommendation]
    why = _reasons(session, recommendation, status)
    depends_on = unassessed(session, session.known.matters(_node(session, recommendation)))
    settled = status is not Status.OPEN
    return Explanation(
        status=status,
        because=why.inside(counted(session.answers, session.known)),
        facts=tuple(why.judgements),
        depends_on=() if settled and not _waits(session, recommendation, status) else depends_on,
        would_change=changes(session, recommendation, status),
        robust=settled and _could_have_used_more(session, recommendation),
    )


def missing(conclusions: Conclusions, name: str) -> tuple[str, ...]:
    """Return the unassessed questions a fact or table still depends on; empty when it is settled."""
    session, logic = conclusions.session, conclusions.session.logic
    if name in session.flow.tables:
        nodes = list(logic.table(name).values())
    else:
        nodes = [logic.node(session.flow.facts[name].when)]
    names = {name for node in nodes for name in session.known.matters(node)}
    order = (name for screen in session.flow.screens for name in screen.questions)
    return unassessed(session, [name for name in order if name in names])


def unassessed(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the questions that are not fully answered."""
    return tuple(name for name in names if not _complete(session, name))


def _complete(session: Session, name: str) -> bool:
    answer = session.answers.get(name)
    if answer is None or isinstance(answer, NotAssessed) or name in session.known.inactive:
        return False
    return not isinstance(answer, Several) or answer.rest_absent


def _waits(session: Session, recommendation: str, status: Status) -> bool:
    """Return whether a line holds only while its fact is open."""
    return bool(session.flow.recommendations[recommendation].while_open) and status is Status.HOLDS


def _node(session: Session, recommendation: str) -> int:
    flow = session.flow
    return session.logic.node(subject(flow, flow.recommendations[recommendation]))


def _could_have_used_more(session: Session, recommendation: str) -> bool:
    levels = session.logic.diagrams.support(_node(session, recommendation))
    return bool(unassessed(session, questions_at(session.logic, levels)))


def _reasons(session: Session, recommendation: str, status: Status) -> Reasons:
    flow, known = session.flow, session.known
    line = flow.recommendations[recommendation]
    if known.ended and flow.ends and recommendation not in flow.ends.keep:
        return reasons(known, session.answers, flow.ends.when, True)
    truth = known.truth(_node(session, recommendation))
    if truth is not None:
        return reasons(known, session.answers, subject(flow, line), truth)
    return Reasons(questions=set(_bearing(session, recommendation)))


def _bearing(session: Session, recommendation: str) -> tuple[str, ...]:
    """Return the given answers without which an open line would look different."""
    logic, known = session.logic, session.known
    node = _node(session, recommendation)
    given = given_at(known, session.answers, logic.diagrams.support(node))
    left = logic.diagrams.restrict(node, known.masks, known.left)
    return tuple(name for name in given if _left_without(session, node, name) != left)


def _left_without(session: Session, node: int, name: str) -> int:
    levels = {variable.level for variable in session.logic.of[name]}
    masks = {level: mask for level, mask in session.known.masks.items() if level not in levels}
    return session.logic.diagrams.restrict(node, masks, {})

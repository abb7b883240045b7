"""Which unassessed question would settle most. No probabilities: every answer counts alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview.engine.conclusions import Conclusions, Status, subject
from interview.engine.explanation import unassessed
from interview.engine.routing import Relevance, relevance
from interview.engine.session import Session
from interview.flow.logic.derived import leaves
from interview.flow.logic.diagrams import OPEN
from interview.flow.logic.variables import NO, YES
from interview.flow.model import QuestionType

Masks = dict[int, int]
MOST_KNOWN = 10_000
"""Diagrams with answers to a question of which is kept whether they are settled by it."""


@dataclass(frozen=True, slots=True)
class Useful:
    """How much one unassessed question would settle."""

    question: str
    settles: int
    """Open recommendations that are settled whatever the answer is."""
    touches: int
    """Open recommendations it bears on."""


def most_useful(conclusions: Conclusions) -> tuple[Useful, ...]:
    """Rank the unassessed questions that can be asked now, the most settling first.

    By recommendations settled in the least settling answer, then by how many it bears on, then in the
    order of asking.
    """
    session = conclusions.session
    bearing = _bearing(conclusions)
    askable = (Relevance.ASKED, Relevance.OFFERED)
    ranked = [
        Useful(name, _settles(session, name, nodes), len(nodes))
        for name, nodes in bearing.items()
        if relevance(session, name) in askable
    ]
    order = list(session.flow.questions)
    return tuple(sorted(ranked, key=lambda u: (-u.settles, -u.touches, order.index(u.question))))


def _bearing(conclusions: Conclusions) -> dict[str, list[int]]:
    """Return, for each unassessed question, what is left of the open lines that depend on it."""
    session, flow = conclusions.session, conclusions.session.flow
    diagrams, completions = session.logic.diagrams, session.completions
    bearing: dict[str, list[int]] = {}
    for name, status in conclusions.statuses.items():
        line = flow.recommendations[name]
        if status is Status.OPEN or (line.while_open and status is Status.HOLDS):
            node = session.logic.node(subject(flow, line))
            left = diagrams.left(node, completions.masks, completions.left)
            for question in unassessed(session, completions.matters(node)):
                bearing.setdefault(question, []).append(left)
    return bearing


def _settles(session: Session, question: str, nodes: list[int]) -> int:
    """Return how many of the diagrams the least settling answer settles."""
    least = len(nodes)
    levels = frozenset[int]().union(*map(session.logic.diagrams.support, nodes))
    for masks in _answers(session, question, levels):
        least = min(least, _settled(session, masks, nodes))
        if least == 0:
            break
    return least


def _settled(session: Session, masks: Masks, nodes: list[int]) -> int:
    """Return how many diagrams an answer settles; much of it is known from the answers before."""
    diagrams, known, memo = session.logic.diagrams, session.logic.settled, dict[int, int]()
    answer, count = tuple(masks.items()), 0
    for node in nodes:
        settled = known.get((node, answer))
        if settled is None:
            settled = known[node, answer] = diagrams.outcomes(node, masks, memo) != OPEN
        count += settled
    if len(known) > MOST_KNOWN:
        known.clear()
    return count


def _answers(session: Session, question: str, levels: frozenset[int]) -> Iterator[Masks]:
    """Yield the answers of a question as masks; of several choices those that matter: none, or one more."""
    variables = session.logic.of.get(question, ())
    if not variables:
        yield from _dates(session, question)
        return
    if session.flow.questions[question].type is not QuestionType.SEVERAL:
        level = variables[0].level
        allowed = session.completions.masks.get(level, -1)
        yield from ({level: 1 << v} for v in range(variables[0].size) if allowed >> v & 1)
        return
    absent = {variable.level: NO for variable in variables if variable.level in levels}
    yield absent
    yield from ({**absent, level: YES} for level in absent)


def _dates(session: Session, question: str) -> Iterator[Masks]:
    """Yield what a date can make of each number that it is part of, beside a known one; else nothing is
    settled by it."""
    known = {*session.answers, *session.completions.days}
    yielded = False
    for name in session.logic.forms.tied:
        among = leaves(session.flow, name)
        if question in among and known.issuperset(leaf for leaf in among if leaf != question):
            variable = session.logic.of[name][0]
            allowed = session.completions.masks.get(variable.level, -1)
            yield from ({variable.level: 1 << v} for v in range(variable.size) if allowed >> v & 1)
            yielded = True
    if not yielded:
        yield {}

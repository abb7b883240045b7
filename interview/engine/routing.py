"""Which questions apply and which screen is next, and how much can still come.

That is the authored order and the conditions of asking; where the person goes from there, such as back or to
an answer that is to be confirmed, is `conversation.navigation`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from interview.engine.completions import questions_at
from interview.engine.plan_end import ending
from interview.engine.session import Session
from interview.flow.logic.diagrams import ALWAYS, FALSE, NEVER, TRUE, Diagrams
from interview.flow.model import Screen

MOST_STEPS = 20_000
"""Search steps after which the sum of all weights stands in: still an upper bound, only a coarser one."""

Weights = dict[int, int]


class Relevance(StrEnum):
    """Where a question stands in this session."""

    ASKED = "asked"
    """It applies and it bears on something: the interview comes to it by itself."""
    OFFERED = "offered"
    """Whether it is asked is not settled yet, or only by choice; it can be answered at any time."""
    NOT_ASKED = "not_asked"
    """It does not bear on anything here; it can still be answered by choice."""
    INACTIVE = "inactive"
    """It makes no sense for this patient; an earlier answer is kept and does not count."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many screens are still to come, at the fewest and at the most."""

    fewest: int
    most: int


def relevance(session: Session, question: str) -> Relevance:
    """Return where a question stands; exact over every completion of the unassessed answers."""
    completions = session.completions
    if question in completions.inactive:
        return Relevance.INACTIVE
    asked = completions.outcome(session.logic.asked[question])
    if asked == FALSE:
        return Relevance.NOT_ASKED
    return Relevance.ASKED if asked == TRUE and not completions.ended else Relevance.OFFERED


def shown(session: Session, screen: Screen) -> tuple[str, ...]:
    """Return the questions of a screen that belong on it now: asked ones, and those with an active answer."""
    return tuple(name for name in screen.questions if _belongs(session, name))


def next_screen(session: Session) -> Screen | None:
    """Return the first screen with an asked question that has no answer yet; None when there is none."""
    return next((screen for screen in session.flow.screens if _waiting(session, screen)), None)


def screen_before(session: Session, screen: Screen | None) -> Screen | None:
    """Return the nearest earlier screen with something on it; from None (the end), the last such screen."""
    screens = session.flow.screens
    earlier = screens if screen is None else screens[: screens.index(screen)]
    return next((screen for screen in reversed(earlier) if shown(session, screen)), None)


def screen_of(session: Session, question: str) -> Screen:
    """Return the screen a question stands on."""
    return session.logic.screens[question]


def offered(session: Session) -> tuple[str, ...]:
    """Return the questions that can be answered by choice and have no answer yet, in order."""
    return tuple(
        name
        for screen in session.flow.screens
        for name in screen.questions
        if name not in session.answers
        and relevance(session, name) in (Relevance.OFFERED, Relevance.NOT_ASKED)
    )


def progress(session: Session) -> Progress:
    """Return how many screens can still come.

    The fewest: what is asked already, since anything else stays unasked while answers stay unassessed,
    cut short where an answer can end the plan. The most: the answers that ask for the most.
    """
    if session.completions.ended:
        return Progress(0, 0)
    certain = [screen for screen in session.flow.screens if _waiting(session, screen)]
    return Progress(len(_until_end(session, certain)), len(certain) + _most_more(session, certain))


def _belongs(session: Session, name: str) -> bool:
    place = relevance(session, name)
    return place is Relevance.ASKED or (name in session.answers and place is not Relevance.INACTIVE)


def _waiting(session: Session, screen: Screen) -> bool:
    return any(
        name not in session.answers and relevance(session, name) is Relevance.ASKED
        for name in screen.questions
    )


def _until_end(session: Session, certain: list[Screen]) -> list[Screen]:
    """Return the screens up to the first at which the plan could end."""
    deciding = ending(session.logic)
    for index, screen in enumerate(certain):
        if deciding & set(screen.questions) - set(session.answers):
            return certain[: index + 1]
    return certain


def _most_more(session: Session, certain: list[Screen]) -> int:
    """Return how many further screens some walk through the interview comes to."""
    diagrams, memo = session.logic.diagrams, dict[str, int]()
    weights: Counter[int] = Counter()
    counted = {screen.id for screen in certain}
    for screen in session.flow.screens:
        waiting = [name for name in screen.questions if name not in session.answers]
        if waiting and screen.id not in counted:
            weights[diagrams.any_of([_reached(session, name, memo) for name in waiting])] += 1
    del weights[NEVER]
    return heaviest(diagrams, dict(weights), session.completions.masks)


def _reached(session: Session, name: str, memo: dict[str, int]) -> int:
    """Return where the interview comes to a question by itself.

    An earlier question it does not come to, or that was passed over, stays unassessed, so the condition has
    to hold whatever that answer would have been.
    """
    if name not in memo:
        logic, diagrams = session.logic, session.logic.diagrams
        node = diagrams.left(logic.asked[name], session.completions.masks, session.completions.left)
        for earlier in reversed(questions_at(logic, diagrams.support(node))):
            asked = NEVER if earlier in session.answers else _reached(session, earlier, memo)
            unasked = diagrams.conjoin(diagrams.negate(asked), _whatever(session, node, earlier))
            node = diagrams.disjoin(diagrams.conjoin(asked, node), unasked)
        memo[name] = node
    return memo[name]


def _whatever(session: Session, node: int, question: str) -> int:
    """Return where a diagram is true whatever the answer to a question."""
    diagrams = session.logic.diagrams
    levels = session.logic.levels_of(question)
    return diagrams.negate(diagrams.exists(diagrams.negate(node), levels))


class _TooMany(Exception):
    pass


def heaviest(diagrams: Diagrams, weights: Weights, masks: Mapping[int, int]) -> int:
    """Return the greatest sum of the weights of diagrams that some one completion makes true.

    An upper bound when the search would take more than `MOST_STEPS` steps.
    """
    try:
        return _heaviest(diagrams, weights, masks, {})
    except _TooMany:
        return sum(weight for node, weight in weights.items() if node != NEVER)


def _heaviest(
    diagrams: Diagrams,
    weights: Weights,
    masks: Mapping[int, int],
    memo: dict[frozenset[tuple[int, int]], int],
) -> int:
    settled = weights.get(ALWAYS, 0)
    left = {node: weight for node, weight in weights.items() if node > 1}
    if not left:
        return settled
    key = frozenset(left.items())
    if key not in memo:
        if len(memo) >= MOST_STEPS:
            raise _TooMany
        level = min(diagrams.level[node] for node in left)
        mask, all_ = masks.get(level, -1), sum(left.values())
        most = 0
        for value in range(diagrams.sizes[level]):
            if mask >> value & 1:
                most = max(most, _heaviest(diagrams, _follow(diagrams, left, level, value), masks, memo))
            if most == all_:
                break
        memo[key] = most
    return settled + memo[key]


def _follow(diagrams: Diagrams, weights: Weights, level: int, value: int) -> Weights:
    """Return the weights after one variable has taken a value."""
    followed: Weights = {}
    for node, weight in weights.items():
        after = diagrams.children[node][value] if diagrams.level[node] == level else node
        followed[after] = followed.get(after, 0) + weight
    return followed

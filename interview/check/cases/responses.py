"""What can be said to a line in practice, which response is right, which one does harm, and the score."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from interview.engine.conclusions import Conclusions, Status
from interview.engine.plan_end import is_kept
from interview.flow.model import Harm, Recommendation, Stance, Urgency
from interview.summary.urgency import rank

PASS = Fraction(6, 10)
"""The score with which a case passes."""
MOST_OF_A_KIND = 6
"""How many lines of a list are called for at most, and how many are not."""
FEWEST_OF_A_KIND = 4
"""How many a list has of each kind at least, where a patient has as many."""
FEWEST = 7
"""How many lines a list has at least, where a flow has as many."""
WARNING = frozenset((Stance.AGAINST, Stance.CAUTION))


class Response(StrEnum):
    """What a trainee says to a line."""

    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    CAUTION = "caution"
    """Against or caution: what the line names is warned of."""
    ASK_FIRST = "ask_first"
    """It turns on something that is not known."""
    LEFT_OUT = "left_out"
    """It does not hold; a line that is not placed is left out."""


CHOSEN = frozenset({Response.TODAY, Response.SOON, Response.LATER})
"""The responses that do what a line names."""
_WHEN = {
    Urgency.SAME_DAY: Response.TODAY,
    Urgency.SOON: Response.SOON,
    Urgency.ROUTINE: Response.LATER,
}


def right_response(line: Recommendation, status: Status) -> Response:
    """Return the one right response to a line."""
    if status is Status.OPEN:
        return Response.ASK_FIRST
    if status is Status.RULED_OUT:
        return Response.LEFT_OUT
    if line.stance in WARNING:
        return Response.CAUTION
    return _WHEN[line.urgency]


def room(called: int) -> int:
    """Return how many lines that do not hold stand at least in a list beside so many that are called for."""
    return min(MOST_OF_A_KIND, max(FEWEST_OF_A_KIND, FEWEST - called))


def score(right: Mapping[str, Response], found: Collection[str]) -> Fraction | None:
    """Return the score of what was found, of the one right response to each line of a list."""
    called = [name in found for name, response in right.items() if response is not Response.LEFT_OUT]
    others = [name in found for name, response in right.items() if response is Response.LEFT_OUT]
    if not called or not others:
        return None
    return Fraction(sum(called), len(called)) + Fraction(sum(others), len(others)) - 1


class Why(StrEnum):
    """Why a response does harm."""

    LEFT_OUT_TODAY = "left_out_today"
    MORE_URGENT = "more_urgent"
    """Chosen, although a line of its topic holds that is more urgent."""
    WARNED_OF = "warned_of"
    """Chosen, although a line of its topic warns of it, or it is what the line itself advises against."""
    PLAN_ENDED = "plan_ended"
    AUTHOR = "author"
    """Marked by the author of the flow."""


@dataclass(frozen=True, slots=True)
class HarmDone:
    """One response that does harm, and the line that says so."""

    line: str
    why: Why
    by: str
    """The line that holds against it; the line itself where none other does."""


def harm(found: Conclusions, name: str, said: Response) -> HarmDone | None:
    """Return the harm that a response to a line does in a patient; None for none."""
    return next(_harms(found, found.session.flow.recommendations[name], said), None)


def _harms(found: Conclusions, line: Recommendation, said: Response) -> Iterator[HarmDone]:
    status, warns = found.statuses[line.id], line.stance in WARNING
    if status is Status.HOLDS and said is Response.LEFT_OUT:
        if line.urgency is Urgency.SAME_DAY and not warns:
            yield HarmDone(line.id, Why.LEFT_OUT_TODAY, line.id)
        if line.harm is Harm.LEFT_OUT:
            yield HarmDone(line.id, Why.AUTHOR, line.id)
    if said not in CHOSEN:
        return
    if status is Status.HOLDS and line.stance is Stance.AGAINST:
        yield HarmDone(line.id, Why.WARNED_OF, line.id)
    if status is Status.RULED_OUT:
        if found.ended and not is_kept(found.session.flow, line.id):
            yield HarmDone(line.id, Why.PLAN_ENDED, line.id)
        yield from _of_the_topic(found, line)
    if line.harm is Harm.CHOSEN and status is (Status.HOLDS if warns else Status.RULED_OUT):
        yield HarmDone(line.id, Why.AUTHOR, line.id)


def _of_the_topic(found: Conclusions, line: Recommendation) -> Iterator[HarmDone]:
    """Yield the harm of choosing a line that is ruled out, while others of its topic hold."""
    for other in found.session.flow.recommendations.values():
        holds = found.statuses[other.id] is Status.HOLDS
        if not line.topic or other.topic != line.topic or not holds:
            continue
        if other.stance in WARNING:
            yield HarmDone(line.id, Why.WARNED_OF, other.id)
        elif rank(other.urgency) < rank(line.urgency):
            yield HarmDone(line.id, Why.MORE_URGENT, other.id)

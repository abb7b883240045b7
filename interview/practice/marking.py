"""A plan marked: what was found, the score, and what would have done harm. Harm is kept apart, never offset.

The score is (right among the called-for) + (right among the others) - 1: any one response throughout gives 0
or less, since it is right in one half at most. A line at another time than its own is not right, and no harm.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from interview.engine.conclusions import Status
from interview.engine.plan_end import is_kept
from interview.flow.model import Harm, Recommendation, Stance, Urgency
from interview.practice.key import CHOSEN, Key, Response
from interview.summary.urgency import rank

PASS = Fraction(6, 10)
SCORING = (
    "The score is the share that is right of the lines that are called for, plus the share that is right of "
    f"the others, less 1. A case passes with {float(PASS)} or more and no harm. Harm is counted apart, and "
    "nothing offsets it: leaving out what holds and is for today; choosing for today, soon or later what the "
    "line itself is against, what does not hold while another line of its topic warns of it or is more "
    "urgent, or what an answer has ended the plan for; and what the authors of a rule call harm."
)
"""How a plan is marked, for whoever marks one on paper."""


class Verdict(StrEnum):
    """What became of one decision."""

    HARMFUL = "harmful"
    MISSED = "missed"
    OTHER_TIME = "other_time"
    """Right, and at another time."""
    OTHERWISE = "otherwise"
    """Called for, and answered in another way: asked first what is settled, or settled what is open."""
    EXCESS = "excess"
    """Not called for, and not left out."""
    FOUND = "found"
    RIGHTLY_LEFT_OUT = "rightly_left_out"


class Why(StrEnum):
    """Why a decision does harm."""

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
    """One decision that does harm, and the line that says so."""

    line: str
    why: Why
    by: str
    """The line that holds against it; the line itself where none other does."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A plan marked. `score` is None where all of the list is called for, or none of it."""

    said: Mapping[str, Response]
    right: Mapping[str, Response]
    """The one right response to each line of the list."""
    verdicts: Mapping[str, Verdict]
    harms: tuple[HarmDone, ...]
    score: Fraction | None
    in_time: Fraction | None
    """The score, had each line that is right at another time been placed at its time."""

    @property
    def passed(self) -> bool:
        """True when the plan is good enough and harms nobody."""
        return self.score is not None and self.score >= PASS and not self.harms

    def of(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the lines with a verdict."""
        return tuple(line for line, found in self.verdicts.items() if found is verdict)


def mark(key: Key, listed: Sequence[str], placed: Mapping[str, Response]) -> Marked:
    """Mark what was placed; a line of the list that was not placed is left out."""
    said = {name: placed.get(name, Response.LEFT_OUT) for name in listed}
    harms = tuple(harm for name in listed if (harm := _harm(key, name, said[name])))
    harmful = {harm.line for harm in harms}
    verdicts = {name: _verdict(key.right[name], said[name], name in harmful) for name in listed}
    found = {name for name in listed if said[name] is key.right[name]}
    in_time = found | {name for name in listed if verdicts[name] is Verdict.OTHER_TIME}
    right = {name: key.right[name] for name in listed}
    return Marked(said, right, verdicts, harms, score(right, found), score(right, in_time))


def score(right: Mapping[str, Response], found: Collection[str]) -> Fraction | None:
    """Return the score of what was found, of the one right response to each line of a list."""
    called = [name in found for name, response in right.items() if response is not Response.LEFT_OUT]
    others = [name in found for name, response in right.items() if response is Response.LEFT_OUT]
    if not called or not others:
        return None
    return Fraction(sum(called), len(called)) + Fraction(sum(others), len(others)) - 1


def verdicts(right: Response, said: Response) -> frozenset[Verdict]:
    """Return what can become of a line, by the one right response to it and what was said."""
    if said is Response.LEFT_OUT and right is Response.TODAY:
        return frozenset({Verdict.HARMFUL})
    return frozenset(
        _verdict(right, said, harmful) for harmful in ({False} if said is right else {False, True})
    )


def _verdict(right: Response, said: Response, harmful: bool) -> Verdict:
    if harmful:
        return Verdict.HARMFUL
    if said is right:
        return Verdict.RIGHTLY_LEFT_OUT if right is Response.LEFT_OUT else Verdict.FOUND
    if right is Response.LEFT_OUT:
        return Verdict.EXCESS
    if said is Response.LEFT_OUT:
        return Verdict.MISSED
    return Verdict.OTHER_TIME if {said, right} <= CHOSEN else Verdict.OTHERWISE


def _harm(key: Key, name: str, said: Response) -> HarmDone | None:
    return next(_harms(key, key.flow.recommendations[name], said), None)


def _harms(key: Key, line: Recommendation, said: Response) -> Iterator[HarmDone]:
    status = key.status(line.id)
    if status is Status.HOLDS and said is Response.LEFT_OUT:
        if line.urgency is Urgency.SAME_DAY:
            yield HarmDone(line.id, Why.LEFT_OUT_TODAY, line.id)
        if line.harm is Harm.LEFT_OUT:
            yield HarmDone(line.id, Why.AUTHOR, line.id)
    if status is Status.HOLDS and said in CHOSEN:
        if line.stance is Stance.AGAINST:
            yield HarmDone(line.id, Why.WARNED_OF, line.id)
        if line.stance is Stance.CAUTION and line.harm is Harm.CHOSEN:
            yield HarmDone(line.id, Why.AUTHOR, line.id)
    if status is Status.RULED_OUT and said in CHOSEN:
        if key.ended and not is_kept(key.flow, line.id):
            yield HarmDone(line.id, Why.PLAN_ENDED, line.id)
        yield from _of_the_topic(key, line)
        if line.harm is Harm.CHOSEN:
            yield HarmDone(line.id, Why.AUTHOR, line.id)


def _of_the_topic(key: Key, line: Recommendation) -> Iterator[HarmDone]:
    """Yield the harm of choosing a line that is ruled out, while others of its topic hold."""
    for other in key.flow.recommendations.values():
        if not line.topic or other.topic != line.topic or key.status(other.id) is not Status.HOLDS:
            continue
        if other.stance in (Stance.AGAINST, Stance.CAUTION):
            yield HarmDone(line.id, Why.WARNED_OF, other.id)
        elif rank(other.urgency) < rank(line.urgency):
            yield HarmDone(line.id, Why.MORE_URGENT, other.id)

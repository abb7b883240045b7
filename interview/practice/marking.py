"""A plan marked: what was found, the score, and what would have done harm. Harm is kept apart, never offset.

The score is (right among the called-for) + (right among the others) - 1: any one response throughout gives 0
or less, since it is right in one half at most. A line at another time than its own is not right, and no harm.
What the author of a written case calls defensible counts as right beside the rule's own answer, also there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from interview.check.cases.responses import CHOSEN, PASS, HarmDone, Response, harm, score
from interview.practice.key import Key

SCORING = (
    "The score is the share that is right of the lines that are called for, plus the share that is right of "
    "the others, less 1; what the author of a case calls defensible is right beside what the rules say. "
    f"A case passes with {float(PASS)} or more and no harm. Harm is counted apart, and "
    "nothing offsets it: leaving out what is to be done today; choosing for today, soon or later what the "
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
    DEFENSIBLE = "defensible"
    """Not as the rules have it, and right as well by the author of a written case."""
    FOUND = "found"
    RIGHTLY_LEFT_OUT = "rightly_left_out"


RIGHT = frozenset({Verdict.FOUND, Verdict.RIGHTLY_LEFT_OUT, Verdict.DEFENSIBLE})
"""What counts as right."""


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


def mark(
    key: Key,
    listed: Sequence[str],
    placed: Mapping[str, Response],
    defensible: Mapping[str, Collection[Response]] = MappingProxyType({}),
) -> Marked:
    """Mark what was placed; a line of the list that was not placed is left out.

    `defensible` are responses to lines that count as right too; none of them excuses harm.
    """
    said = {name: placed.get(name, Response.LEFT_OUT) for name in listed}
    harms = tuple(done for name in listed if (done := harm(key.conclusions, name, said[name])))
    harmful = {done.line for done in harms}
    right = {name: key.right[name] for name in listed}
    also = {name for name in listed if said[name] in defensible.get(name, ())}
    verdicts = {
        name: _verdict(right[name], said[name], harmful=name in harmful, also=name in also) for name in listed
    }
    found = {name for name in listed if verdicts[name] in RIGHT}
    in_time = found | {name for name in listed if verdicts[name] is Verdict.OTHER_TIME}
    return Marked(said, right, verdicts, harms, score(right, found), score(right, in_time))


def verdicts(right: Response, said: Response, *, written: bool) -> frozenset[Verdict]:
    """Return what can become of a line, by the one right response to it and what was said, in a written case
    or in a drawn one."""
    if said is Response.LEFT_OUT and right is Response.TODAY:
        return frozenset({Verdict.HARMFUL})
    if said is right:
        return frozenset({_verdict(right, said)})
    found = {_verdict(right, said), Verdict.HARMFUL}
    return frozenset({*found, Verdict.DEFENSIBLE} if written else found)


def _verdict(right: Response, said: Response, *, harmful: bool = False, also: bool = False) -> Verdict:
    """Return what became of a line; `also` says that what was said is defensible."""
    if harmful:
        return Verdict.HARMFUL
    if said is right:
        return Verdict.RIGHTLY_LEFT_OUT if right is Response.LEFT_OUT else Verdict.FOUND
    if also:
        return Verdict.DEFENSIBLE
    if right is Response.LEFT_OUT:
        return Verdict.EXCESS
    if said is Response.LEFT_OUT:
        return Verdict.MISSED
    return Verdict.OTHER_TIME if {said, right} <= CHOSEN else Verdict.OTHERWISE

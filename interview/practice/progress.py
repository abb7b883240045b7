"""What somebody knows, rule by rule, and whether they know that they know it. No points, no ranks.

A rule that was missed comes back until it was right on two days. Being sure and wrong comes first. A case
that was had before shows nothing, since its answers were seen, and does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from interview.moments import day
from interview.practice.attempt import SURE, Attempt
from interview.practice.marking import RIGHT, Verdict

DAYS = 2
"""On how many days a rule is right before it counts as known."""


class Mastery(StrEnum):
    """How well a rule is known."""

    TO_COME_BACK = "to_come_back"
    """It was missed, and has not been right on two days since."""
    LEARNING = "learning"
    """Never missed, and not yet right on two days."""
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one line in one attempt."""

    attempt: Attempt
    line: str
    verdict: Verdict
    on: date

    @property
    def right(self) -> bool:
        """Whether it counts as right."""
        return self.verdict in RIGHT

    @property
    def shows(self) -> bool:
        """Whether it shows how well the rule is known; what is only defensible shows neither."""
        return self.verdict is not Verdict.DEFENSIBLE


@dataclass(frozen=True, slots=True)
class RuleProgress:
    """What became of one rule so far."""

    line: str
    seen: int
    wrong: int
    harmful: int
    sure_and_wrong: int
    """Errors made for certain: these come first."""
    last: date
    mastery: Mastery


@dataclass(frozen=True, slots=True)
class Sureness:
    """Of the decisions made so sure, how many were right."""

    sure: int
    right: int
    made: int


@dataclass(frozen=True, slots=True)
class Named:
    """A misunderstanding that was named."""

    sentence: str
    times: int
    """After how many cases."""
    last: date


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress with one flow."""

    cases: int
    passed: int
    again: int
    """Cases that were had before; nothing of them counts but why somebody does not agree."""
    rules: tuple[RuleProgress, ...]
    """Overconfident errors first, then what has to come back, then what was seen least."""
    sureness: tuple[Sureness, ...]
    misunderstandings: tuple[Named, ...]
    """The one that was named last comes first."""
    disagreed: tuple[tuple[Attempt, str, str], ...]
    """Attempt, line, and why the person does not agree."""


def first_times(history: Iterable[Attempt]) -> Iterator[Attempt]:
    """Yield the attempts, but for those at a case that was committed to before."""
    had: set[str] = set()
    for attempt in history:
        if attempt.code not in had:
            yield attempt
        if attempt.committed:
            had.add(attempt.code)


def decisions_in(history: Iterable[Attempt]) -> Iterator[Decision]:
    """Yield every decision that was marked and counts, the oldest first."""
    for attempt in first_times(history):
        on = day(attempt.begun)
        for line, verdict in attempt.verdicts.items():
            yield Decision(attempt, line, verdict, on)


def progress(history: Iterable[Attempt]) -> Progress:
    """Return the progress that attempts at one flow show."""
    every = [attempt for attempt in history if attempt.verdicts]
    marked = list(first_times(every))
    made = list(decisions_in(marked))
    lines = dict.fromkeys(decision.line for decision in made)
    rules = [_rule(line, [one for one in made if one.line == line]) for line in lines]
    order = list(Mastery)
    rules.sort(key=lambda one: (-one.sure_and_wrong, order.index(one.mastery), one.seen, one.line))
    return Progress(
        cases=len(marked),
        passed=sum(attempt.passed for attempt in marked),
        again=len(every) - len(marked),
        rules=tuple(rules),
        sureness=tuple(_sureness(sure, made) for sure in SURE),
        misunderstandings=tuple(_named(marked)),
        disagreed=tuple((one, line, why) for one in every for line, why in one.disagreed.items()),
    )


def to_come_back(history: Iterable[Attempt]) -> tuple[str, ...]:
    """Return the rules that were missed and have not been right on two days since."""
    return tuple(one.line for one in progress(history).rules if one.mastery is Mastery.TO_COME_BACK)


def _rule(line: str, made: list[Decision]) -> RuleProgress:
    wrong = [one for one in made if not one.right]
    return RuleProgress(
        line=line,
        seen=len(made),
        wrong=len(wrong),
        harmful=sum(one.verdict is Verdict.HARMFUL for one in wrong),
        sure_and_wrong=sum(one.attempt.sure == SURE[-1] for one in wrong),
        last=made[-1].on,
        mastery=_mastery(made),
    )


def _mastery(made: list[Decision]) -> Mastery:
    """Return how well a rule is known; only what came after the last miss counts."""
    shown = [one for one in made if one.shows]
    missed = [place for place, one in enumerate(shown) if not one.right]
    since = shown[missed[-1] + 1 :] if missed else shown
    if len({one.on for one in since}) >= DAYS:
        return Mastery.KNOWN
    return Mastery.TO_COME_BACK if missed else Mastery.LEARNING


def _named(marked: Iterable[Attempt]) -> Iterator[Named]:
    found: dict[str, list[date]] = {}
    for attempt in marked:
        if attempt.named:
            days = found.pop(attempt.named, [])
            found[attempt.named] = [*days, day(attempt.begun)]
    for sentence, days in reversed(found.items()):
        yield Named(sentence, len(days), days[-1])


def _sureness(sure: int, made: list[Decision]) -> Sureness:
    mine = [one.right for one in made if one.attempt.sure == sure]
    return Sureness(sure, sum(mine), len(mine))

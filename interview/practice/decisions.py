"""The list a trainee decides on: lines that are called for among others that are not.

Up to six lines that hold or are open, and up to six that do not; seven to twelve together where the flow has
as many. How many are called for is drawn as well: whoever knows that it is half of them has half the answers.
Which of them is in practice does not show, and neither does the order. A line never stands there
without those of its topic that are called for and are more urgent or warn. Lines that are open for the same
want stand there once, so that one finding nobody asked for costs one line, unless there are too few others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from interview.check.cases.responses import FEWEST, FEWEST_OF_A_KIND, MOST_OF_A_KIND, Response, room
from interview.engine.conclusions import Status
from interview.flow.model import Flow, Urgency
from interview.practice.key import Key, neutral_name


def decisions(key: Key, rule: str, rng: Random, also: Collection[str] = ()) -> tuple[str, ...]:
    """Return the lines to decide on, mixed.

    The rule in practice is among them, and what the case is `also` about, then what is for the same day and
    what an author marked; of the lines that do not hold, those of the same topic go first, then those of the
    same section.
    """
    near = _Nearness(key, frozenset((rule, *also)))
    mixed = sorted(_mixed(key.right, rng), key=near.of_called)
    distinct = _distinct(key.flow, mixed)
    called, others = (rng.randint(FEWEST_OF_A_KIND, MOST_OF_A_KIND) for _ in range(2))
    size = _Size(called, others)
    listed = _listed(near, distinct, size, 0)
    return tuple(
        _mixed(listed if len(listed) >= FEWEST else _listed(near, distinct, size, len(distinct)), rng)
    )


@dataclass(frozen=True, slots=True)
class _Size:
    """How many lines of each kind a list is to have; it has more of those that have to stand there, and of
    others where it would be too short."""

    called: int
    others: int


def _listed(near: _Nearness, names: Sequence[str], size: _Size, repeats: int) -> list[str]:
    """Return the lines to decide on, of names that come first the nearest."""
    key = near.key
    called = _together(near, names, size.called, repeats)
    apart = (name for name in names if not key.called(name) and called.keys() >= {*key.before(name)})
    others = sorted(apart, key=near.to(called))
    return [*called, *others[: max(size.others, room(len(called)))]]


def _together(near: _Nearness, names: Sequence[str], most: int, repeats: int) -> dict[str, None]:
    """Return the first names that are called for, so many at most, each with those that have to stand beside
    it; more only of what the case is about, is for the same day or was marked by an author.

    All but the first, and what is for the same day, give way where one more line than `repeats` would be open
    for want of the same.
    """
    key = near.key
    found: dict[str, None] = {}
    for name in names:
        more = [*key.before(name), *([name] if key.called(name) else ())]
        wanted = {**found, **dict.fromkeys(more)}
        kept = name == names[0] or key.right[name] is Response.TODAY
        again = _repeats(key, wanted)
        limit = MOST_OF_A_KIND if kept or near.is_due(name) else most
        if len(wanted) <= limit and (kept or again <= repeats):
            found, repeats = wanted, max(repeats, again)
    return found


def _repeats(key: Key, names: Iterable[str]) -> int:
    """Return how many lines are open for want of what another is open for."""
    wants = [key.missing(name) for name in names if key.status(name) is Status.OPEN]
    return len(wants) - len(set(wants))


@dataclass(frozen=True, slots=True)
class _Nearness:
    """In which order lines come into the list: the lowest first."""

    key: Key
    rules: frozenset[str]

    def is_due(self, name: str) -> bool:
        """Return whether a case is about a line, or an author marked it."""
        return name in self.rules or self.key.flow.recommendations[name].harm is not None

    def of_called(self, name: str) -> tuple[bool, bool, bool, bool]:
        """Return the place of a line among those called for, which go before the others."""
        line = self.key.flow.recommendations[name]
        urgent = line.urgency is Urgency.SAME_DAY
        return name not in self.rules, not self.key.called(name), not urgent, line.harm is None

    def to(self, called: Iterable[str]) -> Callable[[str], tuple[bool, bool, bool]]:
        """Return the place of a line that is not called for, by how near it is to those that are."""
        lines = self.key.flow.recommendations
        topics = {lines[name].topic for name in called} - {""}
        sections = {lines[name].section for name in called}
        return lambda name: (
            name not in self.rules,
            lines[name].topic not in topics,
            lines[name].section not in sections,
        )


def _distinct(flow: Flow, names: Iterable[str]) -> list[str]:
    """Return the first line of each neutral name: of two that read the same nobody knows which is meant."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(neutral_name(flow, name), name)
    return list(found.values())


def _mixed(names: Iterable[str], rng: Random) -> list[str]:
    """Return names in an order that no version of Python changes."""
    return sorted(names, key=lambda _: rng.random())

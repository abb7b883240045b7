"""The list a trainee decides on: lines that are called for among as many that are not.

Up to six lines that hold or are open, and as many that do not; seven to twelve together where the flow has as
many. Which of them is in practice does not show, and neither does the order. A line never stands there
without those of its topic that are called for and are more urgent or warn. Lines that are open for the same
want stand there once, so that one finding nobody asked for costs one line, unless there are too few others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from interview.check.cases.responses import FEWEST, MOST_OF_A_KIND, Response, room
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
    listed = _listed(key, near, distinct, 0)
    return tuple(
        _mixed(listed if len(listed) >= FEWEST else _listed(key, near, distinct, len(distinct)), rng)
    )


def _listed(key: Key, near: _Nearness, names: Sequence[str], repeats: int) -> list[str]:
    """Return the lines to decide on, of names that come first the nearest."""
    called = _together(key, names, repeats)
    apart = (name for name in names if not key.called(name) and called.keys() >= {*key.before(name)})
    others = sorted(apart, key=near.to(called))
    return [*called, *others[: room(len(called))]]


def _together(key: Key, names: Sequence[str], repeats: int) -> dict[str, None]:
    """Return the first names that are called for, each with those that have to stand beside it.

    All but the first, and what is for the same day, give way where one more line than `repeats` would be open
    for want of the same.
    """
    found: dict[str, None] = {}
    for name in names:
        more = [*key.before(name), *([name] if key.called(name) else ())]
        wanted = {**found, **dict.fromkeys(more)}
        kept = name == names[0] or key.right[name] is Response.TODAY
        again = _repeats(key, wanted)
        if len(wanted) <= MOST_OF_A_KIND and (kept or again <= repeats):
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

"""The list a trainee decides on: lines that are called for among as many that are not.

Up to six lines that hold or are open, and as many that do not; seven to twelve together where the flow has as
many. Which of them is in practice does not show, and neither does the order. A line never stands there
without those of its topic that are called for and are more urgent or warn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from random import Random

from interview.flow.model import Flow, Urgency
from interview.practice.key import Key, neutral_name

MOST_OF_A_KIND = 6
FEWEST = 7


def decisions(key: Key, rule: str, rng: Random, also: Collection[str] = ()) -> tuple[str, ...]:
    """Return the lines to decide on, mixed.

    The rule in practice is among them, and what the case trains `also`, then what is for the same day and
    what an author marked; of the lines that do not hold, those of the same topic go first, then those of the
    same section.
    """
    near = _Nearness(key, frozenset((rule, *also)))
    mixed = sorted(_mixed(key.right, rng), key=near.of_called)
    distinct = _distinct(key.flow, mixed)
    called = _together(key, distinct)
    apart = (name for name in distinct if not key.called(name) and called.keys() >= {*key.before(name)})
    others = sorted(apart, key=near.to(called))
    room = min(MOST_OF_A_KIND, max(len(called), FEWEST - len(called)))
    return tuple(_mixed([*called, *others[:room]], rng))


def _together(key: Key, names: Iterable[str]) -> dict[str, None]:
    """Return the first names that are called for, each with those that have to stand beside it."""
    found: dict[str, None] = {}
    for name in names:
        more = [*key.before(name), *([name] if key.called(name) else ())]
        wanted = {**found, **dict.fromkeys(more)}
        if len(wanted) <= MOST_OF_A_KIND:
            found = wanted
    return found


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

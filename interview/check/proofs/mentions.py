"""What a condition is about: every name it follows from, causes before what follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from interview.flow.conditions.syntax import names
from interview.flow.model import Flow


class Mentions:
    """The names that questions, facts, tables and derived numbers follow from."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._direct: dict[tuple[str, bool], tuple[str, ...]] = {}

    def order(
        self, starts: Iterable[str], skip: Collection[str] = (), asking: bool = False
    ) -> tuple[str, ...]:
        """Return the given names and all they follow from, each after what it follows from itself.

        Names in `skip` are left out with all below them. With `asking`, a question follows from its
        `ask_when` as well.
        """
        found: list[str] = []
        seen: set[str] = set()
        path: list[str] = []
        stack = [iter(sorted(starts))]
        while stack:
            name = next(stack[-1], None)
            if name is None:
                stack.pop()
                found += path[-1:]
                path[-1:] = []
            elif name not in seen and name not in skip:
                seen.add(name)
                path.append(name)
                stack.append(iter(self.direct(name, asking)))
        return tuple(found)

    def direct(self, name: str, asking: bool = False) -> tuple[str, ...]:
        """Return the names a name follows from in one step."""
        key = (name, asking)
        if key not in self._direct:
            self._direct[key] = tuple(dict.fromkeys(self._below(name, asking)))
        return self._direct[key]

    def _below(self, name: str, asking: bool) -> Iterator[str]:
        flow = self._flow
        if name in flow.differences:
            yield from (flow.differences[name].minuend, flow.differences[name].subtrahend)
        elif name in flow.questions:
            yield from sorted(names(flow.questions[name].applies_when))
            if asking:
                yield from sorted(names(flow.questions[name].ask_when))
        elif name in flow.facts:
            yield from sorted(names(flow.facts[name].when))
        else:
            for row in flow.tables[name].rows:
                yield from sorted(names(row.when))

"""What follows from what."""

from __future__ import annotations

from collections.abc import Iterable

from interview.flow.conditions.syntax import names
from interview.flow.model import Flow


def used_by(flow: Flow, name: str) -> tuple[str, ...]:
    """Return what a fact, table or number follows from directly; of a question, what it applies by."""
    if name in flow.facts:
        return tuple(sorted(names(flow.facts[name].when)))
    if name in flow.differences:
        return (flow.differences[name].minuend, flow.differences[name].subtrahend)
    if name in flow.questions:
        return tuple(sorted(names(flow.questions[name].applies_when)))
    used = (names(row.when) for row in flow.tables[name].rows)
    return tuple(sorted(frozenset().union(*used)))


def behind(flow: Flow, direct: Iterable[str]) -> tuple[str, ...]:
    """Return everything these names follow from, themselves included.

    Questions come first, in the order of asking; then numbers, facts and tables in the order of the files.
    """
    found: set[str] = set()
    waiting = list(direct)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(used_by(flow, name))
    parts = (flow.questions, flow.differences, flow.facts, flow.tables)
    return tuple(name for part in parts for name in part if name in found)

"""Expectations, read from a path file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from interview.check.paths.model import (
    ASKED_KEYS,
    SAYS_KEYS,
    STATUS_KEYS,
    WORDED_KEYS,
    Aspect,
    Expectation,
    Value,
)
from interview.flow.loading.parsed import Item
from interview.flow.model import Flow
from interview.flow.yaml.nodes import Entry, Node, Report, Scalar, Sequence, nearest, place_of, shown
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.strict import data

LISTS: Mapping[str, tuple[Aspect, Value]] = {
    **{key: (Aspect.STATUS, status) for key, status in STATUS_KEYS.items()},
    **{key: (Aspect.WORDED, worded) for key, worded in WORDED_KEYS.items()},
    **{key: (Aspect.ASKED, asked) for key, asked in ASKED_KEYS.items()},
    **{key: (Aspect.SAYS, said) for key, said in SAYS_KEYS.items()},
}
"""The keys that hold a list, and what is expected of everything in it."""


def expectations(item: Item, flow: Flow, report: Report) -> Iterator[Expectation]:
    """Yield what is expected, in the order of the file; what is wrong is reported and left out."""
    seen: dict[tuple[Aspect, str], Expectation] = {}
    for found in _each(item, flow, report):
        key = (found.aspect, found.name)
        if key in seen:
            said = f"{shown(found.name)} is already expected on line {seen[key].place.line}"
            report.add_at(item.node.file, found.place.line, found.place.column, "repeated", said)
        else:
            seen[key] = found
            yield found


def _each(item: Item, flow: Flow, report: Report) -> Iterator[Expectation]:
    known = {"stances": flow.recommendations, "tables": flow.tables, "facts": flow.facts}
    for key in item.values:
        node = item.written(key)
        if key in LISTS and isinstance(node, Sequence):
            aspect, value = LISTS[key]
            for word in node.items:
                yield Expectation(aspect, str(data(word)).strip(), value, place_of(word))
        elif key in known:
            yield from _NAMED[key](node, flow, report, known[key])
        elif key == "warnings":
            yield from _warnings(node, flow, report)


def _declared(node: Node, known: Collection[str], what: str, report: Report) -> Iterator[tuple[str, Entry]]:
    """Yield the entries whose id the flow declares, and report the others."""
    if not isinstance(node, MappingNode):
        report.add(node, "wrong-type", f"{what}s are written 'id: what is expected'")
        return
    for name, entry in node.entries.items():
        if name in known:
            yield name, entry
        else:
            said = f"there is no {what} {shown(name)}{nearest(name, known)}"
            report.add(entry.key, "unknown-name", said)


def _stances(node: Node, flow: Flow, report: Report, known: Collection[str]) -> Iterator[Expectation]:
    for name, entry in _declared(node, known, "recommendation", report):
        yield Expectation(Aspect.STANCE, name, str(data(entry.value)), place_of(entry.key))


def _tables(node: Node, flow: Flow, report: Report, known: Collection[str]) -> Iterator[Expectation]:
    for name, entry in _declared(node, known, "table", report):
        outcomes = flow.tables[name].outcomes
        words = list(_outcomes(entry.value))
        for word in words:
            if data(word) not in outcomes:
                said = f"{shown(str(data(word)))} is not an outcome of '{name}' ({', '.join(outcomes)})"
                report.add(word, "unknown-answer", said + nearest(str(data(word)), outcomes))
        possible = frozenset(str(data(word)) for word in words)
        yield Expectation(Aspect.TABLE, name, possible, place_of(entry.key))


def _outcomes(node: Node) -> list[Scalar]:
    if isinstance(node, MappingNode):
        return _outcomes(node.entries["possible"].value) if "possible" in node.entries else []
    items = node.items if isinstance(node, Sequence) else [node]
    return [item for item in items if isinstance(item, Scalar)]


def _facts(node: Node, flow: Flow, report: Report, known: Collection[str]) -> Iterator[Expectation]:
    for name, entry in _declared(node, known, "fact", report):
        value = data(entry.value)
        if value is None or isinstance(value, bool):
            yield Expectation(Aspect.FACT, name, value, place_of(entry.key))
        else:
            report.add(entry.value, "wrong-type", f"'{name}' is true, false, or null while it is open")


def _warnings(node: Node, flow: Flow, report: Report) -> Iterator[Expectation]:
    value, known = data(node), [*flow.conflicts, *flow.constraints]
    if type(value) is int and value >= 0:
        yield Expectation(Aspect.WARNINGS, "", value, place_of(node))
    elif isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        for item in node.items:
            if data(item) not in known:
                said = f"no warning has the id {shown(str(data(item)))}{nearest(str(data(item)), known)}"
                report.add(item, "unknown-name", said)
        yield Expectation(Aspect.WARNINGS, "", frozenset(map(str, value)), place_of(node))
    else:
        report.add(node, "wrong-type", "warnings are a number, or a list of their ids")


_NAMED = {"stances": _stances, "tables": _tables, "facts": _facts}

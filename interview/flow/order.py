"""The order of asking, and the order in which facts, tables and numbers follow from each other."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from interview.flow.loading.parsed import Item, Pending, Topics
from interview.flow.yaml.nodes import Report, shown

Graph = dict[str, list[str]]
"""Each name, and the names it directly follows from."""


def positions(screens: list[Item], topics: Topics, report: Report) -> dict[str, int]:
    """Return each question's place in the order of asking; report questions that are not there once."""
    found: dict[str, int] = {}
    for word in (word for screen in screens for word in screen.values.get("ask", ())):
        if word.value in found:
            report.add(word, "asked-twice", f"{shown(word.value)} already stands under 'interview'")
        elif word.value in topics["questions"]:
            found[word.value] = len(found)
    for name, item in topics["questions"].items():
        if name not in found:
            report.add(item.place, "never-asked", f"'{name}' does not stand under 'interview'")
    return found


def check_order(topics: Topics, asked: dict[str, int], report: Report) -> None:
    """Report circles, and `ask_when` conditions that follow from a later question or from their own."""
    graph = _graph(topics)
    _break_circles(graph, topics, report)
    latest = _latest(graph, asked)
    for name, item in topics["questions"].items():
        pending = item.values.get("ask_when")
        if pending and name in asked:
            _check_earlier(name, pending, asked, latest, report)


def _check_earlier(
    name: str, pending: Pending, asked: dict[str, int], latest: dict[str, str], report: Report
) -> None:
    for used, node, offset in pending.uses:
        last = latest.get(used, "")
        if not last or asked[last] < asked[name]:
            continue
        why = f"'{last}' itself is asked" if last == name else f"'{last}' is asked later"
        through = "" if last == used else f"'{used}' follows from '{last}', and "
        said = f"{through}{why}; 'ask_when' can refer to earlier questions only"
        report.add(node, "forward-reference", said, offset)


def _graph(topics: Topics) -> Graph:
    graph: Graph = {
        name: list(_used(item.values.get("applies_when"))) for name, item in topics["questions"].items()
    }
    for name, item in topics["facts"].items():
        graph[name] = list(_used(item.values.get("when")))
    for name, item in topics["numbers"].items():
        graph[name] = list(item.words("difference"))
    for name, item in topics["tables"].items():
        graph[name] = [used for row in item.values.get("rows", ()) for used in _used(row.values.get("when"))]
    return {name: [used for used in dict.fromkeys(graph[name]) if used in graph] for name in graph}


def _used(pending: Any) -> Iterator[str]:
    if pending is not None:
        yield from (name for name, _, _ in pending.uses)


def _break_circles(graph: Graph, topics: Topics, report: Report) -> None:
    """Report every circle and take one step out of it, so that no circle is left."""
    items = {name: item for section in topics.values() for name, item in section.items()}
    declared = {name: index for index, name in enumerate(graph)}
    while circle := _circle(graph):
        first = min(range(len(circle)), key=lambda index: declared[circle[index]])
        ring = [*circle[first:], *circle[:first], circle[first]]
        graph[ring[-2]].remove(ring[-1])
        report.add(items[ring[0]].place, "circle", f"goes round in a circle: {' -> '.join(ring)}")


def _circle(graph: Graph) -> list[str]:
    """Return the members of one circle, each followed by what it follows from; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        members: list[str] = error.args[1]
        return members[:0:-1]
    return []


def _latest(graph: Graph, asked: dict[str, int]) -> dict[str, str]:
    """Return for each name the question asked last among those it follows from, itself included."""
    latest: dict[str, str] = {}
    for name in TopologicalSorter(graph).static_order():
        among = [latest[used] for used in graph[name] if used in latest]
        if name in asked:
            among.append(name)
        if among:
            latest[name] = max(among, key=lambda question: asked[question])
    return latest

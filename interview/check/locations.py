"""Where each part of a flow, each of its conditions and each part of a condition stands in its files.

A condition of the model is a value without a place, so the files are read once more, as nodes, and walked
side by side with it. A part that shares one line of text with others has that text's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any as Anything

from interview.errors import NOWHERE, Place
from interview.flow.conditions.syntax import All, Any, AtLeast, Condition, Not, children
from interview.flow.model import Flow
from interview.flow.yaml.folder import Folder
from interview.flow.yaml.nodes import File, Mapping, Node, Report, Scalar, Sequence, place_of, position
from interview.flow.yaml.strict import Reader

Step = tuple[int, ...]
"""The way from a condition to a part of it: which child, then which child of that; empty for the whole."""


class Locations:
    """The files of a flow that has been loaded, to look up where something was written."""

    def __init__(self, folder: Path) -> None:
        report = Report()
        self._files: dict[str, File] = {}
        self._roots: list[Mapping] = []
        found = Folder(folder, report)
        reader = Reader(report)
        self._add(found.start(), reader)
        for node in self._included():
            self._add(found.included(node), reader)

    def key(self, *path: str) -> Place:
        """Return where the last key of a path stands; of what is there, as much of the path as there is."""
        return self._find(path)[0]

    def value(self, *path: str) -> Place:
        """Return where the value at a path begins."""
        node = self._find(path)[1]
        return place_of(node) if node else self.key(*path)

    def text(self, words: str, *path: str) -> Place:
        """Return where words begin in the text at a path, however its lines are broken."""
        key, node = self._find(path)
        if not isinstance(node, Scalar):
            return key
        found = re.search(r"\s+".join(map(re.escape, words.split())), node.value, re.IGNORECASE)
        return Place(node.file.name, *position(node, found.start())) if found else place_of(node)

    def excerpt(self, place: Place) -> str:
        """Return the line a place is on; empty when there is none."""
        file = self._files.get(place.file)
        return file.excerpt(place.line, place.column) if file else ""

    def _add(self, file: File | None, reader: Reader) -> None:
        root = reader.read(file) if file else None
        if file and isinstance(root, Mapping):
            self._files[file.name] = file
            self._roots.append(root)

    def _included(self) -> list[Scalar]:
        entry = self._roots[0].entries.get("include") if self._roots else None
        items = getattr(entry.value, "items", []) if entry else []
        return [item for item in items if isinstance(item, Scalar)]

    def _find(self, path: tuple[str, ...]) -> tuple[Place, Node | None]:
        """Return the place of the deepest key there is, and the value under the whole path.

        A short form, such as an answer that is only its label, stands for the longer one.
        """
        if not self._roots:
            return Place(""), None
        depth, place, node = max((_descend(root, path) for root in self._roots), key=lambda found: found[0])
        whole = depth == len(path) or (depth == len(path) - 1 and isinstance(node, Scalar))
        return place, node if whole else None


def _descend(root: Mapping, path: tuple[str, ...]) -> tuple[int, Place, Node]:
    """Follow a path as far as it leads; return how far, the last key's place, and what is there."""
    node: Node = root
    place = place_of(root)
    for depth, word in enumerate(path):
        if not isinstance(node, Mapping) or word not in node.entries:
            return depth, place, node
        entry = node.entries[word]
        place, node = place_of(entry.key), entry.value
    return len(path), place, node


class ConditionLocations(Locations):
    """Places in the files of the flow in a folder, which loads without mistakes."""

    def of(self, rule: Rule, step: Step = ()) -> Place:
        """Return where a part of a rule stands; its owner's place where the files do not show it."""
        node = self._condition(rule)
        return place_of(_part_node(node, rule.condition, step)) if node else rule.place

    def _condition(self, rule: Rule) -> Node | None:
        owner = (rule.topic, rule.owner) if rule.owner else (rule.topic,)
        if rule.row < 0:
            keys = ("if_open", "when") if rule.key == "if_open" else (rule.key,)
            return self._find((*owner, *keys))[1]
        rows = self._find((*owner, _rows(rule)))[1]
        listed = [row for row in rows.items if isinstance(row, Mapping)] if isinstance(rows, Sequence) else []
        whens = [row.entries["when"].value for row in listed if "when" in row.entries]
        return whens[rule.row] if rule.row < len(whens) else None


def _part_node(node: Node, condition: Condition, step: Step) -> Node:
    """Return the node of a part; the nearest one around it where a line of text holds several parts."""
    if not step or not isinstance(node, Mapping):
        return node
    ((word, entry),) = node.entries.items()
    items = entry.value.items if isinstance(entry.value, Sequence) else []
    if len(items) == 1 and word in ("all", "any"):
        return _part_node(items[0], condition, step)
    if word == "none":
        return _none_node(entry.value, items, condition, step)
    return _part_node(items[step[0]], children(condition)[step[0]], step[1:])


def _none_node(node: Node, items: list[Node], condition: Condition, step: Step) -> Node:
    """Descend into `none`, which is a `not` around its items."""
    within = condition.condition if isinstance(condition, Not) else condition
    if len(items) == 1:
        return _part_node(items[0], within, step[1:])
    if len(step) == 1:
        return node
    return _part_node(items[step[1]], children(within)[step[1]], step[2:])


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition and what it belongs to."""

    topic: str
    """Where it stands in the language: `facts`, `tables`, `questions`, `recommendations`, ..."""
    owner: str
    """The id of what it belongs to; empty for the end of the plan."""
    key: str
    """The key it stands under, such as `when`, `ask_when` or `if_open`."""
    condition: Condition
    place: Place = NOWHERE
    """Where its owner stands."""
    row: int = -1
    """Which row of a table."""

    @property
    def title(self) -> str:
        """The rule in a few words, such as `speech_therapy` or `enmc_2011, row 2`."""
        name = self.owner or self.topic
        if self.row >= 0:
            return f"{name}, row {self.row + 1}"
        return name if self.key in ("when", "must") else f"{name}, {self.key}"


def rules(flow: Flow) -> Iterator[Rule]:
    """Yield every condition of a flow, in the order in which things build on one another."""
    for question in flow.questions.values():
        yield Rule("questions", question.id, "ask_when", question.ask_when, question.place)
        yield Rule("questions", question.id, "applies_when", question.applies_when, question.place)
    for fact in flow.facts.values():
        yield Rule("facts", fact.id, "when", fact.when, fact.place)
    for table in flow.tables.values():
        for index, row in enumerate(table.rows):
            yield Rule("tables", table.id, "when", row.when, row.place, index)
    for score in flow.scores.values():
        for index, points in enumerate(score.points):
            if not points.of:
                yield Rule("scores", score.id, "when", points.when, score.place, index)
    for line in flow.recommendations.values():
        if not line.while_open:
            yield Rule("recommendations", line.id, "when", line.when, line.place)
        if line.if_open:
            yield Rule("recommendations", line.id, "if_open", line.if_open.when, line.place)
    for conflict in flow.conflicts.values():
        yield Rule("conflicts", conflict.id, "when", conflict.when, conflict.place)
    for constraint in flow.constraints.values():
        yield Rule("constraints", constraint.id, "must", constraint.must, constraint.place)
    if flow.ends:
        yield Rule("ends", "", "when", flow.ends.when, flow.ends.place)


def with_condition(flow: Flow, rule: Rule, condition: Condition) -> Flow:
    """Return the flow with another condition in the place of a rule's."""
    if rule.topic == "ends":
        return replace(flow, ends=replace(flow.ends, when=condition)) if flow.ends else flow
    declared = getattr(flow, rule.topic)
    part = declared[rule.owner]
    if rule.row >= 0:
        rows = list(getattr(part, _rows(rule)))
        rows[rule.row] = replace(rows[rule.row], when=condition)
        part = replace(part, **{_rows(rule): tuple(rows)})
    elif rule.key == "if_open":
        part = replace(part, if_open=replace(part.if_open, when=condition))
    else:
        part = replace(part, **{rule.key: condition})
    changed: dict[str, Anything] = {rule.topic: {**declared, rule.owner: part}}
    return replace(flow, **changed)


def _rows(rule: Rule) -> str:
    """Return what the rows of a rule's owner are called."""
    return "points" if rule.topic == "scores" else "rows"


def parts(condition: Condition, step: Step = ()) -> Iterator[tuple[Step, Condition]]:
    """Yield a condition and every part of it, each with the way to it."""
    yield step, condition
    for index, child in enumerate(children(condition)):
        yield from parts(child, (*step, index))


def put(condition: Condition, step: Step, part: Condition) -> Condition:
    """Return a condition with another part at the end of a way."""
    if not step:
        return part
    return with_children(
        condition,
        tuple(
            put(child, step[1:], part) if index == step[0] else child
            for index, child in enumerate(children(condition))
        ),
    )


def with_children(condition: Condition, conditions: tuple[Condition, ...]) -> Condition:
    """Return a condition of the same kind over other parts."""
    match condition:
        case Not():
            return Not(conditions[0])
        case All():
            return All(conditions)
        case Any():
            return Any(conditions)
        case AtLeast(count=count):
            return AtLeast(count, conditions)
        case _:
            raise TypeError(f"has no parts: {condition!r}")

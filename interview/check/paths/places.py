"""Where each part of a condition stands in a flow's files.

A condition of the model is a value without a place, so the files are read once more, as nodes, and walked
side by side with it. A part that shares one line of text with others has that text's place.
"""

from __future__ import annotations

from pathlib import Path

from interview.check.paths.rules import Rule, Step
from interview.errors import Place
from interview.flow.conditions.syntax import Condition, Not, children
from interview.flow.files import Folder
from interview.flow.nodes import Entry, Mapping, Node, Report, Scalar, Sequence, place_of
from interview.flow.strict_yaml import Reader


class Places:
    """Places in the files of the flow in a folder, which loads without mistakes."""

    def __init__(self, folder: Path) -> None:
        self._topics: dict[str, dict[str, Entry]] = {}
        self._ends: Node | None = None
        for root in _roots(folder):
            self._take(root)

    def of(self, rule: Rule, step: Step = ()) -> Place:
        """Return where a part of a rule stands; its owner's place where the files do not show it."""
        owner = self._owner(rule)
        node = _below(owner, *(("if_open", "when") if rule.key == "if_open" else (rule.key,)))
        found = _descend(node, rule.condition, step) if node else owner
        return place_of(found) if found else rule.place

    def at(self, topic: str, owner: str, *keys: str) -> Place | None:
        """Return where a key of an owner stands, such as a recommendation's `stance`; None without one."""
        node = self._of(topic, owner)
        *above, last = keys
        around = _below(node, *above)
        entry = around.entries.get(last) if isinstance(around, Mapping) else None
        return place_of(entry.key) if entry else None

    def _of(self, topic: str, owner: str) -> Node | None:
        if topic == "ends":
            return self._ends
        entry = self._topics.get(topic, {}).get(owner)
        return entry.value if entry else None

    def _owner(self, rule: Rule) -> Node | None:
        node = self._of(rule.topic, rule.owner)
        if rule.row < 0:
            return node
        rows = _below(node, "rows")
        return rows.items[rule.row] if isinstance(rows, Sequence) else None

    def _take(self, root: Mapping) -> None:
        for topic, entry in root.entries.items():
            if topic == "ends":
                self._ends = entry.value
            elif isinstance(entry.value, Mapping):
                self._topics.setdefault(topic, {}).update(entry.value.entries)


def _roots(folder: Path) -> list[Mapping]:
    report = Report()
    files, reader = Folder(folder, report), Reader(report)
    start = files.start()
    root = reader.read(start) if start else None
    if not isinstance(root, Mapping):
        return []
    include = root.entries.get("include")
    names = include.value.items if include and isinstance(include.value, Sequence) else []
    included = [files.included(name) for name in names if isinstance(name, Scalar)]
    others = [reader.read(file) for file in included if file]
    return [root, *(other for other in others if isinstance(other, Mapping))]


def _below(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        entry = node.entries.get(key) if isinstance(node, Mapping) else None
        node = entry.value if entry else None
    return node


def _descend(node: Node, condition: Condition, step: Step) -> Node:
    """Return the node of a part; the nearest one around it where a line of text holds several parts."""
    if not step or not isinstance(node, Mapping):
        return node
    ((word, entry),) = node.entries.items()
    items = entry.value.items if isinstance(entry.value, Sequence) else []
    if len(items) == 1 and word in ("all", "any"):
        return _descend(items[0], condition, step)
    if word == "none":
        return _none(entry.value, items, condition, step)
    return _descend(items[step[0]], children(condition)[step[0]], step[1:])


def _none(node: Node, items: list[Node], condition: Condition, step: Step) -> Node:
    """Descend into `none`, which is a `not` around its items."""
    within = condition.condition if isinstance(condition, Not) else condition
    if len(items) == 1:
        return _descend(items[0], within, step[1:])
    if len(step) == 1:
        return node
    return _descend(items[step[1]], children(within)[step[1]], step[2:])

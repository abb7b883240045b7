"""Where each part of a condition stands in a flow's files.

A condition of the model is a value without a place, so the files are read once more, as nodes, and walked
side by side with it. A part that shares one line of text with others has that text's place.
"""

from __future__ import annotations

from interview.check.locations import Written
from interview.check.paths.rules import Rule, Step
from interview.errors import Place
from interview.flow.conditions.syntax import Condition, Not, children
from interview.flow.yaml.nodes import Mapping, Node, Sequence, place_of


class Places(Written):
    """Places in the files of the flow in a folder, which loads without mistakes."""

    def of(self, rule: Rule, step: Step = ()) -> Place:
        """Return where a part of a rule stands; its owner's place where the files do not show it."""
        node = self._condition(rule)
        return place_of(_descend(node, rule.condition, step)) if node else rule.place

    def _condition(self, rule: Rule) -> Node | None:
        owner = (rule.topic, rule.owner) if rule.owner else (rule.topic,)
        if rule.row < 0:
            keys = ("if_open", "when") if rule.key == "if_open" else (rule.key,)
            return self._find((*owner, *keys))[1]
        rows = self._find((*owner, "rows"))[1]
        row = rows.items[rule.row] if isinstance(rows, Sequence) else None
        return row.entries["when"].value if isinstance(row, Mapping) else None


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

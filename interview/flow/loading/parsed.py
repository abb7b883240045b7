"""What has been read from a flow's files but not yet checked across them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from interview.flow.conditions.syntax import Always, Condition
from interview.flow.yaml.nodes import Mapping, Node, Scalar


@dataclass(slots=True, eq=False)
class Item:
    """A mapping read by a shape: its key where it has one, where it stands, and the values that are right."""

    key: Scalar | None
    node: Node
    values: dict[str, Any]

    @property
    def place(self) -> Node:
        """The node to point at when something is missing."""
        return self.key or self.node

    def at(self, name: str) -> Node:
        """Return the key with this name, or where the item stands."""
        if isinstance(self.node, Mapping) and name in self.node.entries:
            return self.node.entries[name].key
        return self.place

    def unreadable(self) -> Iterator[str]:
        """Yield the keys that are there and could not be read."""
        if isinstance(self.node, Mapping):
            yield from (name for name in self.node.entries if name not in self.values)

    def written(self, name: str) -> Node:
        """Return the value with this name as it was written, or where the item stands."""
        if isinstance(self.node, Mapping) and name in self.node.entries:
            return self.node.entries[name].value
        return self.place

    def condition(self, name: str) -> Condition:
        """Return a checked condition; `Always` when there is none under this name."""
        pending = self.values.get(name)
        return Always() if pending is None else pending.condition

    def words(self, name: str) -> tuple[str, ...]:
        """Return the ids or words listed under a name."""
        return tuple(word.value if isinstance(word, Scalar) else word for word in self.values.get(name, ()))


@dataclass(slots=True, eq=False)
class Pending:
    """A condition as written, and as checked once all names are known."""

    node: Node
    flow: bool
    """True when it stands in `[ ]` or `{ }`, where text is split at commas."""
    condition: Condition = field(default_factory=Always)
    uses: list[tuple[str, Node, int]] = field(default_factory=list)
    """Every name it mentions, with the scalar and the offset where it stands."""


Topics = dict[str, dict[str, Item]]
"""Everything declared in all files: the key it stands under, its id, the item."""

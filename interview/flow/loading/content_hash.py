"""The fingerprint of everything a reader sees of a flow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from interview.flow.loading.parsed import Item, Pending, Topics
from interview.flow.plain_logic import digest, plain_decimal
from interview.flow.yaml.nodes import Node, Scalar

_NOT_CONTENT = frozenset(("include", "reviewed"))
"""How a flow is split into files is not content; a review names the content hash and cannot be part of it."""

_ADDED = frozenset(("scores", "phrases", "letters", "spoken", "rows", "usual", "unlikely"))
"""Parts the first flows could not have: left out where there are none, so that no hash changes."""


def content_hash(flow: Item, topics: Topics, ends: Item | None) -> str:
    """Return the SHA-256 of all data of a flow, in hexadecimal, whatever its comments and split into files.

    The order of answers, outcomes, rows, sections and screens counts; that of keys, and of ids in a
    topic, does not.
    """
    content: dict[str, Any] = {
        name: value for name, value in flow.values.items() if name not in topics and name not in _NOT_CONTENT
    }
    content |= {
        section: dict(sorted(items.items()))
        for section, items in topics.items()
        if items or section not in _ADDED
    }
    content["ends"] = ends
    return digest(dict(sorted(content.items())), _content)


def _content(value: Item | Pending | Node | Decimal) -> Any:
    """Return what `json` cannot write by itself as something it can."""
    if isinstance(value, Item):
        return {name: part for name, part in sorted(value.values.items()) if name != "reviewed"}
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, Scalar):
        return value.value
    from interview.flow.yaml.strict import data  # and YAML with it, which nobody needs who hashes logic alone

    return data(value.node if isinstance(value, Pending) else value)

"""A flow as a graph, before it is drawn: nodes with text, the edges between them, and how they look.

Text is wrapped, and its room reckoned, whatever font the reader's machine has. Every node has dark text on
a light ground; shapes tell them apart as well as colours.
"""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

INK = "#1a1a1a"
QUIET = "#4a4a4a"
LINE = "#5b6670"
PAPER = "#ffffff"

WRAP = 46
"""Characters on a line of a node."""
WRAP_WORDS = 34
"""Characters on a line beside an edge."""
_NARROW = frozenset("iljtfrI.,:;|!'()[]{} -")
INDENT = 2
"""Steps by which a deeper row stands further in; a line that goes on stands in by one."""
_HANGING = 1


class NodeKind(StrEnum):
    """What a node stands for; it decides shape and colour."""

    START = "start"
    SCREEN = "screen"
    QUESTION = "question"
    NUMBER = "number"
    FACT = "fact"
    TABLE = "table"
    RECOMMENDATION = "recommendation"
    END = "end"
    JUNCTION = "junction"
    """A point where ways meet; it has no text."""


class Tone(StrEnum):
    """How a line is written: as it is, in bold, or as an aside."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in a node."""

    text: str
    depth: int = 0
    """How deep it is indented."""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Node:
    """Something in the graph. The id has only letters, digits and `_`."""

    id: str
    kind: NodeKind
    title: str = ""
    rows: tuple[Row, ...] = ()
    names: tuple[str, ...] = ()
    """What it is called in the flow's files."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another, and the words on it. A side way is drawn dashed."""

    start: str
    end: str
    words: str = ""
    side: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of reading, and edges. `across` is read from left to right, else downwards."""

    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    across: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Look:
    """A node's ground and edge, how round its corners are, and how thick its edge is, in points."""

    fill: str
    stroke: str
    round: int = 3
    thick: float = 1.2


LOOKS = {
    NodeKind.START: Look("#eef0f2", LINE, 16),
    NodeKind.END: Look("#eef0f2", LINE, 16),
    NodeKind.SCREEN: Look("#eaf3fb", "#2f6b9a"),
    NodeKind.QUESTION: Look("#eaf3fb", "#2f6b9a"),
    NodeKind.NUMBER: Look("#f3effa", "#6a4c9c", 12),
    NodeKind.FACT: Look("#fdf6e0", "#8a6a0a", 12),
    NodeKind.TABLE: Look("#f3effa", "#6a4c9c", 0, 2.4),
    NodeKind.RECOMMENDATION: Look("#e9f6ec", "#2c7a3f", 3, 2.4),
    NodeKind.JUNCTION: Look(LINE, LINE, 5),
}


def lines_of(node: Node) -> tuple[Row, ...]:
    """Return a node's title and rows, each cut into rows that are one line."""
    rows = [Row(text, 0, Tone.STRONG) for text in textwrap.wrap(node.title, WRAP - 4)]
    for row in node.rows:
        indent = INDENT * row.depth
        for index, text in enumerate(textwrap.wrap(row.text, WRAP - indent)):
            rows.append(Row(text, indent + (_HANGING if index else 0), row.tone))
    return tuple(rows)


def words_of(words: str) -> tuple[str, ...]:
    """Return the words beside an edge as lines."""
    return tuple(textwrap.wrap(words, WRAP_WORDS))


def width(text: str, size: float) -> float:
    """Return more than any common sans-serif font of this size needs for a text, in the unit of the size."""
    return size * sum(map(_share, text))


def _share(char: str) -> float:
    if char in _NARROW:
        return 0.41
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in "mwMW%@—…" or char.isupper():
        return 0.96 if char in "mwMW%@—…" else 0.78
    return 0.65

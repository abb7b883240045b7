"""A picture before it is drawn: boxes with text and the arrows between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a box stands for; it decides shape and colour."""

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
    """A paragraph in a box."""

    text: str
    depth: int = 0
    """How deep it is indented."""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Box:
    """Something in the picture. The id has only letters, digits and `_`."""

    id: str
    kind: Kind
    title: str = ""
    rows: tuple[Row, ...] = ()
    names: tuple[str, ...] = ()
    """What it is called in the flow's files."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one box to another, and the words on it. A side way is drawn dashed."""

    start: str
    end: str
    words: str = ""
    side: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes in the order of reading, and arrows. `across` is read from left to right, else downwards."""

    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    across: bool = field(default=False, kw_only=True)

"""A row of text: the one thing that every list on the screen is made of.

Text is plain and never markup. A tone is a word for how a part looks; `widgets/row_rendering.py` says what
that means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

TONES = (
    "text",
    "strong",
    "muted",
    "key",
    "accent",
    "ok",
    "warning",
    "heading",
    "faint",
    "rule",
    "alarm",
    "soon",
    "tag",
    "lit",
    "edge",
)
"""Every tone a part may have. The last five have a ground of their own: tags, and an edge around a row."""

Part = tuple[str, str]
"""A text and its tone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph that wraps to the width there is, with its first line led by `lead` and the rest indented.

    Rows with the same `name` are one choice; a row without a name cannot be chosen. A pinned row stays in
    sight at the top while the rows below it scroll.
    """

    text: tuple[Part, ...] = ()
    lead: tuple[Part, ...] = ()
    name: str = ""
    pinned: bool = False
    right: tuple[Part, ...] = ()
    """What stands at the right edge of its last line; below it, indented, where that has no room for it."""
    ground: str = ""
    """The tone whose ground fills the whole width; mostly empty."""

    @property
    def words(self) -> str:
        """Its text without tones."""
        return "".join(text for text, _ in self.text)


BLANK = Row()
CUT = "…"
"""Stands where something is left out."""


def row(
    *parts: Part | str,
    lead: str | Part | tuple[Part, ...] = (),
    name: str = "",
    pinned: bool = False,
    right: tuple[Part, ...] = (),
    ground: str = "",
) -> Row:
    """Return a row; a bare string has the tone `text`."""
    return Row(tuple(_part(part) for part in parts), _lead(lead), name, pinned, right, ground)


def clipped(text: str, columns: int) -> str:
    """Return a text of no more columns than these, with a sign where something is left out."""
    if cell_len(text) <= columns:
        return text
    return f"{set_cell_size(text, max(0, columns - 1)).rstrip()}{CUT}"


def whole(pieces: Iterable[str], columns: int, between: str = "; ") -> str:
    """Return as many whole pieces as these columns hold, the first even cut."""
    every = list(pieces)
    for count in range(len(every), 1, -1):
        if cell_len(said := between.join(every[:count])) <= columns:
            return said
    return clipped(every[0], columns) if every else ""


def listed(names: Iterable[str], columns: int, between: str = ", ") -> str:
    """Return as many whole names as these columns hold, and how many more there are; the first even cut."""
    every = list(names)
    for count in range(len(every), 0, -1):
        said = between.join(every[:count])
        more = f"{between}{len(every) - count} more" if count < len(every) else ""
        if count == 1 or cell_len(said) + len(more) <= columns:
            return f"{clipped(said, columns - len(more))}{more}"
    return ""


def place(origin: str, columns: int) -> str:
    """Return where a flow came from in no more columns than these, if it can be: why it is looked for there,
    which stands in brackets behind it, before a part of its path; of that, the end."""
    whole = f"from {origin}"
    reason = origin.rpartition(" (")[2].removesuffix(")") if origin.endswith(")") else ""
    for words in (whole, f"from {reason}" if reason else ""):
        if words and cell_len(words) <= columns:
            return words
    return f"from …{origin[-max(8, columns - 6) :]}"


def heading(text: str, *, indent: int = 0) -> Row:
    """Return a heading."""
    return row((text, "heading"), lead=" " * indent)


def _part(part: Part | str) -> Part:
    return (part, "text") if isinstance(part, str) else part


def _lead(lead: str | Part | tuple[Part, ...]) -> tuple[Part, ...]:
    if isinstance(lead, str):
        return ((lead, "text"),) if lead else ()
    if lead and isinstance(lead[0], str):
        return ((lead[0], str(lead[1])),)
    return tuple(part for part in lead if isinstance(part, tuple))

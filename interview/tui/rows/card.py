"""A card: a title in its edge, rows, a word about them, and below a rule the keys that act on it."""

from __future__ import annotations

from dataclasses import dataclass

from interview.tui.footer import Hint
from interview.tui.rows.row import Row


@dataclass(frozen=True, slots=True)
class Face:
    """What a card says. It is the card that finds the room for it."""

    title: str = ""
    right: str = ""
    """What else stands in its upper edge, at the right."""
    head: Row | None = None
    """A row above the others that stays in sight, such as the names of columns."""
    rows: tuple[tuple[Row, ...], ...] = ((),)
    """The rows, at first with all that can be said; the first that fit are shown, else the last."""
    note: Row | None = None
    """A word below the rows, or where these need its line, above them in the one that is empty."""
    aside: bool = False
    """Whether that word gives way where the rows need its room."""
    hints: tuple[Hint, ...] = ()
    tail: Row | None = None
    """A row below the card, on a small screen; it gives way where the rows need its room."""

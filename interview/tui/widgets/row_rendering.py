"""Rows wrapped to a width and coloured by what they say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textual.color import Color
from textual.content import Content
from textual.style import Style
from textual.theme import Theme

from interview.tui.rows.row import Part, Row
from interview.tui.themes import PLAIN_CURSOR, REVERSED, THEMES

_TONES = {
    "text": ("text", "", False),
    "strong": ("bright", "", True),
    "muted": ("muted", "", False),
    "key": ("accent", "", True),
    "accent": ("accent", "", False),
    "ok": ("ok", "", False),
    "warning": ("warn", "", False),
    "heading": ("muted", "", True),
    "faint": ("faint", "", False),
    "rule": ("rule", "", False),
    "alarm": ("alarm-text", "alarm", True),
    "soon": ("ground", "warn", True),
    "tag": ("text", "tag", True),
    "lit": ("ground", "accent", True),
    "edge": ("accent", "ground", False),
}
"""For each tone its colour and ground, by our own names, and whether it is bold."""
KEPT = 4096
"""Rows of which the lines are kept: a list of five hundred turns is not wrapped again for one more."""
GAP = 2
"""Columns between a text and what stands at the right edge of its line, at the least."""


class Wrapped:
    """Rows and the lines they take. Nothing is wrapped before the width is known, and nothing twice."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.pinned = (0, 0)
        """The first of the lines that stay in sight at the top, and how many they are."""
        self._width = 0
        self._lines: list[tuple[int, int]] = []
        self._starts: list[int] = []

    @property
    def height(self) -> int:
        """How many lines there are; none before the width is known."""
        return len(self._lines)

    def set(self, rows: Sequence[Row]) -> None:
        """Take other rows; those that are the same objects as before, from the start, keep their lines."""
        same = 0
        for old, new in zip(self.rows, rows, strict=False):
            if old is not new:
                break
            same += 1
        self.rows = list(rows)
        self._arrange(same)

    def fit(self, width: int) -> bool:
        """Wrap to a width in columns; return whether that was another width than before."""
        if width == self._width:
            return False
        self._width = width
        self._arrange(0)
        return True

    def line_at(self, number: int) -> tuple[Row, int] | None:
        """Return the row on a line, and which of its lines that is."""
        if not 0 <= number < len(self._lines):
            return None
        at, line = self._lines[number]
        return self.rows[at], line

    def row_at(self, number: int) -> Row | None:
        """Return the row on a line."""
        found = self.line_at(number)
        return found[0] if found else None

    def place_of(self, name: str) -> tuple[int, int]:
        """Return the first line of the rows with a name, and how many lines they take."""
        named = [at for at, row in enumerate(self.rows) if name and row.name == name]
        if not named or not self._lines:
            return 0, 0
        return self._starts[named[0]], sum(len(self.wrap(self.rows[at])) for at in named)

    def wrap(self, row: Row) -> tuple[Content, ...]:
        """Return the lines of a row. The spans of the content are tones."""
        return wrap(row, self._width)

    def _arrange(self, same: int) -> None:
        if not self._width:
            return
        same = min(same, len(self._starts))
        del self._lines[self._starts[same] if same < len(self._starts) else len(self._lines) :]
        del self._starts[same:]
        for at in range(same, len(self.rows)):
            self._starts.append(len(self._lines))
            self._lines += [(at, line) for line in range(len(self.wrap(self.rows[at])))]
        pinned = [number for number, (at, _) in enumerate(self._lines[:99]) if self.rows[at].pinned]
        self.pinned = (pinned[0], len(pinned)) if pinned else (0, 0)


@lru_cache(KEPT)
def wrap(row: Row, width: int) -> tuple[Content, ...]:
    """Wrap a row to a width; its later lines are indented to where its text begins."""
    lead = _content(row.lead)
    room = max(4, width - lead.cell_length)
    blank = Content(" " * lead.cell_length)
    right = _content(row.right)
    text = _content(row.text)
    lines = _indented(lead, lines_of(text, room))
    if not row.right:
        return tuple(lines)
    if width - lines[-1].cell_length - right.cell_length < GAP and right.cell_length <= width // 3:
        lines = _indented(lead, lines_of(text, max(4, room - right.cell_length - GAP)))
    left = width - lines[-1].cell_length - right.cell_length
    if left >= GAP:
        return (*lines[:-1], Content.assemble(lines[-1], " " * left, right))
    return (*lines, *(Content.assemble(blank, line) for line in lines_of(right, room)))


def lines_of(content: Content, width: int) -> list[Content]:
    """Return what `Content.wrap` does, at once for what stands on one line: most of what is shown."""
    if content.cell_length <= width and content.plain.isprintable():
        return [content]
    return content.wrap(width)


def _indented(lead: Content, lines: Sequence[Content]) -> list[Content]:
    blank = Content(" " * lead.cell_length)
    return [Content.assemble(blank if at else lead, line) for at, line in enumerate(lines or [Content("")])]


def height_of(rows: Sequence[Row], width: int) -> int:
    """Return how many lines rows take at a width."""
    return sum(len(wrap(row, width)) for row in rows)


def _content(parts: tuple[Part, ...]) -> Content:
    return Content.assemble(*parts)


class Tones:
    """The styles of one theme. Without colour the cursor is reversed, and so is what must not be missed."""

    def __init__(self, theme: Theme, no_color: bool) -> None:
        reverse = no_color or theme.name in REVERSED
        self.ground = Style(foreground=_colour(theme, "text"), background=_colour(theme, "ground"))
        self.card = Style(foreground=_colour(theme, "text"), background=_colour(theme, "card"))
        self.edge = Style(foreground=_colour(theme, "accent"), background=_colour(theme, "ground"))
        self.cursor = Style(
            foreground=_colour(theme, "cursor-text"), background=_colour(theme, "cursor"), reverse=reverse
        )
        self.plain_cursor = reverse or theme.name in PLAIN_CURSOR
        """Whether the row under the cursor has one colour."""
        self.rule = Style(foreground=_colour(theme, "rule"))
        self.thumb = Style(foreground=_colour(theme, "faint"))
        self._styles = {
            tone: Style(
                foreground=_colour(theme, colour),
                background=_colour(theme, ground) if ground else None,
                bold=True if bold else None,
                reverse=_reversed(tone, no_color) if reverse and ground else None,
            )
            for tone, (colour, ground, bold) in _TONES.items()
        }

    def __getitem__(self, tone: str | Style) -> Style:
        return self._styles[tone] if isinstance(tone, str) else tone


def _reversed(tone: str, no_color: bool) -> bool:
    """Tell whether a tone with a ground of its own is told by reversing it where colours do not tell it."""
    return tone != "edge" and (no_color or tone != "alarm")


@lru_cache(8)
def tones(name: str, *, no_color: bool) -> Tones:
    """Return the tones of one of our themes."""
    return Tones(next(theme for theme in THEMES.values() if theme.name == name), no_color)


def _colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables[name])

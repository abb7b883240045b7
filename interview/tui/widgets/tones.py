"""What the tones of rows look like in the theme that is worn."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color
from textual.style import Style
from textual.theme import Theme

from interview.tui.themes import THEMES

_TONES = {
    "text": ("text", False),
    "strong": ("bright", True),
    "muted": ("muted", False),
    "key": ("accent", True),
    "accent": ("accent", False),
    "ok": ("ok", False),
    "warning": ("warn", True),
    "heading": ("accent", True),
}
"""For each tone its colour, by our own name, and whether it is bold."""


class Tones:
    """The styles of one theme. Without colour the cursor is shown reversed."""

    def __init__(self, theme: Theme, no_color: bool) -> None:
        self.ground = Style(foreground=_colour(theme, "text"), background=_colour(theme, "ground"))
        self.cursor = Style(
            foreground=_colour(theme, "cursor-text"), background=_colour(theme, "cursor"), reverse=no_color
        )
        self.rule = Style(foreground=_colour(theme, "rule"))
        self._styles = {
            tone: Style(foreground=_colour(theme, colour), bold=True if bold else None)
            for tone, (colour, bold) in _TONES.items()
        }

    def __getitem__(self, tone: str | Style) -> Style:
        return self._styles[tone] if isinstance(tone, str) else tone


@lru_cache(8)
def tones(name: str, *, no_color: bool) -> Tones:
    """Return the tones of one of our themes."""
    return Tones(next(theme for theme in THEMES.values() if theme.name == name), no_color)


def _colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables[name])

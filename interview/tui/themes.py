"""Our colours, and which of them was chosen last.

Every pair that carries text reaches a contrast of 4.5 to 1, the high-contrast theme 7 to 1, and every mark 3
to 1. Colour never stands alone: what it says is also said by a mark or a word. One accent says what the next
key acts on; amber and red say how urgent something is; green that something is ticked, saved or found.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

from interview.store.private_files import FILE_MODE, private_folder

FILE = "settings.json"
MOST = 1000
"""Characters read; a settings file has no more."""


def _theme(name: str, *, dark: bool, colours: dict[str, str], ansi: bool = False) -> Theme:
    """Make a theme from our own names for colours; `ansi` colours are those of the terminal."""
    ground, text, accent = colours["ground"], colours["text"], colours["accent"]
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=accent,
        secondary=accent,
        accent=accent,
        foreground=text,
        background=ground,
        surface=colours["bar"],
        panel=colours["bar"],
        success=colours["ok"],
        warning=colours["warn"],
        error=colours["warn"],
        variables={
            **colours,
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["cursor-text"],
            "input-cursor-background": text,
            "input-cursor-foreground": ground,
            "input-selection-background": colours["accent"],
            "input-selection-foreground": ground,
            "border": colours["rule"],
            "scrollbar": colours["rule"],
            "scrollbar-hover": colours["rule"],
            "scrollbar-active": colours["rule"],
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "text-muted": colours["muted"],
            "ansi-background": ground,
            "ansi-foreground": text,
        },
    )


CALM = _theme(
    "calm",
    dark=True,
    colours={
        "ground": "#10151a",
        "card": "#141b21",
        "bar": "#1b242c",
        "text": "#e8eef2",
        "bright": "#e8eef2",
        "muted": "#9fb0bc",
        "accent": "#7fcbdb",
        "ok": "#93d3a2",
        "warn": "#f0c068",
        "faint": "#6b7f8e",
        "rule": "#33424e",
        "tag": "#33424e",
        "cursor": "#1e4450",
        "cursor-text": "#e8eef2",
        "alarm": "#b3261e",
        "alarm-text": "#ffffff",
    },
)
PAPER = _theme(
    "paper",
    dark=False,
    colours={
        "ground": "#f4f6f7",
        "card": "#ffffff",
        "bar": "#e3e9ec",
        "text": "#16222b",
        "bright": "#16222b",
        "muted": "#465863",
        "accent": "#0b5563",
        "ok": "#1a5c31",
        "warn": "#7a4300",
        "faint": "#64757f",
        "rule": "#bcc8cf",
        "tag": "#d3dce1",
        "cursor": "#cde5eb",
        "cursor-text": "#16222b",
        "alarm": "#b3261e",
        "alarm-text": "#ffffff",
    },
)
CONTRAST = _theme(
    "contrast",
    dark=True,
    colours={
        "ground": "#000000",
        "card": "#000000",
        "bar": "#000000",
        "text": "#ffffff",
        "bright": "#ffffff",
        "muted": "#d8d8d8",
        "accent": "#5ff2ff",
        "ok": "#7dff9b",
        "warn": "#ffe14d",
        "faint": "#b8b8b8",
        "rule": "#8c8c8c",
        "tag": "#3a3a3a",
        "cursor": "#ffe14d",
        "cursor-text": "#000000",
        "alarm": "#ffffff",
        "alarm-text": "#8a0000",
    },
)
_OWN = "ansi_default"
TERMINAL = _theme(
    "terminal",
    dark=True,
    ansi=True,
    colours={
        **dict.fromkeys(("ground", "card", "bar", "tag", "cursor"), _OWN),
        **dict.fromkeys(("text", "bright", "muted", "accent", "ok", "warn", "faint"), _OWN),
        "rule": "ansi_bright_black",
        "cursor-text": _OWN,
        "alarm": "ansi_red",
        "alarm-text": "ansi_bright_white",
    },
)
"""Text in the terminal's own colours, whatever they are: each of the sixteen cannot be read on some ground.
What is chosen is reversed, and only what cannot wait has a colour. So have the edges in which nothing is
pressed, which say nothing and may be lost."""
THEMES = {"Dark": CALM, "Light": PAPER, "High contrast": CONTRAST, "The terminal's own": TERMINAL}
PLAIN_CURSOR = frozenset({CONTRAST.name, TERMINAL.name})
"""Themes in which the row under the cursor has one colour."""
REVERSED = frozenset({TERMINAL.name})
"""Themes in which what is chosen, and the bars, are told by reversing them."""


class Settings:
    """The settings of one data folder. A file that cannot be read or written is never an error."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @property
    def theme(self) -> str:
        """The name of the theme chosen last; empty when none was, or none such exists."""
        try:
            with self._path.open(encoding="utf-8") as file:
                found = json.loads(file.read(MOST))
        except (OSError, ValueError, RecursionError):
            return ""
        name = found.get("theme") if isinstance(found, dict) else ""
        return next((theme.name for theme in THEMES.values() if theme.name == name), "")

    def keep(self, theme: str) -> None:
        """Remember a theme by its name."""
        with suppress(OSError):
            private_folder(self._path.parent)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
            with os.fdopen(os.open(self._path, flags, FILE_MODE), "w", encoding="utf-8") as file:
                file.write(json.dumps({"theme": theme}) + "\n")

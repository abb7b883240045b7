"""Our colours, and which of them was chosen last.

Every pair that carries text reaches a contrast of 4.5 to 1, the high-contrast theme 7 to 1. Colour never
stands alone: what it says is also said by a mark or a word.
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


def _theme(name: str, *, dark: bool, colours: dict[str, str]) -> Theme:
    """Make a theme from our own names for colours."""
    ground, text, accent = colours["ground"], colours["text"], colours["accent"]
    return Theme(
        name=name,
        dark=dark,
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
            "input-selection-background": colours["cursor"],
            "border": colours["rule"],
            "scrollbar": colours["rule"],
            "scrollbar-hover": colours["rule"],
            "scrollbar-active": colours["rule"],
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "text-muted": colours["muted"],
        },
    )


CALM = _theme(
    "calm",
    dark=True,
    colours={
        "ground": "#12171c",
        "bar": "#1b232b",
        "text": "#e2e8ed",
        "bright": "#ffffff",
        "muted": "#9dacb8",
        "accent": "#79c7d8",
        "ok": "#8fd0a0",
        "warn": "#efc568",
        "rule": "#3a4854",
        "cursor": "#1f5563",
        "cursor-text": "#ffffff",
        "alarm": "#9c1f1a",
        "alarm-text": "#ffffff",
    },
)
PAPER = _theme(
    "paper",
    dark=False,
    colours={
        "ground": "#faf8f4",
        "bar": "#ece8e0",
        "text": "#22282d",
        "bright": "#000000",
        "muted": "#57626b",
        "accent": "#0a5a70",
        "ok": "#1c6233",
        "warn": "#7a4a00",
        "rule": "#b9b3a7",
        "cursor": "#cde5eb",
        "cursor-text": "#0a2a33",
        "alarm": "#9c1f1a",
        "alarm-text": "#ffffff",
    },
)
CONTRAST = _theme(
    "contrast",
    dark=True,
    colours={
        "ground": "#000000",
        "bar": "#000000",
        "text": "#ffffff",
        "bright": "#ffffff",
        "muted": "#d8d8d8",
        "accent": "#5ff2ff",
        "ok": "#7dff9b",
        "warn": "#ffe14d",
        "rule": "#ffffff",
        "cursor": "#ffe14d",
        "cursor-text": "#000000",
        "alarm": "#ffffff",
        "alarm-text": "#8a0000",
    },
)
THEMES = {"Calm (dark)": CALM, "Paper (light)": PAPER, "High contrast": CONTRAST}


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

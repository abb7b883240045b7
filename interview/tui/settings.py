"""What a person chose for the screen, kept in a small file in the data folder."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from interview.store.private_files import FILE_MODE, private_folder
from interview.tui.themes import THEMES

FILE = "settings.json"
MOST = 1000
"""Characters read; a settings file has no more."""


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

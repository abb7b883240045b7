"""Where a summary is to be written."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.errors import UsageError
from interview.export.files import free_name, write_new
from interview.export.session_file import typed_folder
from interview.text import one_line
from interview.tui.footer import WRITING
from interview.tui.messages import Submitted
from interview.tui.screens.panels import Panel
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.input_line import Field
from interview.tui.widgets.words import Words


class ExportPanel(Panel[str]):
    """Asks for a path and writes the file. The result is the path written."""

    def __init__(self, path: Path, content: str | bytes) -> None:
        super().__init__()
        self.path = path
        self.content = content

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield Static(Content("Write to a new file"), classes="title", markup=False)
            yield Field(id="path")
            yield Words(id="note")
            yield Static(Content("Only you can read it."), classes="say", markup=False)
        yield HintBar(*WRITING)

    def on_mount(self) -> None:
        """Offer a name."""
        self.query_one(Field).open(_short(self.path), "path of a new file")

    def action_submit(self) -> None:
        """Do what Enter does."""
        self.on_submitted(Submitted(self.query_one(Field).typed))

    def on_submitted(self, message: Submitted) -> None:
        """Write, or say why not."""
        try:
            path = self._named(message.text)
            write_new(path, self.content)
        except UsageError as error:
            self.query_one(Words).say(str(error))
            return
        self.dismiss(one_line(str(path)))

    def _named(self, text: str) -> Path:
        """Return the file that was named, or in a folder that was named the one that was offered."""
        if not text.strip():
            raise UsageError("name a file, or a folder to put it into")
        path = typed_folder(text)
        if os.access(path, os.W_OK) and path.is_dir():
            return free_name(path, self.path.stem, self.path.suffix)
        return path


def _short(path: Path) -> str:
    """Return a path to show and to edit, with the person's own folder as ~."""
    home = os.path.expanduser("~")  # noqa: PTH111 - an account may have no home, which Path takes badly
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)

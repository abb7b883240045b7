"""Where a summary is to be written."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.errors import UsageError
from interview.export.files import write_new
from interview.text import one_line
from interview.tui.hints import WRITING
from interview.tui.messages import Submitted
from interview.tui.screens.base import Panel
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.field import Field
from interview.tui.widgets.words import Words


class ExportPanel(Panel[str]):
    """Asks for a path and writes the file. The result is the path written."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__()
        self.path = path
        self.text = text

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
        self.query_one(Field).open(str(self.path), "path of a new file")

    def action_submit(self) -> None:
        """Do what Enter does."""
        self.on_submitted(Submitted(self.query_one(Field).typed))

    def on_submitted(self, message: Submitted) -> None:
        """Write, or say why not."""
        path = Path(one_line(message.text)).expanduser()
        try:
            write_new(path, self.text)
        except UsageError as error:
            self.query_one(Words).say(str(error))
            return
        self.dismiss(str(path))

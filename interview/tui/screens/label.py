"""What a kept interview is called."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.store.identifiers import warning
from interview.text import one_line
from interview.tui.footer import WRITING
from interview.tui.messages import Submitted
from interview.tui.screens.panels import Panel
from interview.tui.talk import AGAIN
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.input_line import Field
from interview.tui.widgets.words import Words


class LabelPanel(Panel[str]):
    """Asks for a label. What looks like an identifier is pointed out, and taken at the second Enter."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self._warned = ""

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield Static(Content("Label"), classes="title", markup=False)
            yield Field(id="path")
            yield Words(id="note")
            yield Static(Content("It should not tell who the patient is."), classes="say", markup=False)
        yield HintBar(*WRITING)

    def on_mount(self) -> None:
        """Show the label there is."""
        self.query_one(Field).open(self.label, "a few words")

    def action_submit(self) -> None:
        """Do what Enter does."""
        self.on_submitted(Submitted(self.query_one(Field).typed))

    def on_submitted(self, message: Submitted) -> None:
        """Take the label, or say first what it gives away."""
        text = one_line(message.text).strip()
        doubt = warning(text)
        if doubt and text != self._warned:
            self._warned = text
            self.query_one(".say").display = False  # the doubt says the same
            self.query_one(Words).say(f"{doubt} {AGAIN}")
        else:
            self.dismiss(text)

"""A short list over any screen: reasons, answers behind a line, formats."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.tui.footer import choice_hints
from interview.tui.keys import option_index, option_key
from interview.tui.messages import Picked
from interview.tui.rows.row import row
from interview.tui.screens.panels import Panel
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.row_list import LineView

Choice = tuple[str, str]
"""What choosing gives, and how it is worded."""


class ChoosePanel(Panel[str]):
    """A list in which one key chooses. The result is None when it is left with Escape."""

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.heading = title
        self.choices = choices

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield Static(Content(self.heading), classes="title", markup=False)
            yield LineView(id="choices")
        yield HintBar(*choice_hints(len(self.choices)))

    def on_mount(self) -> None:
        """Show the choices with the cursor on the first."""
        rows = [
            row(words, lead=((f" {option_key(at) or '·'} ", "key"),), name=name)
            for at, (name, words) in enumerate(self.choices)
        ]
        view = self.query_one("#choices", LineView)
        view.show(rows, cursor=rows[0].name if rows else "")
        view.focus()

    def on_key(self, event: events.Key) -> None:
        """Choose by key."""
        index = option_index(event.character or "")
        if index is not None and index < len(self.choices):
            event.stop()
            self.dismiss(self.choices[index][0])

    def on_picked(self, message: Picked) -> None:
        """Choose by cursor or mouse."""
        if message.row:
            self.dismiss(message.row)

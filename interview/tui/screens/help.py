"""Help over any screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from interview.tui.footer import READING
from interview.tui.messages import Picked
from interview.tui.rows.row import Row
from interview.tui.screens.panels import Panel
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.row_list import LineView


class HelpPanel(Panel[None]):
    """Rows to read. Any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q", "close", show=False),
    ]

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield LineView(id="help")
        yield HintBar(*READING)

    def on_mount(self) -> None:
        """Show the rows."""
        view = self.query_one("#help", LineView)
        view.show(self.rows)
        view.focus()

    def on_picked(self, _: Picked) -> None:
        """Close on Enter."""
        self.dismiss(None)

    def on_click(self) -> None:
        """Close on a click."""
        self.dismiss(None)

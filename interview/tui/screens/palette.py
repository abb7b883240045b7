"""The palette: every command of the screen below with its key, and a way to any question, line or source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from interview.flow.model import Flow
from interview.tui.footer import FINDING
from interview.tui.frame import box_columns
from interview.tui.messages import Picked, Submitted, Typed
from interview.tui.rows.palette import NOTHING, Entry, jumps, matching, palette_rows
from interview.tui.rows.row import whole
from interview.tui.screens.bound_keys import LIST_KEYS, ListActions
from interview.tui.screens.panels import Panel
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.input_line import Field
from interview.tui.widgets.row_list import RowList

ALONE, WHAT = "a command", "a command, a question, a line, a source"
"""What can be looked for without a flow, and with one."""
MOST_LINES = 16
"""Lines of the list, at the most; the field above it has one of the box."""
AROUND = 8
"""Columns of the box that the field does not have."""


class PalettePanel(ListActions, Panel[str]):
    """A field over a list. The result is `entry:N` for a command, `KIND:ID` for what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *LIST_KEYS,
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    heading = "All commands"
    what = ""
    """What can be looked for, where that is not what the flow says."""
    nothing = NOTHING
    """What is said where nothing is found."""

    def __init__(self, entries: Sequence[Entry], flow: Flow | None) -> None:
        super().__init__()
        self.entries = entries
        self.flow = flow

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield Field(id="what")
            yield RowList(id="found")
        yield HintBar(*FINDING)

    def on_mount(self) -> None:
        """List every command."""
        self.query_one(Field).open("", "")
        self.find("")

    @property
    def list(self) -> RowList:
        """The list that the arrow keys move in."""
        return self.query_one("#found", RowList)

    def find(self, text: str) -> None:
        """List what has a text, first what is called so."""
        places = matching(self.entries, text)
        shown = [self.entries[place] for place in places]
        found = jumps(self.flow, text) if self.flow is not None else ()
        rows = palette_rows(shown, found, self.list.size.width or 60, self.nothing)
        self._places = {f"entry:{at}": f"entry:{place}" for at, place in enumerate(places)}
        self.list.show(rows, cursor=next((one.name for one in rows if one.name), ""))

    def show(self) -> None:
        """Fit what can be looked for, and the rows, to the room there is."""
        self.list.styles.max_height = min(MOST_LINES, self.lines - 1)
        what = self.what or (ALONE if self.flow is None else WHAT)
        self.query_one(Field).placeholder = whole(what.split(", "), self.columns - AROUND, ", ")
        self.call_after_refresh(self.find, self.query_one(Field).value)

    @property
    def columns(self) -> int:
        """How wide the box is."""
        return box_columns(self.app.size.width, share=96)

    def on_typed(self, message: Typed) -> None:
        """List only what is looked for."""
        self.find(message.text)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page, so that Enter takes what is in sight."""
        self.list.action_move(by * max(1, self.list.size.height - 1))

    def action_submit(self) -> None:
        """Do what Enter does."""
        self._take(self.list.cursor)

    def on_submitted(self, _: Submitted) -> None:
        """Take the row under the cursor."""
        self._take(self.list.cursor)

    def on_picked(self, message: Picked) -> None:
        """Take the row that was clicked."""
        self._take(message.row)

    def _take(self, row: str) -> None:
        if row:
            self.dismiss(self._places.get(row, row))

"""Boxes over a screen, lists and help among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from interview.conversation.commands import option_index, option_key
from interview.tui.footer import READING, choice_hints
from interview.tui.keymap import PANEL, Command
from interview.tui.messages import Hinted, Picked
from interview.tui.rows.row import Row, row
from interview.tui.screens.bound_keys import bindings
from interview.tui.screens.left_once import LeftOnce, Result
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.row_list import RowList

Choice = tuple[str, str]
"""What choosing gives, and how it is worded."""


def titled(words: str) -> Row:
    """Return the title of a list in a box: a row of it, so that the list knows what room is left."""
    return row((words, "key"), pinned=True)


class Panel(LeftOnce[Result], ModalScreen[Result | None]):
    """A box over the screen below, closed with Escape. Its own keys stand in the last line."""

    ORDERS: ClassVar[tuple[Command, ...]] = PANEL
    BINDINGS: ClassVar[list[BindingType]] = bindings(PANEL)

    def action_close(self) -> None:
        """Close the box without a result."""
        self.dismiss(None)

    async def on_hinted(self, message: Hinted) -> None:
        """Do what was clicked in the last line."""
        await self.run_action(message.action)


class ChoosePanel(Panel[str]):
    """A list in which one key chooses. The result is None when it is left with Escape."""

    def __init__(self, title: str, choices: Sequence[Choice], *, on_first: bool = True) -> None:
        super().__init__()
        self.on_first = on_first
        """Whether the cursor is on the first choice; else a second Enter chooses nothing."""
        self.heading = title
        self.choices = choices

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield RowList(id="choices")
        yield HintBar(*choice_hints(len(self.choices)))

    def on_mount(self) -> None:
        """Show the choices."""
        rows = [
            row(words, lead=((f" {option_key(at) or '·'} ", "key"),), name=name)
            for at, (name, words) in enumerate(self.choices)
        ]
        view = self.query_one("#choices", RowList)
        view.show([titled(self.heading), *rows], cursor=rows[0].name if rows and self.on_first else "")
        view.focus()

    def on_key(self, event: events.Key) -> None:
        """Choose by key."""
        index = option_index(event.character or "")
        if index is not None and index < len(self.choices):
            event.stop()
            name = self.choices[index][0]
            if self.query_one("#choices", RowList).brought(name):
                self.dismiss(name)

    def on_picked(self, message: Picked) -> None:
        """Choose by cursor or mouse."""
        if message.row:
            self.dismiss(message.row)


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
            yield RowList(id="help")
        yield HintBar(*READING)

    def on_mount(self) -> None:
        """Show the rows."""
        view = self.query_one("#help", RowList)
        view.show(self.rows)
        view.focus()

    def on_picked(self, _: Picked) -> None:
        """Close on Enter."""
        self.dismiss(None)

    def on_click(self) -> None:
        """Close on a click."""
        self.dismiss(None)

"""What all screens share: their commands, the width at which they change, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen, Screen

from interview.tui.commands import PANEL, Command
from interview.tui.messages import Hinted
from interview.tui.rows.row import Row
from interview.tui.widgets.lines import LineView

Result = TypeVar("Result")
WIDE = 100
"""Columns from which there is room for a panel at the side."""


LIST_KEYS: list[BindingType] = [
    Binding("up", "move(-1)", show=False),
    Binding("down", "move(1)", show=False),
    Binding("home", "edge(0)", show=False),
    Binding("end", "edge(-1)", show=False),
    Binding("enter", "pick('enter')", show=False),
    Binding("space", "pick('space')", show=False),
]
"""Keys that move in a list, for a screen that keeps them to itself: a key that goes straight to the screen
is answered sooner than one that first passes through widgets."""


class ListActions:
    """What these keys do."""

    @property
    def list(self) -> LineView:
        """The list that they move in."""
        raise NotImplementedError

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.list.action_move(by)

    def action_edge(self, at: int) -> None:
        """Move to the first or the last row."""
        self.list.action_edge(at)

    def action_pick(self, how: str) -> None:
        """Choose the row under the cursor."""
        self.list.action_pick(how)


def bindings(commands: Sequence[Command]) -> list[BindingType]:
    """Return the key bindings of commands."""
    return [Binding(command.keys, command.action, command.title, show=False) for command in commands]


class LeftOnce(Screen[Result | None]):
    """A screen that is left once, however many keys were on their way: the next would leave another one."""

    _left = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result."""
        if self._left:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)


class BaseScreen(LeftOnce[Result]):
    """A whole screen. Its commands are its key bindings, and what the palette and the help list."""

    ORDERS: ClassVar[tuple[Command, ...]] = ()

    def show(self) -> None:
        """Bring every part up to date."""

    @property
    def room(self) -> Size:
        """The columns and lines there are."""
        return self.app.size

    @property
    def wide(self) -> bool:
        """True when there is room for a panel at the side."""
        return self.room.width >= WIDE

    async def on_hinted(self, message: Hinted) -> None:
        """Do what was clicked in the footer."""
        await self.run_action(message.action)

    def help(self, rows: Sequence[Row]) -> None:
        """Open the help with these rows."""
        from interview.tui.screens.help import HelpPanel

        self.app.push_screen(HelpPanel(rows))


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

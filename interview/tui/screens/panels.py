"""Boxes over a screen, and the keys that screens and boxes share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from interview.tui.keymap import PANEL, Command
from interview.tui.messages import Hinted
from interview.tui.widgets.row_list import LineView

Result = TypeVar("Result")

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

"""The keys of screens and boxes, and those that move in a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding, BindingType

from interview.tui.keymap import Command
from interview.tui.widgets.row_list import RowList

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


def bindings(commands: Sequence[Command]) -> list[BindingType]:
    """Return the key bindings of commands."""
    return [Binding(command.keys, command.action, command.title, show=False) for command in commands]


class ListActions:
    """What these keys do."""

    @property
    def list(self) -> RowList:
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

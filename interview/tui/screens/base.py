"""What all screens share: their commands, the width at which they change, help, and the least room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from interview.tui.keymap import Command
from interview.tui.messages import Hinted
from interview.tui.rows.row import Row
from interview.tui.screens.left_once import LeftOnce, Result

WIDE = 100
"""Columns from which there is room for a panel at the side."""

LEAST_WIDTH, LEAST_HEIGHT = 30, 10


class BaseScreen(LeftOnce[Result]):
    """A whole screen. Its commands are its key bindings, and what the palette and the help list."""

    ORDERS: ClassVar[tuple[Command, ...]] = ()

    @property
    def orders(self) -> Sequence[Command]:
        """Its commands that work at present."""
        return self.ORDERS

    def show(self) -> None:
        """Bring every part up to date."""

    def written(self, path: str | None) -> None:
        """Say where a file was written, if it was."""
        if path:
            self.say(f"Written to {path}")

    def keep_typed(self) -> None:
        """Keep what is typed here and not given, as the program is ended and nobody can be asked."""

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
        from interview.tui.screens.panels import HelpPanel

        self.app.push_screen(HelpPanel(rows))


class TooSmall(ModalScreen[None]):
    """Takes every key, so that nothing is answered unseen."""

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        words = f"Too small.\nAt least {LEAST_WIDTH}x{LEAST_HEIGHT}, please.\nAnswers are kept."
        yield Static(Content(words), id="small", markup=False)

"""A box that says that a patient is being drawn, while that is done beside the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from interview.errors import InterviewError
from interview.practice.sitting import Sitting
from interview.tui.keymap import Command
from interview.tui.rows.practice import DRAWING, PRACTICE
from interview.tui.rows.row import Row, row
from interview.tui.screens.panels import ListPanel


class DrawingPanel(ListPanel[Sitting | str], inherit_bindings=False):
    """Draws the first case of a sitting; no key answers anything meanwhile. The result is the sitting, open,
    or why it cannot be."""

    ORDERS: ClassVar[tuple[Command, ...]] = ()
    heading = PRACTICE

    def __init__(self, begin: Callable[[], Sitting]) -> None:
        super().__init__()
        self._begin = begin
        self._drawn: Sitting | str = ""
        self._gone = False

    def rows(self) -> Sequence[Row]:
        """What is done."""
        return [row(DRAWING)]

    def on_mount(self) -> None:
        """Begin; the screen is painted meanwhile."""
        self.list.can_focus = False
        self.run_worker(self._draw())

    def on_screen_resume(self) -> None:
        """Go on, where it was drawn while something stood over this."""
        if self._drawn:
            self.dismiss(self._drawn)

    def on_unmount(self) -> None:
        """Let go of practice where the program is left instead."""
        self._gone = True
        if not self._left:
            _end(self._drawn)

    async def _draw(self) -> None:
        self._drawn = await asyncio.to_thread(self._opened)
        if self.is_current:
            self.dismiss(self._drawn)

    def _opened(self) -> Sitting | str:
        sitting: Sitting | str = ""
        try:
            sitting = self._begin()
            sitting.open()
        except InterviewError as error:
            _end(sitting)
            return str(error)
        if self._gone:
            _end(sitting)
        return sitting


def _end(sitting: Sitting | str) -> None:
    if not isinstance(sitting, str):
        sitting.practice.end()

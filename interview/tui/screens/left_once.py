"""A screen that is left once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


class LeftOnce(Screen[Result | None]):
    """A screen that is left once, however many keys were on their way: the next would leave another one."""

    _left = False

    def say(self, words: str) -> None:
        """Say what came of the last keys, in a place of its own where the screen has one."""
        self.notify(words, markup=False)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result."""
        if self._left:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)

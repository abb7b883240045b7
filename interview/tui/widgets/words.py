"""A few words between the lists: the urgent banner, and the answer to a key that did nothing."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

MOST_LINES = 3


class Words(Static):
    """Plain text that takes no room while it is empty."""

    def __init__(self, *, id: str) -> None:
        super().__init__(Content(""), id=id, markup=False)
        self.display = False
        self.said = ""

    @property
    def lines(self) -> int:
        """How many lines it takes, before and after it is laid out."""
        return min(MOST_LINES, self._lines(self.said)) if self.said else 0

    def fits(self, text: str) -> bool:
        """Return whether a text would be shown whole."""
        return self._lines(text) <= MOST_LINES

    def say(self, text: str) -> None:
        """Show a text, or nothing."""
        if text != self.said:
            self.said = text
            self.display = bool(text)
            self.update(Content(text))

    def _lines(self, text: str) -> int:
        return len(Content(text).wrap(max(8, self.app.size.width - 2)))

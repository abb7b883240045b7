"""A few words between the lists: the urgent banner, and the answer to a key that did nothing."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Words(Static):
    """Plain text that takes no room while it is empty."""

    def __init__(self, *, id: str) -> None:
        super().__init__(Content(""), id=id, markup=False)
        self.display = False
        self.said = ""

    @property
    def lines(self) -> int:
        """How many lines it takes, before and after it is laid out."""
        return min(3, len(self._content().wrap(max(8, self.app.size.width - 2)))) if self.said else 0

    def say(self, text: str) -> None:
        """Show a text, or nothing."""
        if text != self.said:
            self.said = text
            self.display = bool(text)
            self.update(self._content())

    def _content(self) -> Content:
        return Content(self.said)

"""The lines around a screen: where the interview stands, a banner, which keys work."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interview.tui.footer import Hint, fit
from interview.tui.messages import Hinted

MOST_LINES = 3


class StatusBar(Widget):
    """Title on the left, state on the right; the title is cut first."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self.title = ""
        self.notes: tuple[tuple[str, str, str], ...] = ()

    def show(self, title: str, *notes: tuple[str, str, str]) -> None:
        """Show a title and notes, each in full, in short, and with a CSS class that gives its tone."""
        if (title, notes) != (self.title, self.notes):
            self.title, self.notes = title, notes
            self.refresh()

    def render(self) -> Content:
        """Return the line for the width there is."""
        width = self.size.width
        parts = [(full, tone) for full, _, tone in self.notes]
        if sum(len(text) + 3 for text, _ in parts) + 16 > width:
            parts = [(short, tone) for _, short, tone in self.notes]
        state = Content("   ").join(Content.styled(text, tone) for text, tone in parts if text)
        room = max(0, width - state.cell_length - 2)
        title = Content.styled(self.title, "bold").truncate(room, ellipsis=True) if room else Content("")
        gap = max(0, width - title.cell_length - state.cell_length)
        return Content.assemble(title, " " * gap, state)


class HintBar(Widget):
    """The keys that work now; every one can be clicked."""

    def __init__(self, *hints: Hint) -> None:
        super().__init__(id="hints")
        self.hints = hints

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other keys."""
        if tuple(hints) != self.hints:
            self.hints = tuple(hints)
            self.refresh()

    def render(self) -> Content:
        """Return as many keys as fit."""
        parts: list[tuple[str, str] | str] = []
        hints, gap = fit(self.hints, self.size.width)
        for hint in hints:
            parts += [(hint.key, "bold $accent"), f" {hint.words}{' ' * gap}"]
        return Content.assemble(*parts).rstrip()

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        offset = event.get_content_offset(self)
        start = 0
        hints, gap = fit(self.hints, self.size.width)
        for hint in hints:
            if offset is not None and start <= offset.x < start + hint.width and hint.action:
                event.stop()
                self.post_message(Hinted(hint.action))
            start += hint.width + gap


class Banner(Static):
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

"""The lines around a screen: where the interview stands, a banner, which keys work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interview.tui.footer import Hint, fit
from interview.tui.messages import Hinted
from interview.tui.rows.banners import Fits, cut
from interview.tui.rows.row import place

Worded = Callable[[Fits], str]
"""A text in as many words as there is room for."""
MOST_LINES = 3
FROM, SEPARATOR = "from ", " · "
SHORT_PLACE = 20
PROGRESS = 16
"""Columns of the line that shows how far the interview is."""


class StatusBar(Widget):
    """Who it is about on the left, state on the right; what is on the left is cut first."""

    def __init__(self, tone: str = "") -> None:
        super().__init__(id="status")
        self.tone = tone
        """The colour of the title, where it has one of its own."""
        self.title = ""
        self.about = ""
        self.notes: tuple[tuple[str, ...], ...] = ()
        self.done: tuple[int, int] = (0, 0)
        """How many screens are done, and of how many at the most."""

    def show(
        self, title: str, *notes: tuple[str, ...], about: str = "", done: tuple[int, int] = (0, 0)
    ) -> None:
        """Show a title, something about it, and notes: each in full, in ever shorter ways, then its style."""
        if (title, about, notes, done) != (self.title, self.about, self.notes, self.done):
            self.title, self.about, self.notes, self.done = title, about, notes, done
            self.refresh()

    def render(self) -> Content:
        """Return the line for the width there is."""
        width = self.size.width
        line = self._progress() if width >= 70 else Content("")
        state = self._fitting(width, line)
        room = max(0, width - state.cell_length - 2)
        left = self._left(room)
        gap = max(0, width - left.cell_length - state.cell_length)
        return Content.assemble(left, " " * gap, state)

    def _fitting(self, width: int, line: Content) -> Content:
        """Return the state in as many words as leave room for whose it is, and for the visit too.

        Where none do, the first note goes: whose interview it is matters more than how far it is.
        """
        title = Content(self.title).cell_length
        abouts = [Content(f"  {about}").cell_length for about in self._abouts() if about]
        wanted = [title + about for about in abouts[-2 if self._came else -1 :]]
        for least in (*wanted, title):
            for parts in self._shorter():
                state = self._state(parts, line)
                if state.cell_length + least + 2 <= width:
                    return state
        return self._state(parts[1:] or parts, line)

    def _left(self, room: int) -> Content:
        """Return who it is about, and as much beside it as there is room for; that is never cut."""
        title = Content.styled(self.title, f"bold {self.tone}".strip())
        for about in self._abouts():
            whole = Content.assemble(title, (f"  {about}", "$muted")) if about else title
            if whole.cell_length <= room:
                return whole
        return title.truncate(room, ellipsis=True) if room else Content("")

    @property
    def _came(self) -> bool:
        return any(part.startswith(FROM) for part in self.about.split(SEPARATOR))

    def _abouts(self) -> list[str]:
        """Return what stands beside the title in ever fewer words, the place first, at last in none."""
        parts = self.about.split(SEPARATOR) if self.about else []
        short = [
            place(part.removeprefix(FROM), SHORT_PLACE) if part.startswith(FROM) else part for part in parts
        ]
        ways = [parts, *(short[:count] for count in range(len(parts), -1, -1))]
        return [SEPARATOR.join(way) for way in ways]

    def _shorter(self) -> Iterator[list[tuple[str, str]]]:
        """Yield the notes in ever fewer words, the first one shortened first."""
        levels = [0] * len(self.notes)
        yield [(note[0], note[-1]) for note in self.notes]
        for at, note in enumerate(self.notes):
            for level in range(1, len(note) - 1):
                levels[at] = level
                yield [(one[level], one[-1]) for one, level in zip(self.notes, levels, strict=True)]

    def _state(self, parts: list[tuple[str, str]], line: Content) -> Content:
        shown = [Content.styled(text, tone) for text, tone in parts if text]
        if line and shown:
            shown[0] = Content.assemble(shown[0], " ", line)
        return Content("   ").join(shown)

    def _progress(self) -> Content:
        done, all_ = self.done
        if not all_:
            return Content("")
        filled = round(PROGRESS * done / all_)
        return Content.assemble(("━" * filled, "$accent"), ("─" * (PROGRESS - filled), "$rule"))


class HintBar(Widget):
    """The keys that work now; every one can be clicked. The last one stands at the right edge."""

    def __init__(self, *hints: Hint, id: str = "hints") -> None:
        super().__init__(id=id)
        self.hints = hints

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other keys."""
        if tuple(hints) != self.hints:
            self.hints = tuple(hints)
            self.refresh()

    def render(self) -> Content:
        """Return as many keys as fit."""
        parts: list[tuple[str, str] | str] = []
        at = 0
        for start, hint in self._placed():
            words = f" {hint.words}" if hint.words else ""
            styles = ("bold reverse $accent",) * 2 if hint.lit else ("bold $accent", "$muted")
            parts += [" " * (start - at), (hint.key, styles[0]), (words, styles[1])]
            at = start + hint.width
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        offset = event.get_content_offset(self)
        for start, hint in self._placed():
            if offset is not None and start <= offset.x < start + hint.width and hint.action:
                event.stop()
                self.post_message(Hinted(hint.action))

    def _placed(self) -> list[tuple[int, Hint]]:
        """Return each key with the column it begins at."""
        width = self.size.width
        hints, gap = fit(self.hints, width)
        placed, start = [], 0
        for hint in hints:
            placed.append((start, hint))
            start += hint.width + hint.gap(gap)
        if len(placed) > 1 and placed[-1][1].key == "^p":
            placed[-1] = (max(placed[-1][0], width - placed[-1][1].width), placed[-1][1])
        return placed


class Banner(Static):
    """Plain text that takes no room while it is empty, and never more than its share: the rest has a sign."""

    def __init__(self, *, id: str) -> None:
        super().__init__(Content(""), id=id, markup=False)
        self.display = False
        self.said = ""
        self._worded: Worded = _nothing

    @property
    def lines(self) -> int:
        """How many lines it takes, before and after it is laid out."""
        return min(self._most, self._height_of(self.said)) if self.said else 0

    def fits(self, text: str) -> bool:
        """Return whether a text would be shown whole."""
        return self._height_of(text) <= self._most

    def say(self, words: str | Worded) -> None:
        """Show a text, or nothing; what is worded by the room there is, is worded anew when that changes."""
        self._worded = words if callable(words) else lambda _: words
        self.word()

    def word(self) -> None:
        """Say it in as many words as there is room for now."""
        words = self._worded(self.fits)
        said = words if not words or self.fits(words) else cut(words, self.fits)
        if said != self.said:
            self.said = said
            self.display = bool(said)
            self.update(Content(said))

    def on_resize(self) -> None:
        """Fit the width there is now."""
        self.word()

    @property
    def _most(self) -> int:
        most = self.styles.max_height
        return int(most.value) if most is not None and most.is_cells else MOST_LINES

    def _height_of(self, text: str) -> int:
        return len(Content(text).wrap(max(8, self._room - self.styles.gutter.width)))

    @property
    def _room(self) -> int:
        """The columns of the screen, or of the box it is in once that is laid out."""
        box = self.parent
        inside = box.content_size.width if isinstance(box, Widget) and box is not self.screen else 0
        return inside or self.app.size.width


def _nothing(_: Fits) -> str:
    return ""

"""The one list there is: rows wrapped once, drawn only where they can be seen.

Textual lays every mounted widget out again when one changes. This is one widget, scroll bar included,
however long it grows, so that the five-hundredth answer is drawn as fast as the fifth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size, Spacing
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from interview.tui.messages import Moved, Picked, Scrolled
from interview.tui.rows.row import Row
from interview.tui.themes import CALM
from interview.tui.widgets.row_rendering import Wrapped, tones

THUMB = "┃"
"""Where one is, on the scroll bar."""
DOWN = "↓"
"""On the scroll bar: there is more below, and no room to say how much."""
WHEEL = 3
"""Lines that one turn of the mouse wheel scrolls."""


class RowList(Widget):
    """A list of rows with a cursor. Posts `Picked` and `Moved`.

    `follow` keeps the end in sight as rows come; `marks_more` says when lines are hidden below, over no word.
    Without `bar` there is nothing but the text, so that a terminal can select it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("enter", "pick('enter')", show=False),
        Binding("space", "pick('space')", show=False),
    ]
    ALLOW_SELECT = False
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    """As Textual's own, but a new height does not draw everything a second time."""
    can_focus = True
    inset = Spacing()
    """Lines and columns around the rows, which something else is drawn in."""
    minds_cursor = True
    """Whether the terminal's own cursor goes where this cursor is."""

    def __init__(self, *, id: str, follow: bool = False, marks_more: bool = False, bar: bool = True) -> None:
        super().__init__(id=id)
        self.bar = bar
        self.cursor = ""
        """The name of the row the cursor is on; empty for none."""
        self.follow = follow
        self.marks_more = marks_more
        self.top = 0
        """How many lines are scrolled out of sight."""
        self._text = Wrapped()
        self._fitted = Size(0, 0)
        self._strips: dict[tuple[Row, int, bool, str], Strip] = {}
        self._look = tones(CALM.name, no_color=False)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown."""
        return self._text.rows

    @property
    def names(self) -> list[str]:
        """The names that can be chosen, in order, each once."""
        return list(dict.fromkeys(row.name for row in self.rows if row.name))

    def show(self, rows: Sequence[Row], cursor: str = "") -> None:
        """Show other rows. Those that are the same objects as before, from the start, stay as they are."""
        before, height = self._in_sight(), self._text.height
        self.cursor = cursor
        self._text.set(rows)
        self._place()
        if self._text.height != height and self.styles.is_auto_height:
            self.refresh(layout=True)
        else:
            self._refresh_changed(before)

    @property
    def above(self) -> int:
        """How much is out of sight above."""
        return self._count(range(self.top))

    @property
    def below(self) -> int:
        """How much is out of sight below."""
        return self._count(range(self.top + self._fitted.height, self._text.height))

    def move_to(self, name: str) -> None:
        """Put the cursor on a row and bring it into sight."""
        before = self._in_sight()
        self.cursor = name
        self._place()
        self._refresh_changed(before)
        self.post_message(Moved(self, name))

    def brought(self, name: str) -> bool:
        """Tell whether a row can be seen whole; else bring it into sight under the cursor: what nobody saw
        is not chosen by a key, and the next one chooses what is seen."""
        if self._is_seen(name):
            return True
        self.move_to(name)
        return False

    def in_sight(self) -> frozenset[str]:
        """Return the names of the rows that can be seen whole."""
        return frozenset(filter(self._is_seen, self.names))

    def bring_to_top(self, name: str) -> None:
        """Put the cursor on a row and scroll it as far up as there are rows below it."""
        self.cursor = name
        self._turn_to(self._text.place_of(name)[0])

    def scroll_lines(self, by: int) -> None:
        """Scroll without moving the cursor."""
        self._turn_to(self.top + by)

    def action_move(self, by: int) -> None:
        """Move the cursor; scroll where there is no row to choose from, or beyond the outermost."""
        names = self.names
        if not names or self._reads_beyond(by):
            self.scroll_lines(by)
        elif self.cursor in names:
            self.move_to(names[max(0, min(len(names) - 1, names.index(self.cursor) + by))])
        else:
            self.move_to(names[0 if by > 0 else -1])

    def _reads_beyond(self, by: int) -> bool:
        """Tell whether a step from an outermost row goes on, or back, through what is read beyond it."""
        first, count = self._text.place_of(self.cursor)
        seen = range(self.top + self._covered, self.top + self._fitted.height)
        if not count or self._text.height <= self._fitted.height:
            return False
        is_first, is_last = self.cursor == self.names[0], self.cursor == self.names[-1]
        if by > 0:
            beyond = is_last and first + count <= seen.stop < self._text.height
            return beyond or (is_first and first >= seen.stop)
        beyond = is_first and self.top > 0 and seen.start <= first
        return beyond or (is_last and first + count <= seen.start)

    def action_edge(self, at: int) -> None:
        """Move to the first or the last row."""
        names = self.names
        if names:
            self.move_to(names[at])
        else:
            self._turn_to(0 if at == 0 else self._text.height)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.scroll_lines(by * max(1, self._fitted.height - 1))

    def action_pick(self, how: str) -> None:
        """Choose the row under the cursor, or bring it back where it was scrolled out of sight."""
        if self.brought(self.cursor):
            self.post_message(Picked(self, self.cursor, how))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked; on the scroll bar, go there.

        A double click counts once: its second half answers nothing on the screen that the first opened.
        """
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if event.chain > 1:
            event.stop()
            return
        self.clicked(event, offset)

    def clicked(self, event: events.Click, offset: Offset) -> None:
        """Do what a click there does."""
        offset -= Offset(self.inset.left, self.inset.top)
        if not Region(0, 0, *self._fitted).contains_point(offset):
            return
        if self.bar and offset.x >= self._room and self._text.height > self._fitted.height:
            event.stop()
            self._turn_to(offset.y * self._text.height // self._fitted.height - self._fitted.height // 2)
            return
        row = self._text.row_at(self._number(offset.y))
        if row is not None and row.name:
            event.stop()
            self.cursor = row.name
            self.refresh()
            self.post_message(Picked(self, row.name, "click"))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(-WHEEL)

    def on_resize(self) -> None:
        """Wrap anew when the width has changed, and keep in sight what was."""
        self._settle()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the rows take."""
        self._text.fit(max(1, width - self.bar))
        return self._text.height

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is in sight, wrapped before the first frame rather than after it."""
        self._settle()
        self._look = tones(self.app.theme, no_color=self.app.no_color)
        if self.minds_cursor and self.is_on_screen:
            self.app.cursor_position = self._place_of_cursor()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line, with its part of the scroll bar."""
        return self.render_row(y)

    @property
    def ground(self) -> Style:
        """What the rows are drawn on."""
        return self._look.ground

    def _place_of_cursor(self) -> Offset:
        """Return where the row under the cursor begins on the screen, or else where the first row does."""
        first = self._text.place_of(self.cursor)[0]
        line = max(0, min(first - self.top, self._fitted.height - 1))
        return self.content_region.offset + Offset(self.inset.left, self.inset.top + line)

    def render_row(self, y: int) -> Strip:
        """Draw a line of the rows."""
        found = self._text.line_at(self._number(y))
        if found is None:
            return Strip.blank(self._fitted.width, self.ground.rich_style)
        row, at = found
        key = (row, at, bool(row.name) and row.name == self.cursor, self._bar(y))
        if key not in self._strips:
            self._strips[key] = self._draw(*key)
        return self._strips[key]

    def _in_sight(self) -> list[object]:
        """Return what stands on each line."""
        return [self._seen(y) for y in range(self._fitted.height)]

    def _seen(self, y: int) -> tuple[object, ...]:
        found = self._text.line_at(self._number(y))
        if found is None:
            return ()
        return (*found, found[0].name == self.cursor, self._bar(y))

    def _refresh_changed(self, before: list[object]) -> None:
        """Draw again from the first line that changed to the last."""
        after = self._in_sight()
        changed = [y for y, seen in enumerate(after) if seen != before[y]]
        if changed:
            first = changed[0] + self.inset.top
            self.refresh(Region(0, first, self.outer_size.width, changed[-1] - changed[0] + 1))

    def _draw(self, row: Row, at: int, chosen: bool, bar: str) -> Strip:
        """Draw a line; on the cursor in one colour where not every tone could be read there."""
        content, look = self._text.wrap(row)[at], self._look
        base = self.ground + look[row.ground] if row.ground else self.ground
        if chosen:
            base = look.cursor
        drawn = _plain(content) if chosen and look.plain_cursor else content
        pieces = drawn.render(base, end="", parse_style=look.__getitem__)
        strip = Strip([Segment(text, style.rich_style) for text, style in pieces], content.cell_length)
        strip = strip.adjust_cell_length(self._fitted.width - len(bar), base.rich_style)
        if not bar.strip():
            return strip.adjust_cell_length(self._fitted.width, (self.ground if bar else base).rich_style)
        style = look["key"] if DOWN in bar else look.thumb if bar == THUMB else look.rule
        return Strip.join([strip, Strip([Segment(bar, (self.ground + style).rich_style)], len(bar))])

    def _count(self, lines: range) -> int:
        """Return how many things begin or go on in these lines: what can be chosen once, whatever room it
        takes. Of a text that is only read, the lines count."""
        if not self.names:
            return len(lines)
        found = (self._text.line_at(number) for number in lines)
        return len({row.name or id(row) for row, _ in filter(None, found)})

    def _bar(self, y: int) -> str:
        """Return what stands at the right edge of a line: the scroll bar, or that there is more below, in as
        many words as the line leaves room for."""
        height, lines = self._fitted.height, self._text.height
        if lines <= height or not self.bar:
            return " " * self.bar
        if self.marks_more and y == height - 1 and self.below:
            found = self._text.line_at(self._number(y))
            written = self._text.wrap(found[0])[found[1]].rstrip().cell_length if found else 0
            room, said = self._fitted.width - written, f" {DOWN} {self.below}"
            return next((sign for sign in (f"{said} more ", f"{said} ") if len(sign) <= room), DOWN)
        size = max(1, height * height // lines)
        start = round(self.top * (height - size) / (lines - height))
        return THUMB if start <= y < start + size else "│"

    def _is_seen(self, name: str) -> bool:
        """Tell whether all of a row is in sight, or as much as there is room for."""
        self._settle()
        height, (first, count) = self._lines, self._text.place_of(name)
        if not height or not count or self._text.height <= height:
            return True
        above = self._covered
        return self.top + above <= first and first + min(count, height - above) <= self.top + height

    @property
    def _covered(self) -> int:
        """How many lines at the top the pinned ones stand on."""
        start, pinned = self._text.pinned
        return min(pinned, self._lines // 3) if self.top > start else 0

    @property
    def _lines(self) -> int:
        """How many lines are drawn, also where a new height is not laid out yet."""
        most = self.styles.max_height
        if self.styles.is_auto_height and most is not None and most.is_cells:
            return min(self._text.height, int(most.value))
        return self._fitted.height

    @property
    def _room(self) -> int:
        return max(1, self._fitted.width - self.bar)

    def _number(self, y: int) -> int:
        """Return which line stands at a height: pinned ones at the top, what is followed at the bottom."""
        if self.follow:
            return self.top + y - max(0, self._fitted.height - self._text.height)
        first, count = self._text.pinned
        if self.top > first and y < min(count, self._fitted.height // 3):
            return first + y
        return self.top + y

    def _settle(self) -> None:
        """Fit the size there is now; done before drawing, so that one frame is enough."""
        size = self.size.region.shrink(self.inset).size
        if self._fitted != size:
            self._fitted = size
            self._strips.clear()
            self._text.fit(self._room)
            self._place()

    def _place(self) -> None:
        """Scroll to where the cursor can be seen; else to the end when following, or to the question."""
        first, count = self._text.place_of(self.cursor)
        height, top = self._fitted.height, self.top
        pinned = min(self._text.pinned[1], height // 3)
        if not count and self.follow:
            top = self._text.height
        elif not count:
            first, count = self._text.pinned
        if count and first < top + pinned:
            top = 0 if first <= max(pinned, 1) else first - pinned
        elif count and first + count > top + height:
            top = first + count - height
        self.top = self._within(top)

    def _turn_to(self, top: int) -> None:
        self.top = self._within(top)
        self.refresh()
        self.post_message(Scrolled(self))

    def _within(self, top: int) -> int:
        return max(0, min(top, self._text.height - self._fitted.height))


def _plain(content: Content) -> Content:
    """Return a line in one colour, but for an edge around it."""
    return Content(content.plain, spans=[span for span in content.spans if span.style == "edge"])

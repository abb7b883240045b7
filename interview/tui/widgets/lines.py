"""The one list there is: rows wrapped once, drawn only where they can be seen.

Textual lays every mounted widget out again when one changes. This is one widget however long it grows, so
that the five-hundredth answer is drawn as fast as the fifth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from interview.tui.messages import Moved, Picked
from interview.tui.rows.row import TONES, Part, Row

Line = tuple[int, int]
"""Which row, and which of its wrapped lines."""


class LineView(ScrollView, inherit_bindings=False):
    """A list of rows with a cursor. Posts `Picked` and `Moved`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{tone}" for tone in (*TONES, "cursor")}
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
    can_focus = True

    def __init__(self, *, id: str, follow: bool = False, marks_more: bool = False) -> None:
        super().__init__(id=id)
        self.rows: list[Row] = []
        self.cursor = ""
        """The name of the row the cursor is on; empty for none."""
        self.follow = follow
        """True to stay at the end as rows come."""
        self._marks_more = marks_more
        self._lines: list[Line] = []
        self._width = 0
        self._wrapped: dict[Row, list[Content]] = {}
        self._strips: dict[tuple[Row, int, bool], Strip] = {}
        self._pinned: tuple[int, int] = (0, 0)

    def show(self, rows: Sequence[Row], cursor: str = "") -> None:
        """Show other rows. Those that are the same objects as before, from the start, stay as they are."""
        same = 0
        for old, new in zip(self.rows, rows, strict=False):
            if old is not new:
                break
            same += 1
        height = len(self._lines)
        self.rows, self.cursor = list(rows), cursor
        self._layout(same)
        self.refresh(layout=len(self._lines) != height and self.styles.is_auto_height)
        self._place()

    def move_to(self, name: str) -> None:
        """Put the cursor on a row and bring it into sight."""
        self.cursor = name
        self.refresh()
        self._place()
        self.post_message(Moved(self, name))

    @property
    def names(self) -> list[str]:
        """The names that can be chosen, in order, each once."""
        return list(dict.fromkeys(row.name for row in self.rows if row.name))

    def lines_of(self, rows: Sequence[Row]) -> int:
        """Return how many lines these rows would take here."""
        width = self._room()
        return sum(len(self._wrap(row, width)) for row in rows)

    def action_move(self, by: int) -> None:
        """Move the cursor; without rows to choose from, scroll."""
        names = self.names
        if not names:
            self.scroll_relative(y=by, animate=False, force=True)
        elif self.cursor in names:
            self.move_to(names[max(0, min(len(names) - 1, names.index(self.cursor) + by))])
        else:
            self.move_to(names[0 if by > 0 else -1])

    def action_edge(self, at: int) -> None:
        """Move to the first or the last row."""
        names = self.names
        if names:
            self.move_to(names[at])
        else:
            self.scroll_to(y=0 if at == 0 else self.max_scroll_y, animate=False, force=True)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False, force=True)

    def action_pick(self, how: str) -> None:
        """Choose the row under the cursor."""
        self.post_message(Picked(self, self.cursor, how))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        offset = event.get_content_offset(self)
        line = None if offset is None else self._line_at(offset.y)
        if line is not None and self.rows[line[0]].name:
            event.stop()
            self.cursor = self.rows[line[0]].name
            self.refresh()
            self.post_message(Picked(self, self.cursor, "click"))

    def on_resize(self) -> None:
        """Wrap anew when the width has changed."""
        if self._room() != self._width:
            self._layout(0)
            self.refresh(layout=self.styles.is_auto_height)
        self._place()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._strips.clear()
        self._wrapped.clear()
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the rows take."""
        room = max(1, width - self.styles.scrollbar_size_vertical)
        if room != self._width:
            return sum(len(self._wrap(row, room)) for row in self.rows)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = self._line_at(y)
        base = self.rich_style
        if line is None:
            return Strip.blank(self.size.width, base)
        row = self.rows[line[0]]
        key = (row, line[1], bool(row.name) and row.name == self.cursor)
        if key not in self._strips:
            self._strips[key] = self._draw(*key)
        return self._more(y, self._strips[key])

    def _more(self, y: int, strip: Strip) -> Strip:
        """Say on the last line in sight that there are more below."""
        hidden = len(self._lines) - int(self.scroll_offset.y) - self.size.height
        if not self._marks_more or hidden <= 0 or y != self.size.height - 1:
            return strip
        mark = Strip([Segment(f" ↓ {hidden} more", self.get_visual_style("line--key").rich_style)])
        return Strip.join([strip.crop(0, self._width - mark.cell_length), mark])

    def _draw(self, row: Row, at: int, chosen: bool) -> Strip:
        content, style = self._wrap(row, self._width)[at], self.visual_style
        if chosen:  # one colour on the cursor's ground, so that all of it can be read
            content, style = content.without_spans, self._cursor_style()
        strip = Strip(content.render_segments(style), content.cell_length)
        return strip.adjust_cell_length(self.size.width, style.rich_style)

    def _cursor_style(self) -> Style:
        """Return the look of the cursor's line; Textual forgets that a style is reversed."""
        reverse = self.get_component_styles("line--cursor").text_style.reverse
        return self.get_visual_style("line--cursor") + Style(reverse=reverse)

    def _room(self) -> int:
        return max(1, self.scrollable_content_region.width)

    def _layout(self, same: int) -> None:
        """Wrap the rows from index `same` on; those before it keep their lines."""
        width = self._room()
        if width != self._width:
            self._width, same = width, 0
            self._wrapped.clear()
            self._strips.clear()
        while self._lines and self._lines[-1][0] >= same:
            self._lines.pop()
        for at in range(same, len(self.rows)):
            self._lines += [(at, line) for line in range(len(self._wrap(self.rows[at], width)))]
        pinned = [number for number, (at, _) in enumerate(self._lines) if self.rows[at].pinned]
        self._pinned = (pinned[0], len(pinned)) if pinned else (0, 0)
        self.virtual_size = Size(width, len(self._lines))

    def _wrap(self, row: Row, width: int) -> list[Content]:
        if row not in self._wrapped or width != self._width:
            lead = self._content(row.lead)
            room = max(4, width - lead.cell_length)
            blank = Content(" " * lead.cell_length)
            lines = self._content(row.text).wrap(room) or [Content("")]
            wrapped = [Content.assemble(blank if at else lead, line) for at, line in enumerate(lines)]
            if width != self._width:
                return wrapped
            self._wrapped[row] = wrapped
        return self._wrapped[row]

    def _content(self, parts: tuple[Part, ...]) -> Content:
        styled = [(text, self.get_visual_style(f"line--{tone}", partial=True)) for text, tone in parts]
        return Content.assemble(*styled)

    def _line_at(self, y: int) -> Line | None:
        """Return the line at a height in the view; pinned lines stay at the top."""
        at = int(self.scroll_offset.y) + y - self._above
        first, count = self._pinned
        if first < at and y < min(count, self.size.height // 3) and int(self.scroll_offset.y) > first:
            at = first + y
        return self._lines[at] if 0 <= at < len(self._lines) else None

    @property
    def _above(self) -> int:
        """Empty lines on top: what is followed stands at the bottom."""
        return max(0, self.size.height - len(self._lines)) if self.follow else 0

    def _place(self) -> None:
        """Scroll to where the cursor can be seen, or to the end when following."""
        if not self.size.height:
            return
        lines = [number for number, (at, _) in enumerate(self._lines) if self.rows[at].name == self.cursor]
        if self.cursor and lines:
            self._show_lines(lines[0], len(lines))
        elif self.follow:
            self.scroll_to(y=len(self._lines), animate=False, force=True)
        else:
            self._show_lines(*(self._pinned if self._pinned[1] else (0, 1)))

    def _show_lines(self, first: int, count: int) -> None:
        """Bring lines into sight, not hidden below the pinned ones; from the top when everything fits."""
        top, height = int(self.scroll_offset.y), self.size.height
        pinned = min(self._pinned[1], height // 3)
        if first < top + pinned:
            self.scroll_to(y=0 if first <= pinned else first - pinned, animate=False, force=True)
        elif first + count > top + height:
            self.scroll_to(y=first + count - height, animate=False, force=True)

"""A card drawn as one widget: whatever it says, its place and height stay, and nothing is laid out anew."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual._styles_cache import StylesCache
from textual.content import Content
from textual.geometry import Offset, Region, Spacing
from textual.strip import Strip
from textual.style import Style

from interview.tui.footer import Hint, packed
from interview.tui.messages import Hinted
from interview.tui.rows.card import Face
from interview.tui.rows.row import BLANK, Row, row
from interview.tui.widgets.row_list import RowList
from interview.tui.widgets.row_rendering import height_of, lines_of, wrap

SIDES = 6
"""Columns between the edges of a card and what is written in it, both sides together."""
FEWEST = 3
"""Lines of rows that stay whatever else there is to say."""
ELLIPSIS = "…"
Pieces = list[tuple[str, Style]]


class _Lines(StylesCache):
    """The lines as a card draws them, whose edge is its own: looking for one of Textual's takes long."""

    def render_line(
        self,
        styles: object,
        y: int,
        size: object,
        content_size: object,
        padding: object,
        base_background: object,
        background: object,
        render_content_line: Callable[[int], Strip],
        *edge: object,
    ) -> Strip:
        """Return a line as the card draws it."""
        return render_content_line(y)


class Card(RowList):
    """A list of rows in an edge. With `bright` the edge says that the next key acts here."""

    def __init__(self, *, id: str, bright: bool = True) -> None:
        super().__init__(id=id, bar=False)
        self._styles_cache = _Lines()
        self.bright = bright
        self.small = False
        """Whether every line counts: no blank ones, a second line of keys, a tail below."""
        self.face = Face()
        self._above: list[Content] = []
        self._below: list[Content | None] = []
        """Lines below the rows; None for the rule."""
        self._hints: list[tuple[tuple[Hint, ...], int]] = []
        self._tail: Row | None = None
        self._frames: dict[tuple[object, ...], Strip] = {}
        self._said = ""
        """What the rule says of the rows as it is drawn."""

    def put(self, face: Face, cursor: str = "") -> None:
        """Show something else, in the same place."""
        before = (self.face, self.inset, self._tail)
        self.face = face
        rows = self._arrange()
        self.show(rows, cursor)
        if before != (self.face, self.inset, self._tail):
            self._settle()
            self.refresh()

    @property
    def ground(self) -> Style:
        """What the rows are drawn on."""
        return self._look.card

    @property
    def more(self) -> str:
        """What the rule says of the rows that are out of sight."""
        if self.below:
            return f"↓ {self.below} more"
        return f"↑ {self.above} above" if self.above else ""

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._frames.clear()
        super().notify_style_update()

    def _settle(self) -> None:
        if self.outer_size != self._arranged:
            self._frames.clear()
            rows = self._arrange()
            self._text.set(rows)
        super()._settle()

    _arranged = None

    def _arrange(self) -> tuple[Row, ...]:
        """Find the room for everything; return the rows that fit."""
        face, (width, height) = self.face, self.outer_size
        self._arranged = self.outer_size
        if not width or not height:
            return face.rows[0]
        room = max(8, width - SIDES)
        self._hints = packed(face.hints, room, small=self.small) if face.hints else []
        keys = len(self._hints) + bool(self._hints)
        shortest = max(1, height_of(face.rows[-1], width - 3))  # a field lies where there are no rows
        spare = height - 1 - keys - shortest - (face.head is not None) - bool(face.note and not face.aside)
        self._above = self._heading(face, width, max(1, (height - 7) // 2, spare))
        lines = height - len(self._above) - 1 - keys
        note = list(wrap(face.note, room)) if face.note is not None else []
        note = _cut(note, max(1, lines - FEWEST))
        if face.aside and lines - max(len(note), not self.small) < shortest <= lines:
            note = []
        elif len(note) == 1 and lines - 1 < shortest <= lines and not self._above[-1].plain:
            self._above, note = [*self._above[:-1], *note], []
        elif not note and not self.small:
            note = [Content("")]
        lines -= len(note)
        rows = next((rows for rows in face.rows if height_of(rows, width - 3) <= lines), face.rows[-1])
        self._tail = face.tail if self.small and max(1, height_of(rows, width - 3)) < lines else None
        self._below = [*note, *([None] if self._hints else [])]
        bottom = height - len(self._above) - lines + (self._tail is not None)
        self.inset = Spacing(len(self._above), 1, bottom, 1)
        return rows

    def _refresh_changed(self, before: list[object]) -> None:
        """Draw the rows again that changed, and the rule where it says something else of them."""
        super()._refresh_changed(before)
        if self.more != self._said and None in self._below:
            rule = self.inset.top + self._fitted.height + self._below.index(None)
            self.refresh(Region(0, rule, self.outer_size.width, 1))

    def needed(self, face: Face, width: int) -> int:
        """Return the lines in which all of this could be said."""
        room = max(8, width - SIDES)
        word = height_of([face.note], room) if face.note is not None else int(not self.small)
        keys = len(packed(face.hints, room, small=self.small)) + 1 if face.hints else 0
        rows = height_of(face.rows[0], width - 3)
        return len(self._heading(face, width, len(face.title) + 1)) + rows + word + keys + 1

    def _heading(self, face: Face, width: int, most: int) -> list[Content]:
        """Return the lines above the rows: the title in no more than `most`, and a head or a blank one."""
        right = Content(face.right).cell_length + 2 if face.right else 0
        title = lines_of(Content.styled(face.title, "strong"), max(8, width - SIDES - right))
        title = _cut(title, most) or [Content("")]
        if face.head is not None:
            return [*title, wrap(face.head, width - 3)[0]]
        return title if self.small or len(title) > 1 else [*title, Content("")]

    @property
    def _room(self) -> int:
        return max(1, self._fitted.width - 1)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the card."""
        first, count = self.inset.top, self._fitted.height
        if first <= y < first + count:
            return Strip.join([self._side(), self.render_row(y - first), self._side()])
        return self._frame(y, y - first - count)

    def clicked(self, event: events.Click, offset: Offset) -> None:
        """Do what a key would that was clicked, or choose the row."""
        first = self.inset.top + self._fitted.height + len(self._below)
        if first <= offset.y < first + len(self._hints):
            hints, gap = self._hints[offset.y - first]
            start = SIDES // 2
            for hint in hints:
                if start <= offset.x < start + hint.width and hint.action:
                    event.stop()
                    self.post_message(Hinted(hint.action))
                start += hint.width + hint.gap(gap)
        else:
            super().clicked(event, offset)

    def _edge(self) -> Style:
        return self._look.edge if self.bright else self._look.ground + self._look.rule

    def _side(self) -> Strip:
        return self._drawn(("side",), lambda: [("│", self._edge())])

    def _frame(self, y: int, below: int) -> Strip:
        """Draw a line above the rows, or the one so many below them."""
        width, edge, look = self.outer_size.width, self._edge(), self._look
        if y == 0:
            right = f" {self.face.right} " if self.face.right else ""
            title = self._above[0].plain
            named = f" {title} " if title else ""
            rest = max(0, width - 4 - Content(named + right).cell_length)
            strong = look.ground + look["strong" if self.bright else "heading"]
            soft = look.ground + look["muted"]
            top = [("╭─", edge), (named, strong), ("─" * rest, edge), (right, soft), ("─╮", edge)]
            return self._drawn(("top", named, right), lambda: top)
        if below < 0:
            return self._inside(
                self._above[y], at_edge=self.face.head is not None and y == len(self._above) - 1
            )
        if below < len(self._below):
            line = self._below[below]
            return self._rule() if line is None else self._inside(line)
        below -= len(self._below)
        if below < len(self._hints):
            return self._inside(_keys(*self._hints[below]))
        if below == len(self._hints):
            return self._drawn(("bottom",), lambda: [(f"╰{'─' * (width - 2)}╯", edge)])
        tail = self._tail or BLANK
        return self._drawn(("tail", tail), lambda: self._pieces(wrap(tail, width - 4)[0], look.ground))

    def _rule(self) -> Strip:
        width, edge, said = self.outer_size.width, self._edge(), self.more
        self._said = said
        rule = self.ground + self._look.rule
        more = f" {said} " if said else ""
        line = "─" * (width - 3 - len(more))
        muted = self.ground + self._look["muted"]
        return self._drawn(
            ("rule", more), lambda: [("├", edge), (line, rule), (more, muted), ("─", rule), ("┤", edge)]
        )

    def _inside(self, line: Content, *, at_edge: bool = False) -> Strip:
        """Draw a line between the edges, as far from them as the rows are written."""
        left = "" if at_edge else " " * (SIDES // 2 - 1)

        def parts() -> Pieces:
            room = self.outer_size.width - 2 - line.cell_length - len(left)
            middle = [
                (left, self.ground),
                *self._pieces(line, self.ground),
                (" " * max(0, room), self.ground),
            ]
            return [("│", self._edge()), *middle, ("│", self._edge())]

        look = tuple(line.spans)  # two contents of the same text are equal, whatever their colours
        return self._drawn(("inside", line.plain, look, at_edge), parts)

    def _pieces(self, line: Content, ground: Style) -> Pieces:
        return list(line.render(ground, end="", parse_style=self._look.__getitem__))

    def _drawn(self, key: tuple[object, ...], parts: Callable[[], Pieces]) -> Strip:
        """Return a line that is drawn once."""
        if key not in self._frames:
            segments = [Segment(text, style.rich_style) for text, style in parts() if text]
            width = 1 if key == ("side",) else self.outer_size.width
            self._frames[key] = Strip(segments).adjust_cell_length(width, self._look.ground.rich_style)
        return self._frames[key]


def _keys(hints: tuple[Hint, ...], gap: int) -> Content:
    parts: list[tuple[str, str] | str] = []
    for hint in hints:
        words = f" {hint.words}" if hint.words else ""
        tones = ("lit", "lit") if hint.lit else ("key", "muted")
        parts += [(hint.key, tones[0]), (words, tones[1]), " " * hint.gap(gap)]
    return Content.assemble(*parts).rstrip()


def _cut(lines: list[Content], most: int) -> list[Content]:
    """Return no more lines than there is room for, and a sign where there are more."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    return [*lines[: most - 1], Content.assemble(last.truncate(max(1, last.cell_length - 1)), ELLIPSIS)]


def told(note: str, tone: str = "warning") -> Row | None:
    """Return a note as the word below the rows; none for nothing."""
    return row((note, tone)) if note else None

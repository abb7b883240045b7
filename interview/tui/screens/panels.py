"""Boxes over a screen, lists and help among them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from interview.conversation.commands import option_index, option_key
from interview.tui.footer import READING, Hint, choice_hints
from interview.tui.frame import BARS, EDGE, box_columns
from interview.tui.keymap import PANEL, Command
from interview.tui.messages import Hinted, Picked
from interview.tui.rows.row import BLANK, Row, row
from interview.tui.screens.bound_keys import bindings
from interview.tui.screens.left_once import LeftOnce, Result
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.row_list import RowList

Choice = tuple[str, str]
"""What choosing gives, and how it is worded."""


class Panel(LeftOnce[Result], ModalScreen[Result | None]):
    """A box over the screen below, closed with Escape: its title in the edge, its own keys in the last line.

    Of a long title only the first words stand in the edge; `show` puts the others at the top of the box.
    """

    ORDERS: ClassVar[tuple[Command, ...]] = PANEL
    BINDINGS: ClassVar[list[BindingType]] = bindings(PANEL)
    heading = ""
    """The title."""

    def show(self) -> None:
        """Fit what is in the box to the room there is."""

    def on_mount(self) -> None:
        """Put the title where it belongs."""
        self._fit()

    def on_resize(self) -> None:
        """Fit title and box to the new size."""
        if self.query(Vertical):
            self._fit()

    def _fit(self) -> None:
        box = self.query_one(Vertical)
        box.styles.width = self.columns
        box.styles.max_height = self.lines + 2
        box.border_title = Content(self._title[0])
        self.show()

    @property
    def columns(self) -> int:
        """How wide the box is."""
        return box_columns(self.app.size.width)

    @property
    def lines(self) -> int:
        """How many lines there are in it at the most: the bar above and the keys below stay in sight."""
        return self.app.size.height - BARS - 2

    def lines_of(self, text: str) -> int:
        """Return how many lines a text takes in it."""
        return len(Content(text).wrap(self.columns - 4)) if text else 0

    @property
    def continued(self) -> str:
        """What of the title the edge has no room for."""
        return self._title[1]

    @property
    def _title(self) -> tuple[str, str]:
        first = Content(self.heading).wrap(self.columns - EDGE)[0].plain
        return first, self.heading[len(first) :].strip()

    def action_close(self) -> None:
        """Close the box without a result."""
        self.dismiss(None)

    async def on_hinted(self, message: Hinted) -> None:
        """Do what was clicked in the last line."""
        await self.run_action(message.action)


class ListPanel(Panel[Result]):
    """A box with a list, which goes on with a long title: so that the list knows what room is left."""

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield RowList(id=self.named)
        yield HintBar(*self.hints)

    named = "choices"
    hints: Sequence[Hint] = ()
    """The keys of the box."""
    said = ""
    """What came of the last keys."""

    def say(self, words: str) -> None:
        """Say what came of the last keys, above the list."""
        self.said = words
        self.show()

    @property
    def list(self) -> RowList:
        """The list in it."""
        return self.query_one(RowList)

    def rows(self) -> Sequence[Row]:
        """What is listed."""
        return ()

    def show(self) -> None:
        """Bring the list up to date."""
        above = ((self.continued, "strong"), (self.said, "warning"))
        told = [row((words, tone), pinned=True) for words, tone in above if words]
        self.list.show([*told, *self.rows()], cursor=self.list.cursor)


class ChoosePanel(ListPanel[str]):
    """A list in which one key chooses. The result is None when it is left with Escape."""

    def __init__(self, title: str, choices: Sequence[Choice], *, on_first: bool = True) -> None:
        super().__init__()
        self.on_first = on_first
        """Whether the cursor is on the first choice; else a second Enter chooses nothing."""
        self.heading = title
        self.choices = choices
        self.hints = choice_hints(len(choices))

    def rows(self) -> Sequence[Row]:
        """The choices."""
        return [
            row(words, lead=((f" {option_key(at) or '·'} ", "key"),), name=name)
            for at, (name, words) in enumerate(self.choices)
        ]

    def on_mount(self) -> None:
        """Put the cursor on the first choice, if it goes there."""
        self.list.cursor = self.choices[0][0] if self.choices and self.on_first else ""
        self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """Choose by key."""
        index = option_index(event.character or "")
        if index is not None and index < len(self.choices):
            event.stop()
            name = self.choices[index][0]
            if self.list.brought(name):
                self.dismiss(name)

    def on_picked(self, message: Picked) -> None:
        """Choose by cursor or mouse."""
        if message.row:
            self.dismiss(message.row)


class HelpPanel(ListPanel[None]):
    """A page to read, its first row in the edge. Any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q", "close", show=False),
    ]
    named, hints = "help", READING

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.heading = rows[0].words
        self.page = list(dropwhile(lambda one: one == BLANK, rows[1:]))

    def rows(self) -> Sequence[Row]:
        """The page."""
        return self.page

    def on_mount(self) -> None:
        """Take the keys that scroll."""
        self.list.focus()

    def on_picked(self, _: Picked) -> None:
        """Close on Enter."""
        self.dismiss(None)

    def on_click(self) -> None:
        """Close on a click."""
        self.dismiss(None)

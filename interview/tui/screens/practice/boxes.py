"""The boxes of practice: what to ask for, which lines move, why one does not agree."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.practice.case import Case
from interview.practice.otherwise import Twist
from interview.practice.sitting import AS_IT_IS, NOT_ASKABLE
from interview.tui.footer import TICKING, WRITING
from interview.tui.messages import Picked, Submitted
from interview.tui.rows.palette import Entry
from interview.tui.rows.practice import PRACTICE, twist_choices
from interview.tui.screens.bound_keys import LIST_KEYS, ListActions
from interview.tui.screens.field_panels import WaitingPanel
from interview.tui.screens.palette import PalettePanel
from interview.tui.screens.panels import Panel, titled
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.input_line import Field
from interview.tui.widgets.row_list import RowList

TOLD = "told already"


class FindingPanel(PalettePanel):
    """What can be asked for, and nothing else of the flow; with a text typed, also what is told already. The
    result is the question."""

    what = f"{PRACTICE}: a finding to ask for"
    nothing = NOT_ASKABLE

    def __init__(self, case: Case) -> None:
        questions, askable = case.patient.flow.questions, case.askable()
        self._names = (*askable, *(name for name in case.questions if name not in askable))
        self._every = [
            Entry(
                questions[name].label,
                questions[name].ask if name in askable else TOLD,
                lambda: None,
                also=case.words(name),
            )
            for name in self._names
        ]
        self._askable = self._every[: len(askable)]
        super().__init__(self._askable, None)

    def find(self, text: str) -> None:
        """List what has a text, first what is called so."""
        self.entries = self._every if text.split() else self._askable
        super().find(text)

    def _take(self, row: str) -> None:
        if row:
            place = self._places.get(row, row).partition(":")[2]
            self.dismiss(self._names[int(place)])


class TwistPanel(ListActions, Panel[frozenset[str]]):
    """One finding changes: which lines of the list move? The result is those that were ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [*LIST_KEYS]
    AUTO_FOCUS = "#choices"

    def __init__(self, case: Case, twist: Twist) -> None:
        super().__init__()
        self.case, self.twist = case, twist
        self.ticked: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield RowList(id="choices")
        yield HintBar(*TICKING)

    def on_mount(self) -> None:
        """Show the list with nothing ticked."""
        self._show(self.case.lines[0])

    @property
    def list(self) -> RowList:
        """The list that the arrow keys move in."""
        return self.query_one("#choices", RowList)

    def on_picked(self, message: Picked) -> None:
        """Tick a line with Space or a click; Enter says that these move."""
        if message.how == "enter":
            self.dismiss(self.ticked)
        elif message.row:
            self.ticked ^= {message.row}
            self._show(message.row)

    def _show(self, cursor: str) -> None:
        asked = f"{PRACTICE}, a twist. What if {self.twist.change}? Which lines move? {AS_IT_IS}"
        self.list.show([titled(asked), *twist_choices(self.case, self.ticked)], cursor=cursor)


class ReasonPanel(WaitingPanel):
    """Asks why somebody does not agree with a line. The result is what was typed."""

    def __init__(self, words: str, drafts: MutableMapping[str, str], line: str) -> None:
        super().__init__("", drafts, line)
        self.line = words

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            words = f'{PRACTICE}. Why do you not agree with "{self.line}"?'
            yield Static(Content(words), classes="title", markup=False)
            yield Field(id="what")
        yield HintBar(*WRITING)

    def on_mount(self) -> None:
        """Open the field, with what was typed before."""
        self.query_one(Field).open(self.draft, "a sentence")

    def on_submitted(self, message: Submitted) -> None:
        """Take the reason; nothing typed is none."""
        self.keep("")
        self.dismiss(message.text.strip() or None)

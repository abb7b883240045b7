"""The boxes of practice: what to ask for, which lines move, why one does not agree."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from interview.practice.case import Case
from interview.practice.otherwise import Twist
from interview.practice.sitting import AS_IT_IS, NOT_ASKABLE
from interview.tui.footer import TICKING
from interview.tui.messages import Picked, Submitted
from interview.tui.rows.palette import Entry
from interview.tui.rows.practice import PRACTICE, twist_choices
from interview.tui.rows.row import Row
from interview.tui.screens.bound_keys import LIST_KEYS, ListActions
from interview.tui.screens.field_panels import WaitingPanel
from interview.tui.screens.palette import PalettePanel
from interview.tui.screens.panels import ListPanel

TOLD = "told already"
REASON_WAITS = "Your reason waits as it was typed: m goes on with it."


class FindingPanel(PalettePanel):
    """What can be asked for, and nothing else of the flow; with a text typed, also what is told already. The
    result is the question."""

    heading = f"{PRACTICE}: a finding to ask for"
    what = "what it is called, or a word of its answers"
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


class TwistPanel(ListPanel[frozenset[str]], ListActions):
    """One finding changes: which lines of the list move? The result is those that were ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [*LIST_KEYS]
    AUTO_FOCUS = "#choices"
    hints = TICKING

    def __init__(self, case: Case, twist: Twist) -> None:
        super().__init__()
        self.case, self.twist = case, twist
        self.heading = f"{PRACTICE}, a twist. What if {twist.change}? Which lines move? {AS_IT_IS}"
        self.ticked: frozenset[str] = frozenset()

    def rows(self) -> Sequence[Row]:
        """The plan of the rules, to tick what moves."""
        return twist_choices(self.case, self.ticked)

    def on_mount(self) -> None:
        """Begin on the first line."""
        self.list.cursor = self.case.lines[0]

    def on_picked(self, message: Picked) -> None:
        """Tick a line with Space or a click; Enter says that these move."""
        if message.how == "enter":
            self.dismiss(self.ticked)
        elif message.row:
            self.ticked ^= {message.row}
            self.show()


class ReasonPanel(WaitingPanel):
    """Asks why somebody does not agree with a line. The result is what was typed."""

    asked, waits = "a sentence", REASON_WAITS

    def __init__(self, words: str, drafts: MutableMapping[str, str], line: str) -> None:
        super().__init__("", drafts, line)
        self.heading = f'{PRACTICE}. Why do you not agree with "{words}"?'

    def on_submitted(self, message: Submitted) -> None:
        """Take the reason; nothing typed is none."""
        self.keep("")
        self.dismiss(message.text.strip() or None)

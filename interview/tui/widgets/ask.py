"""The question being asked: its options or its field, what to say about the last key, what comes after."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from interview.flow.answers import Answer, Chosen, Number, Text
from interview.flow.model import QuestionType
from interview.tui.rows.question import Size, later_rows, question_rows
from interview.tui.rows.row import Row
from interview.tui.talk import Talk
from interview.tui.widgets.field import Field
from interview.tui.widgets.lines import LineView
from interview.tui.widgets.notes import Notes
from interview.tui.widgets.words import Words


class Ask(Vertical):
    """The lower part of the interview. All its widgets stay; only what they show changes."""

    def __init__(self) -> None:
        super().__init__(id="ask")
        self.question = LineView(id="question", marks_more=True)
        self.field = Field(id="field")
        self.note = Words(id="note")
        self.later = LineView(id="later")
        self.later.can_focus = False
        self.finding = False
        """True while a text to look for is typed."""
        self._notes: Notes | None = None

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield self.question
        yield self.field
        yield self.note
        yield self.later

    @property
    def entry(self) -> Field | Notes | None:
        """The field that is open, if one is."""
        if self._notes is not None and self._notes.display:
            return self._notes
        return self.field if self.field.display else None

    def open(self, talk: Talk) -> None:
        """Get ready for another question: the cursor on the earlier answer, or a field open."""
        earlier, question = talk.earlier, talk.question
        self.finding = False
        self.question.cursor = f"option:{earlier.option}" if isinstance(earlier, Chosen) else ""
        self.field.display = False
        if self._notes is not None:
            self._notes.display = False
        if question is None or not talk.typing:
            self.question.focus()
        elif question.type is QuestionType.TEXT:
            self._open_notes(written(earlier))
        else:
            self.field.open(written(earlier), "")

    def show(self, talk: Talk, height: int) -> None:
        """Show the question as it stands, within a height in lines."""
        later = later_rows(talk)
        room = max(3, height - len(later) - bool(self.entry) - bool(talk.note))
        self.question.styles.max_height = room
        self.question.show(self._rows(talk, room), cursor=self.question.cursor)
        self.later.display = bool(later)
        self.later.show(later)
        self.note.say(talk.note)

    def find(self) -> None:
        """Open the field for a text to look for."""
        self.finding = True
        self.field.open("", "part of an answer")

    def stop_finding(self) -> None:
        """Close that field again."""
        self.finding, self.field.display = False, False
        self.question.focus()

    def _rows(self, talk: Talk, room: int) -> list[Row]:
        """Return the roomiest rows that fit, and the tersest when none do."""
        for size in (Size.ROOMY, Size.PLAIN):
            rows = question_rows(talk, size)
            if self.question.lines_of(rows) <= room:
                return rows
        return question_rows(talk, Size.TERSE)

    def _open_notes(self, text: str) -> None:
        if self._notes is None:
            self._notes = Notes()
            self.mount(self._notes, after=self.field)
        self._notes.open(text)


def written(answer: Answer | None) -> str:
    """Return an answer as it was typed."""
    if isinstance(answer, Number):
        return f"{answer.value:g}"
    return answer.text if isinstance(answer, Text) else ""

"""The question being asked: its options or its field, what to say about the last key, what comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.reactive import Reactive

from interview.flow.answers import Answer, Chosen, Number, Text
from interview.flow.decimals import numeral
from interview.flow.model import QuestionType
from interview.tui.rows.question import Room, later_rows, question_rows
from interview.tui.rows.row import Row
from interview.tui.talk import Talk
from interview.tui.widgets.bars import Banner
from interview.tui.widgets.row_list import RowList
from interview.tui.widgets.row_rendering import height_of

if TYPE_CHECKING:
    from interview.tui.widgets.input_line import Field
    from interview.tui.widgets.text_area import Notes


class QuestionView(Vertical):
    """The lower part of the interview. All its widgets stay; only what they show changes."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    """As Textual's own, but a new height does not draw everything a second time."""

    def __init__(self) -> None:
        super().__init__(id="ask")
        self.question = RowList(id="question", marks_more=True)
        self.note = Banner(id="note")
        self.later = RowList(id="later")
        self.question.can_focus = self.later.can_focus = False
        self.finding = False
        """True while a text to look for is typed."""
        self._field: Field | None = None
        self._notes: Notes | None = None

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield self.question
        yield self.note
        yield self.later

    @property
    def entry(self) -> Field | Notes | None:
        """The field that is open, if one is."""
        return next((field for field in (self._field, self._notes) if field and field.display), None)

    def prepare(self) -> None:
        """Make the fields ready, so that the first question with one comes as fast as any."""
        if self.is_attached:  # not when the app was left in between
            self._line_field()
            self._text_field()

    def open(self, talk: Talk) -> None:
        """Get ready for another question: the cursor on the earlier answer, or a field open."""
        earlier, question = talk.earlier, talk.question
        self.finding = False
        self.question.cursor = f"option:{earlier.option}" if isinstance(earlier, Chosen) else ""
        self._hide_fields()
        if question is None or not talk.typing:
            return
        said = talk.drafts.get(question.id, "")
        text = said if isinstance(said, str) and said else written(earlier)
        if question.type is QuestionType.TEXT:
            self._text_field().open(text)
        else:
            self._line_field().open(text, "", replace=not said)

    def show(self, talk: Talk, width: int, height: int) -> None:
        """Show the question as it stands, within so many columns and lines."""
        later = later_rows(talk)
        self.note.say(talk.note)
        room = max(3, height - len(later) - bool(self.entry) - self.note.lines)
        self.question.styles.max_height = room
        self.question.show(self._rows(talk, width, room), cursor=self.question.cursor)
        self.later.display = bool(later)
        self.later.show(later)

    def find(self) -> None:
        """Open the field for a text to look for."""
        self.finding = True
        self._line_field().open("", "part of an answer")

    def stop_finding(self) -> None:
        """Close that field again."""
        self.finding = False
        self._hide_fields()
        self.screen.set_focus(None)

    def _rows(self, talk: Talk, width: int, room: int) -> list[Row]:
        """Return the roomiest rows that fit, and the tersest when none do."""
        for roominess in (Room.ROOMY, Room.PLAIN):
            rows = question_rows(talk, roominess)
            if height_of(rows, width - 1) <= room:
                return rows
        return question_rows(talk, Room.TERSE)

    def _hide_fields(self) -> None:
        for field in (self._field, self._notes):
            if field is not None:
                field.display = False

    def _line_field(self) -> Field:
        if self._field is None:
            from interview.tui.widgets.input_line import Field

            self._field = Field(id="field")
            self.mount(self._field, before=self.note)
        return self._field

    def _text_field(self) -> Notes:
        if self._notes is None:
            from interview.tui.widgets.text_area import Notes

            self._notes = Notes()
            self.mount(self._notes, before=self.note)
        return self._notes


def written(answer: Answer | None) -> str:
    """Return an answer as it was typed."""
    if isinstance(answer, Number):
        return numeral(answer.value)
    return answer.text if isinstance(answer, Text) else ""

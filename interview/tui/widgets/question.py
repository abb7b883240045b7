"""The question being asked: its options or its field, what to say about the last key, what comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.reactive import Reactive

from interview.conversation.conversation import Conversation
from interview.flow.answers import Chosen
from interview.flow.model import QuestionType
from interview.tui.rows.question import Room, later_rows, question_rows
from interview.tui.rows.row import Row
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

    def open(self, conversation: Conversation) -> None:
        """Get ready for another question: the cursor on the earlier answer, or a field open."""
        earlier, question = conversation.earlier, conversation.question
        self.finding = False
        self.question.cursor = f"option:{earlier.option}" if isinstance(earlier, Chosen) else ""
        self._hide_fields()
        entry = conversation.entry
        if question is None or not entry.typing:
            return
        if question.type is QuestionType.TEXT:
            self._text_field().open(entry.typed)
        else:
            self._line_field().open(entry.typed, "", replace=not entry.touched)

    def show(self, conversation: Conversation, width: int, height: int) -> None:
        """Show the question as it stands, within so many columns and lines."""
        later = later_rows(conversation)
        self.note.say(conversation.note)
        room = max(3, height - len(later) - bool(self.entry) - self.note.lines)
        self.question.styles.max_height = room
        self.question.show(self._rows(conversation, width, room), cursor=self.question.cursor)
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

    def _rows(self, conversation: Conversation, width: int, room: int) -> list[Row]:
        """Return the roomiest rows that fit, and the tersest when none do."""
        for roominess in (Room.ROOMY, Room.PLAIN):
            rows = question_rows(conversation, roominess)
            if height_of(rows, width - 1) <= room:
                return rows
        return question_rows(conversation, Room.TERSE)

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

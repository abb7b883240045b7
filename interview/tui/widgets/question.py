"""The card of the question being asked, with the field that lies on it where something is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.geometry import Offset, Region
from textual.strip import Strip

from interview.conversation.conversation import Conversation
from interview.conversation.grid import grid
from interview.flow.answers import Chosen
from interview.flow.model import QuestionType
from interview.tui.footer import FINDING_KEYS
from interview.tui.rows.question import FIELD, LABEL, NARROW, field_line, question_face
from interview.tui.rows.row import BLANK, Row, row
from interview.tui.widgets.card import SIDES, Card

if TYPE_CHECKING:
    from interview.tui.widgets.input_line import Field
    from interview.tui.widgets.text_area import Notes


class QuestionCard(Card):
    """The centre of the interview. It stays; only what it says changes."""

    def __init__(self) -> None:
        super().__init__(id="question")
        self.can_focus = False
        self.finding = False
        """True while a text to look for is typed."""
        self.left = False
        """True while a field is open and its keys are those of the screen again."""
        self._read: set[str] = set()
        """The options that were in sight since the question was put."""
        self._places: dict[Field | Notes, tuple[Offset, int, int]] = {}
        self._field: Field | None = None
        self._notes: Notes | None = None

    @property
    def entry(self) -> Field | Notes | None:
        """The field that is open, if one is."""
        return next((field for field in (self._field, self._notes) if field and field.display), None)

    @property
    def writing(self) -> bool:
        """True while what is pressed goes into a field."""
        return self.entry is not None and not self.left

    def prepare(self) -> None:
        """Make the field of numbers ready, so that the first question with one comes as fast as any.

        That of free text takes more memory than any other part, and comes when it is first asked for.
        """
        if self.is_attached:  # not when the app was left in between
            self._line_field()

    def open(self, conversation: Conversation) -> None:
        """Get ready for another question: the cursor on the earlier answer, or a field open."""
        earlier, question = conversation.earlier, conversation.question
        self.finding = self.left = False
        self._read.clear()
        self.cursor = f"option:{earlier.option}" if isinstance(earlier, Chosen) else ""
        if grid(conversation):
            self.cursor = f"question:{conversation.active}"
        self._hide_fields()
        entry = conversation.entry
        if question is None or not entry.typing:
            return
        if question.type is QuestionType.TEXT:
            self._text_field().open(entry.typed)
        else:
            self._line_field().open(entry.typed, "", replace=not entry.touched, numeric=True)

    def show_question(self, conversation: Conversation, tail: Row | None = None, warning: str = "") -> None:
        """Show the question as it stands; on a small screen with a row below it, and what is in doubt."""
        columns = self.outer_size.width - 3
        cursor = self.cursor
        if self.finding and cursor not in [f"option:{one.id}" for _, one in conversation.entry.options]:
            cursor = ""
        face = question_face(conversation, columns, cursor=cursor, writing=self.writing)
        if self.finding:
            face = replace(face, head=BLANK, note=None, hints=FINDING_KEYS)
        if conversation.entry.typing:
            cursor = f"question:{conversation.active}"
        if tail is not None:
            face = replace(face, tail=tail)
        if warning and not conversation.note:
            face = replace(face, note=row((warning, "warning"), lead=(("! ", "warning"),)), aside=False)
        self.put(face, cursor)
        self._place_field(conversation)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is in sight; of a list that is longer, remember that it was."""
        drawn = super().render_lines(crop)
        if self.more:
            self._read.update(name for name in self.names if name not in self._read and self._is_seen(name))
        return drawn

    def unread(self) -> list[str]:
        """Return the options that were never in sight. The next time there are none: that is told once."""
        left = self.out_of_sight([name for name in self.names if name not in self._read])
        self._read.update(self.names)
        return left

    def out_of_sight(self, names: Sequence[str]) -> list[str]:
        """Return which of these cannot be seen whole."""
        return [name for name in names if not self._is_seen(name)]

    def refuse(self) -> None:
        """Select what was not taken, so that the next key replaces it."""
        if self._field is not None and self.entry is self._field:
            self._field.select_typed()

    def find(self) -> None:
        """Open the field for a text to look for."""
        self.finding, self.left = True, False
        self._line_field().open("", "part of an answer")

    def stop_finding(self) -> None:
        """Close that field again."""
        self.finding = False
        self._hide_fields()
        self.screen.set_focus(None)

    def _place_field(self, conversation: Conversation) -> None:
        """Put the open field where the card leaves room for it."""
        self.minds_cursor = not self.writing
        field, width, top = self.entry, self.outer_size.width, self.inset.top
        if field is None or not width:
            return
        wide = width - 3 >= NARROW
        left, columns, lines = SIDES // 2, max(4, width - SIDES), 1
        if self.finding:
            top -= 1
        elif conversation.entry.numeric:
            left = 1 + LABEL + 3 if wide else 2
            columns = FIELD
            top += field_line(conversation)
        else:
            lines = max(1, self._fitted.height)
        offset = Offset(left, top)
        place = (offset, columns, lines)
        if self._places.get(field) != place:
            self._places[field] = place
            field.styles.offset = offset
            field.styles.width, field.styles.height = columns, lines

    def _hide_fields(self) -> None:
        for field in (self._field, self._notes):
            if field is not None:
                field.display = False

    def _line_field(self) -> Field:
        if self._field is None:
            from interview.tui.widgets.input_line import Field

            self._field = Field(id="field")
            self.mount(self._field)
        return self._field

    def _text_field(self) -> Notes:
        if self._notes is None:
            from interview.tui.widgets.text_area import Notes

            self._notes = Notes()
            self.mount(self._notes)
        return self._notes

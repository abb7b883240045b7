"""Where free text is typed, in as many lines as it takes."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from interview.text import clean_text
from interview.tui.messages import Submitted, Typed


class Notes(TextArea):
    """Several lines of text. Enter answers; ctrl+j, or a paste, makes a new line."""

    def __init__(self) -> None:
        super().__init__(id="notes", compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.display = False
        self._edited = False

    def open(self, text: str) -> None:
        """Show the field with a text in it, ready to type."""
        self.display = True
        self.load_text(text)
        self._edited = False
        self.move_cursor(self.document.end)
        self.focus()

    @property
    def typed(self) -> str:
        """What is in the field."""
        return self.text

    @property
    def touched(self) -> bool:
        """True when somebody typed here since it was opened, though perhaps the very same again."""
        return self._edited

    def edit(self, edit: Edit) -> EditResult:
        """Change the text, as every key and paste does."""
        self._edited = True
        return super().edit(edit)

    def insert_text(self, text: str) -> None:
        """Type something."""
        self.insert(text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is being typed."""
        event.stop()
        self.post_message(Typed(self.typed))

    def on_paste(self, event: events.Paste) -> None:
        """Clean what is pasted before it is taken in."""
        event.text = clean_text(event.text)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Submitted(self.typed, touched=self.touched))
        elif event.key in ("ctrl+j", "shift+enter", "alt+enter"):
            event.stop()
            event.prevent_default()
            self.insert_text("\n")
        else:
            await super()._on_key(event)

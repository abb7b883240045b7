"""Where numbers, months and words to look for are typed."""

from __future__ import annotations

from textual import events
from textual.widgets import Input
from textual.widgets.input import Selection

from interview.text import one_line
from interview.tui.messages import Submitted, Typed


class Field(Input):
    """A line to type into. Nothing blinks, and what is not understood stays as it was typed."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.display = False

    def open(self, text: str, placeholder: str, *, replace: bool = False) -> None:
        """Show the field with a text in it, ready to go on from; with `replace` the first key replaces it."""
        self.placeholder, self.value, self.display = placeholder, text, True
        self.selection = Selection(0 if replace else len(text), len(text))
        self.focus()

    @property
    def typed(self) -> str:
        """What is in the field."""
        return self.value

    def insert_text(self, text: str) -> None:
        """Type something."""
        self.replace(text, *self.selection)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the text on."""
        event.stop()
        self.post_message(Submitted(self.value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is being typed."""
        event.stop()
        self.post_message(Typed(self.value))

    def on_paste(self, event: events.Paste) -> None:
        """Make one line of what is pasted before it is taken in."""
        event.text = one_line(event.text)

"""Where numbers, months and words to look for are typed."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.widgets import Input
from textual.widgets.input import Selection

from interview.text import one_line
from interview.tui.keymap import COMMAND_KEYS
from interview.tui.messages import Submitted, Typed


class Field(Input):
    """A line to type into. Nothing blinks, and what is not understood stays as it was typed."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.display = False
        self.numeric = False
        self._opened = ""
        self._replaced = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell whether a key is typed here."""
        return not self._acts(character) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if self._acts(event.character):
            event.prevent_default()
        else:
            await super()._on_key(event)

    def _acts(self, character: str | None) -> bool:
        return self.numeric and character is not None and character in COMMAND_KEYS

    def select_typed(self) -> None:
        """Select all of it."""
        self.selection = Selection(0, len(self.value))

    def open(self, text: str, placeholder: str, *, replace: bool = False, numeric: bool = False) -> None:
        """Show the field with a text in it, ready to go on from; with `replace` the first key replaces it.

        Where something `numeric` is typed, letters that are keys elsewhere are keys here too.
        """
        self.placeholder, self.value, self.display = placeholder, text, True
        self.numeric = numeric
        self._opened, self._replaced = text, False
        self.selection = Selection(0 if replace else len(text), len(text))
        self.focus()

    @property
    def typed(self) -> str:
        """What is in the field."""
        return self.value

    @property
    def touched(self) -> bool:
        """True when somebody typed here since it was opened, though perhaps the very same again."""
        return self._replaced or self.value != self._opened

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of another, as a key does that is typed over a selection."""
        self._replaced = True
        super().replace(text, start, end)

    def insert_text(self, text: str) -> None:
        """Type something."""
        self.replace(text, *self.selection)

    def on_resize(self) -> None:
        """Bring the cursor into sight, which what was opened or made narrower may have put out of it."""
        before = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(before, 0, 1, 1), force=True, animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the text on."""
        event.stop()
        self.post_message(Submitted(self.value, touched=self.touched))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is being typed."""
        event.stop()
        self._replaced = self.touched
        self.post_message(Typed(self.value))

    def on_paste(self, event: events.Paste) -> None:
        """Make one line of what is pasted before it is taken in."""
        event.text = one_line(event.text)

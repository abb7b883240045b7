"""What is shown while the terminal is too small to show a question in full."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST_WIDTH, LEAST_HEIGHT = 30, 10


class TooSmall(ModalScreen[None]):
    """Takes every key, so that nothing is answered unseen."""

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        words = f"Too small.\nAt least {LEAST_WIDTH}x{LEAST_HEIGHT}, please.\nAnswers are kept."
        yield Static(Content(words), id="small", markup=False)

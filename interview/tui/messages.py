"""What widgets tell the screen they are on."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget

from interview.conversation.conversation import Conversation


class Picked(Message):
    """A row was chosen with Enter, Space or the mouse. `row` is empty when the cursor is nowhere."""

    def __init__(self, view: Widget, row: str, how: str) -> None:
        super().__init__()
        self.view, self.row, self.how = view, row, how


class Moved(Message):
    """The cursor is on another row."""

    def __init__(self, view: Widget, row: str) -> None:
        super().__init__()
        self.view, self.row = view, row


class Scrolled(Message):
    """Other lines are in sight."""

    def __init__(self, view: Widget) -> None:
        super().__init__()
        self.view = view


class Submitted(Message):
    """Enter in a field. `touched` says that somebody typed there, though perhaps what stood there before."""

    def __init__(self, text: str, *, touched: bool = True) -> None:
        super().__init__()
        self.text, self.touched = text, touched


class Typed(Message):
    """Something was typed into a field; Enter is still to come."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Hinted(Message):
    """A hint of the footer was clicked."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class Begun(Message):
    """An interview was started or resumed from the home screen.

    With `instead`, it takes the place of the screen that says so.
    """

    def __init__(self, conversation: Conversation, *, instead: bool = False) -> None:
        super().__init__()
        self.conversation, self.instead = conversation, instead

"""Every answer of the interview, in the order it was given: to read, and to open one again."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview.conversation import prompts
from interview.conversation.conversation import Conversation
from interview.conversation.live_conclusions import LiveConclusions
from interview.tui.footer import EDITING
from interview.tui.keymap import ANSWERS, Command
from interview.tui.messages import Picked
from interview.tui.rows import banners
from interview.tui.rows.interview import Transcript
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import bindings
from interview.tui.widgets.bars import HintBar, StatusBar
from interview.tui.widgets.row_list import RowList


class AnswersScreen(BaseScreen[str]):
    """The answers so far. The result is the question to open, or None."""

    ORDERS: ClassVar[tuple[Command, ...]] = ANSWERS
    BINDINGS: ClassVar[list[BindingType]] = bindings(ANSWERS)
    AUTO_FOCUS = "#transcript"

    def __init__(self, conversation: Conversation, found: LiveConclusions) -> None:
        super().__init__()
        self.conversation = conversation
        self.found = found

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield RowList(id="transcript", follow=True)
        yield HintBar(*EDITING)

    def on_mount(self) -> None:
        """Show everything, the last answer in sight."""
        self.show()
        view = self.query_one("#transcript", RowList)
        view.move_to(next(reversed(view.names), ""))

    def show(self) -> None:
        """Bring every part up to date."""
        view = self.query_one("#transcript", RowList)
        title, _ = prompts.heads(self.conversation)
        self.query_one(StatusBar).show(title, banners.kept(self.conversation), about="all answers")
        view.show(Transcript().rows(self.found, self.conversation.to_confirm), cursor=view.cursor)

    def on_picked(self, message: Picked) -> None:
        """Open the answer that was chosen."""
        if message.row:
            self.dismiss(message.row)

    def action_close(self) -> None:
        """Leave; nothing was changed."""
        self.dismiss(None)

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help(keys_help(self.ORDERS))

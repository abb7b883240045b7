"""Shown when a saved interview is opened whose flow has changed: what that means, before it goes on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview.conversation.conversation import Conversation
from interview.conversation.prompts import headed, name
from interview.engine.carryover import Comparison
from interview.tui.footer import changed_hints
from interview.tui.keymap import CHANGED, Command
from interview.tui.messages import Begun, Moved, Picked
from interview.tui.rows.banners import kept
from interview.tui.rows.carryover import CONFIRM, GO_ON, changed_rows
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import bindings
from interview.tui.widgets.bars import HintBar, StatusBar
from interview.tui.widgets.row_list import RowList


class ChangedScreen(BaseScreen[None]):
    """The comparison, walked through with Enter. Posts `Begun` when the interview goes on."""

    ORDERS: ClassVar[tuple[Command, ...]] = CHANGED
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHANGED)
    AUTO_FOCUS = "#changed"

    def __init__(self, conversation: Conversation, comparison: Comparison) -> None:
        super().__init__()
        self.conversation = conversation
        self.comparison = comparison
        self.anew: frozenset[str] = frozenset()
        """Questions that are answered anew in the interview."""

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield RowList(id="changed", marks_more=True)
        yield HintBar()

    def on_mount(self) -> None:
        """Show everything, with the cursor on what comes first."""
        self.list = self.query_one("#changed", RowList)
        self.show()
        self.list.move_to(self.list.names[0])

    def on_resize(self) -> None:
        """Put the two states side by side where there is room."""
        self.show()

    def show(self) -> None:
        """Bring every part up to date."""
        conversation = self.conversation
        title = conversation.session.flow.title
        waiting = conversation.unconfirmed - self.anew
        rows = changed_rows(self.comparison, title, waiting, self.anew, self.room.width)
        whose = " · ".join(part for part in (name(conversation), f"Changed: {title}") if part)
        self.query_one(StatusBar).show(headed(conversation, whose), kept(conversation))
        self.list.show(rows, cursor=self.list.cursor)
        self._show_hints()

    def on_moved(self, _: Moved) -> None:
        """Say what can be done with the line under the cursor."""
        self._show_hints()

    def on_picked(self, message: Picked) -> None:
        """Keep the answer under the cursor and go to the next line; at the end, go on."""
        if message.row == GO_ON:
            self.action_go_on()
        elif message.how != "click":
            self._keep(self._asked)
            self.list.action_move(1)

    def action_keep(self) -> None:
        """Do what Enter does."""
        self.list.action_pick("enter")

    def action_anew(self) -> None:
        """Have the question under the cursor asked again in the interview."""
        if self._asked:
            self.anew |= {self._asked}
            self.list.action_move(1)
            self.show()

    def action_go_on(self) -> None:
        """Go on with the interview; what was not confirmed is asked there."""
        self.conversation.go_on()
        self.post_message(Begun(self.conversation, instead=True))

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help(keys_help(self.ORDERS))

    @property
    def _asked(self) -> str:
        """The question under the cursor, while it waits to be confirmed."""
        name = self.list.cursor.removeprefix(CONFIRM)
        return name if self.list.cursor.startswith(CONFIRM) and name in self.conversation.unconfirmed else ""

    def _keep(self, question: str) -> None:
        if question:
            self.anew -= {question}
            self.conversation.keep(question)
            self.comparison = self.comparison.now(self.conversation.session)
            self.show()

    def _show_hints(self) -> None:
        self.query_one(HintBar).show(changed_hints(confirming=bool(self._asked)))

"""Home: start an interview, or go on with one."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from interview.conversation.conversation import Conversation
from interview.errors import InterviewError
from interview.tui.footer import HOME_HINTS
from interview.tui.keymap import HOME, Command
from interview.tui.messages import Begun, Picked
from interview.tui.rows.banners import not_saving
from interview.tui.rows.home import KEYS, NEW, NEW_KEY, home_rows
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.panels import bindings
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.row_list import RowList
from interview.worklist.worklist import CannotGoOn, Worklist

WHICH = "New patient: begin with what?"
INSTEAD = (("look", "Look at it, read only"), ("new", "Start another interview"))


class HomeScreen(BaseScreen[None]):
    """What can be started and resumed. Posts `Begun`."""

    ORDERS: ClassVar[tuple[Command, ...]] = HOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)
    AUTO_FOCUS = "#home"

    def __init__(self, home: Worklist) -> None:
        super().__init__()
        self.home = home

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield RowList(id="home")
        yield Banner(id="note")
        yield HintBar()

    def on_mount(self) -> None:
        """Say what this is."""
        self.query_one(StatusBar).show("Interview")
        self.query_one(HintBar).show(HOME_HINTS)

    def on_screen_resume(self) -> None:
        """List what there is now; it may have changed since."""
        self.flows = self.home.flow_items()
        self.list = self.query_one("#home", RowList)
        self.list.show(home_rows(self.flows, self.home.unfinished_items(), self.home.finished_items()))
        self.list.move_to(next(iter(self.list.names), ""))
        note = self.query_one(Banner)
        note.say(not_saving(self.home.problem, note.fits) or self.home.notice)

    def on_key(self, event: events.Key) -> None:
        """Choose by key."""
        key = event.character or ""
        kept = [name for name in self.list.names if name.startswith(("saved:", "visit:"))]
        if key == NEW_KEY and self.flows:
            event.stop()
            self._new()
        elif key and key in KEYS and KEYS.index(key) < len(kept):
            event.stop()
            self._open(kept[KEYS.index(key)])

    def on_picked(self, message: Picked) -> None:
        """Choose by cursor or mouse."""
        if message.row:
            self._open(message.row)

    def action_history(self) -> None:
        """Show everything that is kept."""
        from interview.tui.screens.history import HistoryScreen

        if self.home.history is not None:
            self.app.push_screen(HistoryScreen(self.home, self.home.history))

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help(keys_help(self.ORDERS))

    def _new(self) -> None:
        """Begin with a new patient: with the only flow there is, or with one that is chosen."""
        from interview.tui.screens.panels import ChoosePanel

        if len(self.flows) == 1:
            self._open(f"flow:{self.flows[0].id}")
            return
        self.app.push_screen(
            ChoosePanel(WHICH, [(item.id, item.title) for item in self.flows]),
            lambda flow: self._open(f"flow:{flow}") if flow else None,
        )

    def _open(self, row: str) -> None:
        kind, _, name = row.partition(":")
        if kind == NEW:
            self._new()
            return
        ways = {"saved": self.home.resume, "visit": self.home.follow, "flow": self.home.begin}
        try:
            conversation = ways[kind](name)
        except CannotGoOn as cannot:
            self._instead(cannot)
        except InterviewError as error:
            self.query_one(Banner).say(str(error))
        else:
            self.post_message(Begun(conversation))

    def _instead(self, cannot: CannotGoOn) -> None:
        """Offer to look at an interview that cannot be gone on with, or to start another one."""
        from interview.tui.screens.panels import ChoosePanel

        try:
            conversation = self.home.look(cannot)
        except InterviewError:
            self.query_one(Banner).say(str(cannot))
            return

        def chosen(choice: str | None) -> None:
            if choice == "look":
                self._look(cannot, conversation)
            elif choice == "new":
                self._open(f"flow:{conversation.session.flow.id}")

        self.app.push_screen(ChoosePanel(str(cannot), INSTEAD), chosen)

    def _look(self, cannot: CannotGoOn, conversation: Conversation) -> None:
        from interview.tui.screens.read_only import ReadingScreen

        self.app.push_screen(ReadingScreen(conversation, lambda: self.home.look(cannot)))

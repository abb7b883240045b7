"""Home: start an interview, or go on with one."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from interview.errors import InterviewError
from interview.store.errors import StoreError
from interview.store.recording import Recording
from interview.tui.footer import HOME_HINTS
from interview.tui.keymap import HOME, Command, option_index
from interview.tui.messages import Begun, Picked
from interview.tui.offers import Home
from interview.tui.rows.home import home_rows
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.panels import bindings
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.row_list import RowList
from interview.tui.wording import not_saving

INSTEAD = (("look", "Look at it, read only"), ("new", "Start another interview"))


class HomeScreen(BaseScreen[None]):
    """What can be started and resumed. Posts `Begun`."""

    ORDERS: ClassVar[tuple[Command, ...]] = HOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)
    AUTO_FOCUS = "#home"

    def __init__(self, home: Home) -> None:
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
        flows, saved, finished = self.home.flows(), self.home.saved(), self.home.finished()
        self.origins = {offer.id: offer.origin for offer in flows}
        self.origins_saved = {offer.id: offer.origin for offer in (*saved, *finished)}
        self.list = self.query_one("#home", RowList)
        self.list.show(home_rows(flows, saved, finished))
        self.list.move_to(next(iter(self.list.names), ""))
        note = self.query_one(Banner)
        note.say(not_saving(self.home.problem(), note.fits) or self.home.notice())

    def on_key(self, event: events.Key) -> None:
        """Choose by key."""
        index = option_index(event.character or "") if event.key != "h" else None
        if index is not None and index < len(self.list.names):
            event.stop()
            self._open(self.list.names[index])

    def on_picked(self, message: Picked) -> None:
        """Choose by cursor or mouse."""
        if message.row:
            self._open(message.row)

    def action_history(self) -> None:
        """Show everything that is kept."""
        from interview.tui.screens.history import HistoryScreen

        if self.home.history is not None:
            self.app.push_screen(HistoryScreen(self.home.history))

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help(keys_help(self.ORDERS))

    def _open(self, row: str) -> None:
        kind, _, name = row.partition(":")
        try:
            recording = self._begun(kind, name)
        except StoreError as error:
            self._instead(name, error)
        except InterviewError as error:
            self.query_one(Banner).say(str(error))
        else:
            origins = self.origins if kind == "flow" else self.origins_saved
            self.post_message(Begun(recording, origins[name]))

    def _instead(self, name: str, why: StoreError) -> None:
        """Offer to look at an interview that cannot be gone on with, or to start another one."""
        from interview.tui.screens.panels import ChoosePanel

        try:
            recording = self.home.look(name, why)
        except InterviewError:
            self.query_one(Banner).say(str(why))
            return

        def chosen(choice: str | None) -> None:
            if choice == "look":
                self._look(name, why, recording)
            elif choice == "new":
                self._open(f"flow:{recording.session.flow.id}")

        self.app.push_screen(ChoosePanel(str(why), INSTEAD), chosen)

    def _look(self, name: str, why: StoreError, recording: Recording) -> None:
        from interview.tui.screens.read_only import ReadingScreen

        self.app.push_screen(ReadingScreen(recording, lambda: self.home.look(name, why)))

    def _begun(self, kind: str, name: str) -> Recording:
        ways = {"saved": self.home.resume, "visit": self.home.follow, "flow": self.home.begin}
        return ways[kind](name)

"""An interview that is only looked at: it is open in another window, or nothing can be written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview.conversation import prompts
from interview.conversation.conversation import Conversation
from interview.conversation.live_conclusions import LiveConclusions
from interview.errors import InterviewError
from interview.export.files import free_name
from interview.export.session_file import pack
from interview.library import documents_folder
from interview.tui.footer import READING_HINTS
from interview.tui.keymap import READING_ONLY, Command
from interview.tui.rows import banners
from interview.tui.rows.interview import Transcript
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import bindings
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.row_list import RowList


class ReadingScreen(BaseScreen[None]):
    """Every question that was answered, and from here the summary. `again` reads the interview anew."""

    ORDERS: ClassVar[tuple[Command, ...]] = READING_ONLY
    BINDINGS: ClassVar[list[BindingType]] = bindings(READING_ONLY)
    AUTO_FOCUS = "#list"

    def __init__(self, conversation: Conversation, again: Callable[[], Conversation]) -> None:
        super().__init__()
        self.conversation = conversation
        self.again = again

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield Banner(id="urgent")
        yield Banner(id="unsaved")
        yield RowList(id="list")
        yield Banner(id="told")
        yield HintBar(*READING_HINTS)

    def on_mount(self) -> None:
        """Show everything, the last answer in sight."""
        self.show()
        view = self.query_one("#list", RowList)
        view.move_to(next(reversed(view.names), ""))

    def on_key(self) -> None:
        """Let the words about the last key go."""
        self.say("")

    def say(self, words: str) -> None:
        """Say what came of a key, until the next one."""
        self.query_one("#told", Banner).say(words)

    def show(self) -> None:
        """Bring every part up to date."""
        diagnostics = LiveConclusions(self.conversation.session)
        view = self.query_one("#list", RowList)
        self.query_one("#urgent", Banner).say(partial(banners.urgent, diagnostics.urgent))
        self.query_one("#unsaved", Banner).say(partial(banners.unsaved, self.conversation))
        self.query_one(StatusBar).show(prompts.title(self.conversation), banners.kept(self.conversation))
        view.show(Transcript().rows(diagnostics), cursor=view.cursor)

    def action_summary(self) -> None:
        """Show what holds and what is open."""
        from interview.tui.screens.summary import SummaryScreen

        view = self.query_one("#list", RowList)
        conversation = self.conversation
        moment = datetime.fromisoformat(conversation.recording.now())
        self.app.push_screen(
            SummaryScreen(conversation, lambda: moment),
            lambda question: view.move_to(question) if question in view.names else None,
        )

    def action_again(self) -> None:
        """Read what was answered since."""
        try:
            self.conversation = self.again()
        except InterviewError as error:
            self.say(str(error))
            return
        self.show()
        self.say("Read again.")

    def action_export(self) -> None:
        """Write the interview as one file, which `sessions import` takes."""
        from interview.tui.screens.field_panels import ExportPanel, typed_paths

        data = self.conversation.recording.portable()
        session = data["session"]["id"]
        path = free_name(documents_folder(), f"session-{session[:8]}", ".json")
        panel = ExportPanel(path, pack(data), typed_paths(self.app), f"{session} session")
        self.app.push_screen(panel, self.written)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help(keys_help(self.ORDERS))

"""History: every kept interview, to look at, label, take along, follow and delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview.conversation.conversation import Conversation
from interview.errors import InterviewError
from interview.export.files import free_name
from interview.library import documents_folder
from interview.tui.footer import FINDING, NOTHING_KEPT, history_hints
from interview.tui.frame import LIST
from interview.tui.keymap import HISTORY, Command
from interview.tui.messages import Begun, Moved, Picked, Submitted, Typed
from interview.tui.rows.home import LOOK_AFTER, history_rows, shared_title
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import bindings
from interview.tui.screens.field_panels import ExportPanel, LabelPanel, typed_paths
from interview.tui.screens.panels import ChoosePanel
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.input_line import Field
from interview.tui.widgets.row_list import RowList
from interview.worklist.history import Found, History
from interview.worklist.worklist import BESIDE, VisitUnderWay, Worklist

EXPORTS = (
    ("note", "The note, as it was kept on its day"),
    ("session", "The interview, to take to another computer"),
)
PAGE = 100
"""Interviews that are listed before the cursor goes on to more."""
DELETE = "Delete for good? {}. Return visits after it are kept."
OUT_OF_SIGHT = "That interview was out of sight. Now it is here: the same key again."


class HistoryScreen(BaseScreen[None]):
    """The kept interviews, the latest first. Posts `Begun` for what is gone on with."""

    ORDERS: ClassVar[tuple[Command, ...]] = HISTORY
    BINDINGS: ClassVar[list[BindingType]] = bindings(HISTORY)
    AUTO_FOCUS = "#list"

    def __init__(self, worklist: Worklist, history: History) -> None:
        super().__init__()
        self.worklist = worklist
        self.history = history
        self.search = ""
        self.most, self.more = PAGE, False
        self.labels: dict[str, str] = {}
        """Labels that are typed and not given, by the interview they are of."""
        self.said = ""
        """What came of the last key."""
        self.pressing: frozenset[str] = frozenset()
        """Unfinished interviews in which something cannot wait."""

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield RowList(id="list")
        yield Banner(id="note")
        yield Field(id="search")
        yield HintBar()

    def on_screen_resume(self) -> None:
        """List what there is now, and once that is seen, mark what cannot wait."""
        self.show()
        self.set_timer(LOOK_AFTER, self._look_for_urgent)

    def on_resize(self) -> None:
        """Fit the rows to the new size."""
        if self.is_current:
            self.show()

    def _look_for_urgent(self) -> None:
        unfinished = (saved.id for saved in self.worklist.unfinished())
        self.pressing = frozenset(name for name in unfinished if self.worklist.is_pressing(name))
        if self.pressing and self.is_attached:
            self.show()

    def on_key(self) -> None:
        """Let the words about the last key go."""
        self.say("")

    def say(self, words: str) -> None:
        """Say what came of a key, until the next one."""
        self.said = words
        self.query_one("#note", Banner).say(words)

    def show(self) -> None:
        """Bring every part up to date."""
        view = self.query_one("#list", RowList)
        try:
            found = self.history.sessions(self.search, self.most)
        except InterviewError as error:
            found = Found((), 0, 0)
            self.say(str(error))
        before, offers = view.cursor, found.sessions
        self.more = found.count > len(offers)
        columns = min(LIST, self.room.width) - 1
        rows = history_rows(offers, self.search, found.count, columns, self.pressing)
        view.show(rows, cursor=before)
        if before not in view.names:
            view.move_to(next(iter(view.names), ""))
        self.words = {offer.id: offer.words for offer in offers}
        self.query_one(StatusBar).show("History", self._count(found), about=shared_title(offers))
        self.say(self.said)
        self._show_hints()

    def on_moved(self, message: Moved) -> None:
        """Say what can be done with the interview under the cursor; at the last one shown, show more."""
        if self.more and message.row == next(reversed(self.query_one("#list", RowList).names), ""):
            self.most += PAGE
            self.show()
        self._show_hints()

    def on_picked(self, message: Picked) -> None:
        """Do what is mostly wanted with an interview."""
        self.action_open()

    def on_typed(self, message: Typed) -> None:
        """List only what is looked for."""
        self.search, self.most = message.text, PAGE
        self.show()

    def on_submitted(self, message: Submitted) -> None:
        """Go to the list of what was found."""
        self._close_search()

    def action_search(self) -> None:
        """Look for an interview by its label, flow or answers."""
        self.query_one(Field).open(self.search, "text in a label, a flow or an answer")
        self.show()

    def action_submit(self) -> None:
        """Do what Enter does while something is looked for."""
        self._close_search()

    def action_open(self) -> None:
        """Go on with an unfinished interview; show the summary of a finished one."""
        if self._finished or not self._runnable:
            self.action_look()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """Go on with the interview, or correct it."""
        if chosen := self._seen():
            self._begin(lambda: self.worklist.go_on(chosen))

    def action_look(self) -> None:
        """Show the summary of the interview, under the flow it was held with."""
        from interview.tui.screens.summary import FixedSummary

        if not (chosen := self._seen()):
            return
        try:
            conversation, note = self.history.look(chosen), self.history.note(chosen)
        except InterviewError as error:
            self.say(str(error))
            return
        held = datetime.fromisoformat(conversation.recording.now())
        self.app.push_screen(FixedSummary(conversation, lambda: held, kept=note, of=self.words[chosen]))

    def action_follow(self) -> None:
        """Begin a return visit after the interview; where one of the patient is not finished, ask first."""
        if not (after := self._seen()):
            return

        def chosen(choice: str | None, under_way: str) -> None:
            if choice == "go_on":
                self._begin(lambda: self.worklist.go_on(under_way))
            elif choice:
                self._begin(lambda: self.worklist.follow(after, beside=True))

        try:
            self._begin(lambda: self.worklist.follow(after))
        except VisitUnderWay as found:
            self.app.push_screen(ChoosePanel(str(found), BESIDE), partial(chosen, under_way=found.session_id))

    def action_label(self) -> None:
        """Change the label."""
        if not (chosen := self._seen()):
            return

        def taken(label: str | None) -> None:
            if label is not None:
                self.show()
                self.say("Labelled.")

        put = partial(self.history.label, chosen)
        panel = LabelPanel(self.history.label_of(chosen), put, self.labels, chosen)
        self.app.push_screen(panel, taken)

    def action_export(self) -> None:
        """Write the note as it was kept, where there is one, or the interview for another computer."""
        if not (chosen := self._seen()):
            return
        try:
            note, session = self.history.note(chosen), self.history.export(chosen)
        except InterviewError as error:
            self.say(str(error))
            return
        files = {"note": (note, ".txt"), "session": (session, ".json")}
        if not note:
            self._write(chosen, *files["session"])
            return
        self.app.push_screen(
            ChoosePanel("Export", EXPORTS), lambda name: self._write(chosen, *files[name]) if name else None
        )

    def _write(self, chosen: str, text: str, suffix: str) -> None:
        path = free_name(documents_folder(), f"session-{chosen[:8]}", suffix)
        panel = ExportPanel(path, text, typed_paths(self.app), f"{chosen} {suffix}")
        self.app.push_screen(panel, self.written)

    def action_delete(self) -> None:
        """Delete the interview, having asked."""
        if not (chosen := self._seen()):
            return

        def agreed(answer: str | None) -> None:
            if answer == "delete":
                self._do(lambda: self.history.delete(chosen), "Deleted.")

        choices = [("keep", "Keep it"), ("delete", "Delete it for good")]
        try:
            goes_too = self.history.goes_too(chosen)
        except InterviewError as error:
            self.say(str(error))
            return
        heading = f"{DELETE.format(self.words[chosen])} {goes_too}".rstrip()
        self.app.push_screen(ChoosePanel(heading, choices), agreed)

    def action_escape(self) -> None:
        """Leave the search, or the history."""
        if self.query_one(Field).display:
            self.search = ""
            self._close_search()
        else:
            self.dismiss(None)

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help(keys_help(self.ORDERS))

    @property
    def _chosen(self) -> str:
        return self.query_one("#list", RowList).cursor.partition(":")[2]

    @property
    def _finished(self) -> bool:
        try:
            return not self._chosen or self.history.is_finished(self._chosen)
        except InterviewError:
            return True

    @property
    def _runnable(self) -> bool:
        return not self._chosen or self.worklist.is_runnable(self._chosen)

    def _seen(self) -> str:
        """Return the interview under the cursor; empty, once, where it was scrolled out of sight."""
        view = self.query_one("#list", RowList)
        if view.brought(view.cursor):
            return self._chosen
        self.say(OUT_OF_SIGHT)
        return ""

    def _begin(self, way: Callable[[], Conversation]) -> None:
        try:
            conversation = way()
        except VisitUnderWay:
            raise
        except InterviewError as error:
            self.say(str(error))
        else:
            self.post_message(Begun(conversation))

    def _count(self, found: Found) -> tuple[str, str, str]:
        if not self.search:
            return f"{found.count} kept", str(found.count), "$muted"
        count = f"{found.count} of {found.kept}"
        return f"{count}, search '{self.search}'", f"{count} '{self.search[:8]}'", "$accent"

    def _show_hints(self) -> None:
        searching = self.query_one(Field).display
        hints = history_hints(finished=self._finished, runnable=self._runnable)
        self.query_one(HintBar).show(FINDING if searching else hints if self._chosen else NOTHING_KEPT)

    def _do(self, deed: Callable[[], None], said: str) -> None:
        try:
            deed()
        except InterviewError as error:
            said = str(error)
        self.show()
        self.say(said)

    def _close_search(self) -> None:
        self.query_one(Field).display = False
        self.query_one("#list", RowList).focus()
        self.show()

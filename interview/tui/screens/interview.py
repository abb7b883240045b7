"""The interview: the transcript above, the question below, what follows at the side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size

from interview.conversation import prompts
from interview.conversation.conversation import Conversation
from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.notices import NO_LONGER_URGENT
from interview.flow.answers import Reason
from interview.tui import keymap
from interview.tui.footer import EDITING, FINDING, talk_hints
from interview.tui.keymap import TALK, Command, begins_typing
from interview.tui.messages import Picked, Submitted, Typed
from interview.tui.rows import banners
from interview.tui.rows.interview import Transcript, side_rows
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.panels import LIST_KEYS, ListActions, bindings
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.question import QuestionView
from interview.tui.widgets.row_list import RowList

BARS = 3
"""Lines that the status, the hints and the rule above the question take."""
SIDE = 37
"""Columns of the side panel, its rule included."""
PREPARE_AFTER = 0.15
"""Seconds after the first frame at which the fields are made ready."""


class InterviewScreen(ListActions, BaseScreen[None]):
    """One interview, until it is left."""

    ORDERS: ClassVar[tuple[Command, ...]] = TALK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TALK), *LIST_KEYS]
    AUTO_FOCUS = ""

    def __init__(self, conversation: Conversation, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.conversation = conversation
        self.clock = clock
        self.findings = LiveConclusions(conversation.session)
        self.turns = Transcript()
        self.editing = False
        self._turn = 0
        self._fitted = Size(0, 0)

    def compose(self) -> ComposeResult:
        """Lay the parts out, once."""
        yield StatusBar()
        yield Banner(id="whose")
        yield Banner(id="urgent")
        yield Banner(id="unsaved")
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield RowList(id="transcript", follow=True)
                yield QuestionView()
            yield RowList(id="side")
        yield HintBar()

    def on_mount(self) -> None:
        """Find the parts."""
        self.status = self.query_one(StatusBar)
        self.hints = self.query_one(HintBar)
        self.whose = self.query_one("#whose", Banner)
        self.urgent = self.query_one("#urgent", Banner)
        self.unsaved = self.query_one("#unsaved", Banner)
        self.transcript = self.query_one("#transcript", RowList)
        self.ask = self.query_one(QuestionView)
        self.side = self.query_one("#side", RowList)
        self.transcript.can_focus = self.side.can_focus = False
        self.show()
        self.set_timer(PREPARE_AFTER, self.ask.prepare)

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        if self.room != self._fitted:
            self.show()

    def show(self) -> None:
        """Bring every part up to date, in one frame."""
        conversation = self.conversation
        self._fitted = self.room
        with self.app.batch_update():
            before, self.findings = self.findings, self.findings.of(conversation.session)
            withdrawn = before.urgent is not None and self.findings.urgent is None
            if withdrawn:
                conversation.note = NO_LONGER_URGENT
            if conversation.turn != self._turn:
                self._turn = conversation.turn
                self.editing = False
                self.set_focus(None)
                self.ask.open(conversation)
            self._show_state()
            width, height = self._fitted
            self.ask.show(conversation, width - SIDE * self.wide, height - self._taken())
            self._show_turns()
            self.side.display = self.wide
            if self.wide:
                useful = self.findings.useful
                self.side.show(side_rows(self.findings.conclusions, useful, self.findings.fresh))
            self._show_hints()
        if conversation.question is None:
            self._end(conversation.note)

    def say(self, words: str) -> None:
        """Say something about the keys that came last."""
        self.conversation.note = words
        self.show()

    def _taken(self) -> int:
        """Return the lines that are not for the question: bars, banners and a little of the transcript."""
        banners = self.whose.lines + self.urgent.lines + self.unsaved.lines
        return BARS + banners + (2 if self._fitted.height > 15 else 1)

    def _show_state(self) -> None:
        conversation = self.conversation
        full, short = prompts.screens_left(self.findings.progress)
        self.status.show(prompts.title(conversation), (full, short, "$muted"), banners.kept(conversation))
        self.whose.say(prompts.whose(conversation))
        self.urgent.say(banners.urgent(self.findings.urgent, self.urgent.fits))
        self.unsaved.say(banners.unsaved(conversation, self.unsaved.fits))

    def _show_turns(self) -> None:
        rows = self.turns.rows(self.findings, self.conversation.to_confirm)
        self.transcript.show(rows, cursor=self.transcript.cursor if self.editing else "")

    def _show_hints(self) -> None:
        if self.editing:
            self.hints.show(EDITING)
        else:
            self.hints.show(FINDING if self.ask.finding else talk_hints(self.conversation))

    def on_key(self, event: events.Key) -> None:
        """Take the keys that choose answers; those of a field are typed into it."""
        key = event.character or ""
        if self.editing or self.focused is self.ask.entry is not None:
            return
        if keymap.press(self.conversation, key):
            event.stop()
            self.show()
        elif self.conversation.entry.typing and self.ask.entry is not None and begins_typing(key):
            event.stop()
            self.ask.entry.focus()
            self.ask.entry.insert_text(key)

    def on_picked(self, message: Picked) -> None:
        """Take Enter, Space or a click on a row of the question or the transcript."""
        message.stop()
        if message.view is self.transcript:
            if message.row:
                self.conversation.visit(message.row)
        elif self.conversation.entry.typing and self.ask.entry is not None and not message.row:
            self.ask.entry.focus()
        elif message.how == "enter":
            keymap.enter(self.conversation, message.row)
        elif message.row:
            keymap.pick(self.conversation, message.row)
        self.show()

    def on_submitted(self, message: Submitted) -> None:
        """Take what was typed: an answer, or the option that was found."""
        if self.ask.finding:
            names = [name for name in self.ask.question.names if name.startswith("option:")]
            row = self.ask.question.cursor if self.ask.question.cursor in names else next(iter(names), "")
            self._close_find()
            if row:
                keymap.pick(self.conversation, row)
        else:
            if message.touched:
                self.conversation.entry.type(message.text)
            keymap.enter_text(self.conversation)
        self.show()

    def on_typed(self, message: Typed) -> None:
        """List only what is looked for."""
        if self.ask.finding:
            self.conversation.entry.filter = message.text
            self.show()
        else:
            self.take_down()
            self._show_state()

    def take_down(self) -> None:
        """Note what stands in the field of the question being asked, so that it waits there."""
        field = self.ask.entry
        if self.conversation.entry.typing and not self.ask.finding and field is not None and field.touched:
            self.conversation.type(field.typed)

    def action_not_assessed(self) -> None:
        """Pass the question over."""
        self.conversation.not_assessed()
        self.show()

    def action_reason(self) -> None:
        """Pass the question over, with a reason."""
        from interview.tui.screens.panels import ChoosePanel

        def taken(reason: str | None) -> None:
            if reason:
                self.conversation.not_assessed(Reason(reason))
                self.show()

        self.app.push_screen(ChoosePanel("Not assessed, because", prompts.REASONS), taken)

    def action_back(self) -> None:
        """Go to the question before."""
        self.take_down()
        keymap.go_back(self.conversation)
        self.show()

    def action_edit(self) -> None:
        """Choose an earlier answer in the transcript."""
        names = self.transcript.names
        if not names:
            self.conversation.note = "There is no earlier answer yet."
            self.show()
            return
        self.editing = True
        self.transcript.move_to(names[-1])
        self._show_hints()

    def action_filter(self) -> None:
        """Look for an option by its text."""
        if self.conversation.question is not None and not self.conversation.entry.typing:
            self.ask.find()
            self.show()

    def action_enter(self) -> None:
        """Do what Enter does on the list."""
        keymap.enter(self.conversation, self.ask.question.cursor)
        self.show()

    def action_none(self) -> None:
        """Answer: none of these."""
        keymap.pick(self.conversation, "none")
        self.show()

    def action_rest(self) -> None:
        """Answer with what is ticked; the rest was not checked."""
        keymap.enter_list(self.conversation, rest_absent=False)
        self.show()

    def action_submit(self) -> None:
        """Answer with what is in the field."""
        entry = self.ask.entry
        if entry is not None:
            self.on_submitted(Submitted(entry.typed, touched=entry.touched))

    def action_scroll(self, pages: int) -> None:
        """Read the transcript."""
        self.transcript.action_page(pages)

    @property
    def list(self) -> RowList:
        """The list that the arrow keys move in."""
        return self.transcript if self.editing else self.ask.question

    def action_escape(self) -> None:
        """Leave the transcript, a field, or a question opened by choice."""
        if self.editing:
            self.editing = False
        elif self.ask.finding:
            self._close_find()
        elif self.ask.entry is not None and self.focused is self.ask.entry:
            self.set_focus(None)
        elif self.conversation.by_choice:
            self.conversation.leave_question()
        self.show()

    def action_why(self) -> None:
        """Say why the question is asked, and which keys work."""
        from interview.tui.rows.help import keys_help, question_help

        question = self.conversation.question
        about = question_help(self.conversation.session.flow, question) if question is not None else []
        self.help([*about, *keys_help(self.ORDERS, question)])

    def action_summary(self) -> None:
        """Show what holds and what is open."""
        from interview.tui.screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(self.conversation, self.clock), self._back_from_summary)

    def _end(self, news: str) -> None:
        """Show the summary, nothing being left to ask, with what is to be said about the last answer."""
        from interview.tui.screens.summary import SummaryScreen

        self.action_summary()
        summary = self.app.screen
        if isinstance(summary, SummaryScreen):
            summary.call_after_refresh(summary.tell, news)

    def _back_from_summary(self, question: str | None) -> None:
        if question:
            self.conversation.visit(question)
        elif self.conversation.question is None:
            self.conversation.back()
        self.show()

    def _close_find(self) -> None:
        self.conversation.entry.filter = ""
        self.ask.stop_finding()

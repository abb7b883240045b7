"""The interview: the question in the centre, what it stands in above, what follows from the answers below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from interview.conversation import prompts
from interview.conversation.conversation import Conversation
from interview.conversation.grid import grid
from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.notices import NO_LONGER_URGENT
from interview.conversation.steps import step_at, steps
from interview.flow.answers import Chosen, Reason
from interview.tui import keymap
from interview.tui.footer import MOST_IN_SIGHT, bar_hints
from interview.tui.frame import Frame, frame
from interview.tui.keymap import TALK, Command, begins_typing
from interview.tui.messages import Moved, Picked, Submitted, Typed
from interview.tui.rows import banners
from interview.tui.rows.above import (
    MOST,
    MOST_SMALL,
    above_rows,
    most_urgent,
    opening_rows,
    reviewed_row,
    unsaved_row,
    urgent_rows,
    whose_row,
)
from interview.tui.rows.card import Face
from interview.tui.rows.help import why_rows
from interview.tui.rows.plan import SO_FAR, counts_row, plan_line, plan_rows, side_rows, warnings
from interview.tui.rows.row import Row
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import LIST_KEYS, ListActions, bindings
from interview.tui.widgets.bars import HintBar, StatusBar
from interview.tui.widgets.card import Card
from interview.tui.widgets.question import QuestionCard
from interview.tui.widgets.row_list import RowList
from interview.tui.widgets.row_rendering import height_of

FOLLOW_AFTER = 0.004
"""Seconds after the frame with the question at which what only goes with it is worked out."""
PREPARE_AFTER = 0.15
"""Seconds after the first frame at which the field of numbers is made ready."""


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
        self.steps = steps(conversation.session.flow)
        self.frame: Frame | None = None
        self._turn = 0
        self._shown = self.findings
        """What the plan and the screens left are shown of; they follow the question."""
        self.behind = False
        """Whether something is still to follow the question."""
        self._kept: tuple[str, ...] = ()
        """What the top of the screen says of what is saved; that never follows later."""
        self._following: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay the parts out, once."""
        yield StatusBar()
        yield RowList(id="above", bar=False)
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield QuestionCard()
                yield RowList(id="plan", bar=False)
                yield RowList(id="why", bar=False)
            yield Card(id="side", bright=False)
        yield HintBar()

    def on_mount(self) -> None:
        """Find the parts."""
        self.status = self.query_one(StatusBar)
        self.hints = self.query_one(HintBar)
        self.ask = self.query_one(QuestionCard)
        self.side = self.query_one("#side", Card)
        self.above, self.plan, self.why = (
            self.query_one(f"#{name}", RowList) for name in ("above", "plan", "why")
        )
        for view in (self.above, self.side, self.plan, self.why):
            view.can_focus = view.minds_cursor = False
        self.show()
        self.set_timer(PREPARE_AFTER, self.ask.prepare)

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        if self.frame is None or self.room != self.frame.room:
            self.show()

    def show(self) -> None:
        """Bring the question, what is urgent and what is saved up to date in one frame; the rest follows.

        The first frame has all of it but what stands at the side, which takes longest to work out.
        """
        conversation, first = self.conversation, self.frame is None
        with self.app.batch_update():
            before, self.findings = self.findings, self.findings.of(conversation.session)
            if before.urgent is not None and self.findings.urgent is None:
                conversation.note = NO_LONGER_URGENT
            if conversation.turn != self._turn:
                self._turn = conversation.turn
                self.set_focus(None)
                self.ask.open(conversation)
            self._show_question()
            if first:
                self._show_below()
                self.side.put(Face(SO_FAR))
        assert self.frame is not None
        if not first or self.frame.side:
            self.behind = True
            self.call_after_refresh(self._follow)
        if conversation.question is None:
            self._end(conversation.note)

    def _follow(self) -> None:
        """Once the question is on its way to the screen, let follow what only goes with it."""
        if self._following is None and self.behind:
            self._following = self.set_timer(FOLLOW_AFTER, self.show_rest)

    def show_rest(self) -> None:
        """Say how far the interview is, and what is concluded so far."""
        if self._following is not None:
            self._following.stop()
        self._following, self.behind, self._shown = None, False, self.findings
        with self.app.batch_update():
            self._show_state()
            self._show_side()
            self._show_below()

    def say(self, words: str) -> None:
        """Say something about the keys that came last."""
        self.conversation.note = words
        self.show()

    def _show_question(self) -> None:
        """Show what is asked, what is urgent and what is not saved."""
        pressing = self._pressing() if frame(self.room, 0).small else []
        self._fit(frame(self.room, height_of(pressing, self.room.width)))
        assert self.frame is not None
        small, width = self.frame.small, self.frame.talk
        every = (
            pressing
            if small
            else above_rows(self.conversation, self.findings, self.steps, width, self._height)
        )
        self.above.show(every)
        self._show_card()
        if self._kept != banners.kept(self.conversation):
            self._show_state()

    def _show_card(self) -> None:
        """Show the question, and the keys that lead elsewhere."""
        if self.frame is not None and self.frame.small:
            doubt = next(iter(warnings(self.findings)), "")
            tail = plan_line(self.findings, self.room.width - 4)
            if self.conversation.session.blank:
                tail = reviewed_row(self.conversation, self.room.width - 4)
            self.ask.show_question(self.conversation, tail, doubt)
        else:
            self.ask.show_question(self.conversation)
        self.hints.show(bar_hints(self.conversation, writing=self.ask.writing and not self.ask.finding))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Take letters as text again once a field is clicked."""
        if event.widget is self.ask.entry and self.ask.left:
            self.ask.left = False
            self._show_card()

    def _show_side(self) -> None:
        """Show the whole plan where there is room for it at the side."""
        if self.frame is not None and self.frame.side:
            found = self.findings
            self.side.put(Face(SO_FAR, rows=(tuple(side_rows(found)),), note=counts_row(found)))

    def _show_below(self) -> None:
        """Show what goes with the question below it: the plan in short, why it is asked."""
        assert self.frame is not None
        question, found = self.conversation.question, self.findings
        if self.frame.plan:
            blank = self.conversation.session.blank
            about = opening_rows(self.conversation, self.frame.talk, self._height) if blank else []
            self.plan.show(about or plan_rows(found, self.frame.talk - 4))
        if self.frame.why:
            flow = self.conversation.session.flow
            self.why.show(why_rows(flow, question) if question is not None else [])

    def _fit(self, fitted: Frame) -> None:
        """Give every part its place; none of them depends on the question."""
        if fitted == self.frame:
            return
        self.frame = fitted
        self.above.styles.height = fitted.above
        self.above.display = bool(fitted.above)
        self.query_one("#talk").styles.width = fitted.talk
        self.ask.small = fitted.small
        self.ask.styles.height, self.ask.styles.width = fitted.card, fitted.columns
        self.ask.styles.margin = (0, 0, 0, fitted.margin)
        self.plan.styles.height, self.plan.display = fitted.plan, bool(fitted.plan)
        self.why.display, self.why.styles.width = fitted.why, fitted.columns - 4
        self.side.display, self.side.styles.width = bool(fitted.side), fitted.side
        self.call_after_refresh(self._settled)

    def _settled(self) -> None:
        """Put a field where the card is now."""
        if self.is_current:
            self._show_card()

    def _pressing(self) -> list[Row]:
        """Return the banners of a screen on which they take room from the question."""
        unsaved = unsaved_row(self.conversation, self._height, MOST_SMALL)
        about = whose_row(self.conversation)
        most = MOST if unsaved or about else most_urgent(*self.room)
        return [*urgent_rows(self.findings, self._height, most), *filter(None, (unsaved, about))]

    def _height(self, rows: Sequence[Row]) -> int:
        return height_of(rows, self.room.width)

    def _show_state(self) -> None:
        conversation, left = self.conversation, self._shown.progress
        step, self._kept = step_at(self.steps, conversation.active), banners.kept(conversation)
        full, short = prompts.screens_left(left)
        few = full.replace(" screens", "")
        title, about = prompts.heads(conversation)
        done = prompts.screens_done(conversation)
        self.status.show(
            title,
            (*(f"{step}  {words}".strip() for words in (full, few, short)), short, "$muted"),
            self._kept,
            about=about,
            done=(done, done + left.most),
        )

    def on_key(self, event: events.Key) -> None:
        """Take the keys that choose answers; those of a field are typed into it."""
        key = event.character or ""
        if self.focused is self.ask.entry is not None:
            return
        row = keymap.row_of(self.conversation, key)
        if row.startswith("option:") and not self.ask.brought(row):
            event.stop()
            self.say(keymap.UNSEEN.format(key=key))
        elif self._denies_unread(key):
            event.stop()
        elif keymap.press(self.conversation, key):
            event.stop()
            self.show()
        elif self.conversation.entry.typing and self.ask.entry is not None and begins_typing(key):
            event.stop()
            self.ask.left = False
            self.ask.entry.focus()
            self.ask.entry.insert_text(key)
            self._show_card()

    def on_moved(self, message: Moved) -> None:
        """Go to the row of a table that the cursor is on; elsewhere say what stands behind the row."""
        name = message.row.partition(":")[2]
        if message.view is self.ask and grid(self.conversation) and name != self.conversation.active:
            self.conversation.ask(name)
        self.show()

    def on_picked(self, message: Picked) -> None:
        """Take Enter, Space or a click on a row of the question, or a click on what stands around it."""
        message.stop()
        if message.row == "answers":
            self.action_edit()
            return
        if message.row in ("urgent", "plan"):
            self.action_summary()
            return
        if self.conversation.entry.typing and self.ask.entry is not None and not message.row:
            self.ask.entry.focus()
        elif message.how == "enter":
            if not self._denies_unread(keymap.ENTER):
                keymap.enter(self.conversation, message.row)
        elif message.row:
            keymap.pick(self.conversation, message.row)
        self.show()

    def on_submitted(self, message: Submitted) -> None:
        """Take what was typed: an answer, or the option that was found."""
        if self.ask.finding:
            names = [name for name in self.ask.names if name.startswith("option:")]
            row = self.ask.cursor if self.ask.cursor in names else next(iter(names), "")
            self._close_find()
            if row:
                keymap.pick(self.conversation, row)
        else:
            if message.touched:
                self.conversation.entry.type(message.text)
            before = self.conversation.turn
            keymap.enter_text(self.conversation)
            if self.conversation.turn == before:
                self.ask.refuse()
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
        self.take_down()
        keymap.pass_over(self.conversation)
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
        """Show every answer so far, and open the one that is chosen."""
        if not self.conversation.session.answers:
            self.say("There is no earlier answer yet.")
            return
        from interview.tui.screens.answers import AnswersScreen

        self.take_down()

        def chosen(question: str | None) -> None:
            if question:
                self.conversation.visit(question)
            self.show()

        self.app.push_screen(AnswersScreen(self.conversation, self.findings), chosen)

    def action_filter(self) -> None:
        """Look for an option of a long list by its text, or for anything else by its words."""
        question = self.conversation.question
        if question is not None and len(question.options) > MOST_IN_SIGHT:
            self.ask.find()
            self.show()
        else:
            self.app.action_command_palette()

    def action_enter(self) -> None:
        """Do what Enter does on the list."""
        if self.conversation.entry.typing and self.ask.entry is not None:
            self.ask.left = False
            self.ask.entry.focus()
        elif not self._denies_unread(keymap.ENTER):
            keymap.enter(self.conversation, self.ask.cursor)
        self.show()

    def action_yes(self) -> None:
        """Set the row of a table to yes."""
        self.conversation.reply(Chosen("yes"))
        self.show()

    def action_no(self) -> None:
        """Set the row of a table to no."""
        self.conversation.reply(Chosen("no"))
        self.show()

    def action_none(self) -> None:
        """Answer: none of these."""
        if not self._denies_unread(keymap.NONE_KEY):
            keymap.pick(self.conversation, "none")
        self.show()

    def _denies_unread(self, key: str) -> bool:
        """Tell whether a key would deny what was never in sight; if so bring it there and say so, once."""
        unread = self.ask.unread() if keymap.denies(self.conversation, key) else []
        if unread:
            self.say(keymap.unread(len(unread), 0, key))
            self.ask.bring_to_top(unread[0])
            self.say(keymap.unread(len(unread), len(self.ask.out_of_sight(unread)), key))
        return bool(unread)

    def action_rest(self) -> None:
        """Answer with what is ticked, or go on with a table; the rest was not checked."""
        keymap.press(self.conversation, keymap.REST_KEY)
        self.show()

    def action_submit(self) -> None:
        """Answer with what is in the field."""
        entry = self.ask.entry
        if entry is not None:
            self.on_submitted(Submitted(entry.typed, touched=entry.touched))

    @property
    def list(self) -> RowList:
        """The list that the arrow keys move in."""
        return self.ask

    def action_escape(self) -> None:
        """Leave a field, or a question opened by choice."""
        if self.ask.finding:
            self._close_find()
        elif self.ask.writing:
            self.set_focus(None)
            self.ask.left = True
        elif self.conversation.by_choice:
            self.conversation.leave_question()
        self.show()

    def action_why(self) -> None:
        """Say why the question is asked, and which keys work."""
        from interview.tui.rows.help import keys_help, question_help

        question = self.conversation.question
        about = question_help(self.conversation.session.flow, question) if question is not None else []
        self.help([*about, *keys_help(self.ORDERS, question)])

    def go_to(self, question: str) -> None:
        """Open a question by choice."""
        self.take_down()
        self.conversation.visit(question)
        self.show()

    def show_line(self, name: str) -> None:
        """Show a line of the plan in the summary."""
        from interview.tui.screens.summary import SummaryScreen

        self.action_summary()
        summary = self.app.screen
        if isinstance(summary, SummaryScreen):
            summary.call_after_refresh(summary.find, name)

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
            summary.call_after_refresh(summary.say, news)

    def _back_from_summary(self, question: str | None) -> None:
        if question:
            self.conversation.visit(question)
        elif self.conversation.question is None:
            self.conversation.back()
        self.show()

    def _close_find(self) -> None:
        self.conversation.entry.filter = ""
        self.ask.stop_finding()

"""The summary: what holds, what is open, and what is behind every line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from interview.conversation.conversation import Conversation
from interview.conversation.finish import FINISHED, STILL_OPEN, can_finish, finish
from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.prompts import heads, settled
from interview.export.makers import Material
from interview.flow.model import QuestionType
from interview.moments import written
from interview.tui.footer import TO_TAKE, Hint, summary_hints
from interview.tui.frame import LIST, SIDE_FROM, WHY_FROM
from interview.tui.keymap import SUMMARY, SUMMARY_FIXED, Command
from interview.tui.messages import Moved, Picked, Scrolled
from interview.tui.rows.above import most_urgent, urgent_rows
from interview.tui.rows.banners import kept, unsaved
from interview.tui.rows.detail import behind, detail_rows
from interview.tui.rows.row import Part, Row, row
from interview.tui.rows.since import since_rows
from interview.tui.rows.summary import KNOW, NARROW, RULED_OUT, UNKNOWN, legend_rows, plan_rows, unknown_rows
from interview.tui.rows.summary_end import end_face, end_steps, in_doubt
from interview.tui.screens.bound_keys import bindings
from interview.tui.screens.export_actions import ExportActions
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.card import Card
from interview.tui.widgets.row_list import RowList
from interview.tui.widgets.row_rendering import height_of

DETAIL, MOST_DETAIL = 46, 78
"""Columns of what is behind a line, where it stands beside the list, at the least and at the most."""
_NEXT: tuple[Part, ...] = (("tab", "key"), (" next  ", "muted"))
_NEXT_SHORT: tuple[Part, ...] = (("tab ", "key"),)
COMMENT = "comment"
"""The question that `m` opens, where the flow has it."""


TABS = {"plan": "Plan", "note": "Note", "since": "Since last time", "unknown": "Not known"}
SHORT_TABS = {**TABS, "since": "Since"}
TABS_AND_KEY = 38
"""Columns from which the key to the next part stands beside their names."""
NO_DOUBT = "Nothing that might be for today waits for an answer."
COPIES = "c copies this text, letter for letter"
CORRECT = "This summary cannot be changed; g in the history opens its interview."
KEPT = "The note of that day, letter for letter. Esc shows what is behind each line."


class SummaryScreen(ExportActions):
    """The summary at one moment. The result is a question to go to, or None.

    Of a finished interview whose note was kept, `kept` is that note, which is then shown first.
    """

    ORDERS: ClassVar[tuple[Command, ...]] = SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = bindings(SUMMARY)
    AUTO_FOCUS = "#list"
    fixed = False
    """True when it leads to no question."""
    tab = "plan"
    """Which part is shown."""

    def __init__(
        self,
        conversation: Conversation,
        clock: Callable[[], datetime],
        *,
        kept: str = "",
        of: str = "",
    ) -> None:
        super().__init__()
        self.conversation = conversation
        self.clock = clock
        self.kept = kept
        self.of = of
        self.draw_up()
        self.opened: frozenset[str] | None = None
        """Groups that are open; None before the size is known."""

    def compose(self) -> ComposeResult:
        """Lay the parts out, once."""
        yield StatusBar()
        yield RowList(id="pressing", bar=False)
        yield RowList(id="tabs", bar=False)
        yield Banner(id="unsaved")
        with Horizontal(id="body"):
            yield RowList(id="list")
            yield RowList(id="detail")
        yield RowList(id="preview", bar=False)
        yield Card(id="end")
        yield RowList(id="legend", bar=False)
        yield Banner(id="told")
        yield HintBar()

    def on_mount(self) -> None:
        """Find the parts and show the list."""
        self.status = self.query_one(StatusBar)
        self.hints = self.query_one(HintBar)
        self.detail = self.query_one("#detail", RowList)
        self.pressing, self.tabs, self.legend = (
            self.query_one(f"#{name}", RowList) for name in ("pressing", "tabs", "legend")
        )
        self.end = self.query_one(Card)
        self.end.small = True
        for view in (self.pressing, self.tabs, self.legend, self.end):
            view.can_focus = view.minds_cursor = False
        self.fit()
        self.show()
        self.list.move_to(self.first)
        if self.kept:
            self.preview_as(self.usual)
            self.say(KEPT)

    @property
    def list(self) -> RowList:
        """The lines to move through."""
        return self.query_one("#list", RowList)

    @property
    def material(self) -> Material:
        """What formats are made from."""
        at = written(self.moment)
        recording, visits = self.conversation.recording, self.conversation.visits
        return Material(recording.session, at, recording.origin, visits, recording.id)

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        self.fit()
        self.show_text()
        self.show()

    @property
    def wide(self) -> bool:
        """True when there is room for what is behind a line at its side."""
        return self.room.width >= SIDE_FROM

    @property
    def small(self) -> bool:
        """True when every line counts."""
        return self.room.width < NARROW or self.room.height < 20

    @property
    def first(self) -> str:
        """The first line of the list."""
        return next((name for name in self.list.names if name.startswith("line:")), "")

    def draw_up(self) -> None:
        """Make the summary of the interview as it is now."""
        self.moment = self.clock()
        self.summary = self.material.summary()
        self.findings = LiveConclusions(self.conversation.session)

    def fit(self) -> None:
        """Show list and detail side by side where there is room."""
        self.set_class(self.wide, "wide")
        self.detail.styles.width = self._detail_columns if self.wide else "1fr"
        self.set_class(self.small, "small")
        self.legend.display = not self.small
        room = self.room
        pressing = urgent_rows(self.findings, lambda rows: height_of(rows, room.width), most_urgent(*room))
        self.pressing.show(pressing)
        self.pressing.display = bool(pressing)
        self.set_class(bool(pressing), "pressing")
        if self.opened is None:
            self.opened = frozenset({KNOW}) if self.room.height >= WHY_FROM else frozenset()
        if self.wide and self.has_class("detail"):
            self._look(False)

    def say(self, words: str) -> None:
        """Say what came of the last key, until the next one."""
        self.query_one("#told", Banner).say(words)

    def on_key(self) -> None:
        """Let the words about the last key go."""
        self.say("")

    def show(self) -> None:
        """Bring every part up to date."""
        self._show_status()
        self.query_one("#unsaved", Banner).say(partial(unsaved, self.conversation))
        self.tabs.show([self._tab_row()])
        self.list.show(self._rows(), cursor=self.list.cursor)
        self._show_end()
        self._show_legend()
        self._show_hints()

    def _show_status(self) -> None:
        """Say whose summary it is, and how far; of a text, how long it is and what is out of sight."""
        full, short = settled(len(self.summary.lines), self._open)
        state = (short if self.of else full, short, "$muted")
        if self.variant is not None:
            words, below = f"{self.words} words", self.preview.below
            state = (
                (f"{words}, ↓ {below} more", f"↓ {below} more", "$muted")
                if below
                else (words, words, "$muted")
            )
        title, about = self._heading
        self.status.show(title, state, kept(self.conversation), about=about)

    def on_scrolled(self, message: Scrolled) -> None:
        """Count what is out of sight of a text now."""
        if message.view is self.preview:
            self._show_status()

    def _show_end(self) -> None:
        """Say how far the interview is, and what one does next; a text is read with all the room there is."""
        reading = self.has_class("detail") or self.variant is not None
        self.end.display = self._under_way and not self.small and not reading
        if self.end.display:
            self.end.put(end_face(self.conversation, self.summary, self._steps, can_finish=self._can_finish))

    @property
    def _steps(self) -> tuple[Hint, ...]:
        """What one does next."""
        if not self._under_way:
            return TO_TAKE
        home = self.app.home is not None  # type: ignore[attr-defined]
        return end_steps(
            self.conversation, self.summary, copied=self.copied, can_finish=self._can_finish, home=home
        )

    @property
    def _under_way(self) -> bool:
        """True of an interview that is held here and not only looked at."""
        talk = self.conversation
        return not (self.fixed or talk.read_only or (talk.session.blank and talk.question is None))

    @property
    def _can_finish(self) -> bool:
        return not self.fixed and can_finish(self.conversation)

    def action_next(self) -> None:
        """Leave this interview and begin with a new patient."""
        self.app.action_next()  # type: ignore[attr-defined]

    def _rows(self) -> Sequence[Row]:
        """Return the rows of the part that is shown."""
        columns = self.list_columns
        if self.tab == "unknown":
            return unknown_rows(self.summary)
        if self.tab == "since":
            return since_rows(self.summary.since, self.summary.at[:10], columns)
        return plan_rows(self.summary, self.opened or frozenset(), columns, self.list.cursor)

    @property
    def list_columns(self) -> int:
        """Columns of the list without its scroll bar."""
        width = self.room.width
        return (width - self._detail_columns if self.wide else width) - 2

    @property
    def _detail_columns(self) -> int:
        """Columns beside the list, which itself needs no more than `LIST`."""
        return max(DETAIL, min(MOST_DETAIL, self.room.width - LIST))

    def _tab_row(self) -> Row:
        """Return the names of the parts, that which is shown on a ground of its own."""
        parts: tuple[Part, ...] = ()
        for name, title in (SHORT_TABS if self.small else TABS).items():
            parts += ((f" {title} ", "tag" if name == self.tab else "muted"),)
            parts += () if self.small else ((" ", "text"),)
        if self.room.width < TABS_AND_KEY:
            return row(*parts, name="tabs")
        return row(*parts, lead=" ", name="tabs", right=_NEXT_SHORT if self.small else _NEXT)

    def _show_legend(self) -> None:
        if self.variant is not None:
            lines = len(self.preview.rows)
            self.legend.show([row((COPIES, "muted"), lead="   ", right=((f"{lines} lines ", "muted"),))])
        else:
            self.legend.show(legend_rows(self.summary.flow, self.room.width - 2))

    @property
    def _open(self) -> int:
        return len({line.id for group in self.summary.open for line in group.lines})

    def action_tab(self, by: int = 1) -> None:
        """Show the next part."""
        names = list(TABS)
        self.turn_to(names[(names.index(self.tab) + by) % len(names)])

    def turn_to(self, tab: str) -> None:
        """Show another part, from its top."""
        self.tab = tab
        if self.has_class("detail"):
            self._look(False)
        self.preview_as(self.usual if tab == "note" else None, read=True)
        self.show()
        if tab != "note":
            self.list.move_to(next(iter(self.list.names), "") if tab != "plan" else self.first)
            self._show_detail(self.list.cursor)

    def find(self, line: str) -> None:
        """Put the cursor on a line, wherever it stands, and show what is behind it."""
        waiting = {one.id for group in self.summary.open for one in group.lines}
        self.opened = (self.opened or frozenset()) | {KNOW, RULED_OUT}
        self.turn_to("unknown" if line in waiting else "plan")
        self.list.move_to(f"line:{line}")
        self._look(not self.wide)

    def on_moved(self, message: Moved) -> None:
        """Show what is behind the line under the cursor."""
        if message.view is self.list:
            self._show_detail(message.row)
            self.detail.scroll_lines(-self.detail.top)
            if self.small and self.tab == "plan":
                self.list.show(self._rows(), cursor=message.row)

    def on_picked(self, message: Picked) -> None:
        """Look behind a line, open a group, or go to a question."""
        kind, _, name = message.row.partition(":")
        if message.view is self.tabs:
            self.action_tab()
        elif message.view is not self.list:
            self.action_escape()
        elif message.row == UNKNOWN:
            self.turn_to("unknown")
        elif kind == "group":
            self.opened = (self.opened or frozenset()) ^ {message.row}
            self.show()
        elif kind in ("ask", "answer"):
            self._go(name)
        elif kind:
            self.list.move_to(message.row)
            self._look(not self.wide)

    def action_look(self) -> None:
        """Do what Enter does on the list."""
        self.list.action_pick("enter")

    def action_goto(self) -> None:
        """Go to the answer behind the line, or choose among them."""
        from interview.tui.screens.panels import ChoosePanel

        reasons = behind(self.summary, self.list.cursor)
        if len(reasons) == 1:
            self.dismiss(reasons[0].question)
        elif reasons:
            choices = [(one.question, f"{one.label}: {one.answer or 'not asked'}") for one in reasons]
            self.app.push_screen(ChoosePanel("Go to which answer?", choices), self._go)
        else:
            self.say("This line stands on no answer.")

    def action_return(self) -> None:
        """Go to the first answer that is missing for what might be for today."""
        if doubt := in_doubt(self.summary):
            self._go(doubt[0].question)
        else:
            self.say(NO_DOUBT)

    def action_comment(self) -> None:
        """Go to the comment."""
        if self._has_comment:
            self.dismiss(COMMENT)
        elif self.conversation.read_only:
            self.say("This is read only.")

    def action_done(self) -> None:
        """Finish the interview, where nothing is left to ask."""
        if can_finish(self.conversation):
            finish(self.conversation)
            self.show()
        if not self.conversation.recording.finished:
            self.say(STILL_OPEN)
        elif not self.end.display:
            self.say(FINISHED)

    def action_back(self) -> None:
        """Return to the interview."""
        self.dismiss(None)

    def action_escape(self) -> None:
        """Close the preview, the detail, or the summary."""
        if self.variant is not None:
            self.turn_to("plan")
        elif self.has_class("detail"):
            self._look(False)
        else:
            self.dismiss(None)

    def action_why(self) -> None:
        """List the keys, and tell what becomes of a text that is copied."""
        from interview.tui.rows.help import copying_help, keys_help

        self.help([*keys_help(self.ORDERS), *copying_help()])

    @property
    def _has_comment(self) -> bool:
        question = self.conversation.session.flow.questions.get(COMMENT)
        if question is None or self.fixed or self.conversation.read_only:
            return False
        return question.type is QuestionType.TEXT

    def _show_detail(self, row: str) -> None:
        """Show what is behind a row; where nothing is, no empty frame."""
        rows = detail_rows(self.summary, row)
        self.detail.show(rows)
        self.detail.set_class(not rows, "empty")

    def _look(self, alone: bool) -> None:
        self.set_class(alone, "detail")
        (self.detail if alone else self.list).focus()
        self._show_end()
        self._show_hints()

    def _go(self, question: str | None) -> None:
        if question:
            self.dismiss(question)

    @property
    def _heading(self) -> tuple[str, str]:
        """Return whose summary it is, and which part or format is shown."""
        who, about = heads(self.conversation)
        shown = self.variant.title if self.variant is not None else "" if self.small else "Summary"
        if self.of:
            return shown, self.of
        return who, " · ".join(part for part in (shown, about) if part)

    def _show_hints(self) -> None:
        self.hints.show(
            summary_hints(
                self._steps,
                reading=self.has_class("detail"),
                text=self.variant is not None,
                comment=self._has_comment,
                fixed=self.fixed,
                on_card=bool(self.end.display),
            )
        )


class FixedSummary(SummaryScreen):
    """The summary of a kept interview, opened from the history: it leads to no question."""

    ORDERS: ClassVar[tuple[Command, ...]] = SUMMARY_FIXED
    fixed = True

    def action_goto(self) -> None:
        """Say how an answer is changed."""
        self.say(CORRECT)

    def action_comment(self) -> None:
        """Say how a comment is added."""
        self.say(CORRECT)

    def action_done(self) -> None:
        """Say how it is gone on with."""
        self.say(CORRECT)

    def _go(self, question: str | None) -> None:
        self.say(CORRECT)

"""The summary: what holds, what is open, and what is behind every line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from interview.conversation.conversation import Conversation
from interview.conversation.finish import FINISHED, STILL_OPEN, can_finish, finish
from interview.conversation.prompts import headed, name
from interview.export.formats import Material
from interview.flow.model import QuestionType
from interview.moments import written
from interview.tui.footer import summary_hints
from interview.tui.keymap import SUMMARY, SUMMARY_FIXED, Command
from interview.tui.messages import Moved, Picked
from interview.tui.rows.banners import kept, unsaved
from interview.tui.rows.summary import behind, detail_rows, summary_rows
from interview.tui.screens.export_actions import ExportActions
from interview.tui.screens.panels import bindings
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.row_list import RowList

COMMENT = "comment"
"""The question that `m` opens, where the flow has it."""


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
        self.opened: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Lay the parts out, once."""
        yield StatusBar()
        yield Banner(id="unsaved")
        with Horizontal(id="body"):
            yield RowList(id="list")
            yield RowList(id="detail")
        yield RowList(id="preview", bar=False)
        yield Banner(id="told")
        yield HintBar()

    def on_mount(self) -> None:
        """Find the parts and show the list."""
        self.status = self.query_one(StatusBar)
        self.hints = self.query_one(HintBar)
        self.detail = self.query_one("#detail", RowList)
        self.show()
        self.list.move_to(self.first)
        if self.kept:
            self.preview_as(self.usual)
            self.tell(KEPT)

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

    @property
    def first(self) -> str:
        """The first line of the list."""
        return next((name for name in self.list.names if name.startswith("line:")), "")

    def draw_up(self) -> None:
        """Make the summary of the interview as it is now."""
        self.moment = self.clock()
        self.summary = self.material.summary()

    def fit(self) -> None:
        """Show list and detail side by side where there is room."""
        self.set_class(self.wide, "wide")
        if self.wide and self.has_class("detail"):
            self._look(False)

    def tell(self, words: str) -> None:
        """Say what came of the last key, until the next one."""
        self.query_one("#told", Banner).say(words)

    def on_key(self) -> None:
        """Let the words about the last key go."""
        self.tell("")

    def show(self) -> None:
        """Bring every part up to date."""
        holding, groups = len(self.summary.lines), self.summary.open
        open_ = len({line.id for group in groups for line in group.lines})
        state = (f"{holding} hold, {open_} open", f"{open_} open", "$muted")
        self.status.show(headed(self.conversation, self._heading), state, kept(self.conversation))
        banner = self.query_one("#unsaved", Banner)
        banner.say(unsaved(self.conversation, banner.fits))
        self.list.show(summary_rows(self.summary, self.opened), cursor=self.list.cursor)
        self._show_hints()

    def on_moved(self, message: Moved) -> None:
        """Show what is behind the line under the cursor."""
        if message.view is self.list:
            self.detail.show(detail_rows(self.summary, message.row))
            self.detail.scroll_lines(-self.detail.top)

    def on_picked(self, message: Picked) -> None:
        """Look behind a line, open a group, or go to a question."""
        kind, _, name = message.row.partition(":")
        if message.view is not self.list:
            self.action_escape()
        elif kind == "group":
            self.opened = self.opened ^ {message.row}
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
            self.tell("This line stands on no answer.")

    def action_comment(self) -> None:
        """Go to the comment."""
        if self._has_comment:
            self.dismiss(COMMENT)
        elif self.conversation.read_only:
            self.tell("This is read only.")

    def action_done(self) -> None:
        """Finish the interview, where nothing is left to ask."""
        if can_finish(self.conversation):
            finish(self.conversation)
            self.show()
        self.tell(FINISHED if self.conversation.recording.finished else STILL_OPEN)

    def action_back(self) -> None:
        """Return to the interview."""
        self.dismiss(None)

    def action_escape(self) -> None:
        """Close the preview, the detail, or the summary."""
        if self.variant is not None:
            self.preview_as(None)
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

    def _look(self, alone: bool) -> None:
        self.set_class(alone, "detail")
        (self.detail if alone else self.list).focus()
        self._show_hints()

    def _go(self, question: str | None) -> None:
        if question:
            self.dismiss(question)

    @property
    def _heading(self) -> str:
        if self.variant is None:
            whose = self.of or " · ".join(filter(None, (name(self.conversation), self.summary.flow.title)))
            return f"Summary: {whose}"
        return f"{self.variant.title}: {len(self.query_one('#preview', RowList).rows)} lines"

    def _show_hints(self) -> None:
        self.hints.show(
            summary_hints(
                reading=self.has_class("detail"),
                text=self.variant is not None,
                comment=self._has_comment,
                done=not self.fixed and can_finish(self.conversation),
                fixed=self.fixed,
            )
        )


class FixedSummary(SummaryScreen):
    """The summary of a kept interview, opened from the history: it leads to no question."""

    ORDERS: ClassVar[tuple[Command, ...]] = SUMMARY_FIXED
    fixed = True

    def action_goto(self) -> None:
        """Say how an answer is changed."""
        self.tell(CORRECT)

    def action_comment(self) -> None:
        """Say how a comment is added."""
        self.tell(CORRECT)

    def action_done(self) -> None:
        """Say how it is gone on with."""
        self.tell(CORRECT)

    def _go(self, question: str | None) -> None:
        self.tell(CORRECT)

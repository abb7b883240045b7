"""A flow while it is written: the interview, read again whenever a file is saved, and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from interview.conversation.conversation import Conversation
from interview.conversation.preview import FlowPreview
from interview.conversation.steps import steps
from interview.errors import Problem
from interview.library import real_path
from interview.text import one_line
from interview.tui.app import InterviewApp, run_app
from interview.tui.footer import problem_hints
from interview.tui.keymap import PREVIEW, SUMMARY, TALK, Command
from interview.tui.rows.palette import Entry
from interview.tui.rows.problems import count, problem_rows
from interview.tui.rows.row import BLANK, Row, row
from interview.tui.screens.base import WIDE, BaseScreen
from interview.tui.screens.bound_keys import bindings
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.summary import SummaryScreen
from interview.tui.widgets.bars import HintBar, StatusBar
from interview.tui.widgets.row_list import RowList
from interview.tui.widgets.row_rendering import height_of

LOOK_EVERY = 0.25
"""Seconds between two looks at the files; a save is taken up at the second look after it."""

EDGES = 4
"""Columns of the panel that are not for its text: a rule, a space on either side, the scroll bar."""
MOST_COLUMNS = 80


class PreviewApp(InterviewApp):
    """One interview under a flow that is being written; until that can be read, its problems."""

    def __init__(self, draft: FlowPreview) -> None:
        super().__init__(draft.conversation, clock=draft.clock)
        self.draft = draft

    def get_default_screen(self) -> Screen[Any]:
        """Open on the interview, or on what keeps it from beginning."""
        conversation = self.draft.conversation
        return self._interview(conversation) if conversation else ProblemsScreen(self.draft)

    def on_mount(self) -> None:
        """Begin to look at the files."""
        self.set_interval(LOOK_EVERY, self.look)

    def entries(self, screen: Screen[Any]) -> Iterable[Entry]:
        """List starting again before everything else."""
        if self.draft.conversation is not None:
            words = "forget every answer of this preview"
            yield Entry("Start again with no answers", words, self.action_start_again)
        yield from super().entries(screen)

    def look(self) -> None:
        """Take up what was saved since the last look."""
        if self.draft.look():
            self.renew()

    def renew(self) -> None:
        """Bring every screen up to date with the files."""
        begun, self.conversation = self.conversation is not None, self.draft.conversation
        if self.conversation is not None and not begun:
            self._open(self._interview(self.conversation))
            return
        for screen in self.screen_stack:
            if isinstance(screen, (PreviewScreen, PreviewSummary, ProblemsScreen)):
                screen.renew()

    def action_reload(self) -> None:
        """Read the files again, changed or not."""
        self.draft.reload()
        self.renew()

    def action_problems(self) -> None:
        """Show every problem."""
        screen = self.screen
        if self.draft.problems and not isinstance(screen, ProblemsScreen):
            self.push_screen(ProblemsScreen(self.draft))
        elif isinstance(screen, (PreviewScreen, PreviewSummary)):
            screen.say("The files have no problem.")

    def action_start_again(self) -> None:
        """Forget every answer and ask the first question."""
        self.draft.start_again()
        self.conversation = self.draft.conversation
        interview = next(screen for screen in self.screen_stack if isinstance(screen, PreviewScreen))
        while self.screen is not interview:
            self.pop_screen()
        self._stay_small()
        interview.begin_again()

    def _open(self, interview: PreviewScreen) -> None:
        self.push_screen(interview)
        self._stay_small()

    def _stay_small(self) -> None:
        """Hide what came on top while the terminal is too small."""
        self.on_resize(events.Resize(self.size, self.size))

    def _interview(self, conversation: Conversation) -> PreviewScreen:
        return PreviewScreen(self.draft, conversation)


def run(draft: FlowPreview) -> None:
    """Hold a preview on the full screen; raises as `interview.tui.app.run` does."""
    run_app(PreviewApp(draft))


class PreviewScreen(InterviewScreen):
    """An interview whose flow may change under it."""

    ORDERS: ClassVar[tuple[Command, ...]] = (*TALK, *PREVIEW)
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREVIEW)

    def __init__(self, draft: FlowPreview, conversation: Conversation) -> None:
        super().__init__(conversation, draft.clock)
        self.draft = draft
        self.panel = ProblemPanel()

    def compose(self) -> ComposeResult:
        """Lay the parts out, the problems last."""
        yield from super().compose()
        yield self.panel

    @property
    def room(self) -> Size:
        """What the problems leave."""
        return self.panel.room

    def show(self) -> None:
        """Bring every part up to date, the problems first, since they take room."""
        with self.app.batch_update():
            self.panel.tell(self.draft.problems)
            super().show()
        if self.ask.cursor not in self.ask.names:
            self.ask.cursor = ""  # on an answer that is gone, which Enter must not give

    def renew(self) -> None:
        """Show the flow and its problems as they are now, at the same place."""
        if self._renewed():
            self.steps = steps(self.conversation.session.flow)
        self.say(self.draft.news)

    def begin_again(self) -> None:
        """Show the first question, the answers being forgotten."""
        self._renewed()
        self.say("Begun again, with no answers.")

    def _renewed(self) -> bool:
        """Take up the interview as it is now; return whether it is another one."""
        before, now = self.conversation, self.draft.conversation
        self.conversation = now or before
        return self.conversation is not before

    def say(self, words: str) -> None:
        """Say something below the question, until the next one."""
        self.conversation.note = words
        if not any(isinstance(screen, SummaryScreen) for screen in self.app.screen_stack):
            self.show()

    def action_summary(self) -> None:
        """Show what holds and what is open."""
        self.app.push_screen(PreviewSummary(self.draft, self.conversation), self._back_from_summary)


class PreviewSummary(SummaryScreen):
    """A summary whose flow may change under it."""

    ORDERS: ClassVar[tuple[Command, ...]] = (*SUMMARY, *PREVIEW)
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREVIEW)

    def __init__(self, draft: FlowPreview, conversation: Conversation) -> None:
        super().__init__(conversation, draft.clock)
        self.draft = draft
        self.panel = ProblemPanel()
        self._session = conversation.session

    def compose(self) -> ComposeResult:
        """Lay the parts out, the problems last."""
        yield from super().compose()
        yield self.panel

    @property
    def room(self) -> Size:
        """What the problems leave."""
        return self.panel.room

    def on_resize(self) -> None:
        """Fit the problems first."""
        self.panel.tell(self.draft.problems)

    def renew(self) -> None:
        """Draw the summary up again, with the cursor on the same line."""
        self.panel.tell(self.draft.problems)
        self.fit()
        self.conversation = self.draft.conversation or self.conversation
        if self.conversation.session is not self._session:
            self._session = self.conversation.session
            self.draw_up()
            self.show()
            self.list.move_to(self.list.cursor if self.list.cursor in self.list.names else self.first)
            self.preview_as(self.variant)
        self.say(self.draft.news)


class ProblemPanel(RowList):
    """The problems beside the last good version, below it on a narrow terminal; gone when there are none."""

    DEFAULT_CSS = """
    ProblemPanel { display: none; height: auto; padding: 0 1; }
    ProblemPanel.beside { dock: right; height: 100%; border-left: solid $rule; }
    """

    def __init__(self) -> None:
        super().__init__(id="problems", marks_more=True)
        self.can_focus = False
        self._taken = Size(0, 0)

    @property
    def room(self) -> Size:
        """What is left of the terminal for the last good version."""
        return self.app.size - self._taken

    def tell(self, problems: Sequence[Problem]) -> None:
        """Show these problems, or nothing."""
        size = self.app.size
        beside = size.width >= WIDE
        columns = min(MOST_COLUMNS, size.width * 45 // 100) if beside else size.width
        rows = _told(problems, columns - EDGES) if problems else []
        lines = 0 if beside else min(height_of(rows, columns - EDGES), max(3, size.height // 3))
        self._taken = Size(columns if beside and problems else 0, lines)
        self.display = bool(problems)
        self.set_class(beside, "beside")
        self.styles.width = columns
        self.styles.max_height = None if beside else max(1, lines)
        self.show(rows)


class ProblemsScreen(BaseScreen[None]):
    """Every problem, and the way on: alone until a flow can be read, and over the interview on request."""

    ORDERS: ClassVar[tuple[Command, ...]] = PREVIEW
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PREVIEW), Binding("escape", "escape", show=False)]
    AUTO_FOCUS = "#list"

    def __init__(self, draft: FlowPreview) -> None:
        super().__init__()
        self.draft = draft

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield RowList(id="list")
        yield HintBar()

    def on_resize(self) -> None:
        """Fit the quoted lines to the new width."""
        self.renew()

    def renew(self) -> None:
        """Show the problems there are now; close over an interview when there are none left."""
        if self._over_an_interview and not self.draft.problems and self.app.screen is self:
            self.dismiss(None)
            return
        name = one_line(real_path(self.draft.folder).name)
        problems = self.draft.problems
        self.query_one(StatusBar).show(f"Preview of {name}", (count(problems), count(problems), "bold $warn"))
        rows = problem_rows(problems, self.app.size.width - 1)
        self.query_one("#list", RowList).show([row((self._next, "strong")), BLANK, *rows])
        self.query_one(HintBar).show(problem_hints(back=self._over_an_interview))

    def action_escape(self) -> None:
        """Go back to the interview, if there is one yet."""
        if self._over_an_interview:
            self.dismiss(None)

    @property
    def _over_an_interview(self) -> bool:
        return self.draft.conversation is not None

    @property
    def _next(self) -> str:
        """What the reader can do now."""
        if not self.draft.problems:
            return "The files can be read again. Esc goes back."
        if self._over_an_interview:
            return "The last good version goes on until these are mended and saved. Esc goes back."
        return "The preview begins as soon as these are mended and saved."


def _told(problems: Sequence[Problem], columns: int) -> list[Row]:
    said = f"{count(problems)}, F8 shows all"
    longer = f"{said}; the last good version goes on"
    heading = row((longer if len(longer) <= columns else said, "warning"))
    return [heading, *problem_rows(problems, columns)]

"""What is wrong with the files of a flow that is being written: beside the interview, or alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size

from interview.errors import Problem
from interview.text import one_line
from interview.tui.draft import Draft
from interview.tui.footer import problem_hints
from interview.tui.keymap import PREVIEW, Command
from interview.tui.rows.problems import count, problem_rows
from interview.tui.rows.row import BLANK, Row, row
from interview.tui.screens.base import WIDE, BaseScreen
from interview.tui.screens.panels import bindings
from interview.tui.widgets.bars import HintBar, StatusBar
from interview.tui.widgets.row_list import LineView
from interview.tui.widgets.row_rendering import height_of

EDGES = 4
"""Columns of the panel that are not for its text: a rule, a space on either side, the scroll bar."""
MOST_COLUMNS = 80


class ProblemPanel(LineView):
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

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield LineView(id="list")
        yield HintBar()

    def on_resize(self) -> None:
        """Fit the quoted lines to the new width."""
        self.renew()

    def renew(self) -> None:
        """Show the problems there are now; close over an interview when there are none left."""
        if self._over_an_interview and not self.draft.problems and self.app.screen is self:
            self.dismiss(None)
            return
        name = one_line(self.draft.folder.resolve().name)
        problems = self.draft.problems
        self.query_one(StatusBar).show(f"Preview of {name}", (count(problems), count(problems), "bold $warn"))
        rows = problem_rows(problems, self.app.size.width - 1)
        self.query_one("#list", LineView).show([row((self._next, "strong")), BLANK, *rows])
        self.query_one(HintBar).show(problem_hints(back=self._over_an_interview))

    def action_escape(self) -> None:
        """Go back to the interview, if there is one yet."""
        if self._over_an_interview:
            self.dismiss(None)

    @property
    def _over_an_interview(self) -> bool:
        return self.draft.recording is not None

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

"""The plan of a practice case: the case as it is told, and the list to decide on before anything is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from interview.errors import InterviewError
from interview.practice.attempt import Attempt
from interview.practice.case import Case
from interview.practice.sitting import Sitting
from interview.tui.footer import DECIDING, PLAN_HINTS
from interview.tui.frame import BARS, COLUMNS, SMALL_HEIGHT, SMALL_WIDTH, WHY_FROM
from interview.tui.keymap import PRACTICE_PLAN, UNSEEN, UNSEEN_LINES, Command
from interview.tui.messages import Moved, Picked
from interview.tui.rows.card import Face
from interview.tui.rows.practice import (
    PLACES,
    PRACTICE,
    RESPONSES,
    SURE,
    UNTIL_PLACED,
    case_rows,
    plan_rows,
    read_rows,
    told_rows,
)
from interview.tui.rows.row import Row, row
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import LIST_KEYS, ListActions, bindings
from interview.tui.screens.panels import ChoosePanel, HelpPanel
from interview.tui.screens.practice.boxes import FindingPanel
from interview.tui.screens.practice.feedback import NEXT, FeedbackScreen
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.card import Card
from interview.tui.widgets.row_list import RowList
from interview.tui.widgets.row_rendering import height_of

LEAST_CARD, LEAST_CARD_SMALL = 12, 8
"""Lines that the list has while the case is read, whatever the case takes."""
LEAST_HEARD = 6
"""Lines that the list has while a finding is told, whatever that takes."""
FOLDED, FOLDED_SMALL = 2, 1
"""Lines of the case that stay once it is read, whatever the list takes."""


class PlanScreen(ListActions, BaseScreen[None]):
    """One case after another, of a sitting that is open."""

    ORDERS: ClassVar[tuple[Command, ...]] = (*PLACES, *PRACTICE_PLAN)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ORDERS),
        *LIST_KEYS,
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.note = ""
        self.moved = False
        """Whether the list was acted on: the case was read then, and folds to what the list leaves it."""
        self.heard = False
        """Whether a finding was told since the list was acted on: it stands whole then, name and answer."""
        self.seen: frozenset[str] = frozenset()
        """The lines of this case that were in sight while the list was acted on."""

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar("$warn")
        yield Banner(id="urgent")
        yield RowList(id="case", marks_more=True)
        yield Card(id="decisions")
        yield HintBar(*PLAN_HINTS)

    def on_mount(self) -> None:
        """Find the parts, and show what comes first."""
        self.card = self.query_one("#decisions", Card)
        self.told = self.query_one("#case", RowList)
        self.told.minds_cursor = False
        self.told.can_focus = self.card.can_focus = False
        self.show()
        self.call_after_refresh(self._turn)

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        if hasattr(self, "card"):
            self.show()

    @property
    def list(self) -> RowList:
        """The list that the arrow keys move in."""
        return self.card

    @property
    def case(self) -> Case:
        """The case under way."""
        case = self.sitting.practice.case
        assert case is not None
        return case

    @property
    def attempt(self) -> Attempt:
        """The attempt at it, as it stands."""
        attempt = self.sitting.practice.attempt
        assert attempt is not None
        return attempt

    @property
    def small(self) -> bool:
        """Whether every line counts."""
        return self.room.width < SMALL_WIDTH or self.room.height < SMALL_HEIGHT

    def show(self) -> None:
        """Bring every part up to date."""
        if self.sitting.practice.case is None:
            return  # a test that is over has only answers
        practice, exam = self.sitting.practice, self.sitting.exam
        self.query_one(StatusBar).show(
            PRACTICE,
            (self.sitting.place or "plan", self.sitting.place.removeprefix("Case "), "$muted"),
            ("not kept", "$warn") if practice.problem else ("kept apart", "", "$muted"),
            about=f"case {self.case.code}" + (f" · {exam.title}" if exam else ""),
            done=(1, 2),
        )
        self.query_one(Banner).say(f"NOT KEPT: {practice.problem}" if practice.problem else "")
        self._fit()
        self.told.show(self._case_rows())
        cursor = self.card.cursor if self.card.cursor in self.case.lines else self.case.lines[0]
        self.card.put(self._face(), cursor)

    def say(self, words: str) -> None:
        """Say something about the keys that came last, or a finding that was asked for."""
        self.note = words
        self.show()

    def _face(self) -> Face:
        return Face(
            "Your plan" if self.small else "Your plan: what, and when?",
            self.sitting.counted().partition(",")[0] if self.small else self.sitting.counted(),
            rows=(tuple(plan_rows(self.case, self.attempt)),),
            note=row((self.note, "key")) if self.note else self._first_word,
            hints=DECIDING,
        )

    @property
    def _first_word(self) -> Row | None:
        """How the keys work and what the times mean, until something is placed; on a small screen the help
        alone says it."""
        return None if self.small or self.attempt.placed else row((UNTIL_PLACED, "muted"))

    def _fit(self) -> None:
        """Give the case as many lines as it takes while it is read, and then the list as many as it takes."""
        width, height = self.room
        small, banner = self.small, self.query_one(Banner).lines
        self.set_class(small, "small")
        columns = width if small else min(COLUMNS, width - 2)
        self.card.small = height < WHY_FROM
        self.card.styles.width = columns
        left = height - BARS - banner - (0 if small else 2)
        card = self.card.needed(self._face(), columns)
        case_told = self._case_rows()
        if self.read:
            least = min(card, left - (FOLDED_SMALL if small else FOLDED))
        else:
            least = LEAST_CARD_SMALL if small else LEAST_CARD
        if self.heard:
            least = min(least, max(LEAST_HEARD, left - height_of(case_told[-1:], columns - 1)))
        self.told.follow = self.heard
        told = max(1, min(height_of(case_told, columns - 1), left - least))
        self.told.styles.height, self.told.styles.width = told, columns
        self.card.styles.height = left - told if small else min(left - told, card)

    def _case_rows(self) -> Sequence[Row]:
        """Return the case, and of which test it is until it was read: folded, it begins with the patient."""
        standing = "" if self.read else self.sitting.standing
        return case_rows(self.case, self.attempt, standing, self.sitting.again)

    @property
    def read(self) -> bool:
        """Whether the case was read, as the list was acted on."""
        return self.moved or bool(self.attempt.placed)

    def _turn(self) -> None:
        """Show what comes now: the answers of what is committed to, or on a small screen the case."""
        results = self.sitting.results()
        if results or self.attempt.committed:
            self.app.push_screen(FeedbackScreen(self.sitting, results), self._answered)
        elif self.small:
            self.action_read()

    def _answered(self, said: str | None) -> None:
        if said != NEXT:
            self._leave()
            return
        self.sitting.practice.close()
        self._next()

    def _next(self) -> None:
        self.note = ""
        try:
            opened = self.sitting.open()
        except InterviewError as error:
            self.say(str(error))
            return
        if opened:
            self.card.cursor, self.moved, self.heard, self.seen = "", False, False, frozenset()
            self.told.scroll_lines(-self.told.top)
            self.show()
        self.call_after_refresh(self._turn)

    def on_moved(self, message: Moved) -> None:
        """Fold the case: whoever moves in the list has read it."""
        if message.view is self.card:
            self._fold()

    def on_picked(self, _: Picked) -> None:
        """Fold the case when a row is clicked."""
        self._fold()

    def _fold(self) -> None:
        self._fold_case()
        self._look()
        self.show()

    def _fold_case(self) -> None:
        if not self.moved or self.heard:
            self.told.scroll_lines(-self.told.top)
        self.moved, self.heard = True, False

    def _look(self) -> None:
        self.seen |= self.card.in_sight()

    def action_pick(self, how: str) -> None:
        """Choose nothing with Space; a key places, and Enter commits."""

    def action_page(self, by: int) -> None:
        """Scroll the case."""
        self.told.action_page(by)

    def action_place(self, key: int) -> None:
        """Say what to do with the line under the cursor, and go on to the next."""
        line = self.card.cursor
        if line not in self.case.lines:
            return
        self.note = ""
        self._look()
        if not self.card.brought(line):
            self.note = UNSEEN.format(key=key)
        else:
            self.sitting.practice.place(line, RESPONSES[str(key)])
            self._fold_case()
            self.card.action_move(1)
        self.show()

    def action_commit(self) -> None:
        """Ask how sure, and commit; lines that were never in sight are shown first, as they count as left
        out."""
        self._look()
        known = {*self.seen, *self.attempt.placed}
        unseen = [line for line in self.case.lines if line not in known]
        if unseen:
            self.note, self.moved = UNSEEN_LINES, True
            self.show()
            self.card.bring_to_top(unseen[0])
            return
        self.say("")
        title = f"{PRACTICE}. {self.sitting.counted()}. After this the plan stands. How sure are you?"
        self.app.push_screen(ChoosePanel(title, SURE, on_first=False), self._committed)

    def _committed(self, sure: str | None) -> None:
        if sure is None:
            return
        self.sitting.practice.commit(int(sure))
        if self.sitting.test is not None:
            self.sitting.practice.close()
            self._next()
        else:
            self._turn()

    def action_find(self) -> None:
        """Ask for a finding."""

        def asked(question: str | None) -> None:
            if question and (told := self.case.told_already(question, self.attempt.asked)):
                self.say(told)
            elif question:
                self.sitting.practice.ask(question)
                self.heard = True
                self.say(self.sitting.practice.problem)

        self.app.push_screen(FindingPanel(self.case), asked)

    def action_read(self) -> None:
        """Show all of the case."""
        sitting = self.sitting
        told = read_rows(self.case, self.attempt, sitting.standing, sitting.again)
        self.app.push_screen(HelpPanel(told))

    def action_leave(self) -> None:
        """Leave practice; the case is kept."""
        self._leave()

    def _leave(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.app.exit()

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help([*told_rows(), *keys_help(self.ORDERS)])

"""The answers of a practice case: the plan beside the rules, and what stands behind each line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview.practice.attempt import Attempt
from interview.practice.case import Case
from interview.practice.feedback import WORDS, Behind, Feedback, FeedbackRow, behind, named
from interview.practice.marking import Verdict
from interview.practice.sitting import KEPT, Sitting
from interview.practice.turned import flip_told
from interview.tui.footer import answer_hints, asked_hints, behind_hints
from interview.tui.frame import BARS, COLUMNS, SMALL_HEIGHT, SMALL_WIDTH
from interview.tui.keymap import PRACTICE_ANSWERS, Command
from interview.tui.messages import Moved, Picked
from interview.tui.rows.card import Face
from interview.tui.rows.practice import (
    PRACTICE,
    answer_rows,
    behind_rows,
    contrast_rows,
    harm_words,
    marks_rows,
    read_rows,
    twist_rows,
    whole_rows,
)
from interview.tui.rows.row import heading, row
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import bindings
from interview.tui.screens.panels import ChoosePanel, HelpPanel
from interview.tui.screens.practice.boxes import ReasonPanel, TwistPanel
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.card import Card
from interview.tui.widgets.row_list import RowList
from interview.tui.widgets.row_rendering import height_of

NEXT = "next"
"""What the screen returns when practice goes on."""
LEAST_CARD = 9
NOT_GIVEN = "Your reason is typed and not given: m goes on with it. The same key again keeps it as it is."


class FeedbackScreen(BaseScreen[str]):
    """The answers of the case under way, or one by one those of a test that is over."""

    ORDERS: ClassVar[tuple[Command, ...]] = PRACTICE_ANSWERS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PRACTICE_ANSWERS)
    AUTO_FOCUS = "#feedback"

    def __init__(self, sitting: Sitting, results: Sequence[Attempt] = ()) -> None:
        super().__init__()
        self.sitting, self.results = sitting, results
        self.at = 0
        """Which of the results is shown."""
        self.note = ""
        self._open()

    @property
    def orders(self) -> Sequence[Command]:
        """Its commands; none for a twin or a flip question where the line under the cursor has none."""
        without = {"twin": not self._has_twin, "flip": not self._has_flip}
        return [one for one in self.ORDERS if not without.get(one.action)]

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar("$warn")
        yield Banner(id="urgent")
        yield RowList(id="feedback", marks_more=True)
        yield Card(id="behind")
        yield Banner(id="note")
        yield HintBar(id="asked")
        yield HintBar()

    def on_mount(self) -> None:
        """Find the parts; the first row is what matters most."""
        self.list = self.query_one("#feedback", RowList)
        self.card = self.query_one("#behind", Card)
        self.card.small = True
        self.card.can_focus = self.card.minds_cursor = False
        self._show_from_the_top()

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        if hasattr(self, "list"):
            self.show()

    def on_screen_suspend(self) -> None:
        """Name no key of the answers below a box, where only its own act."""
        self.query_one("#asked").visible = False

    def on_screen_resume(self) -> None:
        """Name them again."""
        self.query_one("#asked").visible = True

    @property
    def case(self) -> Case:
        """The case whose answers these are."""
        case = self.sitting.practice.case
        assert case is not None
        return case

    def show(self) -> None:
        """Bring every part up to date."""
        width, height = self.room
        small = width < SMALL_WIDTH or height < SMALL_HEIGHT
        columns = width if small else min(COLUMNS, width - 2)
        place = f"{self.at + 1} of {len(self.results)}" if self.results else ""
        self.query_one(StatusBar).show(
            PRACTICE,
            (f"answers {place}".rstrip(), place, "$muted"),
            ("kept apart", "", "$muted"),
            about=f"case {self.case.code}",
            done=(3, 4),
        )
        harm = self.query_one("#urgent", Banner)
        harm.say(partial(harm_words, self.feedback))
        self.query_one("#note", Banner).say(self.note)
        self.set_class(small, "small")
        self.query_one("#hints", HintBar).show(answer_hints(self._onward, small=small))
        self.set_class(bool(harm.said), "harm")
        rows = answer_rows(self.case, self.feedback, columns - 1)
        gaps = 0 if small else 1 + (not harm.said)
        left = height - BARS - harm.lines - gaps - self.query_one("#note", Banner).lines - small
        lines = left if small else min(height_of(rows, columns - 1), left - LEAST_CARD)
        self.list.styles.height, self.list.styles.width = lines, columns
        self.list.show(rows, cursor=self.list.cursor)
        self.card.styles.width, self.card.styles.height = columns, max(LEAST_CARD, left - lines)
        self._show_behind()

    def _show_behind(self) -> None:
        found, own = self._behind, self._row
        harm = self._harm if self._harm not in self.query_one("#urgent", Banner).said else ""
        rows = tuple(behind_rows(found, harm)) if found else ()
        flip, twin = self._has_flip, self._has_twin
        hints = behind_hints(flip=flip, twin=twin)
        self.query_one("#asked", HintBar).show(asked_hints(flip=flip, twin=twin))
        verdict = WORDS[own.verdict if own else Verdict.RIGHTLY_LEFT_OUT] if found else ""
        self.card.put(Face(found.heading if found else "", verdict, rows=(rows,), hints=hints))

    @property
    def _behind(self) -> Behind | None:
        return behind(self.case, self._line) if self._line else None

    @property
    def _line(self) -> str:
        """The line under the cursor; empty where it is on none."""
        return self.list.cursor if self.list.cursor in self.case.lines else ""

    @property
    def _has_twin(self) -> bool:
        return self.case.contrast(self._line) is not None

    @property
    def _has_flip(self) -> bool:
        return self.sitting.practice.flip(self._line) is not None

    @property
    def _onward(self) -> str:
        """Where one goes from here, in words that begin with a short one."""
        if not self.results:
            return "next case"
        return "next answers" if self.at + 1 < len(self.results) else "end"

    @property
    def _row(self) -> FeedbackRow | None:
        return next((one for one in self.feedback.rows if one.line == self.list.cursor), None)

    @property
    def _harm(self) -> str:
        return self._row.harm if self._row else ""

    def on_moved(self, message: Moved) -> None:
        """Show what is behind the line under the cursor."""
        if message.view is self.list and message.row:
            self._show_behind()

    def on_picked(self, message: Picked) -> None:
        """Show all that is behind a line."""
        if message.view is self.list:
            self._show_behind()
            self.action_look()

    def action_look(self) -> None:
        """Show all that is behind the line under the cursor, sources included."""
        found = self._behind
        if found is not None:
            self.app.push_screen(HelpPanel(whole_rows(self.case, found, self._harm)))

    def action_flip(self) -> None:
        """Ask which one answer would turn the line under the cursor round; where it is on none, the line in
        practice."""
        flip = self.sitting.practice.flip(self._line)
        if flip is None:
            self.say(self.sitting.no_flip(self._line))
            return
        title = f'{PRACTICE}. Which one answer would turn "{named(self.case, flip.line)}" round?'
        choices = [(str(at), f"If {change}") for at, change in enumerate(flip.changes)]

        def chosen(place: str | None) -> None:
            if place is not None:
                self.sitting.practice.choose_flip(flip, int(place))
                self.say(flip_told(flip, int(place)))

        self.app.push_screen(ChoosePanel(title, choices), chosen)

    def action_twist(self) -> None:
        """Change one finding, and ask which lines move."""
        twist = self.sitting.practice.twist()
        if twist is None:
            self.say(self.sitting.no_twist)
            return

        def said(lines: frozenset[str] | None) -> None:
            if lines is not None:
                self.sitting.practice.choose_moved(lines)
                self.app.push_screen(HelpPanel(twist_rows(self.case, twist, lines)))

        self.app.push_screen(TwistPanel(self.case, twist), said)

    def action_twin(self) -> None:
        """Show the same patient with one finding changed, by which the line under the cursor is otherwise;
        where it is on none, the line in practice."""
        contrast = self.case.contrast(self._line)
        if contrast is None:
            self.say(self.sitting.no_twin(self._line))
        else:
            self.app.push_screen(HelpPanel(contrast_rows(self.case, contrast)))

    def action_disagree(self) -> None:
        """Keep that the person does not agree with the line under the cursor, and why."""
        line = self._line
        if not line:
            return

        def given(reason: str | None) -> None:
            if reason:
                self.sitting.practice.disagree(line, reason)
                self.say(self.sitting.practice.problem or KEPT)

        self.app.push_screen(ReasonPanel(named(self.case, line), self.drafts, line), given)

    def keep_typed(self) -> None:
        """Give the reasons that are typed and not given."""
        while self.drafts:
            line, reason = self.drafts.popitem()
            if reason:
                self.sitting.practice.disagree(line, reason)

    def _is_waiting(self) -> bool:
        """Return whether a reason is typed and not given; say so, and bring its line, once. Then give it."""
        line = next((line for line, draft in self.drafts.items() if draft), "")
        if not line or self.note == NOT_GIVEN:
            self.keep_typed()
            return False
        self.list.move_to(line)
        self.say(NOT_GIVEN)
        return True

    def action_read(self) -> None:
        """Show all of the case, with what was not asked for."""
        attempt = self.sitting.practice.attempt
        assert attempt is not None
        self.app.push_screen(HelpPanel(read_rows(self.case, attempt, whole=True)))

    def action_next(self) -> None:
        """Go on: to the next case, or to the next answers of a test."""
        if self._is_waiting():
            return
        if not self.results:
            self.dismiss(NEXT)
        elif self.at + 1 < len(self.results):
            self.at += 1
            self._open()
            self._show_from_the_top()
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave practice."""
        if not self._is_waiting():
            self.dismiss(None)

    def action_why(self) -> None:
        """List what the marks say, and the keys."""
        from interview.tui.rows.help import keys_help

        self.help([*marks_rows(), *keys_help(self.orders)])

    def _open(self) -> None:
        """Work out the feedback on what is shown."""
        self.drafts: dict[str, str] = {}
        """Reasons that are typed and not given, by the line of this case that they are about."""
        if self.results:
            self.sitting.practice.go_on(self.results[self.at])
        found = self.sitting.practice.feedback()
        assert found is not None, "nothing is shown before the commit"
        self.feedback: Feedback = found

    def _show_from_the_top(self) -> None:
        self.note = self.sitting.result if self.results else ""
        self.list.cursor = ""
        self.show()
        self.list.scroll_lines(-self.list.top)
        self.list.move_to(next(iter(self.list.names), ""))

    def say(self, words: str) -> None:
        """Say something below the answers, or on a page of its own where there is no room for it."""
        if self.query_one("#note", Banner).fits(words):
            self.note = words
            self.show()
        else:
            self.app.push_screen(HelpPanel([heading(PRACTICE), row(words)]))

"""The interview and its summary while the flow is being written."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size

from interview.store.recording import Recording
from interview.tui.draft import Draft, same_place
from interview.tui.keymap import PREVIEW, SUMMARY, TALK, Command
from interview.tui.rows.interview import Transcript
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.panels import bindings
from interview.tui.screens.problems import ProblemPanel
from interview.tui.screens.summary import SummaryScreen
from interview.tui.talk import Talk


class PreviewScreen(InterviewScreen):
    """An interview whose flow may change under it."""

    ORDERS: ClassVar[tuple[Command, ...]] = (*TALK, *PREVIEW)
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREVIEW)

    def __init__(self, draft: Draft, recording: Recording, origin: str) -> None:
        super().__init__(recording, origin, draft.clock)
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
        if self.ask.question.cursor not in self.ask.question.names:
            self.ask.question.cursor = ""  # on an answer that is gone, which Enter must not give

    def renew(self) -> None:
        """Show the flow and its problems as they are now, at the same place."""
        was = self.findings.session
        if self.recording.session is not was:
            self.turns = Transcript()
            self.talk = same_place(self.talk, was.flow.questions.get(self.talk.active))
            self.editing = self.editing and self.transcript.cursor in self.recording.session.answers
        self.tell(self.draft.news)

    def begin_again(self) -> None:
        """Show the first question, the answers being forgotten."""
        turn = self.talk.turn
        self.talk = Talk(self.recording)
        self.talk.turn += turn
        self.tell("Begun again, with no answers.")

    def tell(self, words: str) -> None:
        """Say something below the question, until the next one."""
        self.talk.note = words
        if not any(isinstance(screen, SummaryScreen) for screen in self.app.screen_stack):
            self.show()

    def action_summary(self) -> None:
        """Show what holds and what is open."""
        self.app.push_screen(PreviewSummary(self.draft, self.recording, self.origin), self._back_from_summary)


class PreviewSummary(SummaryScreen):
    """A summary whose flow may change under it."""

    ORDERS: ClassVar[tuple[Command, ...]] = (*SUMMARY, *PREVIEW)
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREVIEW)

    def __init__(self, draft: Draft, recording: Recording, origin: str) -> None:
        super().__init__(recording, origin, draft.clock)
        self.draft = draft
        self.panel = ProblemPanel()
        self._session = recording.session

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
        if self.recording.session is not self._session:
            self._session = self.recording.session
            self.draw_up()
            self.show()
            self.list.move_to(self.list.cursor if self.list.cursor in self.list.names else self.first)
            self.preview_as(self.paper)
        self.tell(self.draft.news)

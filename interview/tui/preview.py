"""The app for an author: the interview, read again whenever a file of its flow is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import events
from textual.app import SystemCommand
from textual.screen import Screen

from interview.store.recording import Recording
from interview.tui.app import InterviewApp, run_app
from interview.tui.draft import Draft
from interview.tui.screens.preview import PreviewScreen, PreviewSummary
from interview.tui.screens.problems import ProblemsScreen

LOOK_EVERY = 0.25
"""Seconds between two looks at the files; a save is taken up at the second look after it."""


class PreviewApp(InterviewApp):
    """One interview under a flow that is being written; until that can be read, its problems."""

    def __init__(self, draft: Draft, *, origin: str = "") -> None:
        super().__init__(draft.recording, origin=origin, clock=draft.clock)
        self.draft = draft

    def get_default_screen(self) -> Screen[Any]:
        """Open on the interview, or on what keeps it from beginning."""
        recording = self.draft.recording
        return self._interview(recording) if recording else ProblemsScreen(self.draft)

    def on_mount(self) -> None:
        """Begin to look at the files."""
        self.set_interval(LOOK_EVERY, self.look)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """List starting again before everything else."""
        if self.draft.recording is not None:
            words = "forget every answer of this preview"
            yield SystemCommand("Start again with no answers", words, self.action_start_again)
        yield from super().get_system_commands(screen)

    def look(self) -> None:
        """Take up what was saved since the last look."""
        if self.draft.look():
            self.renew()

    def renew(self) -> None:
        """Bring every screen up to date with the files."""
        recording = self.draft.recording
        if recording is not None and self.recording is None:
            self.recording = recording
            self._open(self._interview(recording))
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
            screen.tell("The files have no problem.")

    def action_start_again(self) -> None:
        """Forget every answer and ask the first question."""
        self.draft.start_again()
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

    def _interview(self, recording: Recording) -> PreviewScreen:
        return PreviewScreen(self.draft, recording, self.origin)


def run(draft: Draft, *, origin: str = "") -> None:
    """Hold a preview on the full screen; raises as `interview.tui.app.run` does."""
    run_app(PreviewApp(draft, origin=origin))

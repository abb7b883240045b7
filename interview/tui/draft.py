"""A flow that is being written: its last good version, the answers given to it, and what is wrong now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from interview.engine import Session, replay, shown, start
from interview.errors import NOWHERE, FlowError, InterviewError, Problem
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow, Question
from interview.store.recording import Recording
from interview.tui.talk import Talk
from interview.tui.watch import Watch

Given = Callable[[Flow], Mapping[str, Answer]]
"""Finds the answers to begin with, once there is a flow to read them by."""


class UnsavedRecording(Recording):
    """An interview to try a flow with. It is kept nowhere, and nobody needs to be warned of that."""

    def __init__(self, session: Session, clock: Callable[[], datetime]) -> None:
        super().__init__(None, session, clock)
        self.problem = ""

    def save(self) -> bool:
        """Keep nothing, which is all that was wanted."""
        return True


class FlowPreview:
    """A flow's folder under an author's hands.

    `UsageError` when the answers to begin with do not fit a flow that is sound from the start.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], datetime], given: Given = lambda _: {}) -> None:
        self.folder = folder
        self.clock = clock
        self.recording: UnsavedRecording | None = None
        """The interview under the last good version; None until there has been one."""
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the files as they are now."""
        self.news = ""
        """What the last reading changed, in a line; empty after one that failed."""
        self._given = given
        self._watch = Watch(folder)
        self._read()

    def look(self) -> bool:
        """Read the files again if they have changed and settled; return whether they were read."""
        changed = self._watch.changed()
        if changed:
            self.reload()
        return changed

    def reload(self) -> None:
        """Read the files again and replay the answers; when they cannot be read, the last version stays."""
        try:
            self._read()
        except InterviewError as error:
            self.problems = (Problem(NOWHERE, str(error)),)

    def start_again(self) -> None:
        """Forget every answer."""
        if self.recording is not None:
            self.recording.session = start(self.recording.session.logic)
            self.news = ""

    def _read(self) -> None:
        self.news = ""
        try:
            logic = compile_flow(load_flow(self.folder))
        except FlowError as error:
            self.problems = error.problems
            return
        if self.recording is None:
            self.recording = self._begun(logic)
        else:
            before = self.recording.session
            self.recording.session = replay(logic, before.events)
            self.news = news(before, self.recording.session)
        self.problems = ()

    def _begun(self, logic: Logic) -> UnsavedRecording:
        recording = UnsavedRecording(start(logic), self.clock)
        for question, answer in self._given(logic.flow).items():
            recording.answer(question, answer)
        return recording


def news(before: Session, now: Session) -> str:
    """Return what became of a flow and of its answers, in a line."""
    return f"Read again: {_changed(before.flow, now.flow)}{_dropped(before, now)}"


def _changed(before: Flow, now: Flow) -> str:
    if now.logic_hash != before.logic_hash:
        return "the logic changed."
    if now.content_hash != before.content_hash:
        return "the wording changed, the logic did not."
    return "the flow is the same."


def _dropped(before: Session, now: Session) -> str:
    """Name the answers that the flow does not accept any more; they count again if a later version does."""
    questions = before.flow.questions
    gone = [
        f"{questions[name].label} ({in_words(questions[name], answer)})"
        for name, answer in before.answers.items()
        if name not in now.answers
    ]
    return f" No longer fits: {'; '.join(gone)}." if gone else ""


def same_place(before: Talk, was: Question | None) -> Talk:
    """Return the talk after its flow was replaced: at the question it was at, `was`, if that still exists.

    What was ticked or typed there stays while the question is of the same type.
    """
    talk = Talk(before.recording)
    talk.turn += before.turn
    now = talk.session.flow.questions.get(before.active)
    if was is None or now is None:
        return talk
    talk.visit(now.id)
    if talk.screen is not None and now.id in shown(talk.session, talk.screen):
        talk.by_choice = before.by_choice
    if now.type is was.type:
        talk.turn, talk.filter = before.turn, before.filter
        if before.touched:
            talk.ticked = before.ticked & {option.id for option in now.options}
            talk.touched = True
    return talk

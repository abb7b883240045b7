"""A flow that is being written: its last good version, the answers given to it, and what is wrong now.

Its files are looked at now and then, and read again once a change has settled.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

from interview.conversation.conversation import Conversation
from interview.engine import Session, replay, shown, start
from interview.errors import NOWHERE, FlowError, InterviewError, Problem
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer
from interview.flow.loading.finder import read
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow, Question
from interview.store.recording import Recording

MOST_FOLDERS = 200
"""Folders looked into; whatever has more is no flow's folder, and looking must stay cheap."""

Look = frozenset[tuple[str, int, int, int]]
"""Every file's path, number on the disk, size in bytes and time of change in nanoseconds."""
Given = Callable[[Flow], Mapping[str, Answer]]
"""Finds the answers to begin with, once there is a flow to read them by."""


class UnsavedRecording(Recording):
    """An interview to try a flow with. It is kept nowhere, and nobody needs to be warned of that."""

    def __init__(self, session: Session, clock: Callable[[], datetime], origin: str = "") -> None:
        super().__init__(None, session, clock)
        self.problem, self.origin = "", origin

    def save(self) -> bool:
        """Keep nothing, which is all that was wanted."""
        return True


class FlowPreview:
    """A flow's folder under an author's hands.

    `UsageError` when the answers to begin with do not fit a flow that is sound from the start.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        given: Given = lambda _: {},
        origin: str = "",
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.origin = origin
        self.conversation: Conversation | None = None
        """The interview under the last good version, another after each reading; None until there is one."""
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
        if self.conversation is not None:
            recording = self.conversation.recording
            recording.session = start(recording.session.logic, self.clock().date())
            self.conversation = again(self.conversation)
            self.news = ""

    def _read(self) -> None:
        self.news = ""
        try:
            logic = compile_flow(read(self.folder))
        except FlowError as error:
            self.problems = error.problems
            return
        if self.conversation is None:
            self.conversation = self._begun(logic)
        else:
            recording, before = self.conversation.recording, self.conversation.session
            recording.session = replay(logic, before.events)
            self.conversation = same_place(
                self.conversation, before.flow.questions.get(self.conversation.active)
            )
            self.news = news(before, recording.session)
        self.problems = ()

    def _begun(self, logic: Logic) -> Conversation:
        recording = UnsavedRecording(start(logic, self.clock().date()), self.clock, self.origin)
        conversation = Conversation(recording)
        conversation.take_in(self._given(logic.flow))
        return conversation


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


def again(before: Conversation) -> Conversation:
    """Return the interview at its first question, the face having to begin afresh."""
    conversation = Conversation(before.recording)
    conversation.turn += before.turn
    return conversation


def same_place(before: Conversation, was: Question | None) -> Conversation:
    """Return the interview after its flow was replaced: at the question it was at, `was`, if there is one.

    What was ticked or typed there stays while the question is of the same type.
    """
    conversation = again(before)
    now = conversation.session.flow.questions.get(before.active)
    if was is None or now is None:
        return conversation
    conversation.visit(now.id)
    if conversation.screen is not None and now.id in shown(conversation.session, conversation.screen):
        conversation.by_choice = before.by_choice
    if now.type is was.type:
        conversation.turn = before.turn
        conversation.entry.filter = before.entry.filter
        if before.entry.touched:
            options = {option.id for option in now.options}
            conversation.entry.ticked = before.entry.ticked & options
            conversation.entry.type(before.entry.typed)
            conversation.draft()
    return conversation


class Watch:
    """Notices changes below a folder once they have settled, so that a file is not read half-written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = self._seen = look_at(folder)

    def changed(self) -> bool:
        """Look once more: True, and only once, when files are other than known and the same as a look ago."""
        now = look_at(self._folder)
        settled, self._seen = now == self._seen, now
        if not settled or now == self._known:
            return False
        self._known = now
        return True


def look_at(folder: Path) -> Look:
    """Return how the files below a folder look from outside, hidden ones left out; nothing without it."""
    return frozenset(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for where, folders, names in islice(os.walk(folder), MOST_FOLDERS):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                yield _look(os.path.join(where, name))  # noqa: PTH118 - a Path for each would cost the most


def _look(path: str) -> tuple[str, int, int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:  # gone between listing and looking
        return path, 0, 0, 0
    return path, found.st_ino, found.st_size, found.st_mtime_ns

"""What the home screen offers, handed in by the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview.errors import UsageError
from interview.store.errors import StoreError
from interview.store.recording import Recording


@dataclass(frozen=True, slots=True)
class FlowItem:
    """A flow that can be started. `origin` says where it was read from when it is not the shipped one."""

    id: str
    title: str
    description: str = ""
    origin: str = ""

    @property
    def words(self) -> str:
        """Everything about it, in a line."""
        origin = f" from {self.origin}" if self.origin else ""
        return f"{self.title} ({self.id}){origin}{f': {self.description}' if self.description else ''}"


@dataclass(frozen=True, slots=True)
class SessionItem:
    """An interview that can be resumed."""

    id: str
    title: str
    when: str
    """When it was begun and last answered, in words for the reader."""
    answers: int
    about: str = ""
    """What tells it from others: a few answers and where it stopped."""
    origin: str = ""

    @property
    def words(self) -> str:
        """What tells it from other interviews of its flow, in a line."""
        count = "1 answer" if self.answers == 1 else f"{self.answers} answers"
        return " · ".join(part for part in (self.when, count, self.about) if part)


def _not_readable(session_id: str, why: StoreError) -> Recording:
    raise why


def _nothing_kept(session_id: str) -> Recording:
    raise UsageError(f"no interview {session_id} is kept")


@dataclass(frozen=True, slots=True)
class Found:
    """Kept interviews in which a text stands, the latest first."""

    sessions: tuple[SessionItem, ...]
    count: int
    """How many there are of these, shown or not."""
    kept: int
    """How many are kept in all."""


@dataclass(frozen=True, slots=True)
class History:
    """Everything the history needs, each by a session's id. All but `label_of` may raise `InterviewError`."""

    sessions: Callable[[str, int], Found]
    """The kept interviews in which a text stands, the latest first, no more than a number."""
    look: Callable[[str], Recording]
    """The interview as it was held, for reading."""
    note: Callable[[str], str]
    """The note of a finished interview as it was kept; empty when there is none."""
    follow: Callable[[str], Recording]
    export: Callable[[str], str]
    """The text of a file to take along."""
    label_of: Callable[[str], str]
    label: Callable[[str, str], None]
    delete: Callable[[str], None]
    go_on: Callable[[str], Recording] = _nothing_kept
    """The interview to go on with, or to correct when it is finished."""
    is_finished: Callable[[str], bool] = bool
    is_runnable: Callable[[str], bool] = lambda _: True
    """Whether the flow of an interview is at hand, so that it can be gone on with and followed."""
    goes_too: Callable[[str], str] = lambda _: ""
    """What goes with it when it is deleted, in words; mostly empty."""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the home screen needs. The lists are asked for each time the screen is shown.

    `begin`, `resume` and `follow` may raise `InterviewError`, which is shown and changes nothing.
    """

    flows: Callable[[], tuple[FlowItem, ...]]
    saved: Callable[[], tuple[SessionItem, ...]]
    begin: Callable[[str], Recording]
    resume: Callable[[str], Recording]
    finished: Callable[[], tuple[SessionItem, ...]] = tuple
    """Finished interviews that a return visit can follow."""
    follow: Callable[[str], Recording] = _nothing_kept
    history: History | None = None
    look: Callable[[str, StoreError], Recording] = _not_readable
    """An unfinished interview for reading, when it cannot be gone on with because of this."""
    problem: Callable[[], str] = str
    """Why nothing can be saved at present, in plain words; mostly empty."""
    notice: Callable[[], str] = str
    """What the person should know of what is kept, such as that some of it is damaged; mostly empty."""

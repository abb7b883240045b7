"""What the home screen offers, handed in by the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview.errors import UsageError
from interview.store.recording import Recording


@dataclass(frozen=True, slots=True)
class FlowOffer:
    """A flow that can be started. `origin` says where it was read from when it is not the shipped one."""

    id: str
    title: str
    description: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SavedOffer:
    """An interview that can be resumed. `when` is its last answer, in words for the reader."""

    id: str
    title: str
    when: str
    answers: int
    origin: str = ""


def _nothing_kept(session_id: str) -> Recording:
    raise UsageError(f"no interview {session_id} is kept")


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the home screen needs. The lists are asked for each time the screen is shown.

    `begin`, `resume` and `follow` may raise `InterviewError`, which is shown and changes nothing.
    """

    flows: Callable[[], tuple[FlowOffer, ...]]
    saved: Callable[[], tuple[SavedOffer, ...]]
    begin: Callable[[str], Recording]
    resume: Callable[[str], Recording]
    finished: Callable[[], tuple[SavedOffer, ...]] = tuple
    """Finished interviews that a return visit can follow."""
    follow: Callable[[str], Recording] = _nothing_kept

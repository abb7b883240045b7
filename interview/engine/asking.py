"""What to ask next: the authored order, and the conditions under which a question is asked at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview.engine.session import Session
from interview.flow.model import Screen


class Relevance(StrEnum):
    """Where a question stands in this session."""

    ASKED = "asked"
    """It applies and it bears on something: the interview comes to it by itself."""
    OFFERED = "offered"
    """Whether it is asked is not settled yet, or only by choice; it can be answered at any time."""
    NOT_ASKED = "not_asked"
    """It does not bear on anything here; it can still be answered by choice."""
    INACTIVE = "inactive"
    """It makes no sense for this patient; an earlier answer is kept and does not count."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many screens are still to come, at the fewest and at the most."""

    fewest: int
    most: int


def relevance(session: Session, question: str) -> Relevance:
    """Return where a question stands; exact over every completion of the unassessed answers."""
    raise NotImplementedError


def shown(session: Session, screen: Screen) -> tuple[str, ...]:
    """Return the questions of a screen that belong on it now: asked ones, and those with an active answer."""
    raise NotImplementedError


def next_screen(session: Session) -> Screen | None:
    """Return the first screen with an asked question that has no answer yet; None when there is none."""
    raise NotImplementedError


def screen_before(session: Session, screen: Screen | None) -> Screen | None:
    """Return the nearest earlier screen with something on it; from None (the end), the last such screen."""
    raise NotImplementedError


def screen_of(session: Session, question: str) -> Screen:
    """Return the screen a question stands on."""
    raise NotImplementedError


def offered(session: Session) -> tuple[str, ...]:
    """Return the questions that can be answered by choice and have no answer yet, in order."""
    raise NotImplementedError


def progress(session: Session) -> Progress:
    """Return how many screens can still come."""
    raise NotImplementedError

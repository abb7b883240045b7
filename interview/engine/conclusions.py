"""What follows from the answers: exact over every completion of what is not assessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from interview.engine.session import Session


class Status(StrEnum):
    """Whether a recommendation stands whatever the unassessed answers turn out to be."""

    HOLDS = "holds"
    RULED_OUT = "ruled_out"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Warning:
    """Answers that do not fit together, named. Nothing is corrected."""

    code: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Everything that follows from a session, in the order of the flow."""

    session: Session
    facts: Mapping[str, bool | None]
    """None is open."""
    tables: Mapping[str, tuple[str, ...]]
    """The outcomes still possible; one when the table is settled."""
    statuses: Mapping[str, Status]
    """Recommendation id to status."""
    warnings: tuple[Warning, ...]
    ended: bool
    """True when an answer ended the plan."""


def conclude(session: Session) -> Conclusions:
    """Draw every conclusion."""
    raise NotImplementedError

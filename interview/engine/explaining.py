"""Why a line stands, what it still depends on, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview.engine.conclusions import Conclusions, Status
from interview.flow.answers import Answer


@dataclass(frozen=True, slots=True)
class Change:
    """Answers that would give a recommendation another status."""

    answers: Mapping[str, Answer]
    status: Status


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is behind one recommendation. All ids are question ids unless said otherwise."""

    status: Status
    because: tuple[str, ...]
    """Given answers that, on their own, force the status; for an open line, those that bear on it."""
    facts: tuple[str, ...]
    """Facts and tables through which they do so."""
    depends_on: tuple[str, ...]
    """Unassessed questions that still matter; empty for a settled line."""
    would_change: tuple[Change, ...]
    """The smallest changes of answer that would give another status."""
    robust: bool
    """True when the line is settled although questions it could have used are unassessed."""


@dataclass(frozen=True, slots=True)
class Useful:
    """How much one unassessed question would settle."""

    question: str
    settles: int
    """Open recommendations that are settled whatever the answer is."""
    touches: int
    """Open recommendations it bears on."""


def explain(conclusions: Conclusions, recommendation: str) -> Explanation:
    """Explain one recommendation."""
    raise NotImplementedError


def missing(conclusions: Conclusions, name: str) -> tuple[str, ...]:
    """Return the unassessed questions a fact or table still depends on; empty when it is settled."""
    raise NotImplementedError


def most_useful(conclusions: Conclusions) -> tuple[Useful, ...]:
    """Rank the unassessed questions that can be asked now, the most settling first."""
    raise NotImplementedError

"""What follows from the answers, as the interview screen shows it; drawn once for each session."""

from __future__ import annotations

from functools import cached_property

from interview.engine import (
    Conclusions,
    Progress,
    Session,
    Status,
    Useful,
    conclude,
    most_useful,
    progress,
)
from interview.summary.urgency import Urgent, is_urgent, urgent


class LiveConclusions:
    """The conclusions of a session, and what changed since the one before."""

    def __init__(self, session: Session, before: LiveConclusions | None = None) -> None:
        self.session = session
        self._before = before

    def of(self, session: Session) -> LiveConclusions:
        """Return the findings of a session; the same object while it is the same session."""
        return self if session is self.session else LiveConclusions(session, self._drawn)

    @property
    def _drawn(self) -> LiveConclusions | None:
        """These, or those of before when nobody has looked at these: keys came faster than they are drawn."""
        return self if "conclusions" in self.__dict__ else self._before

    @cached_property
    def conclusions(self) -> Conclusions:
        """Everything that follows."""
        return conclude(self.session)

    @cached_property
    def progress(self) -> Progress:
        """How many screens can still come."""
        return progress(self.session)

    @cached_property
    def useful(self) -> tuple[Useful, ...]:
        """The unassessed questions, the most settling first."""
        return most_useful(self.conclusions)

    @cached_property
    def holding(self) -> frozenset[str]:
        """The recommendations that hold."""
        return frozenset(n for n, status in self.conclusions.statuses.items() if status is Status.HOLDS)

    @cached_property
    def fresh(self) -> frozenset[str]:
        """Recommendations that hold since the last answer that was looked at."""
        before, self._before = self._before, None
        return frozenset() if before is None else self.holding - before.holding

    @cached_property
    def urgent(self) -> Urgent | None:
        """What cannot wait; None when nothing is urgent."""
        return urgent(self.conclusions) if is_urgent(self.session) else None

    @property
    def urgent_after(self) -> str:
        """The answer after which the urgent notice stands in the transcript; empty without one."""
        return self.urgent.because[-1] if self.urgent and self.urgent.because else ""

"""What is asked of the provers: is there a patient of whom all of this is so?

A patient is one complete set of answers: every question that applies has one. A condition is *settled* for
a patient when it holds whatever the questions that do not apply would have brought; that is when the
interview says that it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview.errors import InterviewError
from interview.flow.conditions.syntax import Condition, names


class Among(StrEnum):
    """The patients a claim is about."""

    GOING_ON = "going_on"
    """Patients who satisfy the constraints and did not give the answer that ends the plan."""
    ENDED = "ended"
    """Patients who satisfy the constraints and gave it."""
    ALL = "all"
    """Both."""
    ANY_ANSWERS = "any_answers"
    """Whatever can be answered at all, constraints or not."""


@dataclass(frozen=True, slots=True)
class Claim:
    """There is a patient for whom all of this is so."""

    settled: tuple[Condition, ...] = ()
    """Each of these holds."""
    fails: tuple[Condition, ...] = ()
    """Each of these can be false."""
    unsettled: tuple[Condition, ...] = ()
    """Each of these is false or stays open."""
    decided: tuple[Condition, ...] = ()
    """Each of these holds or is ruled out, and does not stay open."""
    among: Among = Among.GOING_ON

    @property
    def about(self) -> frozenset[str]:
        """The names the claim mentions."""
        return frozenset().union(*map(names, self.settled + self.fails + self.unsettled + self.decided))


class NotProvedError(InterviewError):
    """Nothing was found out about a claim; the text says what would help."""

"""What a patient takes home: the flow's words for patients, and nothing of what it says to clinicians."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview.flow.model import Stance, Urgency
from interview.summary.audiences import leading
from interview.summary.model import Line, Summary
from interview.summary.references import Citation


@dataclass(frozen=True, slots=True)
class TakeHome:
    """The texts of one page, by when they matter; each stands in it once."""

    today: tuple[str, ...]
    soon: tuple[str, ...]
    later: tuple[str, ...]
    to_know: tuple[str, ...]
    """What only informs, or advises against something."""
    ask: tuple[str, ...]
    """What to ask the team about, to be read after "Ask your team"."""
    more: bool
    """Whether there is more in the plan that the team itself has to tell."""
    sources: tuple[Citation, ...]
    """The leading sources of what is said, by number, those of the help aside."""


def take_home(summary: Summary) -> TakeHome:
    """Return what a summary says to the patient."""
    told = [line for line in (*summary.plan, *summary.remarks) if line.for_patient.say]
    routine = [line for line in told if line.urgency is Urgency.ROUTINE]
    return TakeHome(
        today=_said(line for line in told if line.urgency is Urgency.SAME_DAY),
        soon=_said(line for line in told if line.urgency is Urgency.SOON),
        later=_said(line for line in routine if line.stance is Stance.FOR),
        to_know=_said(line for line in routine if line.stance is not Stance.FOR),
        ask=tuple(line.for_patient.ask for line in _open(summary) if line.for_patient.ask),
        more=any(not line.for_patient.say for line in summary.plan),
        sources=tuple(source for source in leading(told) if source not in summary.help.sources),
    )


def _said(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.for_patient.say for line in lines)


def _open(summary: Summary) -> Iterable[Line]:
    return (line for group in summary.open for line in group.lines)

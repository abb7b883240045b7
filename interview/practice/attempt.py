"""An attempt at a case: an append-only list of events, and where it stands after them.

A practice case goes on after a restart because nothing else is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from interview.check.cases.responses import PASS, Response
from interview.moments import day
from interview.practice.marking import Marked, Verdict

_RESPONSES = frozenset(response.value for response in Response)
_PLACE = re.compile(r"[0-9]{1,3}")
_SCORE = re.compile(r"-?[01]\.[0-9]{4}")
SURE = (1, 2, 3)
"""How sure somebody can be: guessing, fairly, certain."""
YEARS = range(1970, 3000)
"""When somebody can have practised; the first is where a clock begins that nobody has set."""


class EventKind(StrEnum):
    """What happened in an attempt; what `subject` and `value` hold."""

    BEGUN = "begun"
    """The code of the case; the mode, and in a test how many cases, which test, and the title of an exam."""
    LISTED = "listed"
    """Nothing, and the codes of every case of the exam it begins, separated by spaces. Kept, because a mode
    does not name them, and none of them may be told before the last is committed to."""
    ASKED = "asked"
    """A question."""
    PLACED = "placed"
    """A line, and the response to it."""
    COMMITTED = "committed"
    """Nothing, and how sure."""
    MARKED = "marked"
    """The line in practice; the score, what became of each line, and what was right: `0.83 line:found
    other:missed line=soon other=today`. Kept, because a later version of the flow could not work it out
    again. Earlier versions did not keep what was right."""
    NAMED = "named"
    """Nothing, and the sentence that says what the person seems to misunderstand. Kept, because a later
    version of the flow could not work it out again."""
    FLIPPED = "flipped"
    """A line, and the place of the change that was chosen."""
    TWISTED = "twisted"
    """Nothing, and the lines that were said to move, separated by spaces."""
    DISAGREED = "disagreed"
    """A line, and why; more of it where the person gave a reason before."""
    CLOSED = "closed"
    """Nothing: the person went on."""


@dataclass(frozen=True, slots=True)
class PracticeEvent:
    """One thing that happened. `at` is in ISO 8601, with its zone."""

    id: str
    at: str
    attempt: str
    flow: str
    kind: EventKind
    subject: str = ""
    value: str = ""


def row_of(event: PracticeEvent) -> tuple[str, ...]:
    """Return an event as the texts that are kept of it."""
    return (event.id, event.at, event.attempt, event.flow, event.kind, event.subject, event.value)


def event_of(row: Sequence[str]) -> PracticeEvent | None:
    """Return the event that was kept as these texts; None for one that only a newer program knows."""
    id, at, attempt, flow, kind, subject, value = row
    known = kind in {one.value for one in EventKind}
    return PracticeEvent(id, at, attempt, flow, EventKind(kind), subject, value) if known else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, as it stands after its events."""

    id: str
    flow: str
    code: str
    mode: str
    begun: str
    """The moment it was begun."""
    asked: tuple[str, ...] = ()
    placed: Mapping[str, Response] = field(default_factory=dict)
    sure: int | None = None
    """How sure the person was; None until the plan is committed to."""
    rule: str = ""
    """The line in practice; empty until the plan is marked."""
    score: float | None = None
    """None where there was nothing to weigh."""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    right: Mapping[str, Response] = field(default_factory=dict)
    """The one right response to each line, as far as that was kept or follows from its verdict."""
    named: str = ""
    """The misunderstanding that was named after it, in a sentence; empty for none."""
    flips: tuple[tuple[str, int], ...] = ()
    """The line of each flip question, and the place of the change that was chosen."""
    twists: tuple[frozenset[str], ...] = ()
    """The lines that were said to move by each twist."""
    disagreed: Mapping[str, str] = field(default_factory=dict)
    """Lines the person does not agree with, and why."""
    closed: bool = False
    listed: tuple[str, ...] = ()
    """The codes of every case of an exam, kept with the first attempt in it."""

    @property
    def test(self) -> str:
        """What the test it belongs to is called: the title of an exam, else only which it is; empty while
        learning."""
        return self.mode.split(" ", 3)[-1] if " " in self.mode else ""

    def flipped(self, line: str) -> int:
        """Return how many flip questions about a line were answered."""
        return sum(name == line for name, _ in self.flips)

    @property
    def passed(self) -> bool:
        """Whether the plan was good enough and did no harm."""
        return self.score is not None and self.score >= float(PASS) and not self.harms

    @property
    def harms(self) -> int:
        """How many decisions did harm."""
        return sum(verdict is Verdict.HARMFUL for verdict in self.verdicts.values())

    @property
    def committed(self) -> bool:
        """Whether the plan stands: from here on answers may be shown, and nothing can be placed."""
        return self.sure is not None


def attempts(events: Iterable[PracticeEvent]) -> dict[str, Attempt]:
    """Return the attempts that these events give, the oldest first; what nobody can read is left out."""
    found: dict[str, Attempt] = {}
    for event in events:
        if event.kind is EventKind.BEGUN and is_of_practice(event.at):
            found.setdefault(
                event.attempt, Attempt(event.attempt, event.flow, event.subject, event.value, event.at)
            )
        elif event.kind is not EventKind.BEGUN and event.attempt in found:
            found[event.attempt] = after(found[event.attempt], event)
    return found


def is_of_practice(at: str) -> bool:
    """Return whether a text is a moment at which somebody can have practised, so that days count from it."""
    try:
        return day(at).year in YEARS
    except ValueError:
        return False


def after(attempt: Attempt, event: PracticeEvent) -> Attempt:
    """Return an attempt after one more event; one that comes too late, or says nothing, changes nothing."""
    match event.kind:
        case EventKind.LISTED if not attempt.listed:
            return replace(attempt, listed=tuple(event.value.split()))
        case EventKind.ASKED if event.subject not in attempt.asked and not attempt.committed:
            return replace(attempt, asked=(*attempt.asked, event.subject))
        case EventKind.PLACED if not attempt.committed and event.value in _RESPONSES:
            return replace(attempt, placed={**attempt.placed, event.subject: Response(event.value)})
        case EventKind.COMMITTED if not attempt.committed and event.value in map(str, SURE):
            return replace(attempt, sure=int(event.value))
        case EventKind.MARKED if attempt.committed and not attempt.verdicts:
            return _marked(attempt, event)
        case EventKind.NAMED if attempt.committed and not attempt.named:
            return replace(attempt, named=event.value)
        case EventKind.FLIPPED if attempt.committed and _PLACE.fullmatch(event.value):
            return replace(attempt, flips=(*attempt.flips, (event.subject, int(event.value))))
        case EventKind.TWISTED if attempt.committed:
            return replace(attempt, twists=(*attempt.twists, frozenset(event.value.split())))
        case EventKind.DISAGREED if attempt.committed:
            said = f"{attempt.disagreed.get(event.subject, '')} {event.value}".strip()
            return replace(attempt, disagreed={**attempt.disagreed, event.subject: said})
        case EventKind.CLOSED if attempt.committed:
            return replace(attempt, closed=True)
        case _:
            return attempt


def marks_of(marked: Marked) -> str:
    """Return a marked plan as the text that is kept of it."""
    score = "-" if marked.score is None else f"{float(marked.score):.4f}"
    verdicts = (f"{line}:{verdict}" for line, verdict in marked.verdicts.items())
    return " ".join((score, *verdicts, *(f"{line}={right}" for line, right in marked.right.items())))


def _marked(attempt: Attempt, event: PracticeEvent) -> Attempt:
    score, *parts = event.value.split() or ["-"]
    known = {verdict.value: verdict for verdict in Verdict}
    verdicts = {line: known[verdict] for line, verdict in _pairs(parts, ":") if verdict in known}
    right = {line: Response(said) for line, said in _pairs(parts, "=") if said in _RESPONSES}
    followed = {line: _right(attempt.placed.get(line), verdict) for line, verdict in verdicts.items()}
    right = {**{line: said for line, said in followed.items() if said}, **right}
    number = float(score) if _SCORE.fullmatch(score) else None
    return replace(attempt, rule=event.subject, score=number, verdicts=verdicts, right=right)


def _pairs(parts: Iterable[str], sign: str) -> Iterator[tuple[str, str]]:
    for part in parts:
        line, _, said = part.partition(sign)
        yield line, said


def _right(said: Response | None, verdict: Verdict) -> Response | None:
    """Return what was right by what became of a line; None where that does not say."""
    if verdict in (Verdict.RIGHTLY_LEFT_OUT, Verdict.EXCESS):
        return Response.LEFT_OUT
    return said if verdict is Verdict.FOUND else None

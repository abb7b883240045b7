"""What is not known, by what it would decide, the most urgent first; each question stands once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from interview.flow.model import Urgency
from interview.summary.model import Line, Reason, Summary
from interview.summary.phrases import start

_ORDER = list(Urgency)


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """Questions without an answer that decide the same, as one row."""

    text: str
    questions: tuple[str, ...]
    lines: tuple[str, ...]
    """The ids of the open lines that wait for one of them."""
    urgency: Urgency
    """How soon the most urgent of these would be; routine where nothing hangs on the questions."""
    pending: bool = False
    """Whether a result is on its way: such a row is never left out."""


@dataclass(slots=True)
class _Row:
    urgency: Urgency
    names: dict[str, None] = field(default_factory=dict)
    questions: dict[str, None] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    told: dict[str, None] = field(default_factory=dict)
    """What is decided, as it is said in this row."""
    pending: bool = False


def unknowns(summary: Summary) -> tuple[UnknownRow, ...]:
    """Return the rows of what is not known."""
    waiting = _waiting(summary)
    urgency = _urgencies(waiting)
    rows: dict[tuple[int, str], _Row] = {}
    home: dict[str, _Row] = {}
    for line in waiting:
        for reason in line.depends_on:
            key = (_ORDER.index(urgency[reason.question]), reason.sentence or reason.question)
            row = rows.setdefault(key, _Row(urgency[reason.question]))
            home[reason.question] = row
            _add(row, reason, line)
    for line in waiting:
        _tell(line, [home[reason.question] for reason in line.depends_on])
    kept = _with_homeless(list(rows.values()))
    found = [_as_row(row) for row in sorted(kept, key=lambda row: _ORDER.index(row.urgency))]
    return (*found, *_rest(summary, set(home)))


def _waiting(summary: Summary) -> list[Line]:
    """Return the open lines for a note: those that wait for what is asked, or that say what to find out."""
    return [line for group in summary.open if group.asked or group.prompts for line in group.lines]


def _urgencies(lines: Iterable[Line]) -> dict[str, Urgency]:
    """Return for each question how soon the most urgent line would be that waits for it."""
    found: dict[str, Urgency] = {}
    for line in lines:
        for reason in line.depends_on:
            found[reason.question] = min(found.get(reason.question, line.urgency), line.urgency, key=_ORDER.index)
    return found


def _add(row: _Row, reason: Reason, line: Line) -> None:
    row.questions[reason.question] = None
    row.lines[line.id] = line
    row.names |= dict.fromkeys(reason.short)
    row.pending |= reason.pending


def _tell(line: Line, rows: list[_Row]) -> None:
    """Say what a line would decide in one row: that of its own urgency in which most of its questions stand."""
    fitting = [row for row in rows if row.urgency is line.urgency]
    if fitting:
        max(fitting, key=lambda row: sum(other is row for other in fitting)).told[line.decides] = None


def _with_homeless(rows: list[_Row]) -> list[_Row]:
    """Return rows that all say what they decide: one whose lines are told elsewhere joins the first of these."""
    telling = [row for row in rows if row.told]
    for row in (row for row in rows if not row.told):
        other = next((one for one in telling if one.urgency is row.urgency and one.lines.keys() & row.lines), None)
        if other is None:
            telling.append(row)
            continue
        other.names |= row.names
        other.questions |= row.questions
        other.lines |= row.lines
        other.pending |= row.pending
    return telling


def _as_row(row: _Row) -> UnknownRow:
    when = {Urgency.SAME_DAY: "SAME DAY ", Urgency.SOON: "SOON "}.get(row.urgency, "")
    text = f"{start(', '.join(row.names))}: {when}{', '.join(row.told)}"
    return UnknownRow(text, tuple(row.questions), tuple(row.lines), row.urgency, row.pending)


def _rest(summary: Summary, told: set[str]) -> Iterable[UnknownRow]:
    """Yield what was not assessed and decides nothing now, results on their way apart."""
    left = [reason for reason in summary.not_assessed if reason.question not in told]
    pending = [reason for reason in left if reason.pending]
    for reasons, said in ((pending, ""), ([one for one in left if one not in pending], ": decides nothing now")):
        if reasons:
            text = start(", ".join(dict.fromkeys(name for one in reasons for name in one.short))) + said
            questions = tuple(one.question for one in reasons)
            yield UnknownRow(text, questions, (), Urgency.ROUTINE, bool(reasons is pending))

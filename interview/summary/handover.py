"""The handover: what the next clinician has to know before seeing the patient, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from interview.flow.model import Stance, Urgency
from interview.line_breaks import wrapped
from interview.summary.comparison import Comparison
from interview.summary.model import Line, Summary
from interview.summary.note import Note, NoteRow, count, doubts
from interview.summary.one_liner import one_liner, shorter_one_liners
from interview.summary.phrases import lower, series

MOST = 150
"""Words of a handover. A comment, blanks and the last lines are not counted."""
ROWS, WIDTH = 23, 76
"""Rows and columns of one screen, a comment left aside."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands before each part of a handover, or where there is something to write for whoever signs."""

    first: str = "ASK FIRST, not known"
    today: str = "[What has been done about it, and by whom]"
    who: str = "WHO"
    soon: str = "SOON"
    beware: str = "BEWARE"
    pressing: str = "NOT KNOWN, would not wait"
    chase: str = "CHASE"
    since: str = "SINCE"
    routine: str = "ROUTINE"


HEADINGS = Headings()


@dataclass(frozen=True, slots=True)
class Handover:
    """What a handover says, with the ids behind every row."""

    today: tuple[NoteRow, ...]
    who: tuple[str, ...]
    """The patient in short: what the urgent part of the plan rests on, and how firm the diagnosis is."""
    soon: tuple[NoteRow, ...]
    beware: tuple[NoteRow, ...]
    """Routine rows that warn of something."""
    first: tuple[str, ...]
    """What is not known and could make something due today."""
    pressing: tuple[str, ...]
    """What else is not known and would not wait, the most urgent first."""
    chase: tuple[str, ...]
    """Results on their way."""
    since: tuple[str, ...]
    """What is otherwise than at the last visit, by its marks, each in a few words."""
    routine: tuple[NoteRow, ...]
    """Everything else that holds, by its name."""
    more: int
    """How many routine points stand only in the note."""
    standing: tuple[str, ...]
    """How far the interview has come, and what is taken for granted until it goes on."""
    checks: tuple[str, ...]
    """The end of the plan, and the like."""
    doubts: tuple[str, ...]
    """Answers that do not fit together, for whoever hands over to settle; they count as blanks."""
    dense: bool
    """Whether what is due soon stands in one paragraph by its names, as a list would not fit."""
    words: int
    height: int
    """Rows on a screen of `WIDTH` columns."""
    headings: Headings = HEADINGS


def handover(summary: Summary, note: Note) -> Handover:
    """Return the handover of a summary, made of the rows of its short note."""
    warning = {line.id: line for line in summary.plan if line.stance in (Stance.AGAINST, Stance.CAUTION)}
    routine = [row for row in note.plan if row.urgency is Urgency.ROUTINE]
    warns = [row for row in routine if warning.keys() & row.lines]
    pressing = [row for row in note.unknown if row.names and row.urgency is not Urgency.ROUTINE]
    due = {line.id for group in summary.open for line in group.lines if line.due_today}
    first = [row for row in pressing if due.intersection(row.lines)]
    found = Handover(
        today=note.today,
        who=one_liner(summary),
        soon=tuple(
            replace(row, name=lower(row.title)) if warning.keys() & row.lines else row
            for row in note.plan
            if row.urgency is Urgency.SOON
        ),
        beware=tuple(_beware(warns, warning)),
        first=tuple(row.names for row in first),
        pressing=tuple(row.names for row in pressing if row not in first),
        chase=tuple(
            name for one in summary.not_assessed if one.pending and not one.gate for name in (one.name,)
        ),
        routine=(
            *(_alone(row, line) for row in warns for line in _shared(row, summary) if line.id not in warning),
            *(row for row in routine if row not in warns),
            *note.also,
        ),
        more=0,
        since=_since(note.since),
        standing=note.standing,
        checks=note.checks,
        doubts=note.doubts,
        dense=False,
        words=0,
        height=0,
    )
    return _fitting(_counted(found), shorter_one_liners(summary), tuple(_doubts(summary)))


def _beware(rows: Iterable[NoteRow], warning: Mapping[str, Line]) -> Iterator[NoteRow]:
    """Return the lines that warn, each by itself; first what matters whatever the disease turns out to be."""
    each = [(warning[name], row) for row in rows for name in row.lines if name in warning]
    return (_alone(row, line) for line, row in sorted(each, key=lambda one: not one[0].kept))


def _since(rows: Iterable[Comparison]) -> tuple[str, ...]:
    """Return what is otherwise than last time by its mark, one after the other."""
    named: dict[str, list[str]] = {}
    for row in rows:
        value = "" if row.now == "yes" or row.mark in ("gap", "gone") else f" ({row.now.split('; ')[0]})"
        named.setdefault(row.mark, []).append(f"{lower(row.label)}{value}")
    return tuple(f"{mark} {', '.join(names)}" for mark, names in named.items())


def _shared(row: NoteRow, summary: Summary) -> tuple[Line, ...]:
    return tuple(line for line in summary.plan if line.id in row.lines)


def _alone(row: NoteRow, line: Line) -> NoteRow:
    """Return the row of one line that shares it with another."""
    title = line.short if len(row.lines) > 1 else row.title
    return replace(row, title=lower(title), name=line.decides, because="", lines=(line.id,))


def _doubts(summary: Summary) -> Iterator[str]:
    """Yield which answers do not fit together, by the labels of their questions."""
    names = {one.question: lower(one.label) for one in summary.answers}
    for doubt in doubts(summary):
        named = [names[one] for one in doubt.questions if one in names]
        yield f"{series(named)} do not fit" if named else doubt.text


def _fitting(found: Handover, brief: Iterable[tuple[str, ...]], named: tuple[str, ...]) -> Handover:
    """Leave out what can wait, the last first, until the rest has few enough words and rows.

    `named` are the doubts of the handover in fewer words.
    """
    routine = found.routine
    while not _fits(found) and found.routine:
        found = _counted(replace(found, routine=found.routine[:-1], more=found.more + 1))
    while found.words > MOST and any(row.because for row in found.soon):
        *_, last = (place for place, row in enumerate(found.soon) if row.because)
        soon = (replace(row, because="") if place == last else row for place, row in enumerate(found.soon))
        found = _counted(replace(found, soon=tuple(soon)))
    if found.doubts and not _fits(found):
        found = _counted(replace(found, doubts=named))
    for dense, who in product((False, len(found.soon) > 1), (found.who, *brief)):
        found = _counted(replace(found, who=who, dense=dense))
        if _fits(found):
            break
    return _refilled(found, routine)


def _refilled(found: Handover, routine: Sequence[NoteRow]) -> Handover:
    """Return the handover with as many of the names that were left out as there is room for."""
    for length in range(len(routine), len(found.routine), -1):
        fuller = _counted(replace(found, routine=tuple(routine[:length]), more=len(routine) - length))
        if _fits(fuller):
            return fuller
    return found


def _fits(found: Handover) -> bool:
    return found.words <= MOST and found.height <= ROWS


def _counted(found: Handover) -> Handover:
    today = [f"{row.number}. {row.text}. {row.adds}" for row in found.today]
    paragraphs = [
        *found.standing,
        *found.checks,
        *today,
        _row(HEADINGS.first, found.first),
        HEADINGS.today if today else "",
        f"{HEADINGS.who}: {' '.join(found.who)}" if found.who else "",
        *(_soon(found)),
        _row(HEADINGS.beware, (row.title for row in found.beware)),
        _row(HEADINGS.pressing, (*found.pressing, *found.chase)),
        _row(f"{HEADINGS.since} 2000-01-01", found.since),
        _row(
            HEADINGS.routine,
            (*(row.name for row in found.routine), *(["9 more in the note"] if found.more else [])),
        ),
    ]
    blanks = [f"[Check: {said}]" for said in found.doubts]
    height = _FRAME_ROWS + sum(_rows(text) for text in (*paragraphs, *blanks) if text)
    words = _FRAME + sum(map(count, paragraphs)) - count(HEADINGS.today) * bool(today)
    return replace(found, words=words, height=height)


@lru_cache(maxsize=4096)
def _rows(text: str) -> int:
    return len(wrapped(text, WIDTH))


def _soon(found: Handover) -> Iterable[str]:
    if found.dense:
        return [_row(HEADINGS.soon, (row.name for row in found.soon))]
    rows = (f"- {row.title} - {row.because}" for row in found.soon)
    return [HEADINGS.soon, *rows] if found.soon else []


def _row(heading: str, texts: Iterable[str]) -> str:
    said = "; ".join(texts)
    return f"{heading}: {said}" if said else ""


_FRAME, _FRAME_ROWS = 27, 9
"""Words and rows of the head, of the last lines, and of what stands where there is nothing to say."""

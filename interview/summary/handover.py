"""The handover: what the next clinician has to know before seeing the patient, on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

from interview.flow.model import FoundBy, Stance, Urgency
from interview.summary.comparison import Comparison
from interview.summary.model import Line, Summary
from interview.summary.note import CHECK, Note, NoteRow, count
from interview.summary.phrases import lower
from interview.summary.sentences import sentences

SENTENCES = 4
"""How many tell who the patient is."""
DOUBTS = "Check: some answers do not fit together; they are named in the note."
MOST = 150
"""Words of a handover. A comment, blanks and the last lines are not counted."""
ROWS, WIDTH = 23, 76
"""Rows and columns of one screen, a comment left aside."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What a handover says, with the ids behind every row."""

    today: tuple[NoteRow, ...]
    who: tuple[str, ...]
    """The patient in short: what the urgent part of the plan rests on, and how firm the diagnosis is."""
    soon: tuple[NoteRow, ...]
    beware: tuple[NoteRow, ...]
    """Routine rows that warn of something."""
    pressing: tuple[str, ...]
    """What is not known and would not wait, the most urgent first."""
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
    """The end of the plan, and what to check."""
    dense: bool
    """Whether what is due soon stands in one paragraph by its names, as a list would not fit."""
    words: int
    height: int
    """Rows on a screen of `WIDTH` columns."""


def handover(summary: Summary, note: Note) -> Handover:
    """Return the handover of a summary, made of the rows of its short note."""
    warning = {line.id: line for line in summary.plan if line.stance in (Stance.AGAINST, Stance.CAUTION)}
    routine = [row for row in note.plan if row.urgency is Urgency.ROUTINE]
    warns = [row for row in routine if warning.keys() & row.lines]
    found = Handover(
        today=note.today,
        who=_who(summary),
        soon=tuple(row for row in note.plan if row.urgency is Urgency.SOON),
        beware=tuple(_alone(row, warning[name]) for row in warns for name in row.lines if name in warning),
        pressing=tuple(row.names for row in note.unknown if row.names and row.urgency is not Urgency.ROUTINE),
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
        dense=False,
        words=0,
        height=0,
    )
    return _fitting(_counted(found))


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
    return replace(row, title=title, name=line.decides, because="", lines=(line.id,))


def _who(summary: Summary) -> tuple[str, ...]:
    pressing = (line for line in summary.plan if line.urgency is not Urgency.ROUTINE)
    resting = {reason.question for line in pressing for reason in line.because}
    first = summary.sentences[0].sentence if summary.sentences else ""
    told = [
        one
        for one in summary.answers
        if one.question in resting
        or (one.found_by == FoundBy.JUDGEMENT and not one.negative)
        or (first and one.told.sentence == first)
    ]
    who = sentences(summary, told or summary.answers, judged=False, brief=True)[:SENTENCES]
    return who if summary.sentences else (*who, *sentences(summary, (), judged=True))


def _fitting(found: Handover) -> Handover:
    """Leave out what can wait, the last first, until the rest has few enough words and rows."""
    who = found.who
    while not _fits(found) and found.routine:
        found = _counted(replace(found, routine=found.routine[:-1], more=found.more + 1))
    while found.words > MOST and any(row.because for row in found.soon):
        *_, last = (place for place, row in enumerate(found.soon) if row.because)
        soon = (replace(row, because="") if place == last else row for place, row in enumerate(found.soon))
        found = _counted(replace(found, soon=tuple(soon)))
    doubts = [said for said in found.checks if said.startswith(CHECK)]
    if doubts and not _fits(found):
        others = tuple(said for said in found.checks if said not in doubts)
        found = _counted(replace(found, checks=(*others, DOUBTS)))
    while not _fits(found) and len(found.who) > 1:
        found = _counted(replace(found, who=found.who[:-1]))
    if not _fits(found) and len(found.soon) > 1:
        found = _counted(replace(found, dense=True))
    fuller = (_counted(replace(found, who=who[:length])) for length in range(len(who), len(found.who), -1))
    return next(filter(_fits, fuller), found)


def _fits(found: Handover) -> bool:
    return found.words <= MOST and found.height <= ROWS


def _counted(found: Handover) -> Handover:
    today = [f"{row.number}. {row.text} {row.adds}" for row in found.today]
    paragraphs = [
        *found.standing,
        *found.checks,
        *today,
        "[What has been done about it, and by whom]" if today else "",
        *(row.adds for row in found.today if row.adds),
        " ".join(("WHO:", *found.who)) if found.who else "",
        *(_soon(found)),
        _row("BEWARE: ", (row.title for row in found.beware)),
        _row("NOT KNOWN, would not wait: ", (*found.pressing, *found.chase)),
        _row("SINCE 2000-01-01: ", found.since),
        _row(
            "ROUTINE: ",
            (*(row.name for row in found.routine), *(["9 more in the note"] if found.more else [])),
        ),
    ]
    height = _FRAME_ROWS + sum(ceil(len(text) / WIDTH) for text in paragraphs if text)
    words = (
        _FRAME + sum(map(count, paragraphs)) - sum(count(row.adds) for row in found.today) - 8 * bool(today)
    )
    return replace(found, words=words, height=height)


def _soon(found: Handover) -> Iterable[str]:
    if found.dense:
        return [_row("SOON: ", (row.name for row in found.soon))]
    rows = (f"- {row.title} - {row.because}" for row in found.soon)
    return ["SOON", *rows] if found.soon else []


def _row(heading: str, texts: Iterable[str]) -> str:
    said = "; ".join(texts)
    return f"{heading}{said}" if said else ""


_FRAME, _FRAME_ROWS = 27, 9
"""Words and rows of the head, of the last lines, and of what stands where there is nothing to say."""

"""The handover: what the next clinician has to know before seeing the patient, on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

from interview.flow.model import FoundBy, Stance, Urgency
from interview.summary.model import Line, Summary
from interview.summary.phrases import lower
from interview.summary.sentences import sentences
from interview.summary.short_note import NoteRow, ShortNote, count

SENTENCES = 4
"""How many tell who the patient is."""
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
    """What is otherwise than at the last visit, each in a few words."""
    routine: tuple[NoteRow, ...]
    """Everything else that holds, by its name."""
    more: int
    """How many routine points stand only in the note."""
    base: tuple[str, ...]
    """What stands in any case: how far the interview has come, and what to check."""
    words: int
    height: int
    """Rows on a screen of `WIDTH` columns."""


def handover(summary: Summary, note: ShortNote) -> Handover:
    """Return the handover of a summary, made of the rows of its short note."""
    warning = {line.id: line for line in summary.plan if line.stance in (Stance.AGAINST, Stance.CAUTION)}
    routine = [row for row in note.plan if row.urgency is Urgency.ROUTINE]
    warns = [row for row in routine if warning.keys() & row.lines]
    found = Handover(
        today=note.today,
        who=_who(summary),
        soon=tuple(row for row in note.plan if row.urgency is Urgency.SOON),
        beware=tuple(_alone(row, warning[name]) for row in warns for name in row.lines if name in warning),
        pressing=tuple(row.names for row in note.unknown if row.urgency is not Urgency.ROUTINE),
        chase=tuple(
            name for one in summary.not_assessed if one.pending and not one.gate for name in (one.name,)
        ),
        routine=(
            *(_alone(row, line) for row in warns for line in _shared(row, summary) if line.id not in warning),
            *(row for row in routine if row not in warns),
            *note.also,
        ),
        more=0,
        since=tuple(f"{row.mark} {lower(row.label)}: {row.now.split('; ')[0]}" for row in note.since),
        base=(*note.standing, *note.checks),
        words=0,
        height=0,
    )
    return _fitting(_counted(found))


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
        or one.found_by == FoundBy.JUDGEMENT
        or (first and one.told.sentence == first)
    ]
    who = sentences(summary, told or summary.answers, judged=False, brief=True)[:SENTENCES]
    return who if summary.sentences else (*who, *sentences(summary, (), judged=True))


def _fitting(found: Handover) -> Handover:
    """Leave out what can wait, the last first, until the rest has few enough words and rows."""
    while (found.words > MOST or found.height > ROWS) and found.routine:
        found = _counted(replace(found, routine=found.routine[:-1], more=found.more + 1))
    while found.words > MOST and any(row.because for row in found.soon):
        *_, last = (place for place, row in enumerate(found.soon) if row.because)
        soon = (replace(row, because="") if place == last else row for place, row in enumerate(found.soon))
        found = _counted(replace(found, soon=tuple(soon)))
    while (found.words > MOST or found.height > ROWS) and len(found.who) > 1:
        found = _counted(replace(found, who=found.who[:-1]))
    return found


def _counted(found: Handover) -> Handover:
    today = [f"{row.number}. {row.text} {row.adds}" for row in found.today]
    paragraphs = [
        *found.base,
        *today,
        *(row.adds for row in found.today if row.adds),
        " ".join(("WHO:", *found.who)) if found.who else "",
        "SOON" if found.soon else "",
        *(f"- {row.title} - {row.because}" for row in found.soon),
        _row("BEWARE: ", (row.title for row in found.beware)),
        _row("NOT KNOWN, would not wait: ", (*found.pressing, *found.chase)),
        _row("SINCE 2000-01-01: ", found.since),
        _row(
            "ROUTINE: ",
            (*(row.name for row in found.routine), *(["9 more in the note"] if found.more else [])),
        ),
    ]
    height = _FRAME_ROWS + sum(ceil(len(text) / WIDTH) for text in paragraphs if text)
    words = _FRAME + sum(map(count, paragraphs)) - sum(count(row.adds) for row in found.today)
    return replace(found, words=words, height=height)


def _row(heading: str, texts: Iterable[str]) -> str:
    said = "; ".join(texts)
    return f"{heading}{said}" if said else ""


_FRAME, _FRAME_ROWS = 27, 9
"""Words and rows of the head, of the last lines, and of what stands where there is nothing to say."""

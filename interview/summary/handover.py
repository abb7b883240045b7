"""The handover: what the next clinician has to know before seeing the patient, on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interview.flow.model import FoundBy, Urgency
from interview.summary.model import Summary
from interview.summary.sentences import sentences
from interview.summary.short_note import NoteRow, ShortNote, count

SENTENCES = 4
"""How many tell who the patient is."""
MOST = 150
"""Words of a handover. References, a comment, blanks and the last line are not counted."""


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
    routine: tuple[NoteRow, ...]
    """Everything else that holds, by its name."""
    more: int
    """How many routine points stand only in the note."""
    base: int
    """Words that stand in any case: how far the interview has come, what to check, what is otherwise."""
    words: int


def handover(summary: Summary, note: ShortNote) -> Handover:
    """Return the handover of a summary, made of the rows of its short note."""
    warning = {line.id for line in summary.plan if line.stance in ("against", "caution")}
    routine = [row for row in note.plan if row.urgency is Urgency.ROUTINE]
    beware = tuple(row for row in routine if warning.intersection(row.lines))
    names = [row for row in routine if row not in beware] + list(note.also)
    found = Handover(
        today=note.today,
        who=_who(summary),
        soon=tuple(row for row in note.plan if row.urgency is Urgency.SOON),
        beware=beware,
        pressing=tuple(row.names for row in note.unknown if row.urgency is not Urgency.ROUTINE),
        chase=tuple(
            name for one in summary.not_assessed if one.pending and not one.gate for name in (one.name,)
        ),
        routine=tuple(names),
        more=0,
        base=sum(map(count, (*note.standing, *note.checks, *(row.text for row in note.since)))),
        words=0,
    )
    return _fitting(_counted(found))


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
    """Leave out what can wait, the last first, until the rest has few enough words."""
    while found.words > MOST and found.routine:
        found = _counted(replace(found, routine=found.routine[:-1], more=found.more + 1))
    while found.words > MOST and any(row.because for row in found.soon):
        *_, last = (place for place, row in enumerate(found.soon) if row.because)
        soon = (replace(row, because="") if place == last else row for place, row in enumerate(found.soon))
        found = _counted(replace(found, soon=tuple(soon)))
    while found.words > MOST and len(found.who) > 1:
        found = _counted(replace(found, who=found.who[:-1]))
    return found


def _counted(found: Handover) -> Handover:
    texts: Iterable[str] = (
        *(f"{row.number}. {row.text}" for row in found.today),
        *found.who,
        *(f"{row.title} {row.because}" for row in found.soon),
        *(row.title for row in found.beware),
        *found.pressing,
        *found.chase,
        *(row.name for row in found.routine),
    )
    return replace(found, words=sum(map(count, texts)) + found.base + _FRAME)


_FRAME = 32
"""Words of the headings, and of what stands where there is nothing to say."""

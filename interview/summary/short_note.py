"""The short note: the note, shortened until it has few enough words.

It has at most `MOST` words wherever that can be done without leaving out what must not be missed: a line for
the same day or soon, advice against something, a caution, a result on its way, and what would be urgent if it
were known. Whatever is shortened still stands by its name under "also".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from interview.flow.model import Urgency
from interview.summary.model import EVERYONE, Summary
from interview.summary.note import (
    MOST,
    OTHER_FINDINGS,
    WARNING,
    Note,
    NoteRow,
    counted,
    rows_of,
    warns,
    whole,
    with_rows,
    without_what_is_told_today,
)
from interview.summary.sentences import sentences
from interview.summary.unknowns import ALSO, UnknownRow

ROWS = 8
"""Rows of a plan, unless more of them may not be shortened."""
NAMED = 6
"""Names of what is not known and can wait, where there is no room for what it would decide."""


def short_note(summary: Summary) -> Note:
    """Return the short note of a summary."""
    rows, also = rows_of(summary)
    note = with_rows(whole(summary), rows, also)
    every, summary = list(rows), without_what_is_told_today(summary)
    if summary.since.at and note.words > MOST:
        note = counted(replace(note, assessment=_changed(summary)))
    movable = sorted(
        (row for row in reversed(rows) if _may_be_shortened(row, summary)),
        key=lambda row: row.because != EVERYONE,
    )
    first = movable[:1] if note.words > MOST else []
    general = [row for row in movable if row.because == EVERYONE] if note.today else []
    spare = movable[: max(len(general), len(rows) - ROWS)] or first
    while spare:
        gone = {row.lines for row in spare}
        rows = [row for row in rows if row.lines not in gone]
        also = [*(replace(row, title=row.name, because="") for row in reversed(spare)), *also]
        movable = movable[len(spare) :]
        note = with_rows(note, rows, also)
        spare = movable[:1] if note.words > MOST else []
    return _refilled(_with_fewer_findings(_with_fewer_unknowns(_briefly(note, summary)), summary), every)


def _briefly(note: Note, summary: Summary) -> Note:
    """Return a note that is too long with a shorter assessment that leaves out no answer of today."""
    if note.words <= MOST:
        return note
    return counted(replace(note, assessment=_changed(summary) if summary.since.at else _brief(summary)))


def _with_fewer_unknowns(note: Note) -> Note:
    """Return a note that is too long with what is not known and can wait by its names, from the last."""
    every = note.unknown
    waiting = [row for row in every if _can_wait(row)]
    for place in range(len(waiting) - 1, -1, -1):
        if note.words <= MOST:
            return note
        left = tuple(row for row in every if row not in waiting[place:])
        note = counted(replace(note, unknown=(*left, _by_name(waiting[place:])), more=True))
    if note.words <= MOST:
        return note
    waiting = [row for row in every if row.urgency is Urgency.ROUTINE]
    pending = [replace(row, text=row.chase) for row in waiting if row.chase]
    rest = [_by_name(named)] if (named := [row for row in waiting if row.names]) else []
    unknown = (*(row for row in every if row not in waiting), *pending, *rest)
    return counted(replace(note, unknown=unknown, partly=(), more=True))


def _with_fewer_findings(note: Note, summary: Summary) -> Note:
    """Return a note that is too long without findings on which nothing rests, and says so; whole where it
    would be too long all the same."""
    spare = [] if summary.since.at else _nothing_rests_on(summary)
    gone: set[str] = set()
    shorter = note
    while shorter.words > MOST and spare:
        gone.add(spare.pop())
        told = (*_brief(summary, gone), OTHER_FINDINGS)
        shorter = counted(replace(note, assessment=told, more=True))
    return shorter if shorter.words <= MOST else note


def _refilled(note: Note, every: Sequence[NoteRow]) -> Note:
    """Return the note with as many of the rows that left the plan as there is room for, the first first.

    Those for everyone come last, and not at all beside what is due today.
    """
    for row in sorted(every, key=lambda row: row.because == EVERYONE):
        kept = [one.lines for one in note.rows]
        general = row.because == EVERYONE and note.today
        if general or row.lines in kept or len(kept) >= ROWS:
            continue
        rows = [one for one in every if one.lines in (*kept, row.lines)]
        fuller = with_rows(note, rows, [one for one in note.also if one.lines != row.lines])
        note = fuller if fuller.words <= MOST else note
    return note


def _brief(summary: Summary, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the assessment without that nothing else of a list is so, and without some answers."""
    answers = [one for one in summary.answers if one.question not in without]
    return sentences(summary, answers, judged=True, brief=True)


def _nothing_rests_on(summary: Summary) -> list[str]:
    """Return the questions on whose answers no line rests and nothing hangs, what to leave out first last.

    That is what is not so, from the last; then what is so. Judgements, such as how firm the diagnosis is and
    what does not fit, always stay, and so do what cannot change and answers that contradict each other.
    """
    lines = (*summary.plan, *summary.remarks)
    resting = {reason.question for line in lines for reason in line.because}
    resting |= {name for one in summary.warnings for name in one.questions}
    spare = [
        one
        for one in summary.answers
        if one.question not in resting and one.found_by != "judgement" and not one.fixed
    ]
    return [one.question for one in sorted(spare, key=lambda one: one.negative)]


def _changed(summary: Summary) -> tuple[str, ...]:
    """Return the assessment of a return visit without what stands above it: what is otherwise than at the
    last one, and of what is as it was, that nothing urgent or risky rests on it."""
    pressing = (
        line for line in summary.plan if line.urgency is not Urgency.ROUTINE or line.stance in WARNING
    )
    resting = {reason.question for line in pressing for reason in line.because}
    above = {row.question for row in summary.since.rows if row.whole}
    bare = [one for one in summary.answers if one.question in resting and one.said_by_another]
    matters = {one.told.sentence for one in bare}
    resting |= {one.question for one in summary.answers if one.told.sentence in matters}
    known = set(summary.since.same) - resting
    answers = [one for one in summary.answers if one.question not in known | above]
    said = sentences(summary, answers, judged=True, brief=True)
    rest = any(one.question in known for one in summary.answers)
    return (*said, *([f"The rest as recorded on {summary.since.at[:10]}."] if rest else []))


def _may_be_shortened(row: NoteRow, summary: Summary) -> bool:
    """Return whether a row can stand under "also": it can wait, is not new today and warns of nothing."""
    lines = {line.id: line for line in summary.plan}
    return row.urgency is Urgency.ROUTINE and not row.new and not warns(row, lines)


def _by_name(rows: Sequence[UnknownRow]) -> UnknownRow:
    """Return several rows as one that only names what is not known, the first few."""
    each = [name for row in rows for name in row.brief]
    more = f", {len(each) - NAMED} more" if len(each) > NAMED + 1 else ""
    names = ", ".join(each[: NAMED if more else None]) + more
    questions = tuple(name for row in rows for name in row.questions)
    lines = tuple(name for row in rows for name in row.lines)
    return UnknownRow(f"{ALSO}{names}", names, tuple(each), questions, lines, Urgency.ROUTINE)


def _can_wait(row: UnknownRow) -> bool:
    """Return whether an unknown can be left to the full note."""
    return row.urgency is Urgency.ROUTINE and not row.chase

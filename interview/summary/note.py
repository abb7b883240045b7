"""The note with nothing left out: an assessment in prose, rows of the plan, what is not known, and its words.

`short_note` brings it down to `MOST` of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from interview.flow.model import Stance, Urgency
from interview.summary.comparison import Comparison
from interview.summary.findings import Answered
from interview.summary.model import EVERYONE, Citation, Line, Summary
from interview.summary.notices import NO_EARLIER, Notice
from interview.summary.phrases import lower, only
from interview.summary.sentences import sentences
from interview.summary.since_last_visit import Since
from interview.summary.unknowns import UnknownRow, unknowns
from interview.summary.urgency import rank

MOST = 300
"""Words of a note. References, blanks, sources, a comment and the last line are not counted."""
REASON = 8
"""Words of what a row rests on."""
WIDTH = 76
"""Columns of a row, its references left aside."""
UNLIMITED = 10**6
_COMMENT = re.compile(r"^Comment: .*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_LAST_LINES = re.compile(r"\n(?:Sources: |Options, not orders\.)")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"\S*[A-Za-z0-9]\S*")
_WHEN = {Urgency.SAME_DAY: "SAME DAY", Urgency.SOON: "SOON", Urgency.ROUTINE: ""}
WARNING = (Stance.AGAINST, Stance.CAUTION)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One row of the plan, or one item under "also"."""

    title: str
    because: str
    lines: tuple[str, ...]
    """The ids of the recommendations behind it."""
    urgency: Urgency
    section: str
    sources: tuple[Citation, ...]
    evidence: tuple[str, ...]
    """The kinds of evidence, for a row without a source."""
    name: str
    """What it is called under "also"."""
    new: bool = False
    """Whether it was not in the plan of the last visit."""
    adds: str = ""
    """A sentence that stands under it, whole."""
    number: int = 0
    """Its number in the note; 0 under "also"."""

    @property
    def text(self) -> str:
        """The row without its number and references."""
        when = [word for word in (_WHEN[self.urgency], "NEW" if self.new else "") if word]
        before = f"{', '.join(when)}: " if when else ""
        return f"{before}{self.title}{f' - {self.because}' if self.because else ''}"


@dataclass(frozen=True, slots=True)
class NoteProblem:
    """The rows under one heading, with the findings that bear most on them."""

    section: str
    title: str
    sentences: tuple[str, ...]
    rows: tuple[NoteRow, ...]
    lines: tuple[Line, ...]
    """All of the plan under the heading, for the full note."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the short note says, in any of its orders, with the ids behind every row."""

    title: str
    head: str
    """What was shortened, or that nothing more could be; empty when nothing was."""
    standing: tuple[str, ...]
    """How far the interview has come, and what is taken for granted until it goes on."""
    checks: tuple[str, ...]
    """The end of the plan, that nothing was assessed, and the like; the assessment begins so."""
    doubts: tuple[str, ...]
    """Answers that do not fit together, for whoever signs the note to settle; they count as blanks."""
    prose: tuple[str, ...]
    """All findings in sentences, nothing left out."""
    assessment: tuple[str, ...]
    subjective: tuple[str, ...]
    objective: tuple[str, ...]
    since_at: str
    """The day of the last visit; empty on a first one."""
    since: tuple[Comparison, ...]
    """Then and now, at a return visit."""
    judged: tuple[str, ...]
    """Judgements, and what nobody says how it is found."""
    worked_out: tuple[str, ...]
    """What tables and derived numbers say."""
    judgements: tuple[str, ...]
    """Judgements alone."""
    problems: tuple[NoteProblem, ...]
    other: tuple[str, ...]
    """The findings that belong to no problem, and no judgements."""
    today: tuple[NoteRow, ...]
    plan: tuple[NoteRow, ...]
    """The rows that are not for the same day."""
    also: tuple[NoteRow, ...]
    unknown_heading: str
    unknown: tuple[UnknownRow, ...]
    partly: tuple[str, ...]
    """Lists of which a part was checked and nothing waits for the rest."""
    begun: bool
    """Whether the interview has still questions to come to."""
    more: bool
    """Whether something that is not known stands only in the full note."""
    words: int

    @property
    def plan_heading(self) -> str:
        """The heading of the plan, which says what goes without saying in its rows."""
        return f"PLAN (options, not orders; {self.rest} routine)"

    @property
    def rest(self) -> str:
        """What rows that say nothing are: `all` routine, or `else` where one is urgent or could become so."""
        soon = any(row.urgency is not Urgency.ROUTINE for row in self.rows)
        could = any(row.urgency is not Urgency.ROUTINE for row in self.unknown)
        return "else" if soon or could else "all"

    @property
    def closing(self) -> tuple[str, ...]:
        """What closes the part about what is not known."""
        said = [f"Part checked: {', '.join(self.partly)}."] if self.partly else []
        said += ['Not known does not mean "no".'] if self.begun else []
        elsewhere = self.more and OTHER_FINDINGS not in self.assessment
        return (*said, *(["More: full note."] if elsewhere else []))

    @property
    def rows(self) -> tuple[NoteRow, ...]:
        """All rows of the plan."""
        return (*self.today, *self.plan)


def whole(summary: Summary) -> Note:
    """Return the note without its plan, nothing left out."""
    every = unknowns(summary)
    told = {question for row in every for question in row.questions}
    nothing_else = _nothing_else(summary)
    beside = summary if nothing_else else without_what_is_told_today(summary)
    ways = {way: [one for one in summary.answers if one.found_by == way] for way in _WAYS}
    unsorted = [one for one in summary.answers if one.found_by not in ("history", "examination", "test")]
    return Note(
        title=f"NOTE {summary.at[:10]}: {summary.about}",
        head="",
        standing=_standing(summary),
        checks=_checks(summary),
        doubts=tuple(one.text for one in doubts(summary)),
        prose=sentences(summary, summary.answers, judged=False),
        assessment=(*sentences(beside, beside.answers, judged=True), *nothing_else),
        since_at=summary.since.at[:10],
        since=(*summary.since.rows, *_left(summary.since)),
        subjective=sentences(summary, ways["history"], judged=False),
        objective=tuple(
            text for way in ("examination", "test") for text in sentences(summary, ways[way], judged=False)
        ),
        judged=_prose(summary, unsorted),
        worked_out=sentences(summary, (), judged=True),
        judgements=_prose(summary, [one for one in summary.answers if one.found_by == "judgement"]),
        problems=_problems(summary),
        other=_prose(summary, [one for found in summary.other for one in found.answers]),
        today=(),
        plan=(),
        also=(),
        unknown_heading=f"NOT {not_known(summary)}, by what it would decide" if every else "",
        unknown=every,
        partly=tuple(one.partly for one in summary.answers if one.partly and one.question not in told),
        begun=bool(summary.unreached),
        more=False,
        words=0,
    )


def doubts(summary: Summary) -> tuple[Notice, ...]:
    """Return what does not fit together, for whoever signs to settle."""
    return tuple(one for one in summary.warnings if one.code != NO_EARLIER)


def without_what_is_told_today(summary: Summary) -> Summary:
    """Return the summary for an assessment that does not say again what stands above it under TODAY.

    What has its place in a sentence of its own is told there too, as the sentence would lack its point.
    """
    above = {text for line in summary.plan if line.due_today for text in line.reasons}
    return replace(summary, answers=tuple(_without(one, above) for one in summary.answers))


def _without(one: Answered, above: set[str]) -> Answered:
    """Return an answer to a list without those that are told above; any other answer as it is."""
    left = [part.option for part in one.told.parts if not above & {part.told, part.reason}]
    return one if one.told.frame else replace(one, told=only(one.told, left))


def _left(since: Since) -> Iterable[Comparison]:
    """Yield the lines that were in the plan and are not now."""
    for line in since.lost:
        yield Comparison("gone", "", line.title, "in the plan", "does not apply")
    for line in since.reopened:
        yield Comparison("gap", "", line.title, "in the plan", "cannot be judged yet")


def not_known(summary: Summary) -> str:
    """Return what is said of the questions without an answer: passed over, not reached, or some of both."""
    if not summary.unreached:
        return "KNOWN"
    return "KNOWN OR NOT REACHED" if summary.passed_over else "REACHED"


def _standing(summary: Summary) -> tuple[str, ...]:
    left, given = len(summary.unreached), _given(summary)
    questions = f"{left} question{'' if left == 1 else 's'} not reached"
    answers = f"{given or 'no'} answer{'' if given == 1 else 's'}"
    begun = f"just begun: {answers}, {questions}" if _just_begun(summary) else f"not finished: {questions}"
    said = [f"Interview {begun}."] if left else []
    return (*said, *([summary.assumption] if summary.assumption else []))


def _nothing_else(summary: Summary) -> tuple[str, ...]:
    """Return that nothing else was asked, in an interview that has only just begun."""
    if not summary.answers or not _just_begun(summary):
        return ()
    return (LITTLE_ELSE if summary.passed_over else NOTHING_ELSE,)


def _just_begun(summary: Summary) -> bool:
    return _given(summary) < len(summary.unreached)


def _given(summary: Summary) -> int:
    return sum(one.active for one in summary.answers)


def _checks(summary: Summary) -> tuple[str, ...]:
    said = [summary.ended] if summary.ended else []
    said += ["Nothing has been assessed."] if not (summary.ended or summary.answers) else []
    return (*said, *(one.text for one in summary.warnings if one.code == NO_EARLIER))


_WAYS = ("history", "examination", "test")


def _prose(summary: Summary, answers: Iterable[Answered]) -> tuple[str, ...]:
    return sentences(summary, answers, judged=False)


def _problems(summary: Summary) -> tuple[NoteProblem, ...]:
    """Return the sections that ask for something, with the findings of each and without their rows."""
    return tuple(
        NoteProblem(
            problem.section,
            problem.title,
            _prose(summary, [one for found in problem.found for one in found.answers]),
            (),
            problem.lines,
        )
        for problem in summary.problems
    )


def rows_of(summary: Summary) -> tuple[list[NoteRow], list[NoteRow]]:
    """Return the rows of the plan in their order, and what only stands under "also"."""
    holding = {line.id: line for line in summary.plan}
    joined = {
        line.joins
        for line in summary.plan
        if line.joins in holding and holding[line.joins].urgency is line.urgency
    }
    new = {line.id for line in summary.since.gained}
    shared = [_row(line, holding.get(line.joins), new) for line in summary.plan if line.id not in joined]
    rows = sorted(shared, key=lambda row: _place(row, holding))
    return rows, [_row(line, None, (), bare=True) for line in summary.remarks]


def _row(line: Line, other: Line | None, new: Collection[str], *, bare: bool = False) -> NoteRow:
    both = [line, *([other] if other and other.urgency is line.urgency else [])]
    title = line.shared if len(both) > 1 else line.short
    findings = dict.fromkeys(text for one in both for text in one.reasons) or {EVERYONE: None}
    sources = {source.id: source for one in both for source in one.leading}
    fresh = any(one.id in new for one in both)
    room = WIDTH - len(f"1. {_WHEN[line.urgency]}: {'NEW, ' if fresh else ''}{title} - ")
    today = line.urgency is Urgency.SAME_DAY
    whole = today and line.stance is Stance.FOR
    because = ", ".join(findings) if whole else _reason(findings, UNLIMITED if today else room)
    ids, cited = tuple(one.id for one in both), tuple(sources.values())
    return NoteRow(
        title=lower(title) if bare else title,
        because="" if bare else because,
        lines=ids,
        urgency=line.urgency,
        section=line.section,
        sources=cited,
        evidence=line.evidence,
        name=lower(title) if len(both) > 1 else line.decides,
        new=fresh and not bare,
        adds="" if bare else " ".join(one.adds for one in both if one.adds),
    )


def _reason(findings: Collection[str], room: int) -> str:
    """Return as many whole findings, from the first, as fit in the room and in eight words.

    Where the first does not fit in the room it stands there all the same: a row says why it is there.
    """
    said = ""
    for finding in findings:
        more = f"{said}, {finding}" if said else finding
        if len(more) > room or count(more) > REASON:
            break
        said = more
    return said or next((finding for finding in findings if count(finding) <= REASON), "")


def _place(row: NoteRow, holding: dict[str, Line]) -> tuple[int, bool, bool]:
    """Return what rows are sorted by: how soon, what is new, and of what can wait, what calls for care; today
    what is to be done leads."""
    if row.urgency is Urgency.SAME_DAY:
        return rank(row.urgency), not row.new, warns(row, holding)
    if row.urgency is Urgency.SOON:
        return rank(row.urgency), not row.new, False
    careful = any(holding[name].stance is Stance.CAUTION for name in row.lines)
    return rank(row.urgency), not row.new, not careful


def warns(row: NoteRow, holding: dict[str, Line]) -> bool:
    """Return whether a line behind a row, given the lines that hold, is against something or a caution."""
    return any(holding[name].stance in WARNING for name in row.lines)


def with_rows(note: Note, rows: Iterable[NoteRow], also: Iterable[NoteRow]) -> Note:
    """Return the note with these rows, numbered through."""
    numbered = [replace(row, number=place) for place, row in enumerate(rows, 1)]
    today = tuple(row for row in numbered if row.urgency is Urgency.SAME_DAY)
    plan = tuple(row for row in numbered if row.urgency is not Urgency.SAME_DAY)
    problems = tuple(
        replace(problem, rows=tuple(row for row in plan if row.section == problem.section))
        for problem in note.problems
    )
    return counted(replace(note, today=today, plan=plan, also=tuple(also), problems=problems))


def counted(note: Note) -> Note:
    """Return the note with its words counted, and with what its head says of them."""
    texts = (
        note.title,
        *note.standing,
        *note.checks,
        SINCE.format(note.since_at) if note.since_at else "",
        *(row.text for row in note.since),
        NO_CHANGE if note.since_at and not note.since else "",
        "TODAY" if note.today else "",
        "ASSESSMENT",
        *note.assessment,
        note.plan_heading if note.plan or not note.today else "",
        *(f"{row.number}. {row.text} {row.adds}" for row in note.rows),
        "" if note.rows else NOTHING,
        "also:" if note.also else "",
        *(row.title for row in note.also),
        note.unknown_heading,
        *(row.text for row in note.unknown),
        *note.closing,
    )
    body = sum(map(count, texts))
    head = _head(note, body)
    return replace(note, head=head, words=body + count(head))


NOTHING_ELSE, LITTLE_ELSE = "Nothing else has been asked yet.", "Little else has been asked yet."
OTHER_FINDINGS = "Other findings: full note."
SINCE = "SINCE LAST TIME ({})"
NO_CHANGE = "No change in what was answered both times."
NOTHING = "Nothing is suggested on the answers given."


def _head(note: Note, body: int) -> str:
    """Return what the head says of the length, given the words of everything else."""
    left = sum(len(row.lines) for row in note.also)
    named = "1 point without its reasons" if left == 1 else f"{left} points without their reasons"
    short = f"The plan names {named}." if left else ""
    if body + count(short) <= MOST:
        return short
    long = "{} words: nothing that is urgent was cut."
    return long.format(body + count(long.format(body)))


@lru_cache(maxsize=4096)
def count(text: str) -> int:
    """Return how many words a text has: runs without a blank that have a letter or a digit."""
    return len(_WORD.findall(text))


def printed_words(text: str) -> int:
    """Return how many words a printed note or letter has, as its head counts them.

    References, blanks, a comment, sources and the last lines are not counted.
    """
    body = _LAST_LINES.split(_COMMENT.sub("", text))[0]
    return count(_BRACKETED.sub("", body))

"""One summary: everything a template, an export or the summary screen needs, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from interview.engine import Status
from interview.flow.words import Stance, Urgency

LEADING = 2
"""How many sources of a line the short note names; the full note names all."""


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer behind a line."""

    question: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of answer that would give a line another status."""

    answers: tuple[Reason, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as printed, numbered in order of first use."""

    id: str
    number: int
    short: str
    """Author and year, such as `Rose 2013`."""
    full: str
    """The whole reference, with DOI or PMID where there is one."""
    kind: str
    """The kind of evidence in words, such as `guideline`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation with all that is behind it."""

    id: str
    status: Status
    stance: Stance
    urgency: Urgency
    section: str
    title: str
    say: str
    more: str
    if_open: str
    """What to say while the line is open; empty when nothing is."""
    because: tuple[Reason, ...]
    facts: tuple[str, ...]
    """Labels of the facts and tables the answers worked through."""
    depends_on: tuple[Reason, ...]
    """Questions that are missing, with the reason where one was given or the part that was answered."""
    would_change: tuple[Change, ...]
    robust: bool
    evidence: tuple[str, ...]
    sources: tuple[Citation, ...]
    controversies: tuple[str, ...]
    reviewed: str = ""
    """The state of the line's own review; empty when only the flow's counts."""

    @property
    def leading(self) -> tuple[Citation, ...]:
        """The first sources, for the short note."""
        return self.sources[:LEADING]


@dataclass(frozen=True, slots=True)
class SourceKind:
    """Sources of one kind of evidence."""

    kind: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that hold under one heading, most urgent first."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Open lines that wait for the same missing answers."""

    missing: tuple[Reason, ...]
    lines: tuple[Line, ...]
    asked: bool
    """False when the interview does not come to any of the missing questions by itself."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A decision table's outcome, or those still possible and what is missing to settle it."""

    id: str
    label: str
    outcome: str
    possible: tuple[str, ...]
    narrowed: bool
    """True when the answers settle the table or rule out some outcome; else it says nothing yet."""
    missing: tuple[Reason, ...]
    note: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer on record that says something. An inactive one is kept and does not count."""

    question: str
    label: str
    answer: str
    active: bool
    negative: bool
    """True for "no" and for "none of these" where the rest was checked."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Answers that do not fit together."""

    code: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowInfo:
    """Which content this summary was made from."""

    id: str
    title: str
    version: str
    logic_hash: str
    content_hash: str
    reviewed: str
    evidence_to: str
    intended_use: str
    origin: str
    """Where the flow was read from when it is not the shipped one; else empty."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of one session at one moment (`at`, UTC, ISO 8601)."""

    flow: FlowInfo
    at: str
    ended: str
    """What to say when an answer ended the plan; else empty."""
    sections: tuple[Section, ...]
    """Lines that hold, the most urgent section first."""
    open: tuple[OpenGroup, ...]
    ruled_out: tuple[Line, ...]
    tables: tuple[TableLine, ...]
    answers: tuple[Answered, ...]
    not_assessed: tuple[Reason, ...]
    """Questions the interview asks that have no answer, with the reason where one was given."""
    not_asked: tuple[Reason, ...]
    """Questions the interview does not come to by itself, that could still settle a line; best first."""
    warnings: tuple[Notice, ...]
    comment: str
    """Free text as it was typed; the only part that is not the flow's own wording."""
    citations: tuple[Citation, ...]
    """Sources of tables and of lines that hold or are open, numbered by first use in the short note, then in
    the full one."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line that holds, in the order of the summary."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def cited(self) -> tuple[SourceKind, ...]:
        """The leading sources of the lines that hold, by kind of evidence."""
        used = {source.id: source for line in self.lines for source in line.leading}
        kinds = dict.fromkeys(source.kind for source in used.values())
        return tuple(
            SourceKind(kind, tuple(source for source in used.values() if source.kind == kind))
            for kind in kinds
        )

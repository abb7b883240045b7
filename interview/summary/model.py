"""One summary: everything a template, an export or the summary screen needs, as plain frozen data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from interview.engine import Status
from interview.flow.answer_text import one_of
from interview.flow.model import Flow, ForPatient, FoundBy, Stance, Urgency
from interview.summary.answer_phrases import as_read
from interview.summary.arrangement import Bearing, nearest
from interview.summary.findings import Answered, Findings, homes, together
from interview.summary.notices import Notice
from interview.summary.phrases import UNTOLD, Told
from interview.summary.since_last_visit import Since

NOT_KNOWN = "not known: {}"
"""The reason of a line that waits for an answer, or holds because one is missing."""
EVERYONE = "for everyone"
"""What a line rests on that rests on no answer."""
LEADING = 1
"""How many sources of a line the short note names; the full note names all."""


@dataclass(frozen=True, slots=True)
class Help:
    """What stands on every page for a patient; empty when the flow has no words for patients."""

    about: str = ""
    get_help: tuple[str, ...] = ()
    """When to get help at once, whatever the answers are."""
    call: str = ""
    """Whom to call then, and how soon."""
    sources: tuple[Citation, ...] = ()


def help_in(flow: Flow, citations: Mapping[str, Citation]) -> Help:
    """Return what the flow says on every page for a patient."""
    page = flow.patient_page
    if page is None:
        return Help()
    return Help(page.about, page.get_help, page.call, tuple(citations[source] for source in page.sources))


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer behind a line."""

    question: str
    label: str
    answer: str
    """The answer in words; behind a line, only the options of several choices that decide it."""
    text: str
    """The answer with the question it belongs to, to be read alone, such as `Respiratory rate 32 /min`."""
    short: tuple[str, ...] = ()
    """In the phrases of a note: behind a line what of it decides; of a missing answer what is not known."""
    name: str = ""
    """What the question is called while it is not known."""
    gate: str = ""
    """The question without an answer that says whether this one applies; empty for none."""
    sentence: str = ""
    """The sentence of a note that its answer belongs to; empty for one of its own."""
    pending: bool = False
    """Whether its result is on its way."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of answer that would give a line another status."""

    answers: tuple[Reason, ...]
    """The changed answers; of several choices only what is added or removed."""
    status: Status
    text: str = ""
    """The change as a clause: `if "Food sticks" were yes`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation with all that is behind it."""

    id: str
    status: Status
    stance: Stance
    urgency: Urgency
    section: str
    title: str
    """The title with the stance, which a title alone never says."""
    say: str
    more: str
    if_open: str
    """What to say while the line is open; empty when nothing is."""
    because: tuple[Reason, ...]
    facts: tuple[str, ...]
    """Labels of the facts, tables and derived numbers the answers worked through, with what they are."""
    depends_on: tuple[Reason, ...]
    """Questions that are missing, with the reason where one was given or the part that was answered."""
    would_change: tuple[Change, ...]
    firm: str
    """How far it stands although it could have used more than is known; empty where it could not."""
    evidence: tuple[str, ...]
    sources: tuple[Citation, ...]
    controversies: tuple[str, ...]
    reviewed: str = ""
    """The state of the line's own review; empty when only the flow's counts."""
    remark: bool = False
    """True for what a reader should know and nobody has to do; it is told after the plan."""
    for_patient: ForPatient = field(default_factory=ForPatient)
    """The line in plain words for the patient; empty where a clinician rather says it."""
    condition: str = ""
    """When it holds, to be read after "holds": `for everyone`, `while ...` or `if ...`."""
    short: str = ""
    """Its title in one row of a note, with the stance."""
    reasons: tuple[str, ...] = ()
    """Why it stands, in the phrases of a note, what is particular to it first: the findings it rests on, or
    what is not known, of a line that holds because of that."""
    decides: str = ""
    """What an answer that is missing would decide, in a few words."""
    joins: str = ""
    """The id of a line that it shares a row with while both hold; empty for none."""
    shared: str = ""
    """The title of both."""
    adds: str = ""
    """A sentence that stands whole under its row; empty for most."""
    asks: str = ""
    """The question that a letter about it asks its reader; empty where the flow has none."""
    letter: str = ""
    """A sentence of a letter without its full stop, where it warns of something; empty for most."""
    suggestion: str = ""
    """What it is for the patient, to be read after "your team may suggest"; empty where the flow has none."""
    place: str = ""
    """Where it stands in the files of the flow, such as `falls/falls.yaml:17`; empty if that is not known."""
    kept: bool = False
    """Whether it stands even when an answer ends the plan: it matters whatever the disease is."""

    @property
    def due_today(self) -> bool:
        """Whether something is to be done the same day; not of a warning, which asks for nothing."""
        return self.urgency is Urgency.SAME_DAY and self.stance is Stance.FOR

    @property
    def leading(self) -> tuple[Citation, ...]:
        """The first sources, for the short note."""
        return self.sources[:LEADING]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that hold under one heading, most urgent first."""

    id: str
    title: str
    lines: tuple[Line, ...]

    @property
    def to_do(self) -> tuple[Line, ...]:
        """The lines that ask for something to be done."""
        return tuple(line for line in self.lines if not line.remark)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be done under one heading, with the answers it rests on."""

    section: str
    title: str
    found: tuple[Findings, ...]
    """One group of answers, or none: each answer stands under the problem it bears most on."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Open lines that wait for the same missing answers."""

    missing: tuple[Reason, ...]
    lines: tuple[Line, ...]
    asked: bool
    """False when the interview does not come to any of the missing questions by itself."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """What to ask or find out now, where the flow says so."""
        return tuple(line.if_open for line in self.lines if line.if_open)


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
    dictated: Told = UNTOLD
    """The outcome in the phrase of the flow; nothing while it is open, or where the flow has none."""
    named: bool = False
    """True when the title of a line that holds names the table, so that a reader looks for it."""

    @property
    def told(self) -> str:
        """The outcome, or those still possible where the answers rule out others: `3 or 4`."""
        if self.outcome:
            return self.outcome
        return one_of(self.possible) if self.narrowed else as_read(Status.OPEN)

    @property
    def others(self) -> str:
        """Every outcome, where the answers rule out none and `told` names none; else empty."""
        return "" if self.outcome or self.narrowed else one_of(self.possible)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A derived number that applies: its value, or what it can still be and what is missing to settle it."""

    id: str
    label: str
    told: str
    """In words, with the unit: `17 points`, or `3 to 17 points` while an answer is missing."""
    narrowed: bool
    """True when the answers settle the number or rule out some values; else it says nothing yet."""
    missing: tuple[Reason, ...]
    operands: tuple[Reason, ...]
    """The answers it is worked out from, missing ones included."""
    note: str = ""
    sources: tuple[Citation, ...] = ()
    dictated: Told = UNTOLD
    """The number in the phrase of the flow; nothing while it is open or not above 0, or without a phrase."""
    parts: tuple[str, ...] = ()
    """The questions whose answers it is calculated from, in their order; none for a score."""
    step: bool = False
    """Whether another number is calculated from it and it has no phrase: a note tells the other alone."""


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
    about: str = ""
    """What its patients have; empty when the flow does not say."""
    errors: str = ""
    """That the flow was run though it has errors, and how many; empty for a sound one."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence of a note, by its id, and what leads it in."""

    sentence: str
    text: str
    claims: bool = False
    """Whether it says something by itself, as `Dysphagia` does, and is told of two findings or more."""
    letter: str = ""
    """All of it as one clause of a letter, with {} for its phrases."""
    absent: str = ""
    """What leads in that nothing of it is so."""
    paragraph: bool = False
    """Whether a paragraph of a letter begins with it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of one session at one moment (`at`, ISO 8601, which begins with the day of the visit)."""

    flow: FlowInfo
    at: str
    about: str
    """What the note is about: what the patient has by the answers, or whom the flow is for."""
    ended: str
    """What to say when an answer ended the plan; else empty."""
    sections: tuple[Section, ...]
    """Lines that hold, the most urgent section first."""
    plan: tuple[Line, ...]
    """Lines that hold and ask for something to be done, the most urgent first across sections."""
    remarks: tuple[Line, ...]
    """Lines that hold and only inform, in the order of the sections."""
    open: tuple[OpenGroup, ...]
    brief: tuple[OpenGroup, ...]
    """The open groups of the short note, the most pressing first."""
    ruled_out: tuple[Line, ...]
    tables: tuple[TableLine, ...]
    numbers: tuple[NumberLine, ...]
    """The derived numbers that apply to this patient."""
    answers: tuple[Answered, ...]
    not_assessed: tuple[Reason, ...]
    """Questions the interview asks that have no answer, with the reason where one was given."""
    not_asked: tuple[Reason, ...]
    """Questions the interview does not come to by itself, that could still settle a line; best first."""
    warnings: tuple[Notice, ...]
    since: Since
    """What has changed since the last visit; `at` is empty on a first one."""
    comment: str
    """Free text as it was typed; the only part that is not the flow's own wording."""
    citations: tuple[Citation, ...]
    """Sources of tables, of lines that hold and of open ones with a prompt, numbered by first use in the
    short note, then in the full one."""
    unreached: tuple[Reason, ...] = ()
    """Those of `not_assessed` that the interview has not come to: it is not finished."""
    offered: tuple[Reason, ...] = ()
    """Those of `not_asked` that could bear on this patient; the answers settle that the others do not."""
    bearing: tuple[Bearing, ...] = ()
    """The questions that bear on each section of the flow."""
    help: Help = field(default_factory=Help)
    """What stands on every page for a patient."""

    sentences: tuple[Lead, ...] = ()
    """The sentences of a note in the order of dictation."""
    assumption: str = ""
    """What is taken for granted while an answer could still end the plan; empty once that is settled."""
    firm: str = ""
    """How far a line stands that no missing answer can change."""
    given: int = 0
    """How many answers there are, free text too, as lists of interviews count them."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line that holds, by section."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def passed_over(self) -> tuple[Reason, ...]:
        """Those of `not_assessed` that the interview has come to."""
        return tuple(one for one in self.not_assessed if one not in self.unreached)

    @property
    def pressing(self) -> bool:
        """Whether something is to be done the same day; the short note then leaves out what can wait."""
        return any(line.urgency is Urgency.SAME_DAY for line in self.plan)

    @property
    def due_open(self) -> tuple[Line, ...]:
        """The open lines that would not be routine and whose groups are not in the short note."""
        return tuple(line for line in self._left_out if line.urgency is not Urgency.ROUTINE)

    @property
    def more_open(self) -> int:
        """How many open lines wait for questions the interview asks and are not in the short note."""
        return len(self._left_out) - len(self.due_open)

    @property
    def _left_out(self) -> tuple[Line, ...]:
        told = {line.id for group in self.brief for line in group.lines}
        waiting = (line for group in self.open if group.asked for line in group.lines)
        return tuple(line for line in waiting if line.id not in told)

    @property
    def cited(self) -> tuple[SourceKind, ...]:
        """The leading sources of the lines in the short note, by kind of evidence."""
        used = {source.id: source for line in (*self.plan, *self.remarks) for source in line.leading}
        kinds = dict.fromkeys(source.kind for source in used.values())
        return tuple(
            SourceKind(kind, tuple(source for source in used.values() if source.kind == kind))
            for kind in kinds
        )

    @property
    def counted(self) -> tuple[Findings, ...]:
        """All answers that count, as one group; no group without an answer."""
        return together(self.answers)

    @property
    def subjective(self) -> tuple[Findings, ...]:
        """What the history says, as one group."""
        return self._found_by(FoundBy.HISTORY)

    @property
    def objective(self) -> tuple[Findings, ...]:
        """What examination found, then what tests found, a group each."""
        return self._found_by(FoundBy.EXAMINATION) + self._found_by(FoundBy.TEST)

    @property
    def judged(self) -> tuple[Findings, ...]:
        """What the clinician concludes, as one group."""
        return self._found_by(FoundBy.JUDGEMENT)

    @property
    def unsorted(self) -> tuple[Findings, ...]:
        """Answers whose questions do not say how they are found, as one group."""
        return self._found_by("")

    def _found_by(self, way: str) -> tuple[Findings, ...]:
        return together(one for one in self.answers if one.found_by == way)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The plan by section, the section with the most urgent line first."""
        places = self._places()
        return tuple(
            Problem(section.id, section.title, together(places.get(section.id, ())), section.to_do)
            for section in self.sections
            if section.to_do
        )

    @property
    def other(self) -> tuple[Findings, ...]:
        """The answers that belong to no problem and are no judgement, as one group."""
        return together(self._places().get("", ()))

    def _places(self) -> dict[str, list[Answered]]:
        """Return the answers that are no judgement by the problem each bears most on; "" for none.

        What is told in one sentence stays together, where most of it belongs.
        """
        problems = {section.id for section in self.sections if section.to_do}
        every = (*self.lines, *(line for group in self.open for line in group.lines), *self.ruled_out)
        asked = ((line, {one.question for one in line.because + line.depends_on}) for line in every)
        under = {
            **nearest(self.bearing, problems),
            **homes((line.section, questions) for line, questions in asked if line.section in problems),
        }
        found = [one for one in self.answers if one.found_by != FoundBy.JUDGEMENT]
        votes: dict[str, Counter[str]] = {}
        for one in found:
            votes.setdefault(one.told.sentence, Counter())[under.get(one.question, "")] += 1
        places: dict[str, list[Answered]] = {}
        for one in found:
            own = under.get(one.question, "")
            place = votes[one.told.sentence].most_common(1)[0][0] if one.told.sentence else own
            places.setdefault(place, []).append(one)
        return places

    @property
    def to_complete(self) -> tuple[Reason, ...]:
        """The questions that the open groups of the short note wait for: what to find out next."""
        missing = (reason for group in self.brief for reason in group.missing)
        return tuple({reason.question: reason for reason in missing}.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reference."""

    text: str
    address: str = ""
    """Where it leads, always by https; empty for a part that is no link."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as printed, numbered in order of first use."""

    id: str
    number: int
    short: str
    """Author and year, such as `Rose 2013`."""
    pieces: tuple[Piece, ...]
    """The whole reference in parts, so that a DOI, a PMID and an address can be links."""
    kind: str
    """The kind of evidence in words, such as `guideline`."""

    @property
    def full(self) -> str:
        """The whole reference, with DOI or PMID where there is one."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class SourceKind:
    """Sources of one kind of evidence."""

    kind: str
    sources: tuple[Citation, ...]

"""A flow: what is asked, what is concluded, and on what grounds; first the fixed words of the language.

Everything here is frozen and complete: a `Flow` exists only after every name, answer, number and
condition in its files has been checked, so nothing that uses one has to check again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from interview.errors import NOWHERE, Place
from interview.flow.answers import Answer
from interview.flow.conditions.syntax import Always, Condition, Never
from interview.flow.decimals import exact, numeral, trimmed


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    """A day, or only its month or year where no more is known."""
    MONTH = "month"
    TEXT = "text"


YES_NO = ("yes", "no")
"""The answers to a question of that type, which a flow does not list."""


class FoundBy(StrEnum):
    """How an answer is found out."""

    HISTORY = "history"
    EXAMINATION = "examination"
    TEST = "test"
    JUDGEMENT = "judgement"


class Stance(StrEnum):
    """Which way a recommendation points."""

    FOR = "for"
    AGAINST = "against"
    CAUTION = "caution"
    INFORM = "inform"


class Urgency(StrEnum):
    """How soon; in this order everywhere."""

    SAME_DAY = "same_day"
    SOON = "soon"
    ROUTINE = "routine"


class Evidence(StrEnum):
    """The kind of evidence behind a statement, strongest designs first."""

    TRIAL = "trial"
    REVIEW = "review"
    GUIDELINE = "guideline"
    COHORT = "cohort"
    CASE_SERIES = "case_series"
    EXPERT_OPINION = "expert_opinion"
    DESIGN_CHOICE = "design_choice"


class Operation(StrEnum):
    """How a derived number is worked out from its operands, in their order."""

    SUM = "sum"
    DIFFERENCE = "difference"
    """The first less the second."""
    PRODUCT = "product"
    """A number and a constant."""
    RATIO = "ratio"
    """The first by the second."""
    PERCENT_FALL = "percent_fall"
    """How many per cent of the first are lost at the second."""
    MEAN = "mean"
    LEAST = "least"
    GREATEST = "greatest"
    DAYS_BETWEEN = "days_between"
    """From the first of two dates to the second; so are the next two."""
    MONTHS_BETWEEN = "months_between"
    YEARS_BETWEEN = "years_between"


BETWEEN_DATES = {
    Operation.DAYS_BETWEEN: "days",
    Operation.MONTHS_BETWEEN: "months",
    Operation.YEARS_BETWEEN: "years",
}
"""The operations on two dates, and what they count."""
TODAY, LAST_VISIT = "today", "last_visit"
DAYS = (TODAY, LAST_VISIT)
"""Dates that nobody is asked for: the day of the visit, and that of the visit before it."""


class Policy(StrEnum):
    """How a table picks a row: the only one that matches, or the first."""

    UNIQUE = "unique"
    FIRST = "first"


class Worse(StrEnum):
    """Which way an answer gets worse from one visit to the next."""

    LOWER = "lower"
    HIGHER = "higher"
    MORE = "more"
    """A list: one more of it is worse."""


class Harm(StrEnum):
    """What an author says does harm in practice, whatever urgency and topic say."""

    CHOSEN = "chosen"
    """To have chosen the line where it is ruled out; of one that is against or a caution, where it holds."""
    LEFT_OUT = "left_out"
    """To have left it out where it holds."""


@dataclass(frozen=True, slots=True)
class Usual:
    """How common the answers to a question are among the patients of practice: weights, no evidence.

    Of one choice the weight of an answer among the others; of several the chance, from 0 to 1, that an option
    is present. What is not said has no weight here: `interview.practice.weights` has the defaults.
    """

    answers: Mapping[str, Decimal] = field(default_factory=dict)
    others: Decimal | None = None
    """The weight of every answer that is not named."""
    range: NumberRange | None = None
    """Between what a number lies, both ends included."""
    unknown: Condition = field(default_factory=Never)
    """Of whom nobody knows the answer yet."""

    def of(self, answer: str) -> Decimal | None:
        """Return the weight of an answer; None where nothing is said of it."""
        return self.answers.get(answer, self.others)


@dataclass(frozen=True, slots=True)
class Phrase:
    """How an answer is dictated; empty where the flow does not say, and its label serves."""

    sentence: str = ""
    """The sentence it is told in; empty for one of its own."""
    told: str = ""
    """Yes, this option, or a number with `{}` in its place; of a list with `{}` where its answers belong."""
    denied: str = ""
    """No, or none of a list; of an answer of a list, that it is not so where another is."""
    told_with: tuple[str, str] | None = None
    """The answer of another list, by question and id, behind which practice tells it where both are so."""
    closing: bool = False
    """Whether practice tells what else of a list is not so at the end, with all that is absent."""
    all: str = ""
    """That all of a list is so, to be followed by the few that are not."""
    because: str = ""
    """`told` as the reason of a line, and after "no"."""
    unknown: str = ""
    """What it is called while it is not known."""
    worse: Worse | None = None
    fixed: bool = False
    """True when it cannot change between two visits."""
    implies: bool = False
    """True when its answer presupposes what its question is asked for."""
    rest: str | None = None
    """That nothing else of a list is so; None where the flow does not say, empty where nothing is said."""
    after: tuple[tuple[str, str], ...] = ()
    """By the id of another question, what is told instead where that one was told just before."""
    beside: tuple[tuple[str, str], ...] = ()
    """By the id of a fact, what is told in place of `denied` where it holds by other answers."""
    letter: str = ""
    """`told` as a clause with a verb, for letters; of a list with `{}` where its answers belong."""
    letter_denied: str = ""
    """`denied` as a clause with a verb."""
    about: str = ""
    """What a note is about where this is the answer, in place of what the flow is about."""

    @property
    def reason(self) -> str:
        """The phrase as the reason of a line."""
        return self.because or self.told


NO_PHRASE = Phrase()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a note: what leads it in, and the fact without which it does not."""

    lead: str = ""
    when: str = ""
    letter: str = ""
    """All of it as one clause, for letters, with `{}` where the phrases belong."""
    absent: str = ""
    """What leads in that nothing of it is so."""
    spoken: str | None = None
    """The lead in practice, empty for none; None where it is that of the note."""
    normal: str = ""
    """All of it in practice, where nothing of it is so; empty where that is told finding by finding."""
    paragraph: bool = False
    """Whether a paragraph of a letter begins with it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A line to share a row with, and the title of both."""

    line: str
    title: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """How a recommendation is named in one row; empty where the flow does not say, and its title serves."""

    title: str = ""
    about: str = ""
    """What it is about, without its verdict."""
    decides: str = ""
    """What an answer that is missing would decide."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Another title, by the question that was answered yes, or none of its list, or the table or number that
    is settled."""
    joins: Joined | None = None
    asks: str = ""
    """The question that a letter about it asks its reader."""
    letter: str = ""
    """A sentence of a letter without its full stop, where it warns of something; it says how soon."""
    patient: str = ""
    """For the patient, to be read after "your team may suggest"; a sentence where it only informs."""
    adds: str = ""
    """A sentence that stands under the row, whole."""
    yields_to: tuple[str, ...] = ()
    """Lines that say what is right about it too; practice never asks for it where one of them holds."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of a choice."""

    id: str
    label: str
    help: str = ""
    context: bool = False
    """True when the option only informs the reader and decides nothing."""
    points: Decimal | None = None
    """What the answer counts in the scores that count its question; None when it counts in none."""
    phrase: Phrase = NO_PHRASE
    same_as: tuple[str, str] | None = None
    """A question and the answer there that says the same, so that nobody is asked for both. Words only."""


@dataclass(frozen=True, slots=True)
class NumberRange:
    """The plausible range of a number, both ends included, in the question's unit."""

    low: Decimal
    high: Decimal
    whole: bool

    def __init__(self, low: Decimal | float, high: Decimal | float, whole: bool = False) -> None:
        """Take both ends."""
        object.__setattr__(self, "low", exact(low))
        object.__setattr__(self, "high", exact(high))
        object.__setattr__(self, "whole", whole)

    @property
    def words(self) -> str:
        """Both ends as people read them, such as `1 to 110`."""
        return f"{numeral(trimmed(self.low))} to {numeral(trimmed(self.high))}"


@dataclass(frozen=True, slots=True)
class Question:
    """Something the interview can ask."""

    id: str
    ask: str
    type: QuestionType
    label: str
    """A few words that name the answer in summaries, such as `Food sticks`."""
    options: tuple[Option, ...] = ()
    """The answers of a choice; `yes` and `no` for a yes/no question; empty otherwise."""
    unit: str = ""
    range: NumberRange | None = None
    why: str = ""
    help: str = ""
    none: str = ""
    """How "none of these" is worded for several choices."""
    ask_when: Condition = field(default_factory=Always)
    applies_when: Condition = field(default_factory=Always)
    otherwise: Answer | None = None
    """What the question counts as while it does not apply; None leaves it open."""
    valid_for: int | None = None
    """Days after which the answer should be asked again."""
    last_time: str = ""
    """The question whose answer at the last visit is offered here on a return visit."""
    future: bool = False
    """True when a date may lie behind the day of the visit."""
    context: bool = False
    found_by: FoundBy | None = None
    """How the answer is found out, for notes in SOAP order; None when the flow does not say."""
    phrase: Phrase = NO_PHRASE
    sources: tuple[str, ...] = ()
    place: Place = NOWHERE

    @property
    def is_for_everybody(self) -> bool:
        """Whether it is asked and applies whatever else is so."""
        return isinstance(self.ask_when, Always) and isinstance(self.applies_when, Always)

    def option(self, option_id: str) -> Option:
        """Return the option with this id; `KeyError` when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True)
class Screen:
    """Questions asked together; most screens hold one."""

    questions: tuple[str, ...]
    title: str = ""
    step: str = ""
    """The part of the interview that begins here; empty while the one before goes on."""

    @property
    def id(self) -> str:
        """The first question's id names the screen."""
        return self.questions[0]


Operand = str | Decimal
"""The id of a number question, a score or a derived number; or a constant. Between dates, the id of a date or
month question, or one of `DAYS`."""


@dataclass(frozen=True, slots=True)
class DerivedNumber:
    """A number worked out from others, never rounded on the way; unknown while one of them is."""

    id: str
    operation: Operation
    operands: tuple[Operand, ...]
    label: str = ""
    unit: str = ""
    decimals: int | None = None
    """How many digits after the point are shown; None for as many as there are."""
    phrase: Phrase = NO_PHRASE
    place: Place = NOWHERE

    @property
    def counts_time(self) -> bool:
        """True when its operands are dates."""
        return self.operation in BETWEEN_DATES

    @property
    def names(self) -> tuple[str, ...]:
        """The ids among the operands: what it follows from in the flow."""
        ids = (operand for operand in self.operands if isinstance(operand, str))
        return tuple(name for name in ids if not (self.counts_time and name in DAYS))

    @property
    def name(self) -> str:
        """What people call it."""
        return self.label or self.id


@dataclass(frozen=True, slots=True)
class Points:
    """What a score counts while a condition holds. `of` is the question whose answer it is, if it is one."""

    when: Condition
    give: Decimal
    of: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """Sums of a score that have a name, both ends included."""

    id: str
    label: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of the points whose conditions hold."""

    id: str
    label: str
    points: tuple[Points, ...]
    bands: tuple[ScoreBand, ...] = ()
    unit: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    phrase: Phrase = NO_PHRASE
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        """What people call it."""
        return self.label

    def band(self, value: Decimal | Fraction) -> ScoreBand | None:
        """Return the named band a sum lies in; None when it lies in none."""
        return next((band for band in self.bands if band.low <= value <= band.high), None)


@dataclass(frozen=True, slots=True)
class Fact:
    """A yes/no judgement derived from answers."""

    id: str
    when: Condition
    label: str
    sources: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: when it matches, and the outcome."""

    when: Condition
    then: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table. `outcomes` maps each outcome's id to its label, in table order."""

    id: str
    label: str
    policy: Policy
    rows: tuple[Row, ...]
    otherwise: str | None
    outcomes: Mapping[str, str]
    sources: tuple[str, ...] = ()
    note: str = ""
    phrase: Phrase = NO_PHRASE
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class IfOpen:
    """What to say while a recommendation is open, and when that is worth saying."""

    say: str
    when: Condition = field(default_factory=Always)


@dataclass(frozen=True, slots=True)
class ForPatient:
    """A line in plain words for the patient; empty where a clinician rather says it."""

    say: str = ""
    """What the line means while it holds."""
    ask: str = ""
    """What the patient may ask the team about while the line is open; if it only informs, told for `say`."""


@dataclass(frozen=True, slots=True)
class PatientPage:
    """What stands on every page for a patient, whatever the answers are."""

    about: str
    get_help: tuple[str, ...]
    """When to get help at once, to be read after "Get help at once if you"."""
    call: str
    """Whom to call then, and how soon."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviewed content, on which day, and the hash of what was reviewed; no name means nobody has.

    `interview.flow.review` tells whether it still counts.
    """

    by: str = ""
    date: str = ""
    content_hash: str = ""
    claimed: bool = False
    """Whether it came in a file of somebody else, who may have written any name there."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One line of management."""

    id: str
    section: str
    stance: Stance
    urgency: Urgency
    title: str
    """A line for lists and the short note: no full stop, at most 72 characters."""
    say: str
    """The line in one or two full sentences."""
    when: Condition = field(default_factory=Always)
    while_open: str | None = None
    """A fact; when given, the line holds exactly while that fact is undetermined and `when` is unused."""
    more: str = ""
    """Caveats and figures, for those who look behind the line."""
    if_open: IfOpen | None = None
    for_patient: ForPatient = field(default_factory=ForPatient)
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    controversies: tuple[str, ...] = ()
    topic: str = ""
    opposes: tuple[str, ...] = ()
    row: PlanRow = field(default_factory=PlanRow)
    harm: Harm | None = None
    review: Review = field(default_factory=Review)
    place: Place = NOWHERE

    @property
    def is_practised(self) -> bool:
        """Whether it can be decided on in practice: it does not only inform, nor hold for everyone."""
        for_all = isinstance(self.when, Always) and self.while_open is None
        return self.stance is not Stance.INFORM and not for_all


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliographic record, with the field names of the Citation Style Language (CSL)."""

    id: str
    kind: Evidence
    record: Mapping[str, object]
    """CSL fields: type, author, title, container-title, issued, volume, page, DOI, PMID, URL, note."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Controversy:
    """Sources that disagree; shown wherever it bears on a line, never resolved."""

    id: str
    say: str
    sources: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answers that do not fit together: a visible warning that changes nothing."""

    id: str
    when: Condition
    say: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Constraint:
    """What every patient must satisfy; restricts what unassessed answers can turn out to be."""

    id: str
    must: Condition
    say: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Ends:
    """An answer that ends the plan: then all recommendations but `keep` are ruled out."""

    when: Condition
    keep: frozenset[str]
    say: str
    place: Place = NOWHERE
    meanwhile: str = ""
    """What is taken for granted until then, as a clause ("it is IBM"); empty when the flow does not say."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A checked flow. Questions stand in the order of asking, all else in the order of the files."""

    id: str
    title: str
    version: str
    intended_use: str
    questions: Mapping[str, Question]
    screens: tuple[Screen, ...]
    recommendations: Mapping[str, Recommendation]
    sections: Mapping[str, str]
    """Section id to heading, in the order of the summary."""
    facts: Mapping[str, Fact]
    tables: Mapping[str, Table]
    numbers: Mapping[str, DerivedNumber]
    sources: Mapping[str, Source]
    controversies: Mapping[str, Controversy]
    conflicts: Mapping[str, Conflict]
    constraints: Mapping[str, Constraint]
    ends: Ends | None
    review: Review
    evidence_to: str
    """Year and month up to which evidence was looked for, such as `2026-02`."""
    folder: str
    """Where the flow was read from, for the reader; never used to decide anything."""
    logic_hash: str
    content_hash: str
    description: str = ""
    files: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The text of every file it was read from, by name within the folder; kept with sessions."""
    patient_page: PatientPage | None = None
    """None when the flow has no words for patients."""
    urgent: str = ""
    """The fact that raises the urgent banner as soon as it holds; empty for none."""
    scores: Mapping[str, Score] = field(default_factory=dict)

    @property
    def uses_days(self) -> bool:
        """True when something depends on the day of the visit."""
        dates = any(question.type is QuestionType.DATE for question in self.questions.values())
        return dates or any(number.counts_time for number in self.numbers.values())

    @property
    def figures(self) -> Mapping[str, DerivedNumber | Score]:
        """The derived numbers and the scores, by id."""
        return {**self.numbers, **self.scores}

    @property
    def practised(self) -> tuple[str, ...]:
        """The lines that can be decided on in practice, in their order."""
        return tuple(name for name, line in self.recommendations.items() if line.is_practised)

    about: str = ""
    """What its patients have, such as the name of a disease; empty when the flow does not say."""
    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    """The sentences of a note by id, in the order of dictation."""
    usual: Mapping[str, Usual] = field(default_factory=dict)
    """How common answers are among the patients of practice, by the id of a question or derived number."""
    unlikely: Mapping[str, Condition] = field(default_factory=dict)
    """What no patient of practice has together."""
    spoken: Mapping[str, Question] = field(default_factory=dict)
    """The questions whose answers practice tells in other words than a note, with these words."""

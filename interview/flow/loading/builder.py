"""Checked items, turned into the parts of a `Flow`. Nothing here can fail: everything was checked before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from interview.flow.answers import Answer
from interview.flow.conditions.syntax import Compare, Has, Is, Never
from interview.flow.loading.parsed import Item
from interview.flow.loading.structure import number_range
from interview.flow.model import (
    BETWEEN_DATES,
    NO_PHRASE,
    YES_NO,
    Conflict,
    Constraint,
    Controversy,
    DerivedNumber,
    Ends,
    Evidence,
    Fact,
    ForPatient,
    FoundBy,
    Harm,
    IfOpen,
    Joined,
    NumberRange,
    Operation,
    Option,
    PatientPage,
    Phrase,
    PlanRow,
    Points,
    Policy,
    Question,
    QuestionType,
    Recommendation,
    Review,
    Row,
    Score,
    ScoreBand,
    Screen,
    Sentence,
    Source,
    Stance,
    Table,
    Urgency,
    Usual,
    Worse,
)
from interview.flow.yaml.nodes import place_of

_BROKEN = (Operation.RATIO, Operation.PERCENT_FALL, Operation.MEAN)
"""What seldom comes out even, so that one digit after the point is shown unless the flow says otherwise."""
_YES_NO = tuple(Option(answer, answer.title()) for answer in YES_NO)


def question(
    name: str, item: Item, otherwise: Answer | None, told: Item | None, letter: Item | None
) -> Question:
    """Build a question; `told` is how its answers are dictated, `letter` how a letter tells them."""
    get = item.values.get
    form = QuestionType(item.values["type"])
    return Question(
        id=name,
        ask=get("ask", ""),
        type=form,
        label=get("label", ""),
        options=_YES_NO if form is QuestionType.YES_NO else options(get("answers", {}), told, letter),
        unit=get("unit", ""),
        range=number_range(item),
        why=get("why", ""),
        help=get("help", ""),
        none=get("none", ""),
        ask_when=item.condition("ask_when"),
        applies_when=item.condition("applies_when"),
        otherwise=otherwise,
        valid_for=get("valid_for"),
        last_time=item.values["last_time"].value if "last_time" in item.values else "",
        future=get("future", False),
        context=get("context", False),
        found_by=FoundBy(item.values["found_by"]) if "found_by" in item.values else None,
        phrase=phrase(told, letter),
        sources=item.words("sources"),
        place=place_of(item.place),
    )


def options(answers: Mapping[str, Item], told: Item | None, letter: Item | None) -> tuple[Option, ...]:
    """Build the answers of a choice."""
    phrases = told.values.get("answers", {}) if told else {}
    clauses = letter.values.get("answers", {}) if letter else {}
    return tuple(
        Option(
            name,
            item.values["label"],
            item.values.get("help", ""),
            item.values.get("context", False),
            item.values.get("points"),
            replace(phrase(phrases.get(name)), letter=clauses.get(name, "")),
            of_list(item.values.get("same_as", "")),
        )
        for name, item in answers.items()
    )


def of_list(named: str) -> tuple[str, str] | None:
    """Return the question and the answer that are named; None where none is."""
    question, _, answer = named.partition(".")
    return (question, answer) if named else None


def phrase(item: Item | None, letter: Item | None = None) -> Phrase:
    """Build how an answer is dictated, and told in a letter."""
    clauses: Mapping[str, str] = letter.values if letter else {}
    in_letters = Phrase(letter=clauses.get("told", ""), letter_denied=clauses.get("denied", ""))
    if item is None:
        return in_letters if letter else NO_PHRASE
    get = item.values.get
    texts = {key: get(key, "") for key in ("told", "denied", "all", "because", "unknown", "about")}
    return replace(
        in_letters,
        sentence=item.values["sentence"].value if "sentence" in item.values else "",
        worse=Worse(item.values["worse"]) if "worse" in item.values else None,
        fixed=get("fixed", False),
        implies=get("implies", False),
        rest=get("rest"),
        after=tuple(get("after", {}).items()),
        beside=tuple(get("beside", {}).items()),
        **texts,
    )


def spoken(question: Question, item: Item) -> Question:
    """Return a question with the words that practice has for its answers."""
    get = item.values.get
    keys = ("told", "denied", "all", "rest", "closing", "unknown")
    said = {key: item.values[key] for key in keys if key in item.values}
    own, answers = question.phrase, get("answers", {})
    others = {key: {**dict(getattr(own, key)), **get(key, {})}.items() for key in ("after", "beside")}
    said |= {key: tuple(words) for key, words in others.items()}
    told = ((one, answers[one.id].values if one.id in answers else {}) for one in question.options)
    options = tuple(replace(one, phrase=_of_answer(one.phrase, words)) for one, words in told)
    return replace(question, phrase=replace(own, **said), options=options)


def _of_answer(phrase: Phrase, words: Mapping[str, str]) -> Phrase:
    said, behind = words.get, of_list(words.get("told_with", ""))
    told, denied = said("told", phrase.told), said("denied", phrase.denied)
    return replace(phrase, told=told, denied=denied, told_with=behind)


def usual(question: Item | None, item: Item | None) -> Usual:
    """Build how common answers are, from what stands beside them and what is said of the question."""
    answers = question.values.get("answers", {}) if question else {}
    beside = {name: one.values["usual"] for name, one in answers.items() if "usual" in one.values}
    said = item.values if item else {}
    ends = said.get("range")
    limits = NumberRange(ends[0], ends[1]) if ends else None
    unknown = item.condition("unknown") if item and "unknown" in said else Never()
    return Usual({**beside, **said.get("answers", {})}, said.get("others"), limits, unknown)


def sentence(item: Item) -> Sentence:
    """Build a sentence of a note."""
    get = item.values.get
    when = item.values["when"].value if "when" in item.values else ""
    texts = {key: get(key, "") for key in ("lead", "letter", "absent", "normal")}
    return Sentence(when=when, paragraph=get("paragraph", False), spoken=get("spoken"), **texts)


def plan_row(item: Item | None) -> PlanRow:
    """Build how a recommendation is named in one row."""
    if item is None:
        return PlanRow()
    get, joins = item.values.get, item.values.get("joins")
    keys = ("title", "about", "decides", "asks", "letter", "patient", "adds")
    texts = {key: get(key, "") for key in keys}
    joined = Joined(joins.values["line"].value, joins.values["title"]) if joins else None
    return PlanRow(known=get("known", {}), joins=joined, yields_to=item.words("yields_to"), **texts)


def screen(item: Item) -> Screen:
    """Build a screen."""
    return Screen(item.words("ask"), item.values.get("title", ""), item.values.get("step", ""))


def fact(name: str, item: Item) -> Fact:
    """Build a fact."""
    return Fact(
        name, item.condition("when"), item.values["label"], item.words("sources"), place_of(item.place)
    )


def number(name: str, item: Item, told: Item | None, letter: Item | None) -> DerivedNumber:
    """Build a derived number; `told` is how it is dictated, `letter` how a letter tells it."""
    get = item.values.get
    operation = next(one for one in Operation if one in item.values)
    return DerivedNumber(
        id=name,
        operation=operation,
        operands=tuple(one if isinstance(one, Decimal) else one.value for one in item.values[operation]),
        label=get("label", ""),
        unit=get("unit", BETWEEN_DATES.get(operation, "")),
        decimals=get("decimals", 1 if operation in _BROKEN else None),
        phrase=phrase(told, letter),
        place=place_of(item.place),
    )


def score(
    name: str, item: Item, questions: Mapping[str, Question], told: Item | None, letter: Item | None
) -> Score:
    """Build a score; the answers of a question that it counts become conditions like any other."""
    get = item.values.get
    points = (part for one in item.values["points"] for part in _points(one, questions))
    bands = (
        ScoreBand(band, part.values.get("label", band.replace("_", " ")), *part.values["sums"])
        for band, part in get("bands", {}).items()
    )
    return Score(
        id=name,
        label=item.values["label"],
        points=tuple(points),
        bands=tuple(bands),
        unit=get("unit", ""),
        sources=item.words("sources"),
        note=get("note", ""),
        phrase=phrase(told, letter),
        place=place_of(item.place),
    )


def _points(item: Item, questions: Mapping[str, Question]) -> Iterator[Points]:
    if "when" in item.values:
        given = item.values.get("give", Decimal(1))
        yield Points(item.condition("when"), given, place=place_of(item.node))
        return
    question = questions[item.values["of"].value]
    if question.type is QuestionType.NUMBER and question.range:
        for value in range(int(question.range.low), int(question.range.high) + 1):
            yield Points(Compare(question.id, "=", Decimal(value)), Decimal(value), question.id)
    for option in question.options:
        several = question.type is QuestionType.SEVERAL
        when = Has(question.id, option.id) if several else Is(question.id, frozenset({option.id}))
        yield Points(when, option.points or Decimal(0), question.id)


def table(name: str, item: Item, told: Item | None, letter: Item | None) -> Table:
    """Build a decision table."""
    rows = (Row(row.condition("when"), row.values["then"], place_of(row.node)) for row in item.values["rows"])
    return Table(
        id=name,
        label=item.values["label"],
        policy=Policy(item.values["policy"]),
        rows=tuple(rows),
        otherwise=item.values.get("otherwise"),
        outcomes=item.values["outcomes"],
        sources=item.words("sources"),
        note=item.values.get("note", ""),
        phrase=phrase(told, letter),
        place=place_of(item.place),
    )


def recommendation(name: str, item: Item, row: Item | None) -> Recommendation:
    """Build a recommendation."""
    values, get = item.values, item.values.get
    if_open, for_patient = get("if_open"), get("for_patient")
    while_open = get("while_open")
    return Recommendation(
        id=name,
        section=values["section"].value,
        stance=Stance(values["stance"]),
        urgency=Urgency(values["urgency"]),
        title=values["title"],
        say=values["say"],
        when=item.condition("when"),
        while_open=while_open.value if while_open else None,
        more=get("more", ""),
        if_open=IfOpen(if_open.values["say"], if_open.condition("when")) if if_open else None,
        for_patient=ForPatient(**for_patient.values) if for_patient else ForPatient(),
        evidence=tuple(Evidence(word) for word in item.words("evidence")),
        sources=item.words("sources"),
        controversies=item.words("controversies"),
        topic=get("topic", ""),
        opposes=item.words("opposes"),
        row=plan_row(row),
        harm=Harm(values["harm"]) if "harm" in values else None,
        review=review(get("reviewed")),
        place=place_of(item.place),
    )


def source(name: str, item: Item) -> Source:
    """Build a bibliographic record; it keeps the field names and the order of the file."""
    record = {field: _field(value) for field, value in item.values.items() if field != "kind"}
    return Source(name, Evidence(item.values["kind"]), record, place_of(item.place))


def _field(value: Any) -> Any:
    return [dict(person.values) for person in value] if isinstance(value, list) else value


def controversy(name: str, item: Item) -> Controversy:
    """Build a controversy."""
    return Controversy(name, item.values["say"], item.words("sources"), place_of(item.place))


def conflict(name: str, item: Item) -> Conflict:
    """Build a conflict."""
    return Conflict(name, item.condition("when"), item.values["say"], place_of(item.place))


def constraint(name: str, item: Item) -> Constraint:
    """Build a constraint."""
    return Constraint(name, item.condition("must"), item.values["say"], place_of(item.place))


def ends(item: Item) -> Ends:
    """Build the end of the plan."""
    keep = frozenset(item.words("keep"))
    meanwhile = item.values.get("while", "")
    return Ends(item.condition("when"), keep, item.values["say"], place_of(item.place), meanwhile)


def review(item: Item | None) -> Review:
    """Build the review state."""
    return Review(**item.values) if item else Review()


def patient_page(item: Item | None) -> PatientPage | None:
    """Build what stands on every page for a patient."""
    if item is None:
        return None
    values = item.values
    return PatientPage(values["about"], tuple(values["get_help"]), values["call"], item.words("sources"))

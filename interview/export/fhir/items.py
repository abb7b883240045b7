"""The items of a form: questions of any type, and the facts and derived numbers it works out hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from interview.engine import Session
from interview.engine.derived_numbers import settled_number, shown
from interview.export.fhir.enable_when import Writer, expression, number_value
from interview.export.fhir.form_conditions import When
from interview.export.fhir.form_logic import Derived
from interview.export.fhir.resource import (
    EXTENSION,
    FACTS,
    NONE,
    REST,
    SDC,
    UCUM,
    Codes,
    Json,
    absent_codings,
    absent_link,
    coding,
    fact_link,
    option_code,
)
from interview.flow.answer_text import LONGEST_TEXT, nothing
from interview.flow.decimals import plain
from interview.flow.model import Flow, Question, QuestionType

TYPES = {
    QuestionType.YES_NO: "choice",
    QuestionType.ONE: "choice",
    QuestionType.SEVERAL: "choice",
    QuestionType.DATE: "string",
    QuestionType.MONTH: "string",
    QuestionType.TEXT: "text",
}
UNITS = {"years": "a", "months": "mo", "weeks": "wk", "days": "d", "kg": "kg", "cm": "cm", "% predicted": "%"}
"""Units of UCUM by the words of a flow; a unit that is not here travels as words."""

_CONTROLS = {
    QuestionType.SEVERAL: "check-box",
    QuestionType.YES_NO: "radio-button",
    QuestionType.ONE: "radio-button",
}
_HOW_TO_TICK = (
    "What is ticked is present and what is not ticked is absent, "
    'unless "The rest not assessed" is ticked too.'
)
_YEAR, _MONTH, _DAY = "(19[0-9]{2}|20[0-9]{2}|2100)", "-(0[1-9]|1[0-2])", "-(0[1-9]|[12][0-9]|3[01])"
_FORMATS = {
    QuestionType.DATE: (f"{_YEAR}({_MONTH}({_DAY})?)?", "YYYY-MM-DD, YYYY-MM or YYYY"),
    QuestionType.MONTH: (f"{_YEAR}{_MONTH}", "YYYY-MM"),
}
"""How dates are written: as text, because clients make a whole date of part of one."""

LONGEST_EXPRESSION = 50_000
"""Characters of FHIRPath for one fact; a longer one would slow every answer in a client."""


def question_items(question: Question, when: When, writer: Writer, codes: Codes) -> Iterator[Json]:
    """Yield the item of a question, and one for why there is no answer where no option can say that."""
    item = {"linkId": question.id, "text": question.ask, "type": item_type(question), **_more(question)}
    if question.id in codes:
        item["code"] = list(codes[question.id])
    yield with_extensions(item, writer.condition(when), *_extensions(question))
    if not question.options:
        yield _absent(question, when, writer)


def item_type(question: Question) -> str:
    """Return the type of a question's item."""
    if question.type is QuestionType.NUMBER:
        return "integer" if question.range and question.range.whole else "decimal"
    return TYPES[question.type]


def answer_codings(question: Question) -> Iterator[Json]:
    """Yield the codings of everything that can be said to a choice."""
    for option in question.options:
        yield coding(
            option_code(question, option.id), option.label.capitalize() if _yes_no(question) else option.label
        )
    if question.type is QuestionType.SEVERAL:
        yield coding(NONE, nothing(question, label=True))
        yield coding(REST, "The rest not assessed")
    yield from absent_codings()


def display(link: str, text: str, control: str = "") -> Json:
    """Return an item that only says something."""
    item = {"linkId": link, "text": text, "type": "display"}
    return with_extensions(item, {}, item_control(control)) if control else item


def item_control(code: str) -> Json:
    """Return the extension that says what an item should look like."""
    concept = {"coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}]}
    return {"url": f"{EXTENSION}/questionnaire-itemControl", "valueCodeableConcept": concept}


def unit_extension(unit: str) -> Json:
    """Return the extension that names the unit of a number."""
    completions = {"system": UCUM, "code": UNITS[unit]} if unit in UNITS else {}
    return {"url": f"{EXTENSION}/questionnaire-unit", "valueCoding": {**completions, "display": unit}}


def with_extensions(item: Json, condition: Json, *extensions: Json) -> Json:
    """Return an item with the condition it appears under and with more extensions."""
    together = [*extensions, *condition.get("extension", ())]
    return {**item, **condition, **({"extension": together} if together else {})}


def _more(question: Question) -> Json:
    more: Json = {}
    if question.type is QuestionType.SEVERAL:
        more["repeats"] = True
    if question.type is QuestionType.TEXT:
        more["maxLength"] = LONGEST_TEXT
    if question.options:
        more["answerOption"] = [_option(one, _points(question)) for one in answer_codings(question)]
    if text := _help(question):
        more["item"] = [display(f"{question.id}/help", text, "help")]
    return more


def _option(one: Json, points: Mapping[str, Decimal]) -> Json:
    alone = one["code"] == NONE or one in absent_codings()
    more = [{"url": f"{EXTENSION}/questionnaire-optionExclusive", "valueBoolean": True}] if alone else []
    if one["code"] in points:
        more.append({"url": f"{EXTENSION}/ordinalValue", "valueDecimal": plain(points[one["code"]])})
    return {"valueCoding": one, **({"extension": more} if more else {})}


def _points(question: Question) -> dict[str, Decimal]:
    """Return what the answers count in scores, by their codes."""
    return {
        option_code(question, option.id): option.points
        for option in question.options
        if option.points is not None
    }


def _extensions(question: Question) -> Iterator[Json]:
    yield {"url": f"{SDC}/sdc-questionnaire-shortText", "valueString": question.label}
    if question.type in _CONTROLS:
        yield item_control(_CONTROLS[question.type])
        way = "horizontal" if _yes_no(question) else "vertical"
        yield {"url": f"{EXTENSION}/questionnaire-choiceOrientation", "valueCode": way}
    if question.type in _FORMATS:
        regex, form = _FORMATS[question.type]
        yield {"url": f"{EXTENSION}/regex", "valueString": regex}
        yield {"url": f"{EXTENSION}/entryFormat", "valueString": form}
    if question.unit:
        yield unit_extension(question.unit)
    if question.range:
        yield {"url": f"{EXTENSION}/minValue", **number_value("value", question, question.range.low)}
        yield {"url": f"{EXTENSION}/maxValue", **number_value("value", question, question.range.high)}


def _help(question: Question) -> str:
    options = [f"{option.label}: {option.help}" for option in question.options if option.help]
    ticking = _HOW_TO_TICK if question.type is QuestionType.SEVERAL else ""
    return "\n\n".join(part for part in (question.help, "\n".join(options), ticking, question.why) if part)


def _absent(question: Question, when: When, writer: Writer) -> Json:
    item = {
        "linkId": absent_link(question.id),
        "text": absent_text(question),
        "type": "choice",
        "answerOption": [{"valueCoding": one} for one in absent_codings()],
    }
    look = hidden() if question.type is QuestionType.TEXT else item_control("drop-down")
    return with_extensions(item, writer.unanswered(question.id, when), look)


def absent_text(question: Question) -> str:
    """Return the text of the item that says why a number or text is missing."""
    return f"{question.label}: if there is no answer, why"


def hidden() -> Json:
    """Return the extension that keeps an item out of sight."""
    return {"url": f"{EXTENSION}/questionnaire-hidden", "valueBoolean": True}


def _yes_no(question: Question) -> bool:
    return question.type is QuestionType.YES_NO


def derived_group(flow: Flow, derived: Derived, writer: Writer, codes: Codes) -> list[Json]:
    """Return the hidden group of facts, derived numbers and scores; nothing for a flow without any.

    Each says how to work it out, unless that takes too long; then only a response has its value.
    """
    items = [*_facts(flow, derived, writer, codes), *_numbers(flow, derived, writer)]
    group: Json = {
        "linkId": FACTS,
        "text": "Worked out from the answers",
        "type": "group",
        "extension": [hidden()],
    }
    return [{**group, "item": items}] if items else []


def derived_answers(session: Session) -> Iterator[Json]:
    """Yield the items of a response for every fact, derived number and score that is settled."""
    for fact in session.flow.facts.values():
        truth = session.completions.truth(session.logic.node(fact.when))
        if truth is not None:
            yield {"linkId": fact_link(fact.id), "text": fact.label, "answer": [{"valueBoolean": truth}]}
    for name, text, _ in _amounts(session.flow):
        number = settled_number(session, name)
        if number is not None:
            answer = [{"valueDecimal": plain(shown(session.flow, name, number))}]
            yield {"linkId": fact_link(name), "text": text, "answer": answer}


def _facts(flow: Flow, derived: Derived, writer: Writer, codes: Codes) -> Iterator[Json]:
    for fact in flow.facts.values():
        true, false = map(writer.path, derived.facts[fact.id])
        item: Json = {"linkId": fact_link(fact.id), "text": fact.label, "type": "boolean", "readOnly": True}
        if fact.id in codes:
            item["code"] = list(codes[fact.id])
        yield with_extensions(
            item, {}, hidden(), *_calculated(f"iif({true}, true, iif({false}, false, {{}}))")
        )


def _numbers(flow: Flow, derived: Derived, writer: Writer) -> Iterator[Json]:
    for name, text, unit in _amounts(flow):
        item: Json = {"linkId": fact_link(name), "text": text, "type": "decimal", "readOnly": True}
        units = [unit_extension(unit)] if unit else []
        path = writer.amount(derived.amounts[name])
        yield with_extensions(item, {}, hidden(), *units, *_calculated(path))


def _amounts(flow: Flow) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the label and the unit of every derived number and score."""
    yield from ((number.id, number.name, number.unit) for number in flow.numbers.values())
    yield from ((score.id, score.label, score.unit) for score in flow.scores.values())


def _calculated(text: str) -> list[Json]:
    return [expression("calculatedExpression", text)] if len(text) <= LONGEST_EXPRESSION else []

"""What a table, a derived number or a question must keep to beyond its single values."""

from __future__ import annotations

from interview.errors import UsageError
from interview.flow.answer_text import from_plain
from interview.flow.answers import Answer, NotAssessed, Reason
from interview.flow.loading.parsed import Item, Topics
from interview.flow.model import NumberRange, Option, Question
from interview.flow.words import Policy, QuestionType
from interview.flow.yaml.nodes import Mapping, Node, Report, nearest, shown
from interview.flow.yaml.strict import data


def check_tables(topics: Topics, report: Report) -> None:
    """Report outcomes that are not declared or never given, and tables without `otherwise` that need it."""
    for name, item in topics["tables"].items():
        outcomes = item.values.get("outcomes")
        if outcomes is None:
            continue
        given = [row.written("then") for row in item.values.get("rows", ()) if "then" in row.values]
        if "otherwise" in item.values:
            given.append(item.written("otherwise"))
        elif item.values.get("policy") == Policy.FIRST and "otherwise" not in _keys(item):
            said = f"'{name}' needs 'otherwise': the outcome when no row matches"
            report.add(item.place, "missing-key", said)
        _check_outcomes(name, item, outcomes, given, report)


def _check_outcomes(
    name: str, item: Item, outcomes: dict[str, str], given: list[Node], report: Report
) -> None:
    words = [str(data(node)) for node in given]
    if set(words) <= outcomes.keys():
        _check_all_given(name, item, words, report)
    for node, word in zip(given, words, strict=True):
        if word not in outcomes:
            listed = ", ".join(list(outcomes)[:12])
            said = f"{shown(word)} is not an outcome of '{name}' ({listed}){nearest(word, outcomes)}"
            report.add(node, "unknown-answer", said)


def _check_all_given(name: str, item: Item, words: list[str], report: Report) -> None:
    declared = item.written("outcomes")
    for outcome, entry in declared.entries.items() if isinstance(declared, Mapping) else ():
        if outcome not in words:
            report.add(entry.key, "unused-outcome", f"no row of '{name}' gives the outcome '{outcome}'")


def check_numbers(topics: Topics, report: Report) -> None:
    """Report differences of anything but two numbers in the same unit, both open while not applying."""
    questions = topics["questions"]
    for name, item in topics["numbers"].items():
        words = [word for word in item.values.get("difference", ()) if word.value in questions]
        units = set()
        for word in words:
            question = questions[word.value].values
            if question.get("type") == QuestionType.NUMBER:
                units.add(question.get("unit", ""))
            elif "type" in question:
                report.add(word, "not-a-number", f"'{word.value}' is not a question of type number")
            if "otherwise" in question and data(question["otherwise"]) != Reason.NOT_ASSESSED:
                said = f"'{word.value}' is part of '{name}', so only not_assessed fits here"
                report.add(questions[word.value].written("otherwise"), "otherwise-in-difference", said)
        if len(units) > 1:
            said = f"'{name}' subtracts numbers in different units: {' and '.join(sorted(units))}"
            report.add(item.at("difference"), "different-units", said)


def read_otherwise(topics: Topics, report: Report) -> dict[str, Answer]:
    """Return the answer each question counts as while it does not apply; "not assessed" is left out."""
    found: dict[str, Answer] = {}
    for name, item in topics["questions"].items():
        if "otherwise" not in item.values or "type" not in item.values:
            continue
        try:
            answer = _otherwise(name, item)
        except UsageError as error:
            report.add(item.written("otherwise"), "unknown-answer", f"{error}; or not_assessed")
            continue
        if not isinstance(answer, NotAssessed):
            found[name] = answer
    return found


def _otherwise(name: str, item: Item) -> Answer:
    form = QuestionType(item.values["type"])
    value = data(item.values["otherwise"])
    if value == Reason.NOT_ASSESSED:
        return NotAssessed()
    if form in (QuestionType.TEXT, QuestionType.MONTH):
        raise UsageError("free text and months decide nothing, so only not_assessed fits here")
    options = tuple(Option(option, "") for option in _options(form, item))
    question = Question(name, "", form, "", options, range=number_range(item))
    answer = from_plain(question, value)
    if answer is None or isinstance(answer, NotAssessed):
        raise UsageError(f"{shown(str(value))} does not fit here; give an answer of '{name}'")
    return answer


def _options(form: QuestionType, item: Item) -> tuple[str, ...]:
    return ("yes", "no") if form is QuestionType.YES_NO else tuple(item.values.get("answers", ()))


def number_range(item: Item) -> NumberRange | None:
    """Return the plausible range of a number question; None when it gives none."""
    ends = item.values.get("range")
    return NumberRange(float(ends[0]), float(ends[1]), item.values.get("whole", False)) if ends else None


def _keys(item: Item) -> tuple[str, ...]:
    return tuple(item.node.entries) if isinstance(item.node, Mapping) else ()

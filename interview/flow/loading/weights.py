"""Weights of the patients of practice: of answers that are there, and such as can be weights."""

from __future__ import annotations

from decimal import Decimal

from interview.flow.loading.parsed import Item, Topics
from interview.flow.model import YES_NO, QuestionType
from interview.flow.yaml.nodes import Mapping, Node, Report, nearest, shown

_FORMS = {
    "answers": (QuestionType.ONE, QuestionType.YES_NO, QuestionType.SEVERAL),
    "others": (QuestionType.ONE, QuestionType.YES_NO, QuestionType.SEVERAL),
    "range": (QuestionType.NUMBER,),
}
"""The types of question that each key fits; a derived number is like a question of type number."""


def weighted(topics: Topics) -> tuple[str, ...]:
    """Return the questions and derived numbers of which something is said."""
    beside = (
        name
        for name, item in topics["questions"].items()
        if any("usual" in answer.values for answer in item.values.get("answers", {}).values())
    )
    return tuple(dict.fromkeys((*topics["usual"], *beside)))


def check_weights(topics: Topics, report: Report) -> None:
    """Report weights of what is not there, that are none, or that leave a choice without an answer."""
    numbers = topics["numbers"]
    for name, item in topics["usual"].items():
        if name in topics["questions"]:
            _check_question(name, item, topics["questions"][name], report)
        elif name in numbers:
            _check_keys(name, item, QuestionType.NUMBER, report)
            if "unknown" in item.values:
                said = f"'unknown' belongs to a question, and '{name}' is worked out"
                report.add(item.at("unknown"), "misplaced-key", said)
        else:
            known = (*topics["questions"], *numbers)
            said = f"there is no question or derived number {shown(name)}{nearest(name, known)}"
            report.add(item.place, "unknown-name", said)
    for name, item in topics["questions"].items():
        form = item.values.get("type")
        for answer in item.values.get("answers", {}).values():
            if "usual" in answer.values:
                _check_weight(answer.values["usual"], form, answer.written("usual"), report)
        if name not in topics["usual"]:
            weights = {key: one.values.get("usual") for key, one in item.values.get("answers", {}).items()}
            _check_sum(name, form, list(weights.values()), item.place, report)


def _check_question(name: str, item: Item, question: Item, report: Report) -> None:
    form = question.values.get("type")
    if form is None:
        return
    _check_keys(name, item, QuestionType(form), report)
    options = question.values.get("answers", {})
    words = YES_NO if form == QuestionType.YES_NO else tuple(options)
    weights = {key: one.values.get("usual") for key, one in options.items()}
    for answer, (weight, node) in _written(item).items():
        if answer not in words:
            listed = f" ({', '.join(words[:12])})" if words else ", which has none to choose from"
            said = f"{shown(answer)} is not an answer of '{name}'{listed}{nearest(answer, words)}"
            report.add(node, "unknown-answer", said)
        elif weights.get(answer) is not None:
            said = f"{shown(answer)} of '{name}' has its weight beside it already; give it once"
            report.add(node, "repeated", said)
        _check_weight(weight, form, node, report)
    if "others" in item.values:
        _check_weight(item.values["others"], form, item.written("others"), report)
    given = item.values.get("answers", {})
    found = [given.get(word, item.values.get("others", weights.get(word))) for word in words]
    _check_sum(name, form, found, item.place, report)


def _check_keys(name: str, item: Item, form: QuestionType, report: Report) -> None:
    for key, forms in _FORMS.items():
        if key in item.values and form not in forms:
            said = f"'{key}' belongs to the type {' or '.join(forms)}, and '{name}' is of the type {form}"
            report.add(item.at(key), "misplaced-key", said)


def _written(item: Item) -> dict[str, tuple[Decimal, Node]]:
    """Return the weights of answers, each with where it stands."""
    node = item.written("answers")
    entries = node.entries if isinstance(node, Mapping) else {}
    return {name: (weight, entries[name].key) for name, weight in item.values.get("answers", {}).items()}


def _check_weight(weight: Decimal, form: str | None, node: Node, report: Report) -> None:
    several = form == QuestionType.SEVERAL
    if weight < 0 or (several and weight > 1):
        wanted = "a chance, from 0 to 1" if several else "a weight of 0 or more"
        report.add(node, "not-a-weight", f"{weight} stands here; it must be {wanted}")


def _check_sum(
    name: str, form: str | None, weights: list[Decimal | None], place: Node, report: Report
) -> None:
    """Report a choice of which no answer would ever be drawn."""
    if form in (QuestionType.ONE, QuestionType.YES_NO) and weights and all(one == 0 for one in weights):
        report.add(place, "not-a-weight", f"every answer of '{name}' has the weight 0; one must have more")

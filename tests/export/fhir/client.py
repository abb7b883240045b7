"""A form and a response as a strict client reads them, and what the validators are blind to."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from fhirpathpy import compile as compile_path
from fhirpathpy.models import models

Json = dict[str, Any]
VALUES = {
    "choice": {"valueCoding"},
    "boolean": {"valueBoolean"},
    "integer": {"valueInteger"},
    "decimal": {"valueDecimal"},
    "string": {"valueString"},
    "text": {"valueString"},
}
COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def items(resource: Json, parent: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every item with the linkId of the item it stands in."""
    for item in resource.get("item", ()):
        yield parent, item
        yield from items(item, item["linkId"])


def shown(form: Json, response: Json, known: Json | None = None) -> set[str]:
    """Return the linkIds of the items that are enabled, in groups that are.

    `known` is what the variables of the form find, where that was worked out.
    """
    found: set[str] = set()
    known = variables(form, response) if known is None else known
    for parent, item in items(form):
        if (not parent or parent in found) and _enabled(item, response, known):
            found.add(item["linkId"])
    return found


def worked_out(form: Json, response: Json, known: Json | None = None) -> Json:
    """Return what every calculated expression gives, by linkId; None for nothing."""
    found = {}
    known = variables(form, response) if known is None else known
    for _, item in items(form):
        text = expression(item, "calculatedExpression")
        if text:
            value = evaluate(text, response, known)
            found[item["linkId"]] = value[0] if value else None
    return found


def variables(form: Json, response: Json) -> Json:
    """Return what the variables of a form find, each of which may refer to those before it."""
    found: Json = {}
    for one in form.get("extension", ()):
        assert one["url"] == "http://hl7.org/fhir/StructureDefinition/variable"
        named = one["valueExpression"]
        assert named["name"] not in found
        found[named["name"]] = evaluate(named["expression"], response, found)
    return found


def form_faults(form: Json) -> Iterator[str]:
    """Yield what is wrong with a form although every validator lets it pass."""
    completions = {item["linkId"]: item for _, item in items(form)}
    counts = Counter(item["linkId"] for _, item in items(form))
    yield from (f"{link} is there twice" for link, count in counts.items() if count > 1)
    for _, item in items(form):
        yield from (f"{item['linkId']}: {fault}" for fault in _item_faults(item, completions))


def response_faults(form: Json, response: Json, visible: set[str] | None = None) -> Iterator[str]:
    """Yield what a response says that its form has no place for, or that the form does not ask.

    `visible` is what the form shows, where that was worked out.
    """
    asked = {item["linkId"]: (parent, item) for parent, item in items(form)}
    visible = shown(form, response) if visible is None else visible
    for parent, item in items(response):
        link = item["linkId"]
        if link not in asked or asked[link][0] != parent:
            yield f"{link} has no place there"
        elif link not in visible:
            yield f"{link} is not enabled"
        else:
            yield from (f"{link}: {fault}" for fault in _answer_faults(asked[link][1], item))


def expression(item: Json, name: str) -> str:
    """Return the FHIRPath of an item's extension; empty when it has none."""
    for one in item.get("extension", ()):
        if one["url"].endswith(f"sdc-questionnaire-{name}"):
            return str(one["valueExpression"]["expression"])
    return ""


@cache
def _compiled(text: str) -> Callable[[Json, Json], list[Any]]:
    return compile_path(text, models["r4"])


def evaluate(text: str, response: Json, known: Json) -> list[Any]:
    """Return what FHIRPath finds in a response while these variables are known."""
    return list(_compiled(text)(response, {"resource": response, **known}))


def _enabled(item: Json, response: Json, known: Json) -> bool:
    text = expression(item, "enableWhenExpression")
    if text:
        return evaluate(text, response, known) == [True]
    conditions = [_met(condition, response) for condition in item.get("enableWhen", ())]
    return (any if item.get("enableBehavior") == "any" else all)(conditions) if conditions else True


def _met(condition: Json, response: Json) -> bool:
    answers = [
        next(value for key, value in answer.items() if key.startswith("value"))
        for _, item in items(response)
        if item["linkId"] == condition["question"]
        for answer in item.get("answer", ())
    ]
    (wanted,) = [value for key, value in condition.items() if key.startswith("answer")]
    if condition["operator"] == "exists":
        return bool(answers) == wanted
    plain = [_plain(answer) for answer in answers]
    return any(COMPARED[condition["operator"]](answer, _plain(wanted)) for answer in plain)


def _plain(value: Any) -> Any:
    return (value["system"], value["code"]) if isinstance(value, dict) else value


def _item_faults(item: Json, completions: dict[str, Json]) -> Iterator[str]:
    kind, options = item["type"], [one["valueCoding"] for one in item.get("answerOption", ())]
    if kind == "choice" and not options:
        yield "a choice without options"
    if len({(one["system"], one["code"]) for one in options}) < len(options):
        yield "two options have one code"
    if len({one["display"] for one in options}) < len(options):
        yield "two options look alike"
    if kind == "group" and not item.get("item"):
        yield "a group without items"
    if kind == "display" and item.get("item"):
        yield "a text with items"
    if not (item.get("text") or kind == "group") or item.get("text", "") != item.get("text", "").strip():
        yield "no text, or space around it"
    if len(item.get("enableWhen", ())) > 1 and "enableBehavior" not in item:
        yield "neither any nor all"
    if item.get("enableWhen") and expression(item, "enableWhenExpression"):
        yield "two ways to be enabled"
    for condition in item.get("enableWhen", ()):
        yield from _condition_faults(condition, item, completions)
    for name in ("enableWhenExpression", "calculatedExpression"):
        for link in re.findall(r"linkId = '([^']*)'", expression(item, name)):
            if link not in completions or link == item["linkId"]:
                yield f"its expression refers to {link}"


def _condition_faults(condition: Json, item: Json, completions: dict[str, Json]) -> Iterator[str]:
    target = completions.get(condition["question"])
    if target is None or target is item or target["type"] in ("group", "display"):
        yield f"refers to {condition['question']}"
        return
    coding = condition.get("answerCoding")
    options = [one["valueCoding"] for one in target.get("answerOption", ())]
    if coding and _plain(coding) not in map(_plain, options):
        yield f"waits for {coding['code']}, which {target['linkId']} does not offer"
    if coding and condition["operator"] not in ("=", "!="):
        yield "codes know only = and !="
    if condition["operator"] == "!=":
        missing = {"question": target["linkId"], "operator": "exists", "answerBoolean": False}
        if target.get("repeats") or item["enableBehavior"] != "any" or missing not in item["enableWhen"]:
            yield "clients differ on != without an answer"


def _answer_faults(question: Json, item: Json) -> Iterator[str]:
    answers = item.get("answer", [])
    if len(answers) > 1 and not question.get("repeats"):
        yield "more than one answer"
    options = [one["valueCoding"] for one in question.get("answerOption", ())]
    for answer in answers:
        if not set(answer) <= VALUES.get(question["type"], set()):
            yield f"an answer with {', '.join(answer)}"
        elif question["type"] == "choice" and answer["valueCoding"] not in options:
            yield f"{answer['valueCoding']['code']} is not offered"

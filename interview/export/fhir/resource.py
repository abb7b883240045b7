"""FHIR resources: what things are called in them, JSON text and back, and the text they show to people.

Addresses, codes and linkIds are here, so that both ways agree. An id of the flow language has no `/` and no
`.`, so nothing made here is ever the id of a question. Shown text is XHTML of `div`, `p`, `ul` and `li`, in
which nothing but text is ever written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from html import escape
from typing import Any, NoReturn

from interview.errors import UsageError
from interview.flow.answers import Reason
from interview.flow.decimals import INFINITY, MOST_DIGITS, json_text
from interview.flow.decimals import digits as written_digits
from interview.flow.model import Flow, Question, QuestionType
from interview.text import one_line

Json = dict[str, Any]
Codes = Mapping[str, Sequence[Json]]
"""Codings of other code systems, by the id of a question or fact."""

BASE = "https://interview.invalid/fhir"
"""What every identifier of ours begins with. It names things and leads nowhere: `.invalid` never resolves."""
FORMS = f"{BASE}/Questionnaire"
CODES = f"{BASE}/CodeSystem/answers"
CONTENT_HASH = f"{BASE}/content-hash"
LOGIC_HASH = f"{BASE}/logic-hash"
UCUM = "http://unitsofmeasure.org"
EXTENSION = "http://hl7.org/fhir/StructureDefinition"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"

ABOUT = "form/about"
ALSO = "form/also"
"""The linkId of the list of questions that are answered by choice."""
FACTS = "form/facts"
NONE = "none_of_these"
REST = "rest_not_assessed"
REASONS = {
    Reason.NOT_ASSESSED: "Not assessed",
    Reason.NOT_KNOWN: "Not known",
    Reason.PENDING: "Result pending",
    Reason.DECLINED: "Declined",
    Reason.UNREADABLE: "Unreadable",
}

_HALF = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_text(resource: Json) -> str:
    """Return a resource as JSON text."""
    return json_text(resource, indent=2) + "\n"


def parsed(text: str) -> Json:
    """Return the resource in JSON text; `UsageError` when it is none, or says something twice."""
    try:
        resource = json.loads(text, object_pairs_hook=_once, **_NUMBERS)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"line {error.lineno}, column {error.colno}: this is not JSON: {error.msg}"
        ) from None
    except RecursionError:
        raise UsageError("this is nested too deep to be a resource") from None
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        raise UsageError("this is not a FHIR resource: it has no resourceType")
    if half := _HALF.search(json_text(resource)):
        raise UsageError(f"this holds half a character, \\u{ord(half[0]):04x}, which is no text")
    return resource


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"'{one_line(twice)[:80]}' stands twice in one place")
    return found


def _whole(digits: str) -> int:
    return int(_short(digits))


def _decimal(digits: str) -> Decimal:
    try:
        number = Decimal(_short(digits))
    except InvalidOperation:
        number = INFINITY
    if not number.is_finite() or written_digits(number) > MOST_DIGITS:
        raise UsageError(f"{digits} is a number beyond all that is read; at most {MOST_DIGITS} digits are")
    return number


def _short(digits: str) -> str:
    if len(digits) > MOST_DIGITS:
        raise UsageError(f"a number in this file has {len(digits)} digits; at most {MOST_DIGITS} are read")
    return digits


def _refuse(word: str) -> NoReturn:
    raise UsageError(f"{word} is not a number that JSON knows")


_NUMBERS: dict[str, Any] = {"parse_int": _whole, "parse_float": _decimal, "parse_constant": _refuse}


def form_url(flow: Flow) -> str:
    """Return the address of a flow's form."""
    return f"{FORMS}/{flow.id}"


def form_version(flow: Flow) -> str:
    """Return the version of a flow's form: the flow's, and the content it was made from."""
    return f"{flow.version}+{flow.content_hash[:12]}" if flow.content_hash else flow.version


def panel_link(screen: str) -> str:
    """Return the linkId of the group for a screen of several questions."""
    return f"panel/{screen}"


def absent_link(question: str) -> str:
    """Return the linkId of the item that says why a number or text is missing."""
    return f"{question}/absent"


def fact_link(name: str) -> str:
    """Return the linkId of a fact or derived number."""
    return f"fact/{name}"


def option_code(question: Question, option: str) -> str:
    """Return the code of an option, alone in our code system; `yes` and `no` are the same everywhere."""
    return option if question.type is QuestionType.YES_NO else f"{question.id}.{option}"


def question_code(question: str) -> str:
    """Return the code that names a question in the list of those answered by choice."""
    return f"question.{question}"


def coding(code: str, display: str = "") -> Json:
    """Return a coding of our code system."""
    return {"system": CODES, "code": code, **({"display": display} if display else {})}


def absent_codings() -> list[Json]:
    """Return what can be said instead of an answer; none of it ever means no."""
    return [coding(str(reason), words) for reason, words in REASONS.items()]


def written(text: str) -> str:
    """Return text as it stands between tags, whatever is in it."""
    return escape(_NOT_XML.sub("", text))


def paragraph(text: str) -> str:
    """Return a paragraph; nothing for empty text."""
    return f"<p>{written(text)}</p>" if text.strip() else ""


def items(texts: Iterable[str]) -> str:
    """Return a list; nothing for an empty one."""
    listed = "".join(f"<li>{written(text)}</li>" for text in texts)
    return f"<ul>{listed}</ul>" if listed else ""


def narrative(*parts: str) -> Json:
    """Return what a resource or section says to people, from paragraphs and lists."""
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{"".join(parts)}</div>'}

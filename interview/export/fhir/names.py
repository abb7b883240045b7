"""What things are called in FHIR: addresses, codes and linkIds. One place, so that both ways agree.

An id of the flow language has no `/` and no `.`, so nothing made here is ever the id of a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interview.flow.answers import Reason
from interview.flow.model import Flow, Question, QuestionType

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
}


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

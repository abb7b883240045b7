"""The recommendations that hold, as one RequestGroup: a proposal with an action and a task for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview.export.fhir.resource import Json, coding, narrative, paragraph
from interview.export.fhir.terminology import codings
from interview.flow.model import Flow, Urgency
from interview.flow.terminology import Code, Codes
from interview.summary.model import Citation, Line
from interview.summary.templates.escaping import escape_markdown

PRIORITY = {Urgency.SAME_DAY: "asap", Urgency.SOON: "urgent", Urgency.ROUTINE: "routine"}
"""FHIR's word for each urgency. Its strongest, `stat`, means at once: no flow says that."""
BASIS = "Options with their basis, not orders. Nobody has accepted them yet."


@dataclass(frozen=True, slots=True)
class Holding:
    """The lines that hold, and what their resources share."""

    flow: Flow
    lines: Sequence[Line]
    codes: Codes
    at: str
    author: Json
    """A reference to what made them."""
    reasons: Sequence[Code] = ()
    """Codes of what the answers say."""
    errors: str = ""
    """That the flow was run though it has errors; empty for a sound one."""


def request_group(holding: Holding) -> Json:
    """Return the lines that hold as a proposal; there must be one at least."""
    group = {
        "resourceType": "RequestGroup",
        "text": narrative(paragraph(f"{len(holding.lines)} recommendations hold. {BASIS}")),
        "contained": [_task(holding, number, line) for number, line in enumerate(holding.lines, 1)],
        "status": "draft",
        "intent": "proposal",
        "authoredOn": holding.at,
        "author": holding.author,
        "reasonCode": [{"coding": codings([reason])} for reason in holding.reasons],
        "note": [{"text": f"{holding.errors}. {BASIS}" if holding.errors else BASIS}],
        "action": [_action(holding, number, line) for number, line in enumerate(holding.lines, 1)],
    }
    return {key: value for key, value in group.items() if value}


def urgency_in_words(urgency: Urgency) -> str:
    """Return how soon, as people say it."""
    return urgency.value.replace("_", " ")


def _action(holding: Holding, number: int, line: Line) -> Json:
    said = " ".join(part for part in (line.say, line.more) if part)
    because = _because(line)
    action = {
        "prefix": str(number),
        "title": line.title,
        "description": said,
        "textEquivalent": f"{line.title} ({urgency_in_words(line.urgency)}). {said}"
        + (f" Because: {because}." if because else ""),
        "priority": PRIORITY[line.urgency],
        "code": [_concept(holding.codes, line)],
        "documentation": [*_evidence(line), *(_citation(holding.flow, one) for one in line.sources)],
        "resource": {"reference": f"#{_task_id(number)}"},
    }
    return {key: value for key, value in action.items() if value}


def _task(holding: Holding, number: int, line: Line) -> Json:
    because = _because(line)
    task = {
        "resourceType": "Task",
        "id": _task_id(number),
        "status": "draft",
        "intent": "proposal",
        "priority": PRIORITY[line.urgency],
        "code": _concept(holding.codes, line),
        "description": line.say,
        "authoredOn": holding.at,
        "requester": holding.author,
        "reasonCode": {"text": because} if because else {},
    }
    return {key: value for key, value in task.items() if value}


def _because(line: Line) -> str:
    return "; ".join(reason.text for reason in line.because)


def _task_id(number: int) -> str:
    return f"task-{number}"


def _concept(codes: Codes, line: Line) -> Json:
    """Return what a line is: its own code, which way it points, and any code it has elsewhere."""
    own = coding(f"recommendation.{line.id}", line.title)
    stance = coding(f"stance.{line.stance.value}", line.stance.value)
    return {"coding": [own, stance, *codings(codes.lines.get(line.id, ()))], "text": line.title}


def _evidence(line: Line) -> Iterator[Json]:
    """Yield the kinds of evidence the line rests on, which need not be those of its sources."""
    if line.evidence:
        yield {"type": "justification", "display": f"Evidence: {', '.join(line.evidence)}"}


def _citation(flow: Flow, citation: Citation) -> Json:
    url = _address(flow, citation.id)
    return {
        "type": "citation",
        "label": str(citation.number),
        "display": f"{citation.short} ({citation.kind})",
        "citation": escape_markdown(citation.full),
        **({"url": url} if url else {}),
    }


def _address(flow: Flow, source: str) -> str:
    record = flow.sources[source].record
    doi = record.get("DOI")
    found = f"https://doi.org/{doi}" if doi else str(record.get("URL") or "")
    return found if found.startswith(("https://", "http://")) and not set(found) & set(" <>\"'") else ""

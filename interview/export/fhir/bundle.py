"""A summary as a FHIR R4 document: what it says to people, the answers, the proposal, and what made it.

There is no Patient in it. The program does not know who the patient is; a record system that takes the
document in adds the subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from interview import __version__
from interview.engine import Session
from interview.engine.given_answers import Visits
from interview.export.fhir.request_group import BASIS, Holding, request_group, urgency_in_words
from interview.export.fhir.resource import BASE, Json, as_text, coding, items, narrative, paragraph
from interview.export.fhir.response import response
from interview.export.fhir.terminology import codings, said_codes
from interview.flow.decimals import json_text
from interview.flow.terminology import NO_CODES, Code, Codes, notices
from interview.moments import in_utc
from interview.summary.answer_phrases import as_read
from interview.summary.builder import build
from interview.summary.model import (
    Citation,
    FlowInfo,
    Line,
    NumberLine,
    OpenGroup,
    Reason,
    Summary,
    TableLine,
)
from interview.summary.sentences import sentences
from interview.summary.since_last_visit import Since

_DRAFT = UUID(int=0)

_TYPE = coding("document.management-summary", "Management summary")

_NAME = "interview"


def bundle(
    session: Session, *, at: str, origin: str = "", visits: Visits = (), codes: Codes = NO_CODES
) -> Json:
    """Return a session and what follows from it as a document; `at` is the moment, in UTC but for the words.

    `origin` and `visits` are those of a summary. Every id is made from the content, so that the same
    document has the same ids and another one has others.
    """
    summary = build(session, at=at, origin=origin, visits=visits)
    answers = response(session, at=at)
    content = json_text(_document(session, summary, answers, codes, _DRAFT), sort_keys=True, ascii=True)
    return _document(session, summary, answers, codes, uuid5(NAMESPACE_URL, f"{BASE}/Bundle/{content}"))


def render_bundle(
    session: Session, *, at: str, origin: str = "", visits: Visits = (), codes: Codes = NO_CODES
) -> str:
    """Return the document as JSON text."""
    return as_text(bundle(session, at=at, origin=origin, visits=visits, codes=codes))


def _document(session: Session, summary: Summary, answers: Json, codes: Codes, own: UUID) -> Json:
    ids = {name: str(uuid5(own, name)) for name in ("Composition", "Device", "answers", "RequestGroup")}
    author = {"reference": f"urn:uuid:{ids['Device']}", "type": "Device", "display": "interview"}
    answers = {"id": ids["answers"], **answers, "author": author}
    lines = summary.lines
    holding = Holding(
        session.flow,
        lines,
        codes,
        in_utc(summary.at),
        author,
        said_codes(codes, session),
        summary.flow.errors,
    )
    proposal = [{"id": ids["RequestGroup"], **request_group(holding)}] if lines else []
    references = {name: f"urn:uuid:{one}" for name, one in ids.items()}
    head = {"id": ids["Composition"], **composition(summary, author, references, codes, holding.reasons)}
    return {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{own}"},
        "type": "document",
        "timestamp": in_utc(summary.at),
        "entry": [
            {"fullUrl": f"urn:uuid:{one['id']}", "resource": one}
            for one in (head, {"id": ids["Device"], **device(summary.flow)}, answers, *proposal)
        ],
    }


def composition(
    summary: Summary, author: Json, references: Mapping[str, str], codes: Codes, reasons: Sequence[Code]
) -> Json:
    """Return the composition of a document.

    `references` lead to the answers and to the proposal; `reasons` are codes of what the answers say. It is
    preliminary: nobody has signed it.
    """
    used = (
        *codes.document,
        *reasons,
        *(code for line in summary.lines for code in codes.lines.get(line.id, ())),
    )
    errors = f"{summary.flow.errors}. " if summary.flow.errors else ""
    about = paragraph(f"{errors}{summary.flow.title}, {summary.at[:10]}; {summary.flow.reviewed}. {BASIS}")
    return {
        "resourceType": "Composition",
        "text": narrative(about),
        "status": "preliminary",
        "type": {"coding": [_TYPE, *codings(codes.document)], "text": "Management summary"},
        "date": in_utc(summary.at),
        "author": [author],
        "title": f"{summary.flow.title}: summary of {summary.at[:10]}",
        "section": [_section(part, references) for part in sections(summary, notices(used))],
    }


def _section(part: Part, references: Mapping[str, str]) -> Json:
    data = references["RequestGroup"] if part.holds else references["answers"]
    behind = part.holds or part.id == "assessment"
    return {
        "title": part.title,
        "code": {"coding": [coding(f"section.{part.id}", part.title)]},
        "text": narrative(part.body),
        **({"entry": [{"reference": data}]} if behind else {}),
    }


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its id, heading and XHTML, and whether it tells lines that hold."""

    id: str
    title: str
    body: str
    holds: bool = False


def sections(summary: Summary, notices: Iterable[str] = ()) -> tuple[Part, ...]:
    """Return the sections that have something to say; `notices` are what licences of codes ask for."""
    held = [Part(one.id, one.title, _lines(one.lines), True) for one in summary.sections]
    parts = (
        Part("assessment", "Assessment", _assessment(summary)),
        Part("since", f"Since last time ({summary.since.at[:10]})", items(_since(summary.since))),
        *held,
        Part("open", "Still to find out", items(_open(summary))),
        Part("not_assessed", 'Not assessed, never taken for "no"', items(_missing(summary.not_assessed))),
        Part("ruled_out", "Does not apply on these answers", items(_ruled_out(summary.ruled_out))),
        Part("comment", "Comment", "".join(map(paragraph, summary.comment.splitlines()))),
        Part("references", "References", items(map(_reference, summary.citations))),
        Part("about", "About this document", "".join(map(paragraph, (*_about(summary), *notices)))),
    )
    return tuple(part for part in parts if part.body)


def _assessment(summary: Summary) -> str:
    said = [part for part in (summary.flow.errors, summary.ended, summary.assumption) if part]
    said += [] if summary.answers or summary.ended else ["Nothing has been assessed."]
    said += [prose] if (prose := " ".join(sentences(summary, summary.answers, judged=False))) else []
    answers = (
        f"{one.label}: {one.answer}{'' if one.active else ' (kept, does not count)'}"
        for one in summary.answers
    )
    checks = (f"Check: {one.text}" for one in summary.warnings)
    worked_out = (*map(_number, summary.numbers), *map(_table, summary.tables))
    return "".join((*map(paragraph, said), items(checks), items(answers), items(worked_out)))


def _number(number: NumberLine) -> str:
    missing = f" (missing: {_labels(number.missing)})" if number.missing else ""
    return f"{number.label}: {number.told}{missing}"


def _table(table: TableLine) -> str:
    said = f"{table.label}: {table.told}"
    if table.others:
        said += f"; possible: {table.others}"
    if table.missing:
        said += f" (missing: {_labels(table.missing)})"
    return ". ".join(part for part in (f"{said}{_numbers(table.sources)}", table.note) if part)


def _since(since: Since) -> Iterator[str]:
    if since.at and since.nothing:
        yield "Nothing has changed."
    for measure in since.measures:
        readings = ", then ".join(f"{one.value} ({one.at[:10]})" for one in measure.readings)
        kept = "" if measure.repeated else ", not repeated"
        yield f"{measure.label}: {readings} {measure.unit}{kept}"
    for shift in (*since.changed, *since.new, *since.withdrawn):
        yield f"{shift.label}: {shift.after or 'not assessed'} (then: {shift.before or 'not assessed'})"
    for line in since.lines:
        before = as_read(line.before) or "not part of it"
        yield f"{line.title}: {as_read(line.after)} (then: {before})"


def _lines(lines: Iterable[Line]) -> str:
    return "".join(_line(line) for line in lines)


def _line(line: Line) -> str:
    head = f"{line.title} ({urgency_in_words(line.urgency)}){_numbers(line.sources)}"
    return paragraph(head) + items(part for part in _behind(line) if part)


def _behind(line: Line) -> Iterator[str]:
    yield line.say
    yield _because(line)
    yield f"This line: {line.reviewed}" if line.reviewed else ""
    yield f"Waits for: {_labels(line.depends_on)}" if line.depends_on else ""
    yield f"Evidence: {', '.join(line.evidence)}" if line.evidence else ""
    yield line.more
    yield from (f"Sources disagree: {dispute}" for dispute in line.controversies)


def _open(summary: Summary) -> Iterator[str]:
    for group in summary.open:
        titles = "; ".join(line.title for line in group.lines)
        yield " ".join((f"{titles}. Waits for: {_labels(group.missing)}.", *_asking(group), *group.prompts))


def _asking(group: OpenGroup) -> Iterator[str]:
    if not group.asked:
        yield "The interview does not ask this by itself."


def _missing(reasons: Iterable[Reason]) -> Iterator[str]:
    for reason in reasons:
        yield reason.text


def _ruled_out(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield ". ".join(part for part in (line.title, _because(line)) if part)


def _because(line: Line) -> str:
    reasons = "; ".join(reason.text for reason in line.because)
    return f"Because: {reasons}" if reasons else ""


def _reference(source: Citation) -> str:
    return f"[{source.number}] {source.full} ({source.kind})"


def _about(summary: Summary) -> Iterator[str]:
    flow = summary.flow
    yield f"{BASIS} What is not assessed is never taken for no."
    yield (
        f"Content: {flow.id} {flow.version}, content {flow.content_hash}, logic {flow.logic_hash}; "
        f"{flow.reviewed}; evidence to {flow.evidence_to}. Made {summary.at}."
    )
    yield f"Content that was not shipped with the program: {flow.origin}." if flow.origin else ""
    yield flow.intended_use
    yield "This document does not say who the patient is; the record it is put into does."


def _labels(reasons: Iterable[Reason]) -> str:
    return "; ".join(reason.label for reason in reasons)


def _numbers(sources: Iterable[Citation]) -> str:
    numbers = ", ".join(str(source.number) for source in sources)
    return f" [{numbers}]" if numbers else ""


def device(flow: FlowInfo) -> Json:
    """Return the program with its version, and the version and hashes of the flow."""
    versions = {
        "program": __version__,
        f"flow {flow.id}": flow.version,
        "logic hash": flow.logic_hash,
        "content hash": flow.content_hash,
        "review": flow.reviewed,
        "errors": flow.errors,
    }
    return {
        "resourceType": "Device",
        "text": narrative(
            paragraph(f"{_NAME} {__version__} with {flow.id} {flow.version}; {flow.reviewed}.")
        ),
        "status": "active",
        "deviceName": [{"name": _NAME, "type": "user-friendly-name"}],
        "type": {"text": "Decision support program; not a medical device"},
        "version": [{"type": {"text": name}, "value": value} for name, value in versions.items() if value],
        "note": [{"text": flow.intended_use}],
    }

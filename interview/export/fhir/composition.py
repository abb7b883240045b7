"""The first resource of a document: its sections, for people, and where each one's data is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interview.export.fhir.names import Json, coding
from interview.export.fhir.narrative import narrative, paragraph
from interview.export.fhir.request_group import BASIS
from interview.export.fhir.sections import Part, sections
from interview.export.fhir.terminology import codings
from interview.flow.terminology import Code, Codes, notices
from interview.summary.model import Summary

_TYPE = coding("document.management-summary", "Management summary")


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
    about = paragraph(f"{summary.flow.title}, {summary.at[:10]}; {summary.flow.reviewed}. {BASIS}")
    return {
        "resourceType": "Composition",
        "text": narrative(about),
        "status": "preliminary",
        "type": {"coding": [_TYPE, *codings(codes.document)], "text": "Management summary"},
        "date": summary.at,
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

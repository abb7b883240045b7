"""A summary as a FHIR R4 document: what it says to people, the answers, the proposal, and what made it.

There is no Patient in it. The program does not know who the patient is; a record system that takes the
document in adds the subject.
"""

from __future__ import annotations

import json
from uuid import NAMESPACE_URL, UUID, uuid5

from interview.engine import Session
from interview.engine.return_visit import Visits
from interview.export.fhir.composition import composition
from interview.export.fhir.device import device
from interview.export.fhir.names import BASE, Json
from interview.export.fhir.request_group import Holding, request_group
from interview.export.fhir.resource import as_text
from interview.export.fhir.response import response
from interview.export.fhir.terminology import said_codes
from interview.flow.terminology import NO_CODES, Codes
from interview.summary.builder import build
from interview.summary.model import Summary

_DRAFT = UUID(int=0)


def bundle(
    session: Session, *, at: str, origin: str = "", visits: Visits = (), codes: Codes = NO_CODES
) -> Json:
    """Return a session and what follows from it as a document; `at` is the moment (UTC, ISO 8601).

    `origin` and `visits` are those of a summary. Every id is made from the content, so that the same
    document has the same ids and another one has others.
    """
    summary = build(session, at=at, origin=origin, visits=visits)
    answers = response(session, at=at)
    content = json.dumps(_document(session, summary, answers, codes, _DRAFT), sort_keys=True)
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
    holding = Holding(session.flow, lines, codes, summary.at, author, said_codes(codes, session))
    proposal = [{"id": ids["RequestGroup"], **request_group(holding)}] if lines else []
    references = {name: f"urn:uuid:{one}" for name, one in ids.items()}
    head = {"id": ids["Composition"], **composition(summary, author, references, codes, holding.reasons)}
    return {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{own}"},
        "type": "document",
        "timestamp": summary.at,
        "entry": [
            {"fullUrl": f"urn:uuid:{one['id']}", "resource": one}
            for one in (head, {"id": ids["Device"], **device(summary.flow)}, answers, *proposal)
        ],
    }

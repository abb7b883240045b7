"""The program as the author of a document: its version, and the content it worked with."""

from __future__ import annotations

from interview import __version__
from interview.export.fhir.names import Json
from interview.export.fhir.narrative import narrative, paragraph
from interview.summary.model import FlowInfo

_NAME = "interview"


def device(flow: FlowInfo) -> Json:
    """Return the program with its version, and the version and hashes of the flow."""
    versions = {
        "program": __version__,
        f"flow {flow.id}": flow.version,
        "logic hash": flow.logic_hash,
        "content hash": flow.content_hash,
        "review": flow.reviewed,
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

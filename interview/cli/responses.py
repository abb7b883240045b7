"""A FHIR response as a kept session: begun and answered at the moment that the response says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from interview.cli.opening import open_flow
from interview.cli.terminal import complain
from interview.errors import UsageError
from interview.export.fhir.response_import import answered_flow, parsed_response, read_response
from interview.flow.answers import Answer, Text
from interview.store import Recording, Store
from interview.store.identifiers import warning

_EARLIEST = 2000
"""The year before which no response to such a form was written."""


def keep_response(store: Store, text: str, flows: str | None) -> str:
    """Keep the answers of a response to one of the flows here, and return the session's id.

    `UsageError` when no flow here makes the form that was answered, and with every mistake in the response.
    """
    resource = parsed_response(text)
    opened = open_flow(answered_flow(resource), flows)
    answers = read_response(opened.logic.flow, text)
    if not answers:
        raise UsageError("this response has no answers, so there is nothing to keep")
    if doubt := warning("\n".join(one.text for one in answers.values() if isinstance(one, Text))):
        complain(f"interview: {doubt}")
    at = _moment(resource.get("authored"))
    recording = Recording.begin(store, opened.logic, clock=lambda: at, origin=opened.origin)
    _keep(recording, answers, finished=resource.get("status") in ("completed", "amended"))
    return recording.id


def _keep(recording: Recording, answers: Mapping[str, Answer], *, finished: bool) -> None:
    for question, answer in answers.items():
        recording.answer(question, answer)
    if finished:
        recording.finish()
    recording.close()
    if not recording.saved:
        raise UsageError(f"the answers could not be kept: {recording.problem}")


def _moment(authored: object) -> datetime:
    """Return when a response was written; now, when it does not say a moment with its time zone, or lies."""
    now = datetime.now(UTC)
    try:
        said = datetime.fromisoformat(str(authored))
    except ValueError:
        return now
    return said if said.tzinfo is not None and said.year >= _EARLIEST and said <= now else now

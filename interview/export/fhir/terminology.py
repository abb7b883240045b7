"""Which codes of other code systems go into FHIR: none, those beside the flow, or those of a file.

Whatever is chosen, everything also has a code of our own code system, so nothing is lost without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from interview.engine import Session, conclude
from interview.errors import FlowError, UsageError
from interview.export.fhir.resource import Codes as Codings
from interview.export.fhir.resource import Json
from interview.flow.answers import Chosen, Several
from interview.flow.model import Flow
from interview.flow.terminology import NO_CODES, Code, Codes, codes_beside, notices, read_codes
from interview.library import flow_folder
from interview.text import one_line

NONE = "none"
OPEN = "open"


def chosen_codes(choice: str, flow: Flow) -> Codes:
    """Return the codes of a choice: `none`, `open` (those beside the flow) or the name of a file.

    `UsageError` when there is no such file, and with every mistake in it.
    """
    if choice == NONE:
        return NO_CODES
    if choice != OPEN and not Path(choice).is_file():
        raise UsageError(f"--codes takes none, open or a file; there is no file {one_line(choice)}")
    try:
        return codes_beside(_folder(flow), flow) if choice == OPEN else read_codes(Path(choice), flow)
    except FlowError as error:
        raise UsageError(f"the codes have mistakes:\n{error}") from None


def _folder(flow: Flow) -> Path:
    """Return the folder a flow was read from; of one that was kept with a session, that of today's flow."""
    folder = Path(flow.folder)
    if folder.is_dir():
        return folder
    try:
        return flow_folder(flow.id).path
    except UsageError:
        return folder


def codings(codes: Iterable[Code]) -> list[Json]:
    """Return codes as FHIR writes them."""
    return [{"system": one.system.uri, "code": one.code, "display": one.display} for one in codes]


def form_codings(codes: Codes, flow: Flow) -> Codings:
    """Return the codes that a form has a place for: those of its questions and facts."""
    return {
        name: codings(found) for name, found in codes.parts.items() if name in {*flow.questions, *flow.facts}
    }


def form_notice(codes: Codes, flow: Flow) -> str:
    """Return what the licences of those codes ask to be printed; empty when none does."""
    used = form_codings(codes, flow)
    return " ".join(notices(code for name in used for code in codes.parts[name]))


def said_codes(codes: Codes, session: Session) -> tuple[Code, ...]:
    """Return the codes of what a session says for certain: answers that count, facts that hold."""
    return tuple(code for name in _said(session) for code in codes.parts.get(name, ()))


def _said(session: Session) -> Iterator[str]:
    for name, answer in session.answers.items():
        if name in session.completions.inactive:
            continue
        if isinstance(answer, Chosen):
            yield f"{name}.{answer.option}"
        elif isinstance(answer, Several):
            yield from (f"{name}.{option}" for option in sorted(answer.chosen))
    yield from (name for name, truth in conclude(session).facts.items() if truth)

"""The note of an interview, made when it is finished, to be kept as it was on that day."""

from __future__ import annotations

from interview.engine.return_visit import Visits
from interview.engine.session import Session
from interview.errors import InterviewError
from interview.summary.builder import build
from interview.summary.templates.renderer import render_note


def frozen_note(session: Session, *, at: str, origin: str, visits: Visits) -> str:
    """Return the note to keep; empty when the template has a mistake, which keeps nobody from finishing."""
    try:
        return render_note(build(session, at=at, origin=origin, visits=visits))
    except InterviewError:
        return ""

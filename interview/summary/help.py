"""When a patient needs help at once: the same on every page, whatever the answers are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview.flow.model import Flow
from interview.summary.references import Citation


@dataclass(frozen=True, slots=True)
class Help:
    """What stands on every page for a patient; empty when the flow has no words for patients."""

    about: str = ""
    get_help: tuple[str, ...] = ()
    """When to get help at once, whatever the answers are."""
    call: str = ""
    """Whom to call then, and how soon."""
    sources: tuple[Citation, ...] = ()


def help_in(flow: Flow, citations: Mapping[str, Citation]) -> Help:
    """Return what the flow says on every page for a patient."""
    page = flow.patient_page
    if page is None:
        return Help()
    return Help(page.about, page.get_help, page.call, tuple(citations[source] for source in page.sources))

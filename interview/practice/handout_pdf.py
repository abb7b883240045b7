"""Cases on paper as a PDF, each on a page of its own."""

from __future__ import annotations

from dataclasses import asdict

from interview.export.documents.pdf import set_by_typst
from interview.practice.feedback import SAID
from interview.practice.handout import ASKED, CLOSING, PLACES, Paper
from interview.summary.templates.context import Plain

TEMPLATE = "practice.typ"


def render_paper(paper: Paper) -> bytes:
    """Return cases on paper as a PDF. `UsageError` when Typst is not installed."""
    places: list[Plain] = [SAID[one] for one in PLACES]
    return set_by_typst(TEMPLATE, {**asdict(paper), "places": places, "asked": ASKED, "closing": CLOSING})

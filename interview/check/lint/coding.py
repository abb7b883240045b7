"""Mistakes in the optional file of codes beside a flow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from interview.check.diagnostics.diagnostic import Finding
from interview.errors import FlowError
from interview.flow.model import Flow
from interview.flow.terminology import codes_beside


def codes(folder: Path, flow: Flow) -> Iterator[Finding]:
    """Yield every mistake in the codes of a flow; nothing when it has none."""
    try:
        codes_beside(folder, flow)
    except FlowError as error:
        for found in error.problems:
            yield Finding(found.place, found.code, found.message, found.excerpt)

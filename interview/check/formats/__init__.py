"""What a check found, for people and for other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from interview.check.checker import Report
from interview.check.formats.as_json import as_json
from interview.check.formats.github import as_annotations
from interview.check.formats.sarif import as_sarif
from interview.check.reports import as_text

FORMATS: dict[str, Callable[[Sequence[Report]], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_annotations,
}
"""How reports are written, by the name given with `--format`."""

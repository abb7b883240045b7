"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from interview.check.checker import Report
from interview.check.diagnostics import CODES
from interview.check.diagnostics.diagnostic import Finding, Severity
from interview.check.formats.counts import counted
from interview.check.patients import patient_in_words

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_annotations(reports: Sequence[Report]) -> str:
    """Return a command for each finding, and a last line that counts them."""
    lines = [_annotation(finding, report) for report in reports for finding in report.findings]
    return "\n".join([*lines, counted(reports)])


def _annotation(finding: Finding, report: Report) -> str:
    code, place = CODES[finding.code], finding.place
    values = {
        "file": report.file(place),
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{code.id}: {code.title}",
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    patient = patient_in_words(finding, report.flow)
    shown = f"\nfor example a patient with {patient}" if patient else ""
    said = f"{finding.message}{shown}\nsee {code.page}"
    return f"::{_COMMANDS[code.severity]} {properties}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

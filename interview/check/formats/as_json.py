"""Findings as JSON, for other programs; described in docs/command-line.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from interview.check.checker import Report
from interview.check.diagnostics import CODES
from interview.check.diagnostics.diagnostic import Finding, Severity

SCHEMA = 1
"""Raised when a key changes its meaning or goes; a new key does not raise it."""


def as_json(reports: Sequence[Report]) -> str:
    """Return all reports as one JSON document."""
    document = {"schema": SCHEMA, **_counts(reports), "checked": [_report(report) for report in reports]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _report(report: Report) -> dict[str, Any]:
    flow = report.flow
    return {
        "folder": str(report.folder),
        "flow": flow.id if flow else None,
        "version": flow.version if flow else None,
        "logic_hash": flow.logic_hash if flow else None,
        "content_hash": flow.content_hash if flow else None,
        **_counts([report]),
        "findings": [_finding(finding, report) for finding in report.findings],
    }


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    code, place = CODES[finding.code], finding.place
    return {
        "code": code.id,
        "severity": str(code.severity),
        "message": finding.message,
        "file": report.file(place),
        "line": place.line,
        "column": place.column,
        "excerpt": finding.excerpt,
        "patient": dict(finding.patient),
        "see": code.page,
    }


def _counts(reports: Sequence[Report]) -> dict[str, int]:
    return {f"{grave}s": sum(report.count(grave) for report in reports) for grave in Severity}

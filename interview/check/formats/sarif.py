"""Findings in the Static Analysis Results Interchange Format (SARIF) 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from interview import __version__
from interview.check.checker import Report
from interview.check.diagnostics import CODES, Code
from interview.check.diagnostics.diagnostic import Finding
from interview.check.patients import patient_in_words

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NUMBERS = {name: number for number, name in enumerate(CODES)}


def as_sarif(reports: Sequence[Report]) -> str:
    """Return all reports as one run."""
    driver = {
        "name": "interview",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in CODES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, report) for report in reports for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.meaning},
        "help": {"text": f"{code.meaning}\n\nHow to mend it: {code.mend}"},
        "defaultConfiguration": {"level": str(code.severity)},
    }


def _result(finding: Finding, report: Report) -> dict[str, Any]:
    place, code = finding.place, CODES[finding.code]
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    if finding.excerpt:
        region["snippet"] = {"text": finding.excerpt}
    physical = {"artifactLocation": {"uri": quote(report.file(place))}, "region": region}
    patient = patient_in_words(finding, report.flow)
    shown = f"\nFor example a patient with {patient}." if patient else ""
    return {
        "ruleId": code.id,
        "ruleIndex": _NUMBERS[code.id],
        "level": str(code.severity),
        "message": {"text": f"{finding.message}{shown}"},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
        "properties": {"patient": dict(finding.patient)},
    }


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same when lines are added above a finding."""
    text = "\n".join((finding.place.file, finding.code, finding.message, finding.excerpt.strip()))
    return sha256(text.encode()).hexdigest()[:32]

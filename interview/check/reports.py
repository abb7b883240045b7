"""What a check found, as text, JSON, SARIF 2.1.0 and workflow commands of GitHub Actions.

Text has the place, the line with a caret, the patient, and where to read more; the JSON is described in
docs/command-line.md; GitHub shows its commands beside the lines of a pull request.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from interview import __version__
from interview.check.checker import Report
from interview.check.diagnostics import CODES, Code
from interview.check.diagnostics.diagnostic import Diagnostic, Severity, patient_in_words
from interview.digest import sha256
from interview.errors import Place, Problem
from interview.text import shown_path

_INDENT = "    "
_WIDEST = 110

SCHEMA = 1
"""Raised when a key changes its meaning or goes; a new key does not raise it."""

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_CODE_NUMBERS = {name: number for number, name in enumerate(CODES)}

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_text(reports: Sequence[Report]) -> str:
    """Return every finding, a line for each flow, and a last line for all of them where there are several."""
    lines = [line for report in reports for line in _report(report)]
    if len(reports) > 1:
        lines.append(f"{len(reports)} checked: {counted(reports)}")
    return "\n".join(lines)


def _report(report: Report) -> Iterator[str]:
    for diagnostic in report.diagnostics:
        yield from diagnostic_lines(diagnostic, report)
    yield f"{report.name}: {counted([report])}"


def diagnostic_lines(diagnostic: Diagnostic, report: Report) -> Iterator[str]:
    """Yield the lines that tell one finding."""
    place, code = diagnostic.place, CODES[diagnostic.code]
    where = replace(place, file=shown_path(report.file(place)))
    yield f"{where}: {code.severity}[{code.id}]: {diagnostic.message}"
    if diagnostic.excerpt:
        yield from _line_and_caret(diagnostic.excerpt, place)
    patient = patient_in_words(diagnostic, report.flow)
    if patient:
        yield f"{_INDENT}for example a patient with {patient}"
    yield f"{_INDENT}see '{code.told_by}'"


def _line_and_caret(excerpt: str, place: Place) -> list[str]:
    """Return a line, its middle where it is long, and the caret below it."""
    cut = max(0, place.column - 1 - _WIDEST // 2) if len(excerpt) > _WIDEST else 0
    shown = Problem(replace(place, column=place.column - cut), "", excerpt=excerpt[cut : cut + _WIDEST])
    return str(shown).splitlines()[1:]


def counted(reports: Sequence[Report]) -> str:
    """Return how many errors, warnings and notes there are, such as `2 errors, 1 note`."""
    numbers = [(sum(report.count(grave) for report in reports), grave) for grave in Severity]
    said = [f"{number} {grave}{'s' * (number != 1)}" for number, grave in numbers if number]
    return ", ".join(said) or "nothing found"


def as_json(reports: Sequence[Report]) -> str:
    """Return all reports as one JSON document."""
    document = {
        "schema": SCHEMA,
        **_plain_counts(reports),
        "checked": [_plain_report(report) for report in reports],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _plain_report(report: Report) -> dict[str, Any]:
    flow = report.flow
    return {
        "folder": str(report.folder),
        "flow": flow.id if flow else None,
        "version": flow.version if flow else None,
        "logic_hash": flow.logic_hash if flow else None,
        "content_hash": flow.content_hash if flow else None,
        **_plain_counts([report]),
        "findings": [_plain_diagnostic(diagnostic, report) for diagnostic in report.diagnostics],
    }


def _plain_diagnostic(diagnostic: Diagnostic, report: Report) -> dict[str, Any]:
    code, place = CODES[diagnostic.code], diagnostic.place
    return {
        "code": code.id,
        "severity": str(code.severity),
        "message": diagnostic.message,
        "file": report.file(place),
        "line": place.line,
        "column": place.column,
        "excerpt": diagnostic.excerpt,
        "patient": dict(diagnostic.patient),
        "see": code.told_by,
    }


def _plain_counts(reports: Sequence[Report]) -> dict[str, int]:
    return {f"{grave}s": sum(report.count(grave) for report in reports) for grave in Severity}


def as_sarif(reports: Sequence[Report]) -> str:
    """Return all reports as one run."""
    driver = {
        "name": "interview",
        "semanticVersion": __version__,
        "rules": [_sarif_rule(code) for code in CODES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _sarif_result(diagnostic, report) for report in reports for diagnostic in report.diagnostics
        ],
    }
    return json.dumps(
        {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False
    )


def _sarif_rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.meaning},
        "help": {"text": f"{code.meaning}\n\nHow to mend it: {code.mend}"},
        "defaultConfiguration": {"level": str(code.severity)},
    }


def _sarif_result(diagnostic: Diagnostic, report: Report) -> dict[str, Any]:
    place, code = diagnostic.place, CODES[diagnostic.code]
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    if diagnostic.excerpt:
        region["snippet"] = {"text": diagnostic.excerpt}
    physical = {"artifactLocation": {"uri": quote(os.fsencode(report.file(place)))}, "region": region}
    patient = patient_in_words(diagnostic, report.flow)
    shown = f"\nFor example a patient with {patient}." if patient else ""
    return {
        "ruleId": code.id,
        "ruleIndex": _CODE_NUMBERS[code.id],
        "level": str(code.severity),
        "message": {"text": f"{diagnostic.message}{shown}"},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"finding/v1": _fingerprint(diagnostic)},
        "properties": {"patient": dict(diagnostic.patient)},
    }


def _fingerprint(diagnostic: Diagnostic) -> str:
    """Return what stays the same when lines are added above a finding."""
    text = "\n".join((diagnostic.place.file, diagnostic.code, diagnostic.message, diagnostic.excerpt.strip()))
    return sha256(text.encode()).hexdigest()[:32]


def as_annotations(reports: Sequence[Report]) -> str:
    """Return a command for each finding, and a last line that counts them."""
    lines = [_annotation(diagnostic, report) for report in reports for diagnostic in report.diagnostics]
    return "\n".join([*lines, counted(reports)])


def _annotation(diagnostic: Diagnostic, report: Report) -> str:
    code, place = CODES[diagnostic.code], diagnostic.place
    values = {
        "file": report.file(place),
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{code.id}: {code.title}",
    }
    properties = ",".join(f"{name}={_escaped_property(value)}" for name, value in values.items())
    patient = patient_in_words(diagnostic, report.flow)
    shown = f"\nfor example a patient with {patient}" if patient else ""
    said = f"{diagnostic.message}{shown}\nsee '{code.told_by}'"
    return f"::{_COMMANDS[code.severity]} {properties}::{_escaped_data(said)}"


def _escaped_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped_data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Report]], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_annotations,
}
"""How reports are written, by the name given with `--format`."""

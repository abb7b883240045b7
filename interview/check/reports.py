"""Findings for people: the place, the line with a caret, the patient, and where to read more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from interview.check.checker import Report
from interview.check.diagnostics import CODES
from interview.check.diagnostics.diagnostic import Finding
from interview.check.formats.counts import counted
from interview.check.patients import patient_in_words
from interview.errors import Place, Problem

_INDENT = "    "
_WIDEST = 110


def as_text(reports: Sequence[Report]) -> str:
    """Return every finding, a line for each flow, and a last line for all of them where there are several."""
    lines = [line for report in reports for line in _report(report)]
    if len(reports) > 1:
        lines.append(f"{len(reports)} checked: {counted(reports)}")
    return "\n".join(lines)


def _report(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield from finding_lines(finding, report)
    yield f"{report.name}: {counted([report])}"


def finding_lines(finding: Finding, report: Report) -> Iterator[str]:
    """Yield the lines that tell one finding."""
    place, code = finding.place, CODES[finding.code]
    yield f"{report.file(place)}:{place.line}:{place.column}: {code.severity}[{code.id}]: {finding.message}"
    if finding.excerpt:
        yield from _line_and_caret(finding.excerpt, place)
    patient = patient_in_words(finding, report.flow)
    if patient:
        yield f"{_INDENT}for example a patient with {patient}"
    yield f"{_INDENT}see {code.page}"


def _line_and_caret(excerpt: str, place: Place) -> list[str]:
    """Return a line, its middle where it is long, and the caret below it."""
    cut = max(0, place.column - 1 - _WIDEST // 2) if len(excerpt) > _WIDEST else 0
    shown = Problem(replace(place, column=place.column - cut), "", excerpt=excerpt[cut : cut + _WIDEST])
    return str(shown).splitlines()[1:]

"""Every code of `interview check`: the one definition behind the command, its formats and its pages."""

from interview.check.codes import conditions, lint, proofs, reading, shapes, structure
from interview.check.codes.definition import PAGES, Code
from interview.check.codes.example import Example
from interview.check.finding import Severity

GROUPS: dict[str, tuple[Code, ...]] = {
    "Reading the files": reading.CODES,
    "Keys and values": shapes.CODES,
    "Conditions": conditions.CODES,
    "How the parts fit together": structure.CODES,
    "Proofs over every patient": proofs.CODES,
    "Wording, sources and reviews": lint.CODES,
}
"""Codes by what they are about, for the index."""

CODES: dict[str, Code] = {code.id: code for group in GROUPS.values() for code in group}
"""Every code by its id."""

__all__ = ["CODES", "GROUPS", "PAGES", "Code", "Example", "severity"]


def severity(code: str) -> Severity:
    """Return how grave a finding with this code is."""
    return CODES[code].severity

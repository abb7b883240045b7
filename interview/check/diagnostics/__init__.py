"""Every code of `interview check`: the one definition behind the command, its formats and its pages."""

from interview.check.diagnostics import case_codes, file_codes, lint_codes, logic_codes, proof_codes
from interview.check.diagnostics.code import Code, Example
from interview.check.diagnostics.diagnostic import Severity

GROUPS: dict[str, tuple[Code, ...]] = {
    "Reading the files": file_codes.READING,
    "Keys and values": file_codes.KEYS,
    "Conditions": logic_codes.CONDITIONS,
    "How the parts fit together": logic_codes.STRUCTURE,
    "Proofs over every patient": proof_codes.CODES,
    "Wording, sources and reviews": lint_codes.CODES,
    "Written cases of practice": case_codes.CODES,
}
"""Codes by what they are about, for the index."""

CODES: dict[str, Code] = {code.id: code for group in GROUPS.values() for code in group}
"""Every code by its id."""

__all__ = ["CODES", "GROUPS", "Code", "Example", "severity"]


def severity(code: str) -> Severity:
    """Return how grave a finding with this code is."""
    return CODES[code].severity

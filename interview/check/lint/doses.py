"""Wording that names a dose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview.check.diagnostics.diagnostic import Finding
from interview.check.lint.wording import wording
from interview.check.locations import Written
from interview.flow.model import Flow

_NUMBER = r"(?<![\w.])\d[\d.,]*"
_WORD = r"\b(?:half a|an?|one|two|three|four)"
_AMOUNT = r"(?:mg|mcg|[µμ]g|ng|milligrams?|micrograms?|IU|international units?|units?)"
_FORM = r"(?:tablets?|capsules?|pills?|puffs?|drops|ampoules?|vials?)"
_BULK = r"(?:g|grams?|mls?|millilit(?:re|er)s?)"
_PER = (
    r"(?:\s*/\s*(?:kg|day|d|h|week|dose)\b"
    r"|\s*(?:per|a|each|every)\s+(?:kg|kilogram|day|dose|week|month)\b"
    r"|\s+(?:once|twice|daily|weekly|monthly)\b)"
)
_CONCENTRATION = r"(?!\s*/\s*(?:d?l|ml|mmol|mol|m2|m²)\b)(?!\s+per\s+(?:d?l|lit|mmol|mol))"
DOSE = re.compile(
    rf"{_NUMBER}\s*{_AMOUNT}\b{_CONCENTRATION}"
    rf"|(?:{_NUMBER}|{_WORD})\s*{_FORM}\b"
    rf"|{_NUMBER}\s*{_BULK}\b{_PER}"
    r"|\b(?:mg|mcg|[µμ]g|g)\s*/\s*kg\b",
    re.IGNORECASE,
)
"""A number with a unit of drugs. Concentrations (mg/L), weights (kg) and volumes of water (mL) are none."""


def doses(flow: Flow, written: Written) -> Iterator[Finding]:
    """Yield each text that names a dose, at the first one."""
    for path, text in wording(flow):
        found = DOSE.search(text)
        if found:
            place = written.text(found[0], *path)
            yield Finding(place, "dose", f"'{found[0]}' reads like a dose")

"""Text that looks as if it named a person: pointed out before it is stored, never blocked, never altered.

The patterns follow the identifiers that the US "Safe Harbor" rule removes. They cannot know a name among
other words, so nothing found never means that there is nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

MOST_CHARACTERS = 20_000
_CLINICAL = (
    "Left|Right|Both|Bilateral|First|Second|Third|Last|Next|New|Visit|Review|Clinic|Follow|Bed|Room|Inclusion"
    "|Body|Myositis|Muscle|Muscular|Biopsy|Creatine|Kinase|Vital|Capacity|Grip|Strength|Finger|Knee|Thigh"
    "|Quadriceps|Deltoid|Biceps|Triceps|Antibody|Blood|Pressure|Speech|Therapy|Physiotherapy|Modified|Score"
    "|Stairs|Walking|Swallowing|Falls|Weakness"
)
"""Words that begin with a capital in labels and headings and are no names."""
_CAPITALISED = rf"(?!(?:{_CLINICAL})\b)" r"[A-Z\u00c0-\u00de](?:[a-z'\u00df-\u024f-]|(?<=['-])[A-Z])+"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    rf"|\d{{1,2}}\s+(?i:{_MONTH})\s+\d{{4}})\b"
)
_INITIALS = r"(?:[A-Z](?:\.\s{0,3}|\s{1,3})){1,3}"
_FULL_NAME = (
    rf"(?:{_CAPITALISED},?\s{{1,3}}(?:{_INITIALS})?{_CAPITALISED}|{_INITIALS}{_CAPITALISED})(?![\w'-])"
)
_RECORD = "MRN|NHS|DOB|born|hosp(?:ital)?|record|chart|ID|insurance"
_PATTERNS = {
    "an e-mail address": r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,}",
    "a web address": r"(?i:\b(?:https?://|www\.)\S+)",
    "a telephone number": (
        r"(?<![\w.-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,5}\)[ .-]?|\d{2,5}[ .-])\d{3,4}[ .-]?\d{3,4}(?!\d)"
    ),
    "a social security number": r"\b\d{3}-\d{2}-\d{4}\b",
    "a record number": (
        r"(?i:\b(?:MRN|NHS|hosp(?:ital)?|patient|record|chart|acc(?:ount|ession)?|ID|insurance|policy|member)"
        rf"\s*(?:no\.?|number|num|#|id)?\s*[:#]?\s*(?![\s:#-]*{_DAY})"
        r"(?:[A-Z]{0,3}[- ]?\d[\d -]{4,14}\d|\d{1,4}/\d{5,8})\b)"
        r"|(?<![\w/.,-])\d{2}/\d{5,7}(?![\w/-])"
    ),
    "a long number": r"(?<![\d.])\d{7,12}(?![\d.])",
    "a full date": (
        r"(?i:\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})"
        rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\.?,?\s+\d{{2,4}}"
        rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})\b)"
    ),
    "a date of birth": r"(?i:\b(?:dob|d\.o\.b|born(?: on)?|date of birth)\b)",
    "an age over 89": (
        r"(?i:\b(?:9\d|1[01]\d)[ -]?(?:y/?o|yrs?|years?[ -]?old)\b|\baged?\s+(?:9\d|1[01]\d)\b)"
    ),
    "a title with a name": (
        r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau)\.?\s+[A-Z](?:[a-z'\u00c0-\u024f-]+|\.|(?!\w))"
        r"|\b(?:Mr|[Mm]rs)\.?\s+[a-z]{2,}"
    ),
    "a name": (
        r"\b(?i:patient|name|pt|wife|husband|daughter|son)\s{0,3}(?::|is|named|called)\s{1,3}[A-Z][a-z]+\b"
        rf"|\b(?i:patient|pt)\.?\s{{1,3}}{_FULL_NAME}"
        rf"|\A\s{{0,9}}{_FULL_NAME}(?=\s{{0,9}}\Z)"
        rf"|\b{_FULL_NAME}(?=[\s,;:(#-]{{1,4}}(?:\d{{6}}|\d{{2}}/\d{{5}}|{_DAY}|(?i:{_RECORD})\b))"
    ),
    "an address": (
        r"\b\d{1,5}\s+[A-Z][a-z]+\s+(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Ct)\b"
        r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Identifier:
    """What was found, in words such as `a full date`, and the piece of text."""

    kind: str
    text: str


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Return what in a text looks like it names a person, in the order of the text."""
    found = [
        (match.span(), Identifier(kind, match.group()))
        for kind, pattern in _compiled().items()
        for match in pattern.finditer(text[:MOST_CHARACTERS])
    ]
    numbers = [span for span, one in found if one.kind == "a record number"]
    apart = [(span, one) for span, one in found if not any(_within(span, number) for number in numbers)]
    return tuple(identifier for _span, identifier in sorted(apart, key=lambda one: one[0][0]))


def warning(text: str) -> str:
    """Return what to say before a text is stored; nothing when nothing was found."""
    found = identifiers(text)
    if not found:
        return ""
    listed = "; ".join(dict.fromkeys(f"{one.text.strip()!r} looks like {one.kind}" for one in found))
    return f"{listed}. What is kept here should not tell who the patient is."


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether a span is a part of another: the digits of a record number are no date."""
    return span != other and other[0] <= span[0] and span[1] <= other[1]


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    """Compile on first use: most interviews hold no free text at all."""
    return {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}

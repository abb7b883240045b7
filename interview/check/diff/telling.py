"""What every form of the report says in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview.check.diff.difference import Change, Comparison, Difference, Kind, Shift

SHOWN = 6
"""Conditions listed of one shift; the others are counted."""

_GROUPS = {
    "Recommendations": (Kind.RECOMMENDATION, Kind.OPEN_WORDING),
    "Tables and facts": (Kind.TABLE, Kind.FACT, Kind.NUMBER),
    "Questions": (Kind.QUESTION, Kind.APPLIES),
    "Warnings, limits and the end": (Kind.CONFLICT, Kind.CONSTRAINT, Kind.URGENT, Kind.ENDS),
}
_MOVES = {
    ("ruled_out", "holds"): "now also holds when",
    ("holds", "ruled_out"): "no longer holds when",
    ("open", "holds"): "now holds, and was open, when",
    ("open", "ruled_out"): "now ruled out, and was open, when",
    ("holds", "open"): "now open, and held, when",
    ("ruled_out", "open"): "now open, and was ruled out, when",
    ("not asked", "asked"): "now also asked when",
    ("asked", "not asked"): "no longer asked when",
    ("does not apply", "applies"): "now also applies when",
    ("applies", "does not apply"): "no longer applies when",
    ("goes on", "ends"): "the interview now also ends when",
    ("ends", "goes on"): "the interview no longer ends when",
    ("not shown", "shown"): "warning now also shown when",
    ("shown", "not shown"): "warning no longer shown when",
    ("not worded", "worded"): "now also worded while open when",
    ("worded", "not worded"): "no longer worded while open when",
    ("", "holds"): "holds when",
    ("holds", ""): "held when",
    ("", "impossible"): "patients now taken to be impossible:",
    ("impossible", ""): "patients no longer taken to be impossible:",
    ("possible", "impossible"): "patients now also taken to be impossible:",
    ("impossible", "possible"): "patients no longer taken to be impossible:",
}

ONLY_UNANSWERED = "the same once every question is answered; while some are not, it may differ"


def grouped(found: Sequence[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    """Yield the differences under their headings; empty headings are left out."""
    for heading, kinds in _GROUPS.items():
        members = [difference for difference in found if difference.kind in kinds]
        if members:
            yield heading, members


def move(shift: Shift) -> str:
    """Return what happened to those whom a shift concerns, as the beginning of a sentence."""
    known = _MOVES.get((shift.before, shift.after))
    if known:
        return known
    if not shift.before:
        return f"{shift.after} when"
    return f"now {shift.after}, and was {shift.before}, when" if shift.after else f"was {shift.before} when"


def unlisted(shift: Shift) -> str:
    """Return how many conditions are not shown; empty when all are."""
    left = len(shift.when) - SHOWN
    if shift.more:
        return f"and at least {max(left, 0) + 1} more"
    return f"and {left} more" if left > 0 else ""


def tag(difference: Difference) -> str:
    """Return what became of the whole thing: added or removed; empty when it merely changed."""
    return "" if difference.change is Change.CHANGED else difference.change.value


def verdict(found: Comparison) -> str:
    """Return in one or two sentences what the comparison has shown."""
    if found.equivalent:
        same = "Proved equivalent: every answer leads to the same questions and the same conclusions."
        return f"{same} Only wording differs." if found.rewordings else same
    if not found.advice_differs:
        return (
            "The advice is proved the same for every patient who has answered what applies; "
            "other behaviour differs."
        )
    lines = {difference.id for difference in found.differences if difference.kind is Kind.RECOMMENDATION}
    return f"The advice differs: {len(lines)} recommendation{'s' * (len(lines) != 1)}."

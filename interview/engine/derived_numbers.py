"""What the derived numbers of a flow can still be, exact where their operands are known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from interview.engine.completions import possible_bands
from interview.engine.session import Session
from interview.flow.decimals import plain, trimmed
from interview.flow.logic.bands import Band, whole
from interview.flow.logic.compiler import is_whole
from interview.flow.logic.diagrams import TRUE
from interview.flow.model import DerivedNumber


def number(session: Session, name: str) -> Band | None:
    """Return everything a derived number can still be, in its unit; one number once it is settled.

    None where an operand does not apply to this patient: then there is no such number. Never too narrow.
    """
    difference = session.flow.differences[name]
    if session.completions.inactive & {difference.minuend, difference.subtrahend}:
        return None
    spans = list(_spans(session, difference))
    low, low_open = min((span.low, span.low_open) for span in spans)
    high, high_closed = max((span.high, not span.high_open) for span in spans)
    return Band(low, high, low_open, not high_closed)


def ends(found: Band) -> tuple[int | Decimal | None, int | Decimal | None]:
    """Return the lowest and the highest number as plain data; None for an end without limit."""
    low, high = (plain(trimmed(end)) if end.is_finite() else None for end in (found.low, found.high))
    return low, high


def _spans(session: Session, difference: DerivedNumber) -> Iterator[Band]:
    """Yield the differences for each pair of bands that the operands can still lie in together."""
    logic, completions = session.logic, session.completions
    only_whole, variable = is_whole(session.flow, difference.id), logic.of[difference.id][0]
    for minuend, left in possible_bands(logic, difference.minuend, session.answers):
        for subtrahend, right in possible_bands(logic, difference.subtrahend, session.answers):
            span = whole(left.minus(right)) if only_whole else left.minus(right)
            for index, band in enumerate(variable.bands):
                found = span.overlap(band)
                case = [minuend, subtrahend, logic.diagrams.literal(variable.level, 1 << index)]
                if not found.empty and completions.outcome(logic.diagrams.all_of(case)) & TRUE:
                    yield found

"""What the derived numbers and scores of a flow can still be, and how many digits of them are shown."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import count, product

from interview.engine.completions import counted, possible_sums
from interview.engine.session import Session
from interview.flow.decimals import plain, terminating, trimmed
from interview.flow.logic.bands import COMPARISONS, Band, Exact, is_finite
from interview.flow.logic.days import is_date, said
from interview.flow.logic.derived import leaves, questions_of, reach
from interview.flow.logic.diagrams import TRUE
from interview.flow.logic.variables import thresholds
from interview.flow.model import Flow

BROKEN = 6
"""Digits after the point of a number that has no end, where nobody says how many are shown."""


def number(session: Session, name: str) -> Band | None:
    """Return everything a derived number or score can still be, in its unit; one number once it is settled.

    None where an operand does not apply to this patient: then there is no such number. Never too narrow.
    """
    if name in session.flow.numbers and session.completions.inactive.intersection(leaves(session.flow, name)):
        return None
    if session.logic.is_counted(name):
        sums = possible_sums(session.completions, name)
        return Band(terminating(sums[0]), terminating(sums[-1]))
    spans = list(_spans(session, name))
    low, low_open = min((span.low, span.low_open) for span in spans)
    high, high_closed = max((span.high, not span.high_open) for span in spans)
    return Band(low, high, low_open, not high_closed)


def is_known(session: Session, name: str) -> bool:
    """Return whether what a number can still be is worth telling: how far the calendar goes is not."""
    known = {**counted(session.answers, session.completions), **session.completions.days}
    return all(said(known.get(leaf)) for leaf in leaves(session.flow, name) if is_date(session.flow, leaf))


def sums(session: Session, name: str) -> tuple[Decimal, ...]:
    """Return each sum a score can still come to, the lowest first."""
    return tuple(
        shown(session.flow, name, terminating(one)) for one in possible_sums(session.completions, name)
    )


def parts(flow: Flow, name: str) -> tuple[str, ...]:
    """Return the questions whose answers a derived number is calculated from; none for a score."""
    found = leaves(flow, name) if name in flow.numbers else ()
    return tuple(leaf for leaf in found if leaf in flow.questions)


def operands(flow: Flow, name: str) -> tuple[str, ...]:
    """Return the questions a derived number or score is worked out from."""
    if name in flow.numbers and parts(flow, name) == leaves(flow, name):
        return leaves(flow, name)
    behind = questions_of(flow, name)
    return tuple(question for question in flow.questions if question in behind)


def settled_number(session: Session, name: str) -> Exact | None:
    """Return what a derived number or score is; None while it is open, or where there is none."""
    found = number(session, name)
    return found.low if found is not None and found.low == found.high else None


def shown(flow: Flow, name: str, value: Exact) -> Decimal:
    """Return a number as it is shown: rounded as its flow says, with as many more digits as it takes to stay
    on the same side of every number that a condition compares it with."""
    places = flow.numbers[name].decimals if name in flow.numbers else None
    if places is None:
        if isinstance(value, Decimal):
            return trimmed(value)
        places = BROKEN
    cuts = thresholds(flow).get(name, ())
    for digits in count(places):
        rounded = round(Fraction(value), digits)
        if all(COMPARISONS[symbol](rounded, end) is COMPARISONS[symbol](value, end) for symbol, end in cuts):
            found = terminating(rounded)
            assert isinstance(found, Decimal)
            return found
    raise AssertionError


def ends(flow: Flow, name: str, found: Band) -> tuple[int | Decimal | None, int | Decimal | None]:
    """Return the lowest and the highest number as plain data; None for an end without limit."""
    low, high = (plain(shown(flow, name, end)) if is_finite(end) else None for end in (found.low, found.high))
    return low, high


def _spans(session: Session, name: str) -> Iterator[Band]:
    """Yield what the number can be for each way in which its parts can still lie together."""
    logic, completions = session.logic, session.completions
    among = leaves(session.flow, name)
    variables = logic.of.get(name, ())
    known = {**counted(session.answers, completions), **completions.days}
    for case in product(*logic.ties.cases(name, known, singly=False)):
        node = logic.diagrams.all_of([part for part, _ in case])
        span = reach(session.flow, name, {leaf: band for leaf, (_, band) in zip(among, case, strict=True)})
        if not variables and completions.outcome(node) & TRUE:
            yield span
        for variable in variables:
            for index, band in enumerate(variable.bands):
                found = span.overlap(band)
                within = logic.diagrams.conjoin(node, logic.diagrams.literal(variable.level, 1 << index))
                if not found.empty and completions.outcome(within) & TRUE:
                    yield found

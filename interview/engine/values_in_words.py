"""What answers, derived numbers and scores are for one patient, in words; also where a text names them."""

from __future__ import annotations

from interview.engine.derived_numbers import is_known, number, shown, sums
from interview.engine.session import Session
from interview.flow.answer_text import in_words, one_of, span
from interview.flow.answers import NotAssessed
from interview.flow.decimals import INFINITY, numeral
from interview.flow.logic.bands import is_finite
from interview.flow.model import DerivedNumber, Recommendation
from interview.flow.values_in_text import put_in, with_values

MOST_SUMS = 6
"""Sums that are told one by one."""
NOT_KNOWN = "not known"


def filled(session: Session, text: str) -> str:
    """Return a text of the flow with the values it names in braces, such as `{curb65}`."""
    return put_in(text, lambda name: value_in_words(session, name))


def line_in_words(session: Session, line: Recommendation) -> Recommendation:
    """Return a line as it is told to one patient: with the values that its texts name."""
    return with_values(line, lambda name: value_in_words(session, name))


def value_in_words(session: Session, name: str) -> str:
    """Return an answer, a derived number or a score in words: `45 years`, `3 or 4 (high)`, `not known`."""
    if name in session.flow.figures:
        return figure_in_words(session, name) or NOT_KNOWN
    answer = session.answers.get(name)
    if answer is None or isinstance(answer, NotAssessed) or name in session.completions.inactive:
        return NOT_KNOWN
    return in_words(session.flow.questions[name], answer)


def figure_in_words(session: Session, name: str) -> str:
    """Return a derived number with its unit, or of a score each sum that is left while they are few, and its
    band; empty where there is no such number."""
    found, figure = number(session, name), session.flow.figures[name]
    if found is None:
        return ""
    if not is_known(session, name):
        return NOT_KNOWN
    low = shown(session.flow, name, found.low) if is_finite(found.low) else -INFINITY
    high = shown(session.flow, name, found.high) if is_finite(found.high) else INFINITY
    said = span(low, high, figure.unit)
    if isinstance(figure, DerivedNumber):
        return said
    left = sums(session, name)
    if 1 < len(left) <= MOST_SUMS:
        said = f"{one_of([numeral(one) for one in left])} {figure.unit}".strip()
    bands = {figure.band(one) for one in left}
    band = bands.pop() if len(bands) == 1 else None
    return f"{said} ({band.label})" if band else said

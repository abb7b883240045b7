"""Numbers as exact decimals: made, worked with, and written.

A binary fraction never stands for one: 64.1 - 39.1 is 25, and 1234567.5 is written so. Decimals are added and
subtracted here only, because Python's own operators round to 28 digits.
"""

from __future__ import annotations

import json
import re
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction

MOST_DIGITS = 350
"""Of any number, before and after the point together; the binary ones of older programs have fewer."""

INFINITY = Decimal("Infinity")

_EXACT = Context(prec=2_000, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])
"""Room for any two numbers that a row of the store can hold; what does not fit raises, and is not rounded."""
_MARK = "\0"
"""Goes around a number in JSON text for a moment; no text holds one, as `clean_text` takes it away."""
_MARKED = re.compile(r'"\\u0000([^"]*)\\u0000"')


def exact(value: Decimal | float | str) -> Decimal:
    """Return a number as a decimal; a binary one as the shortest decimal that means it."""
    if isinstance(value, float):
        value = Decimal(repr(value))
        return Decimal(int(value)) if is_whole(value) else value
    return Decimal(value)


def plus(a: Decimal, b: Decimal) -> Decimal:
    """Return the sum of two numbers."""
    return _EXACT.add(a, b)


def minus(a: Decimal, b: Decimal) -> Decimal:
    """Return the difference of two numbers."""
    return _EXACT.subtract(a, b)


def halfway(a: Decimal, b: Decimal) -> Decimal:
    """Return the number in the middle of two."""
    return trimmed(_EXACT.multiply(_EXACT.add(a, b), Decimal("0.5")))


def terminating(value: Fraction) -> Decimal | Fraction:
    """Return a fraction as a decimal where it is one with an end; else as it is."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return value
    places = max(twos, fives)
    return _EXACT.scaleb(Decimal(value.numerator * 10**places // value.denominator), -places)


def certain(value: Decimal | Fraction) -> Decimal:
    """Return a number that is known to be a decimal as one; `TypeError` when it is none."""
    found = terminating(value) if isinstance(value, Fraction) else value
    if isinstance(found, Fraction):
        raise TypeError(f"no decimal: {value}")
    return found


def digits(value: Decimal) -> int:
    """Return how many digits a number has when it is written without an exponent."""
    _, found, exponent = value.as_tuple()
    return max(len(found), len(found) + int(exponent), 1 - int(exponent))


def numeral(value: Decimal) -> str:
    """Return a number as people write it: without an exponent, every digit as entered, whole where it is."""
    return str(int(value)) if is_whole(value) else f"{value:f}"


def trimmed(value: Decimal) -> Decimal:
    """Return a number that nobody typed, without needless zeros at its end."""
    return _EXACT.normalize(value)


def plain(value: Decimal) -> int | Decimal:
    """Return a number as plain data: whole, or a decimal with every digit as entered."""
    return int(value) if is_whole(value) else value


def json_text(
    data: object, *, indent: int | None = None, sort_keys: bool = False, ascii: bool = False
) -> str:
    """Return plain data as JSON text, in which decimals stand with every digit, as numbers."""
    text = json.dumps(data, indent=indent, sort_keys=sort_keys, ensure_ascii=ascii, default=_marked)
    return _MARKED.sub(r"\1", text)


def _marked(value: object) -> str:
    if not isinstance(value, Decimal):
        raise TypeError(f"no part of JSON: {value!r}")
    return f"{_MARK}{numeral(value)}{_MARK}"


def is_whole(value: Decimal) -> bool:
    """Return whether a number is one without a fraction."""
    return value.is_finite() and value == value.to_integral_value()

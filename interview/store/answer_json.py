"""Answers as they are kept: JSON that stays readable when the program changes.

Chosen("yes")                       {"chosen": "yes"}
Several({"a"}, rest_absent=False)   {"rest_absent": false, "several": ["a"]}
Number(45)                          {"number": 45}
Number("64.10")                     {"number": "64.10"}, as JSON would read 64.1 from a number
Text("2019-05")                     {"text": "2019-05"}
NotAssessed(Reason.PENDING)         {"not_assessed": "pending"}
none, an answer was cleared         null
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from math import isfinite

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text, is_given
from interview.flow.decimals import MOST_DIGITS, digits
from interview.store.errors import StoreError
from interview.text import clean_text


def answer_to_json(answer: Answer | None) -> str:
    """Return the one JSON text of an answer: ASCII, sorted, without white space."""
    return json.dumps(_parts(answer), sort_keys=True, separators=(",", ":"), allow_nan=False)


def answer_from_json(text: str) -> Answer | None:
    """Return the answer a JSON text stands for; `StoreError` when it stands for none."""
    try:
        return _answer(json.loads(text))
    except (ValueError, TypeError, InvalidOperation, RecursionError) as error:
        raise StoreError("A saved answer cannot be read: it is not in a form this program knows.") from error


def _parts(answer: Answer | None) -> dict[str, object] | None:
    match answer:
        case Chosen(option):
            return {"chosen": option}
        case Several(chosen, rest_absent):
            return {"several": sorted(chosen), "rest_absent": rest_absent}
        case Number(value):
            return {"number": _numeral(value)}
        case Text(text):
            return {"text": text}
        case NotAssessed(reason):
            return {"not_assessed": str(reason)}
        case None:
            return None


def _answer(parts: object) -> Answer | None:
    match parts:
        case {"chosen": str(option), **rest} if not rest:
            return Chosen(option)
        case {"several": list(chosen), "rest_absent": bool(absent), **rest} if not rest and _words(chosen):
            return Several(frozenset(chosen), absent)
        case {"number": int(value) | float(value) | str(value), **rest} if not rest:
            return Number(_decimal(value))
        case {"text": str(text), **rest} if not rest:
            return Text(clean_text(text))  # the file may have been somebody else's
        case {"not_assessed": str(reason), **rest} if not rest:
            return NotAssessed(Reason(reason))
        case None:
            return None
        case _:
            raise ValueError(parts)


def _numeral(value: Decimal) -> int | float | str:
    """Return a number as one that every reader of JSON gives back digit by digit; as text where none does."""
    near = float(value)
    if isfinite(near) and Decimal(repr(near)).as_tuple() == value.as_tuple():
        return near
    return int(value) if int(value.as_tuple().exponent) >= 0 else f"{value:f}"


def _decimal(value: float | str) -> Decimal:
    number = Decimal(value if isinstance(value, str) else repr(value))
    if isinstance(value, bool) or not number.is_finite() or digits(number) > MOST_DIGITS:
        raise ValueError(value)
    if _numeral(number) != value:  # one way to write each, so that a row never changes
        raise ValueError(value)
    return number


def _words(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


NOT_GIVEN = tuple(answer_to_json(one) for one in (None, *map(NotAssessed, Reason)) if not is_given(one))
"""Every form of what is kept of a question without being an answer to it that counts."""

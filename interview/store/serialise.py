"""Answers as they stand in the store: JSON that stays readable when the program changes.

| answer | form |
|---|---|
| `Chosen("yes")` | `{"chosen": "yes"}` |
| `Several({"a"}, rest_absent=False)` | `{"rest_absent": false, "several": ["a"]}` |
| `Number(45)` | `{"number": 45}` |
| `Text("2019-05")` | `{"text": "2019-05"}` |
| `NotAssessed(Reason.PENDING)` | `{"not_assessed": "pending"}` |
| none, an answer was cleared | `null` |
"""

from __future__ import annotations

import json

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.store.errors import StoreError
from interview.text import clean_text


def answer_to_json(answer: Answer | None) -> str:
    """Return the one JSON text of an answer: ASCII, sorted, without white space."""
    return json.dumps(_parts(answer), sort_keys=True, separators=(",", ":"), allow_nan=False)


def answer_from_json(text: str) -> Answer | None:
    """Return the answer a JSON text stands for; `StoreError` when it stands for none."""
    try:
        return _answer(json.loads(text))
    except (ValueError, TypeError) as error:
        raise StoreError("A saved answer cannot be read: it is not in a form this program knows.") from error


def _parts(answer: Answer | None) -> dict[str, object] | None:
    match answer:
        case Chosen(option):
            return {"chosen": option}
        case Several(chosen, rest_absent):
            return {"several": sorted(chosen), "rest_absent": rest_absent}
        case Number(value):
            return {"number": value}
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
        case {"number": int(value) | float(value), **rest} if not rest and not isinstance(value, bool):
            return Number(value)
        case {"text": str(text), **rest} if not rest:
            return Text(clean_text(text))  # the file may have been somebody else's
        case {"not_assessed": str(reason), **rest} if not rest:
            return NotAssessed(Reason(reason))
        case None:
            return None
        case _:
            raise ValueError(parts)


def _words(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)

"""Resources as JSON text, and back."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from interview.errors import UsageError
from interview.export.fhir.names import Json
from interview.text import one_line

MOST_DIGITS = 100
"""Of a whole number; no question takes one of more."""


def as_text(resource: Json) -> str:
    """Return a resource as JSON text."""
    return json.dumps(resource, indent=2, ensure_ascii=False) + "\n"


def parsed(text: str) -> Json:
    """Return the resource in JSON text; `UsageError` when it is none, or says something twice."""
    try:
        resource = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"line {error.lineno}, column {error.colno}: this is not JSON: {error.msg}"
        ) from None
    except RecursionError:
        raise UsageError("this is nested too deep to be a resource") from None
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        raise UsageError("this is not a FHIR resource: it has no resourceType")
    return resource


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"'{one_line(twice)[:80]}' stands twice in one place")
    return found


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise UsageError(f"a number in this file has {len(digits)} digits; at most {MOST_DIGITS} are read")
    return int(digits)


def _refuse(word: str) -> NoReturn:
    raise UsageError(f"{word} is not a number that JSON knows")

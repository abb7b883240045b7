"""A session as one file with a checksum, to take it to another computer.

    {"interview_session": 2, "sha256": "...",
     "session": {...}, "flows": {...}, "events": [...], "note": {...}}

The checksum is of the canonical JSON of what comes after it; the store checks the chain of events too. The
files of an older program, form 1, have no note; `store.older` knows what else they lack.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from interview.errors import UsageError

FORM = 2
MOST_CHARACTERS = 20_000_000
_PARTS = {1: ("session", "flows", "events"), 2: ("session", "flows", "events", "note")}


def pack(data: Mapping[str, Any]) -> str:
    """Return a session's plain data as the text of a file, in ASCII: no terminal or mail alters that."""
    parts = {name: data[name] for name in _PARTS[FORM]}
    packed = {"interview_session": FORM, "sha256": _checksum(parts), **parts}
    return json.dumps(packed, indent=1) + "\n"


def unpack(text: str) -> dict[str, Any]:
    """Return the plain data in a file's text; `UsageError` when it is none, newer, or was changed."""
    try:
        packed = json.loads(text[: MOST_CHARACTERS + 1])
    except (json.JSONDecodeError, RecursionError):
        raise UsageError("this is not a file of a session") from None
    if not isinstance(packed, dict) or not isinstance(packed.get("interview_session"), int):
        raise UsageError("this is not a file of a session")
    if packed["interview_session"] > FORM:
        raise UsageError("this file was written by a newer version of this program")
    parts = {name: packed.get(name) for name in _PARTS.get(packed["interview_session"], _PARTS[FORM])}
    if packed.get("sha256") != _checksum(parts):
        raise UsageError("this file was changed or damaged since it was exported; nothing was added")
    return parts


def typed_texts(data: Mapping[str, Any]) -> Iterator[str]:
    """Give what somebody typed in their own words: the label and the free answers."""
    yield data["session"]["label"]
    for event in data["events"]:
        match event["answer"]:
            case {"text": str(text)}:
                yield text


def _checksum(parts: Mapping[str, Any]) -> str:
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()

"""An exported session of the program before this one, in the form of today.

It had no `kept`, `origin` and `note`, and named each flow by its content hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interview.store.snapshots import files_hash


def in_form_of_today(data: object) -> object:
    """Return plain data of an older program as those of this one; anything else as it is."""
    match data:
        case {"session": dict(session), "flows": dict(flows), "events": list(events), **rest} if not rest:
            if "kept" in session or not all(map(_is_flow, flows.values())):
                return data
            names = {content: files_hash(flow["files"]) for content, flow in flows.items()}
            return {
                "session": {**session, "kept": names.get(_last(session, events), ""), "origin": ""},
                "flows": {names[content]: _flow(content, flow) for content, flow in flows.items()},
                "events": events,
                "note": None,
            }
        case _:
            return data


def _flow(content_hash: str, flow: Mapping[str, Any]) -> dict[str, Any]:
    return {"content_hash": content_hash, **flow}


def _is_flow(flow: object) -> bool:
    match flow:
        case {"files": dict(files)}:
            return all(isinstance(part, str) for entry in files.items() for part in entry)
        case _:
            return False


def _last(session: Mapping[str, Any], events: list[Any]) -> object:
    """Return the content hash of the flow an interview went on under last."""
    last: object = str(session.get("content_hash"))
    for event in events:
        match event:
            case {"kind": "carried", "question": "", "answer": {"text": str(named)}}:
                last = named
            case _:
                continue
    return last

"""What of an interview is not on disk yet: held to be tried again, or handed out as plain data.

The data are those a store would export, straight from memory: for when no disk takes it.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interview.engine.session import Event, Session, went_on_under
from interview.flow.model import Flow
from interview.store.answer_json import answer_to_json
from interview.store.errors import StoreError
from interview.store.event_log import linked
from interview.store.snapshots import files_hash
from interview.store.store import Store


class Outbox:
    """Events of one interview that are not on disk, in the order they have to come there."""

    def __init__(self) -> None:
        self.events: deque[Event] = deque()
        self.carried: tuple[Event, ...] = ()
        """What counts already and nobody said: saved only before something that is."""
        self.copy = ""
        """Where the session was written last besides the store; empty when nowhere."""
        self.copied: Session | None = None
        """The session as it was then."""

    def put_carried(self) -> None:
        """Put what was carried before anything that comes after."""
        self.events.extend(self.carried)
        self.carried = ()


def exported(store: Store | None, session_id: str) -> dict[str, Any]:
    """Return what a store has of a session; nothing when it has nothing or cannot be read."""
    try:
        return store.export(session_id) if store and session_id else {}
    except StoreError:
        return {}


def head_of(session_id: str, session: Session, follows: str, label: str) -> dict[str, str]:
    """Return what a session is begun with, in the form of an export, when no store has it."""
    flow = session.flow
    return {
        "id": session_id,
        "flow": flow.id,
        "version": flow.version,
        "logic_hash": flow.logic_hash,
        "content_hash": flow.content_hash,
        "begun": session.events[0].at,
        "finished": "",
        "label": label,
        "follows": follows,
        "kept": "",
        "origin": "",
    }


def put_together(
    head: Mapping[str, str], events: Iterable[Event], flow: Flow, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a session as `Store.export` would; `kept` are the flows of an export that are to be had."""
    log = tuple(events)
    name = files_hash(flow.files) if flow.files else ""
    own = {
        "id": flow.id,
        "version": flow.version,
        "logic_hash": flow.logic_hash,
        "content_hash": flow.content_hash,
        "files": dict(flow.files),
    }
    known = {**kept, name: own} if name else kept
    named = {head["content_hash"], *went_on_under(log)}
    return {
        "session": {**head, "kept": name},
        "flows": {key: one for key, one in known.items() if key == name or one["content_hash"] in named},
        "events": list(_rows(head, log)),
        "note": None,
    }


def _rows(head: Mapping[str, str], events: Iterable[Event]) -> Iterator[dict[str, object]]:
    begun_with = ("id", "flow", "version", "logic_hash", "content_hash", "begun")
    link = linked("", tuple(head[name] for name in begun_with))
    for seq, event in enumerate(events, start=1):
        kind, body = event.kind.value, answer_to_json(event.answer)
        link = linked(link, (event.id, head["id"], seq, event.at, kind, event.question, body))
        yield {
            "id": event.id,
            "seq": seq,
            "at": event.at,
            "kind": kind,
            "question": event.question,
            "answer": json.loads(body),
            "chain": link,
        }

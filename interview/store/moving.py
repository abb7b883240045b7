"""A session as plain data, to take it to another computer and to put it into a store there.

```
{"session": {"id", "flow", "version", "logic_hash", "content_hash", "begun", "finished", "label", "follows"},
 "flows": {content hash: {"id", "version", "logic_hash", "files": {name: text}}},
 "events": [{"id", "seq", "at", "kind", "question", "answer", "chain"}]}
```
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, cast

from interview.engine.carrying import went_on_under
from interview.errors import FlowError
from interview.store import kept
from interview.store.chain import Row, event_of, intact, linked, rows_of
from interview.store.errors import StoreError
from interview.text import one_line

_SESSION = ("id", "flow", "version", "logic_hash", "content_hash", "begun", "finished", "label", "follows")
_CHAINED = _SESSION[:6]
_FLOW = ("id", "version", "logic_hash")
_Flow = dict[str, Any]
_EVENT = ("id", "seq", "at", "kind", "question", "answer", "chain")


def taken_out(connection: sqlite3.Connection, session_id: str) -> dict[str, Any]:
    """Return a session as plain data; `StoreError` when it is not whole, or not there."""
    rows = rows_of(connection, session_id)
    columns = ", ".join(_SESSION)
    row = connection.execute(f"SELECT {columns} FROM session WHERE id = ?", (session_id,)).fetchone()
    session = {**dict(zip(_SESSION, row, strict=True)), "finished": row[6] or ""}
    return {
        "session": session,
        "flows": dict(_flows(connection, [session["content_hash"], *went_on_under(map(event_of, rows))])),
        "events": [_plain(row) for row in rows],
    }


def put_in(connection: sqlite3.Connection, data: object) -> str:
    """Add a session from plain data, or what is new in it, and return its id.

    `StoreError` when the data were changed, or when the session went on differently here.
    """
    session, flows, rows = _checked(data)
    session_id = session["id"]
    here = connection.execute("SELECT 1 FROM session WHERE id = ?", (session_id,)).fetchone()
    known = rows_of(connection, session_id) if here else ()
    shorter = min(len(known), len(rows))
    if known[:shorter] != rows[:shorter]:
        raise StoreError("This session is here already, and went on differently. Nothing was changed.")
    if not here:
        values = [session[name] or None if name == "finished" else session[name] for name in _SESSION]
        marks = ", ".join("?" * len(_SESSION))
        connection.execute(f"INSERT INTO session ({', '.join(_SESSION)}) VALUES ({marks})", values)
    for content_hash, flow in flows.items():
        kept.put(connection, (content_hash, flow["id"], flow["version"], flow["logic_hash"]), flow["files"])
    if new := rows[shorter:]:
        connection.execute(
            "UPDATE session SET finished = ? WHERE id = ?", (session["finished"] or None, session_id)
        )
        connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", new)
    return session_id


def _plain(row: Row) -> dict[str, object]:
    event_id, _, seq, at, kind, question, body, chain = row
    return dict(zip(_EVENT, (event_id, seq, at, kind, question, json.loads(body), chain), strict=True))


def _flows(connection: sqlite3.Connection, hashes: Iterable[str]) -> Iterator[tuple[str, _Flow]]:
    for content_hash in hashes:
        row = connection.execute(
            "SELECT id, version, logic_hash FROM flow WHERE content_hash = ?", (content_hash,)
        ).fetchone()
        if row:
            files = kept.files_of(connection, content_hash)
            yield content_hash, {**dict(zip(_FLOW, row, strict=True)), "files": files}


def _checked(data: object) -> tuple[dict[str, str], dict[str, _Flow], tuple[Row, ...]]:
    match data:
        case {"session": dict(session), "flows": dict(flows), "events": list(events), **rest} if not rest:
            pass
        case _:
            raise _unreadable()
    if set(session) != set(_SESSION) or not _texts(session):
        raise _unreadable()
    rows = tuple(_row(session["id"], event) for event in events)
    if intact(linked("", tuple(session[name] for name in _CHAINED)), rows) != rows:
        raise StoreError("This session was changed or damaged after it was exported. Nothing was added.")
    named = {session["content_hash"], *went_on_under(map(event_of, rows))}
    if not flows.keys() <= named:
        raise _unreadable()
    readable = {name: flow for name, flow in flows.items() if _readable(name, flow)}
    return {**session, "label": one_line(session["label"])}, readable, rows


def _readable(content_hash: str, flow: object) -> bool:
    """Tell whether a flow can be read here; `StoreError` when it is not the one it is said to be."""
    match flow:
        case {"id": flow_id, "version": str(), "logic_hash": logic_hash, "files": dict(files), **rest} if (
            not rest
        ):
            pass
        case _:
            raise _unreadable()
    if not _texts(files) or not all(_inside(name) for name in files):
        raise StoreError("The flow in this session has a file whose name leads elsewhere. Nothing was added.")
    from interview.flow.load import load_kept  # reads YAML, which most uses of the store never need

    try:
        read = load_kept(files)
    except FlowError:  # of a program whose flows say more, or less, than those of this one
        return False
    if (content_hash, flow_id, logic_hash) != (read.content_hash, read.id, read.logic_hash):
        raise StoreError("The flow in this session is not the one it was held with. Nothing was added.")
    return True


def _row(session_id: str, event: object) -> Row:
    if not isinstance(event, dict) or set(event) != set(_EVENT) or type(event["seq"]) is not int:
        raise _unreadable()
    body = json.dumps(event["answer"], sort_keys=True, separators=(",", ":"))
    texts = {name: event[name] for name in _EVENT if name not in ("seq", "answer")}
    if not _texts(texts):
        raise _unreadable()
    at, kind, question = texts["at"], texts["kind"], texts["question"]
    return cast(Row, (texts["id"], session_id, event["seq"], at, kind, question, body, texts["chain"]))


def _inside(name: str) -> bool:
    """Tell whether a name is that of a file within its folder, on any system."""
    paths = PurePosixPath(name), PureWindowsPath(name)
    return bool(name) and not any(path.anchor or ".." in path.parts for path in paths) and "\0" not in name


def _texts(values: Mapping[Any, object]) -> bool:
    return all(isinstance(key, str) and isinstance(value, str) for key, value in values.items())


def _unreadable() -> StoreError:
    return StoreError("This is not a session in a form this program knows.")

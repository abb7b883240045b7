"""A session as plain data, to take it to another computer and to put it into a store there.

```
{"session": {"id", "flow", "version", "logic_hash", "content_hash", "begun", "finished", "label", "follows"},
 "files": {name: text}, "events": [{"id", "seq", "at", "kind", "question", "answer", "chain"}]}
```
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, cast

from interview.store import kept
from interview.store.chain import Row, event_of, intact, linked, rows_of
from interview.store.errors import StoreError
from interview.text import one_line

_SESSION = ("id", "flow", "version", "logic_hash", "content_hash", "begun", "finished", "label", "follows")
_CHAINED = _SESSION[:6]
_EVENT = ("id", "seq", "at", "kind", "question", "answer", "chain")


def taken_out(connection: sqlite3.Connection, session_id: str) -> dict[str, Any]:
    """Return a session as plain data; `StoreError` when it is not whole, or not there."""
    rows = rows_of(connection, session_id)
    columns = ", ".join(_SESSION)
    row = connection.execute(f"SELECT {columns} FROM session WHERE id = ?", (session_id,)).fetchone()
    session = {**dict(zip(_SESSION, row, strict=True)), "finished": row[6] or ""}
    return {
        "session": session,
        "files": kept.files_of(connection, session["content_hash"]),
        "events": [_plain(row) for row in rows],
    }


def put_in(connection: sqlite3.Connection, data: object) -> str:
    """Add a session from plain data, or what is new in it, and return its id.

    `StoreError` when the data were changed, or when the session went on differently here.
    """
    session, files, rows = _checked(data)
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
    if files:
        hashes = session["content_hash"], session["flow"], session["version"], session["logic_hash"]
        kept.put(connection, hashes, files)
    if new := rows[shorter:]:
        connection.execute(
            "UPDATE session SET finished = ? WHERE id = ?", (session["finished"] or None, session_id)
        )
        connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", new)
    return session_id


def _plain(row: Row) -> dict[str, object]:
    event_id, _, seq, at, kind, question, body, chain = row
    return dict(zip(_EVENT, (event_id, seq, at, kind, question, json.loads(body), chain), strict=True))


def _checked(data: object) -> tuple[dict[str, str], dict[str, str], tuple[Row, ...]]:
    match data:
        case {"session": dict(session), "files": dict(files), "events": list(events), **rest} if not rest:
            pass
        case _:
            raise _unreadable()
    if set(session) != set(_SESSION) or not _texts(session) or not _texts(files):
        raise _unreadable()
    if not all(_inside(name) for name in files):
        raise StoreError("A file of the flow in this session has a name that leads elsewhere.")
    rows = tuple(_row(session["id"], event) for event in events)
    if intact(linked("", tuple(session[name] for name in _CHAINED)), rows) != rows:
        raise StoreError("This session was changed or damaged after it was exported. Nothing was added.")
    for row in rows:
        event_of(row)
    return {**session, "label": one_line(session["label"])}, files, rows


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

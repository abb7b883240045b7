"""A session as plain data, to take it to another computer and to put it into a store there.

```
{"session": {"id", "flow", "version", "logic_hash", "content_hash", "begun", "finished", "label", "follows",
             "kept", "origin"},
 "flows": {hash of its files: {"content_hash", "id", "version", "logic_hash", "files": {name: text}}},
 "events": [{"id", "seq", "at", "kind", "question", "answer", "chain"}],
 "note": {"at", "text", "chain"} or null}
```

An older program had no `kept`, `origin` and `note`, and named a flow by its content hash.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from interview.engine.session import UNASKED, Session, replay, went_on_under
from interview.errors import FlowError
from interview.flow.answer_text import LONGEST_TEXT
from interview.flow.answers import Chosen, Several, Text
from interview.flow.model import Flow
from interview.store import snapshots
from interview.store.answer_json import answer_from_json
from interview.store.errors import StoreError
from interview.store.event_log import Row, event_of, intact, linked, rows_of, stored_rows
from interview.store.row_values import LONGEST_LABEL, is_moment, is_session_id, is_short_text, is_word
from interview.store.session_index import IMPORTED
from interview.store.snapshots import Elsewhere, files_hash
from interview.text import LONGEST_OUTPUT, clean_text, one_line, shortened

NoteOf = Callable[[Session, str, str], str]
"""Makes the note of a session that was finished at a moment, its flow coming from somewhere."""
_SESSION = (
    *("id", "flow", "version", "logic_hash", "content_hash", "begun"),
    *("finished", "label", "follows", "kept", "origin"),
)
_CHAINED = _SESSION[:6]
_FLOW = ("content_hash", "id", "version", "logic_hash")
_Flow = dict[str, Any]
_HEAD: tuple[tuple[str, Callable[[object], bool], str], ...] = (
    ("id", is_session_id, "one that this program gives"),
    ("flow", is_word, "that of a flow"),
    ("version", is_short_text, "a short line of text"),
    ("logic_hash", is_word, "a hash"),
    ("content_hash", is_word, "a hash"),
    ("begun", is_moment, "a time, such as 2026-03-01T10:00:00Z"),
    ("finished", is_moment, "a time, such as 2026-03-01T10:00:00Z"),
    ("follows", is_word, "that of a session"),
    ("kept", is_word, "a hash"),
)
_MAY_BE_EMPTY = ("finished", "follows", "kept")
_SHOWN = 60
"""Characters of something refused that are shown."""
_EVENT = ("id", "seq", "at", "kind", "question", "answer", "chain")


def taken_out(
    connection: sqlite3.Connection, session_id: str, elsewhere: Elsewhere = lambda name: {}
) -> dict[str, Any]:
    """Return a session as plain data; `StoreError` when it is not whole, or not there."""
    rows = rows_of(connection, session_id)
    columns = ", ".join(_SESSION)
    row = connection.execute(f"SELECT {columns} FROM session WHERE id = ?", (session_id,)).fetchone()
    session = {**dict(zip(_SESSION, row, strict=True)), "finished": row[6] or ""}
    return {
        "session": session,
        "flows": dict(_flows(connection, session["kept"], _contents(session, rows), elsewhere)),
        "events": [_plain(row) for row in rows],
        "note": snapshots.note_of(connection, session_id),
    }


NOTE_IMPORTED = "This note came in an imported file. It is not what this program makes of these answers here."

_APART = (
    "This session is here already, and went on differently. Nothing was changed. To have the other one "
    "instead, keep a copy of this one ('interview sessions export {0:.8} --output FILE'), delete it "
    "('interview sessions delete {0:.8}'), and import the other again. Both cannot be kept here at once."
)


def put_in(
    connection: sqlite3.Connection,
    data: object,
    origins: Mapping[str, str] | None = None,
    note_of: NoteOf | None = None,
) -> str:
    """Add a session from plain data, or what is new in it, and return its id.

    `origins` says where the flows that are known here come from, by the hash of their files. With it nothing
    is taken on the word of the data: a flow that is none of these is from an imported file, and so is a note
    that this program would not write from these answers. `StoreError` when the data were changed, or when the
    session went on differently here.
    """
    session, flows, rows, note = _checked(in_form_of_today(data))
    session_id = session["id"]
    if kept := snapshots.row_of(connection, session["kept"]):
        _check_flow(session, *kept[1:4])
    here = connection.execute("SELECT kept, origin FROM session WHERE id = ?", (session_id,)).fetchone()
    if origins is not None:
        known_here = {**dict([here] if here else []), **origins}
        session = {**session, "origin": known_here.get(session["kept"], IMPORTED)}
        note = _vouched(note, session, rows, flows, note_of)
    known = stored_rows(connection, session_id) if here else ()
    damaged, missing = _to_mend(session, known, rows)
    if not here:
        values = [session[name] or None if name == "finished" else session[name] for name in _SESSION]
        marks = ", ".join("?" * len(_SESSION))
        connection.execute(f"INSERT INTO session ({', '.join(_SESSION)}) VALUES ({marks})", values)
    for name, flow in flows.items():
        snapshots.put_flow(connection, (name, *(flow[part] for part in _FLOW)), flow["files"])
    for event_id, *_ in damaged:
        connection.execute("DELETE FROM event WHERE id = ?", (event_id,))
    last = max((row[2] for row in known if isinstance(row[2], int)), default=0)
    _check_ids(connection, missing)
    _put(connection, [row for row in missing if row[2] <= last])
    if new := [row for row in missing if row[2] > last]:
        connection.execute(
            "UPDATE session SET finished = ?, kept = ?, origin = ? WHERE id = ?",
            (session["finished"] or None, session["kept"], session["origin"], session_id),
        )
        _put(connection, new)
        snapshots.put_note(connection, session_id, note.get("at", ""), clean_text(note.get("text", "")))
    return session_id


def _to_mend(
    session: Mapping[str, str], known: Sequence[Row], rows: Sequence[Row]
) -> tuple[list[Row], list[Row]]:
    """Return the damaged rows of a session here that a whole one tells, and what is missing without them.

    `StoreError` when the session went on differently: then a row here follows from the same one before it.
    """
    here = {row[2]: row for row in known}
    links = [linked("", tuple(session[name] for name in _CHAINED)), *(row[-1] for row in rows)]
    others = [here[row[2]] for row in rows if here.get(row[2], row) != row]
    if any(row[-1] == linked(links[row[2] - 1], row[:-1]) for row in others):
        raise StoreError(_APART.format(session["id"]))
    missing = [row for row in rows if here.get(row[2]) != row]
    ids = {row[0] for row in missing}
    return [row for row in known if row in others or row[0] in ids], missing


def _put(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _check_ids(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Refuse entries that stand here already, in another session."""
    for event_id, *_ in rows:
        if connection.execute("SELECT 1 FROM event WHERE id = ?", (event_id,)).fetchone():
            raise StoreError(f"An entry of another session here has the id {event_id}. Nothing was added.")


def _vouched(
    note: dict[str, str],
    session: Mapping[str, str],
    rows: Iterable[Row],
    flows: Mapping[str, _Flow],
    note_of: NoteOf | None,
) -> dict[str, str]:
    """Return a note as it is when this program writes the same, else under words that say it was imported."""
    from interview.flow.loading.loader import load_kept  # both are slow to import, and needed only here
    from interview.flow.logic.compiler import compile_flow

    text = note.get("text", "")
    if not text or text.startswith(NOTE_IMPORTED):
        return note
    if note_of is not None and session["origin"] != IMPORTED and session["kept"] in flows:
        held = replay(compile_flow(load_kept(flows[session["kept"]]["files"])), map(event_of, rows))
        if text == note_of(held, note["at"], session["origin"]):
            return note
    return {**note, "text": f"{NOTE_IMPORTED}\n\n{text}"}


def _plain(row: Row) -> dict[str, object]:
    event_id, _, seq, at, kind, question, body, chain = row
    return dict(zip(_EVENT, (event_id, seq, at, kind, question, json.loads(body), chain), strict=True))


def _contents(session: Mapping[str, str], rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the content hash of every flow a session was held with."""
    return session["content_hash"], *went_on_under(map(event_of, rows))


def _flows(
    connection: sqlite3.Connection, last: str, contents: Iterable[str], elsewhere: Elsewhere
) -> Iterator[tuple[str, _Flow]]:
    """Yield the flow a session was held with last, and one of each other content it was held with.

    One that is damaged, and nowhere else to be had, is left out: the session can be moved without it.
    """
    row = snapshots.row_of(connection, last)
    others = [snapshots.with_content(connection, one) for one in contents if not row or one != row[1]]
    for name in dict.fromkeys((last, *others)):
        if row := snapshots.row_of(connection, name):
            with suppress(StoreError):
                files = snapshots.files_of(connection, name, elsewhere)
                yield name, {**dict(zip(_FLOW, row[1:], strict=True)), "files": dict(files)}


def _checked(data: object) -> tuple[dict[str, str], dict[str, _Flow], tuple[Row, ...], dict[str, str]]:
    match data:
        case {
            "session": dict(session),
            "flows": dict(flows),
            "events": list(events),
            "note": dict() | None as note,
            **rest,
        } if not rest:
            pass
        case _:
            raise _unreadable()
    if set(session) != set(_SESSION) or not _texts(session):
        raise _unreadable()
    rows = tuple(_row(session["id"], event) for event in events)
    if intact(linked("", tuple(session[name] for name in _CHAINED)), rows) != rows:
        raise StoreError("This session was changed or damaged after it was exported. Nothing was added.")
    _check_values(session, rows)
    _check_note(note, session["id"], rows)
    named = _contents(session, rows)
    _check_flows(session, flows)
    readable = {name: flow for name, flow in flows.items() if _readable(name, flow, named)}
    words = {name: one_line(session[name]) for name in ("label", "origin")}
    return {**session, **words}, readable, rows, note or {}


def _check_values(session: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Refuse what no program like this one writes, and what could not be listed or shown afterwards."""
    wrong = next(_wrong(session, rows), "")
    if wrong:
        raise StoreError(f"This session cannot be taken: {wrong}. Nothing was added.")


def _wrong(session: Mapping[str, str], rows: Iterable[Row]) -> Iterator[str]:
    for name, fits, what in _HEAD:
        if not fits(session[name]) and (session[name] or name not in _MAY_BE_EMPTY):
            yield f"its {name.replace('_', ' ')} ('{_quoted(session[name])}') is not {what}"
    if (length := len(one_line(session["label"]))) > LONGEST_LABEL:
        yield f"its label has {length:,} characters, of which up to {LONGEST_LABEL} are taken"
    if not rows:
        yield "nothing was answered in it"
    seen = dict[str, int]()
    for event_id, _, seq, at, kind, question, body, _ in rows:
        words = (event_id, *([question] if question else []), *_ids(body))
        yield from (
            f"entry {seq} names '{_quoted(one)}', which is no id" for one in words if not is_word(one)
        )
        if (first := seen.setdefault(event_id, seq)) != seq:
            yield f"entry {seq} has the id of entry {first}"
        match answer_from_json(body):
            case Text(text) if len(text) > LONGEST_TEXT:
                yield f"entry {seq} has {len(text):,} characters, and an answer up to {LONGEST_TEXT:,}"
            case _:
                pass
        if not is_moment(at):
            yield f"entry {seq} was made at no time that can be read ('{_quoted(at)}')"
        if not question and kind not in UNASKED:
            yield f"entry {seq} is about no question"


def _check_flows(session: Mapping[str, str], flows: Mapping[str, object]) -> None:
    """Refuse a session that is said to be one of another flow than those it was held with."""
    for flow in flows.values():
        match flow:
            case {"id": str(flow_id), "version": str(version), "content_hash": str(content)}:
                _check_flow(session, content, flow_id, version)


def _check_flow(session: Mapping[str, str], content_hash: str, flow_id: str, version: str) -> None:
    begun_with = content_hash == session["content_hash"]
    if flow_id != session["flow"] or (begun_with and version != session["version"]):
        said = f"{_quoted(session['flow'])} {_quoted(session['version'])}"
        raise StoreError(
            f"This session is said to be one of '{said}', and was held with "
            f"'{_quoted(flow_id)} {_quoted(version)}'. Nothing was added."
        )


def _ids(body: str) -> tuple[str, ...]:
    """Return the options that an answer names."""
    match answer_from_json(body):
        case Chosen(option):
            return (option,)
        case Several(chosen):
            return tuple(chosen)
        case _:
            return ()


def _quoted(text: str) -> str:
    return shortened(one_line(text), _SHOWN)


def _check_note(note: dict[str, str] | None, session_id: str, rows: Sequence[Row]) -> None:
    """Refuse a note that does not belong to the end of these events."""
    if note is None:
        return
    if set(note) != {"at", "text", "chain"} or not _texts(note):
        raise _unreadable()
    if not rows or note["chain"] != linked(rows[-1][-1], (session_id, note["at"], note["text"])):
        raise StoreError("The note in this session is not the one that was kept. Nothing was added.")
    if len(note["text"]) > 2 * LONGEST_OUTPUT:
        raise StoreError(
            f"The note in this session has {len(note['text']):,} characters, more than any that is written. "
            "Nothing was added."
        )
    if not is_moment(note["at"]):
        raise StoreError("The note in this session was made at no time that can be read. Nothing was added.")


def _readable(name: str, flow: object, named: Sequence[str]) -> bool:
    """Tell whether a flow can be read here; `StoreError` when it is not the one it is said to be."""
    match flow:
        case {
            "content_hash": content_hash,
            "id": flow_id,
            "version": str(version),
            "logic_hash": logic_hash,
            "files": dict(files),
            **rest,
        } if not rest and content_hash in named:
            pass
        case _:
            raise _unreadable()
    from interview.flow.loading.loader import (
        is_within,
        load_kept,  # reads YAML, which most uses of the store never need
    )

    if not _texts(files) or not all(map(is_within, files)):
        raise StoreError("The flow in this session has a file whose name leads elsewhere. Nothing was added.")
    other = StoreError("The flow in this session is not the one it was held with. Nothing was added.")
    if snapshots.files_hash(files) != name:
        raise other
    try:
        read = load_kept(files)
    except FlowError:  # of a program whose flows say more, or less, than those of this one
        return False
    if (content_hash, flow_id, version, logic_hash) != _row_of(read):
        raise other
    return True


def _row_of(flow: Flow) -> tuple[str, str, str, str]:
    return flow.content_hash, flow.id, flow.version, flow.logic_hash


def _row(session_id: str, event: object) -> Row:
    if not isinstance(event, dict) or set(event) != set(_EVENT) or type(event["seq"]) is not int:
        raise _unreadable()
    try:
        body = json.dumps(event["answer"], sort_keys=True, separators=(",", ":"))
    except (ValueError, TypeError, RecursionError):
        raise _unreadable() from None
    texts = {name: event[name] for name in _EVENT if name not in ("seq", "answer")}
    if not _texts(texts):
        raise _unreadable()
    at, kind, question = texts["at"], texts["kind"], texts["question"]
    return cast(Row, (texts["id"], session_id, event["seq"], at, kind, question, body, texts["chain"]))


def _texts(values: Mapping[Any, object]) -> bool:
    return all(isinstance(key, str) and isinstance(value, str) for key, value in values.items())


def _unreadable() -> StoreError:
    return StoreError("This is not a session in a form this program knows.")


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

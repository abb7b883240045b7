"""Events and answers as rows: each is tied to everything before it, the first to its session and flow.

An answer is JSON that stays readable when the program changes:

    Chosen("yes")                       {"chosen": "yes"}
    Several({"a"}, rest_absent=False)   {"rest_absent": false, "several": ["a"]}
    Number(45)                          {"number": 45}
    Number("64.10")                     {"number": "64.10"}, as JSON would read 64.1 from a number
    Text("2019-05")                     {"text": "2019-05"}
    NotAssessed(Reason.PENDING)         {"not_assessed": "pending"}
    none, an answer was cleared         null
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from math import isfinite

from interview.engine.session import Event, EventKind
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.decimals import MOST_DIGITS, digits
from interview.store.errors import Damaged, StoreError, UnknownSession
from interview.store.row_values import is_moment
from interview.text import clean_text, one_line

Row = tuple[str, str, int, str, str, str, str, str]
"""An event as it stands in the file: id, session, seq, at, kind, question, body, chain."""


def append(connection: sqlite3.Connection, session_id: str, event: Event) -> bool:
    """Add an event at the end of its session; False when this very event is there already."""
    body = (event.at, event.kind.value, event.question, answer_to_json(event.answer))
    if _kept(connection, session_id, event.id, body):
        return False
    seq, link = _tail(connection, session_id)
    row = (event.id, session_id, seq + 1, *body)
    connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, linked(link, row)))
    return True


def rows_of(connection: sqlite3.Connection, session_id: str) -> tuple[Row, ...]:
    """Return the rows of a session in order; `StoreError` when one was changed or lost."""
    first = first_link(connection, session_id)
    rows = stored_rows(connection, session_id)
    whole = intact(first, rows)
    last = (whole[-1][2], whole[-1][-1]) if whole else (0, "")
    if len(whole) < len(rows) or lost_end(connection, session_id, last):
        raise Damaged(f"Entry {len(whole) + 1} of this session was changed or lost after it was saved.")
    return whole


def stored_rows(connection: sqlite3.Connection, session_id: str) -> list[Row]:
    """Return the rows of a session in order, whatever stands in them."""
    return connection.execute("SELECT * FROM event WHERE session = ? ORDER BY seq", (session_id,)).fetchall()


def lost_end(
    connection: sqlite3.Connection, session_id: str, last: tuple[int, str]
) -> tuple[int, str] | None:
    """Return the number and the link of the last event that was saved, if it is lost: not this one, later."""
    noted: tuple[int, str] | None = connection.execute(
        "SELECT seq, chain FROM latest WHERE session = ?", (session_id,)
    ).fetchone()
    if noted is None or not all(isinstance(seq, int) for seq in (noted[0], last[0])):
        return None
    return noted if noted[0] > last[0] and noted[1] != last[1] else None


def intact(link: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows up to the first one that was changed, or after which one is missing."""
    whole: list[Row] = []
    for row in rows:
        link = linked(link, row[:-1])
        if row[-1] != link or row[2] != len(whole) + 1 or not is_text(row):
            break
        whole.append(row)
    return tuple(whole)


def first_link(connection: sqlite3.Connection, session_id: str) -> str:
    """Return the link before the first event of a session."""
    row = connection.execute(
        "SELECT id, flow, version, logic_hash, content_hash, begun FROM session WHERE id = ?", (session_id,)
    ).fetchone()
    if row is None:
        raise UnknownSession(f"There is no saved session {session_id}.")
    return linked("", row)


def last_event(connection: sqlite3.Connection, session_id: str) -> tuple[int, str] | None:
    """Return the number and the id of a session's last event, (0, "") before it; None for no session."""
    if connection.execute("SELECT 1 FROM session WHERE id = ?", (session_id,)).fetchone() is None:
        return None
    last = connection.execute(
        "SELECT seq, id FROM event WHERE session = ? ORDER BY seq DESC LIMIT 1", (session_id,)
    ).fetchone()
    return last or (0, "")


def last_link(connection: sqlite3.Connection, session_id: str) -> str:
    """Return the link of the last event of a session."""
    return _tail(connection, session_id)[1]


def linked(previous: str, row: tuple[object, ...]) -> str:
    """Return the link of a row: the SHA-256 of the link before it and the row."""
    text = json.dumps([previous, *row], default=repr)  # what is no text belongs to no event
    return hashlib.sha256(text.encode()).hexdigest()


def is_text(row: tuple[object, ...]) -> bool:
    """Tell whether a row holds text wherever it should."""
    return all(isinstance(value, str) for value in (*row[:2], *row[3:]))


def event_of(row: Row) -> Event:
    """Return what a row says; `StoreError` when this program cannot know."""
    event_id, _, _, at, kind, question, body, _ = row
    if kind not in tuple(EventKind):
        raise StoreError(
            f"A saved session has an entry of a kind this program does not know ({one_line(kind)})."
        )
    if not is_moment(at):
        raise StoreError(f"A saved session has an entry whose time cannot be read ({one_line(at)}).")
    return Event(event_id, EventKind(kind), question, at, answer_from_json(body))


def _kept(connection: sqlite3.Connection, session_id: str, event_id: str, body: tuple[str, ...]) -> bool:
    """Tell whether this very event is on disk; `StoreError` when its id belongs to another one."""
    found = connection.execute(
        "SELECT session, at, kind, question, body FROM event WHERE id = ?", (event_id,)
    ).fetchone()
    if found not in (None, (session_id, *body)):
        raise StoreError(f"Another saved answer has the id {event_id}.")
    return found is not None


def _tail(connection: sqlite3.Connection, session_id: str) -> tuple[int, str]:
    """Return the number and the link of a session's last event, also where that is lost."""
    last = connection.execute(
        "SELECT seq, chain FROM event WHERE session = ? ORDER BY seq DESC LIMIT 1", (session_id,)
    ).fetchone() or (0, first_link(connection, session_id))
    return lost_end(connection, session_id, last) or last


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

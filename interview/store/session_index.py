"""What a list of sessions shows of each."""

from __future__ import annotations

import json
import shlex
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from interview.store.errors import StoreError
from interview.store.row_values import is_moment, is_session_id
from interview.text import folded, one_line

_SELECT = """
SELECT s.id, s.flow, s.version, s.logic_hash, s.content_hash, s.begun,
    (SELECT at FROM event WHERE session = s.id ORDER BY seq DESC LIMIT 1),
    -- beside max(seq), SQLite takes `body` from that same row
    (SELECT coalesce(sum(body != 'null'), 0) FROM
        (SELECT body, max(seq) FROM event
            WHERE session = s.id AND (kind != 'confirmed' OR body != 'null') AND question != ''
            GROUP BY question)),
    s.label, coalesce(s.finished, ''), s.follows, s.kept, s.origin
FROM session s
"""
_LATEST_FIRST = """
ORDER BY julianday((SELECT at FROM event WHERE session = s.id ORDER BY seq DESC LIMIT 1)) DESC,
    (SELECT max(rowid) FROM event WHERE session = s.id) DESC, s.rowid DESC
"""
_MATCHES = """
WHERE mentions(CAST(s.label AS BLOB)) OR mentions(CAST(s.flow AS BLOB)) OR EXISTS (
    SELECT 1 FROM (SELECT body, max(seq) FROM event
        WHERE session = s.id AND (kind != 'confirmed' OR body != 'null') AND question != '' GROUP BY question)
    WHERE answer_mentions(CAST(body AS BLOB)))
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """A session on disk, as a list of sessions shows it. Times are as they were said (`moments`)."""

    id: str
    flow_id: str
    flow_version: str
    logic_hash: str
    content_hash: str
    begun: str
    last: str
    """When the last answer was given."""
    answers: int
    """How many questions have an answer."""
    label: str = ""
    """What the person calls it."""
    finished: str = ""
    """When it was finished; empty while it is not."""
    follows: str = ""
    """The id of the earlier session this is a return visit to; empty for a first visit."""
    kept: str = ""
    """The SHA-256 of the files of the flow it was held with last; empty when they are not kept."""
    origin: str = ""
    """Where that flow was read from; empty for the shipped one."""

    @property
    def moment(self) -> str:
        """When it was finished, else answered last, else begun; empty when none of these is a time."""
        return next(filter(is_moment, (self.finished, self.last, self.begun)), "")

    @property
    def unreadable(self) -> str:
        """Why this can only be listed and deleted; empty when it can be read."""
        if not is_session_id(self.id):
            return "its id is none that this program gives"
        return "" if self.moment else "its times cannot be read"

    def must_be_readable(self) -> None:
        """Raise a `StoreError` with what is left to do when this can only be listed and deleted."""
        if self.unreadable:
            raise StoreError(
                f"This session cannot be read: {self.unreadable}. "
                f"'interview sessions delete {shlex.quote(self.id)}' removes it."
            )

    @property
    def head(self) -> dict[str, str]:
        """What the session was begun with, and what it is called, in the form of an export."""
        return {
            "id": self.id,
            "flow": self.flow_id,
            "version": self.flow_version,
            "logic_hash": self.logic_hash,
            "content_hash": self.content_hash,
            "begun": self.begun,
            "finished": self.finished,
            "label": self.label,
            "follows": self.follows,
            "kept": self.kept,
            "origin": self.origin,
        }


def find(connection: sqlite3.Connection, session_id: str) -> Saved | None:
    """Return one session."""
    row = connection.execute(f"{_SELECT} WHERE s.id = ?", (session_id,)).fetchone()
    return _saved(row) if row else None


def unfinished(connection: sqlite3.Connection) -> tuple[Saved, ...]:
    """Return the sessions that were not finished, the latest first; those without an answer left out."""
    rows = connection.execute(f"{_SELECT} WHERE s.finished IS NULL {_LATEST_FIRST}").fetchall()
    return _answered(rows)


def matching(connection: sqlite3.Connection, search: str) -> tuple[Saved, ...]:
    """Return the sessions whose label, flow or standing answers hold this text, the latest first."""
    wanted = folded(search).strip()

    def mentions(text: object) -> bool:
        return wanted in folded(_text(text))

    def answer_mentions(body: object) -> bool:
        return any(map(mentions, _words(_text(body))))

    connection.create_function("mentions", 1, mentions, deterministic=True)
    connection.create_function("answer_mentions", 1, answer_mentions, deterministic=True)
    return _answered(connection.execute(f"{_SELECT} {_MATCHES} {_LATEST_FIRST}").fetchall())


def before(connection: sqlite3.Connection, moment: str) -> tuple[Saved, ...]:
    """Return the sessions in which nothing happened at or after a moment, such as `2026-03-01`."""
    limit = _moment(moment)
    rows = connection.execute(f"{_SELECT} {_LATEST_FIRST}").fetchall()
    dated = ((saved, _latest(connection, saved)) for saved in map(_saved, rows))
    return tuple(saved for saved, latest in dated if latest is not None and latest < limit)


def remove(connection: sqlite3.Connection, session_id: str) -> None:
    """Remove a session with its events and its note, by the id that a list shows of it."""
    if is_session_id(session_id):
        connection.execute("DELETE FROM session WHERE id = ?", (session_id,))
        return
    for row, found in connection.execute("SELECT rowid, id FROM session").fetchall():
        if _text(found) == session_id:
            connection.execute("DELETE FROM session WHERE rowid = ?", (row,))


def is_before(seconds: float, moment: str) -> bool:
    """Tell whether a time in seconds since 1970 is before a moment."""
    return datetime.fromtimestamp(seconds, UTC) < _moment(moment)


def _latest(connection: sqlite3.Connection, saved: Saved) -> datetime | None:
    """Return the latest moment something happened by the clock, which may have been set back since.

    None when no moment can be read: what is not known to be old is not old.
    """
    rows = connection.execute("SELECT at FROM event WHERE session = ?", (saved.id,)).fetchall()
    moments = [at for (at,) in rows] or [saved.begun]
    return max((_moment(at) for at in moments if is_moment(at)), default=None)


def _saved(row: tuple[object, ...]) -> Saved:
    """Return what a list shows of a row, whatever stands in it."""
    values = [_text(value) for value in row]
    return Saved(*values[:7], int(str(row[7])), *values[8:])  # type: ignore[call-arg,arg-type]


def _answered(rows: list[tuple[object, ...]]) -> tuple[Saved, ...]:
    return tuple(_saved(row) for row in rows if row[6] is not None)


def _text(value: object) -> str:
    """Return what stands in a row as text that can be shown."""
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    return one_line(value) if isinstance(value, str) else ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(body: str) -> list[str]:
    """Return the words of an answer in its form on disk: what was typed, and what was chosen."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):  # damaged, which is told when the session is opened
        return []
    match answer:
        case {"text": str(text)}:
            return [text]
        case {"chosen": str(option)}:
            return [option]
        case {"several": list(chosen)}:
            return [word for word in chosen if isinstance(word, str)]
        case _:
            return []

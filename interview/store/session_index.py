"""What a list of sessions shows of each."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from interview.store.answer_json import NOT_GIVEN
from interview.store.errors import StoreError
from interview.store.row_values import LONGEST_LABEL, is_moment, is_session_id
from interview.store.schema import FIND_LATEST
from interview.text import one_line, shortened

_SELECT = f"""
SELECT s.id, s.flow, s.version, s.logic_hash, s.content_hash, s.begun,
    (SELECT at FROM event WHERE session = s.id ORDER BY seq DESC LIMIT 1),
    -- beside max(seq), SQLite takes `body` from that same row
    (SELECT coalesce(sum(body NOT IN {NOT_GIVEN}), 0) FROM
        (SELECT body, max(seq) FROM event
            WHERE session = s.id AND (kind != 'confirmed' OR body != 'null') AND question != ''
            GROUP BY question)),
    s.label, coalesce(s.finished, ''), s.follows, s.kept, s.origin
FROM session s
"""
_ANSWERED = """
LEFT JOIN latest l ON l.session = s.id
WHERE (l.session IS NOT NULL OR EXISTS (SELECT 1 FROM event WHERE session = s.id))
"""
"""Damage may take away what is known of the last event of a session, but not the session from a list."""
_OF_FLOWS = "(? OR s.flow IN (SELECT value FROM json_each(?)))"
_PREFIX = re.compile("[0-9a-f][0-9a-f-]*")
_LATEST_FIRST = "ORDER BY l.moment DESC, l.turn DESC, s.rowid DESC"
EVERY = -1
"""As many as there are, for a limit."""
_LONGEST_NAME = 40
"""Characters of a flow's id, or of its version, in a list."""


IMPORTED = "an imported file"
"""Where a flow came from that is none of those known here."""


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
    """How many questions have an answer that counts (`is_given`)."""
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
    def flow_name(self) -> str:
        """The flow and its version as a list has room for them; a row may hold anything."""
        return " ".join(shortened(one, _LONGEST_NAME) for one in (self.flow_id, self.flow_version))

    @property
    def shown_label(self) -> str:
        """The label as a list has room for it."""
        return shortened(self.label, LONGEST_LABEL)

    @property
    def unreadable(self) -> str:
        """Why this can only be listed and deleted; empty when it can be read."""
        if not is_session_id(self.id):
            return "its id is none that this program gives"
        return "" if self.moment else "its times cannot be read"

    def must_be_readable(self) -> None:
        """Raise a `StoreError` with what is left to do when this can only be listed and deleted."""
        if self.unreadable:
            from shlex import quote

            raise StoreError(
                f"This session cannot be read: {self.unreadable}. "
                f"'interview sessions delete {quote(self.id)}' removes it."
            )

    def must_belong_to(self, flow_id: str) -> None:
        """Raise a `StoreError` when this is a session of another flow."""
        if self.flow_id != flow_id:
            raise StoreError(f"This session belongs to the flow '{self.flow_id}', not to '{flow_id}'.")

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


def beginning(connection: sqlite3.Connection, prefix: str) -> tuple[Saved, ...]:
    """Return the sessions with an answer whose id, as a list shows it, begins like this."""
    if _PREFIX.fullmatch(prefix):
        return _page(connection, "AND s.id >= ? AND s.id < ?", (prefix, f"{prefix}g"))
    strange = "AND s.id NOT GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-*'"
    found = _page(connection, strange, ()) if prefix else ()
    return tuple(saved for saved in found if saved.id.startswith(prefix))


def unfinished(
    connection: sqlite3.Connection, flows: Collection[str] | None = None, limit: int = EVERY
) -> tuple[Saved, ...]:
    """Return the sessions that were not finished, the latest first; those without an answer left out.

    With `flows`, only those of these.
    """
    return _page(connection, f"AND s.finished IS NULL AND {_OF_FLOWS}", _of(flows), limit)


def not_followed(connection: sqlite3.Connection, flows: Collection[str], limit: int) -> tuple[Saved, ...]:
    """Return the finished sessions of these flows that no visit followed, the latest first."""
    rows = f"""SELECT s.rowid AS place, l.moment, l.turn
        FROM latest l CROSS JOIN session s ON s.id = l.session  -- from the latest on, until there are enough
        WHERE s.finished IS NOT NULL AND {_OF_FLOWS} AND NOT EXISTS
            (SELECT 1 FROM session f WHERE f.follows = s.id AND f.follows != ''
                AND EXISTS (SELECT 1 FROM event WHERE session = f.id))
        ORDER BY l.moment DESC, l.turn DESC LIMIT ?"""
    return _detailed(connection, rows, (*_of(flows), limit))


def listed(
    connection: sqlite3.Connection, limit: int = EVERY, offset: int = 0, rows: Collection[int] | None = None
) -> tuple[Saved, ...]:
    """Return the sessions with an answer, the latest first; with `rows`, those in these rows of the table."""
    if rows is None:
        return _page(connection, "", (), limit, offset)
    among = "AND s.rowid IN (SELECT value FROM json_each(?))"
    return _page(connection, among, (json.dumps(list(rows)),), limit, offset)


def in_rows(connection: sqlite3.Connection, rows: Collection[int]) -> Iterator[tuple[int, Saved]]:
    """Give the sessions in these rows of the table, with their row."""
    query = (
        f"{_SELECT.replace('SELECT', 'SELECT s.rowid,', 1)} WHERE s.rowid IN (SELECT value FROM json_each(?))"
    )
    for row, *values in connection.execute(query, (json.dumps(list(rows)),)):
        yield row, _saved(tuple(values))


def ids(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the ids of the sessions with an answer, as they stand in the file, in the order of the file."""
    rows = connection.execute(f"SELECT s.id FROM session s {_ANSWERED} ORDER BY s.rowid").fetchall()
    return tuple(row[0] for row in rows)


def mend(connection: sqlite3.Connection) -> None:
    """Write down anew what is known of the last event of each session, where its link is the one noted."""
    connection.execute(FIND_LATEST)
    connection.execute(
        """UPDATE latest SET moment = julianday(e.at), seq = e.seq FROM event e
            WHERE e.rowid = (SELECT rowid FROM event WHERE session = latest.session ORDER BY seq DESC LIMIT 1)
                AND e.chain = latest.chain
                AND (latest.moment IS NOT julianday(e.at) OR latest.seq IS NOT e.seq)"""
    )


def count(connection: sqlite3.Connection) -> int:
    """Return how many sessions have an answer."""
    return int(connection.execute(f"SELECT count(*) FROM session s {_ANSWERED}").fetchone()[0])


def before(connection: sqlite3.Connection, moment: str) -> tuple[Saved, ...]:
    """Return the sessions in which nothing happened at or after a moment, such as `2026-03-01`."""
    limit = _moment(moment)
    rows = connection.execute(
        f"""{_SELECT} LEFT JOIN latest l ON l.session = s.id
            WHERE l.moment IS NULL OR l.moment < julianday(?) {_LATEST_FIRST}""",
        (limit.isoformat(),),
    ).fetchall()
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


def _page(
    connection: sqlite3.Connection,
    where: str,
    values: tuple[object, ...],
    limit: int = EVERY,
    offset: int = 0,
) -> tuple[Saved, ...]:
    rows = f"SELECT s.rowid AS place, l.moment, l.turn FROM session s {_ANSWERED} {where} {_LATEST_FIRST}"
    return _detailed(connection, f"{rows} LIMIT ? OFFSET ?", (*values, limit, offset))


def _detailed(connection: sqlite3.Connection, rows: str, values: tuple[object, ...]) -> tuple[Saved, ...]:
    """Return sessions that a query chooses, before anything is worked out for each."""
    query = f"WITH l AS MATERIALIZED ({rows}) {_SELECT} JOIN l ON s.rowid = l.place {_LATEST_FIRST}"
    return tuple(map(_saved, connection.execute(query, values).fetchall()))


def _of(flows: Collection[str] | None) -> tuple[object, ...]:
    return (flows is None, json.dumps(list(flows or ())))


def _text(value: object) -> str:
    """Return what stands in a row as text that can be shown."""
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    return one_line(value) if isinstance(value, str) else ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

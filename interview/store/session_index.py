"""What a list of sessions shows of each."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from interview.text import folded

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
WHERE mentions(s.label) OR mentions(s.flow) OR EXISTS (
    SELECT 1 FROM (SELECT body, max(seq) FROM event
        WHERE session = s.id AND (kind != 'confirmed' OR body != 'null') AND question != '' GROUP BY question)
    WHERE answer_mentions(body))
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """A session on disk, as a list of sessions shows it. Times are UTC in ISO 8601."""

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
    return Saved(*row) if row else None


def unfinished(connection: sqlite3.Connection) -> tuple[Saved, ...]:
    """Return the sessions that were not finished, the latest first; those without an answer left out."""
    rows = connection.execute(f"{_SELECT} WHERE s.finished IS NULL {_LATEST_FIRST}").fetchall()
    return _answered(rows)


def matching(connection: sqlite3.Connection, search: str) -> tuple[Saved, ...]:
    """Return the sessions whose label, flow or standing answers hold this text, the latest first."""
    wanted = folded(search).strip()

    def mentions(text: str) -> bool:
        return wanted in folded(text)

    def answer_mentions(body: str) -> bool:
        return any(mentions(word) for word in _words(json.loads(body)))

    connection.create_function("mentions", 1, mentions, deterministic=True)
    connection.create_function("answer_mentions", 1, answer_mentions, deterministic=True)
    return _answered(connection.execute(f"{_SELECT} {_MATCHES} {_LATEST_FIRST}").fetchall())


def before(connection: sqlite3.Connection, moment: str) -> tuple[Saved, ...]:
    """Return the sessions in which nothing happened at or after a moment, such as `2026-03-01`."""
    limit = _moment(moment)
    rows = connection.execute(f"{_SELECT} {_LATEST_FIRST}").fetchall()
    return tuple(saved for saved in (Saved(*row) for row in rows) if _latest(connection, saved) < limit)


def is_before(seconds: float, moment: str) -> bool:
    """Tell whether a time in seconds since 1970 is before a moment."""
    return datetime.fromtimestamp(seconds, UTC) < _moment(moment)


def _latest(connection: sqlite3.Connection, saved: Saved) -> datetime:
    """Return the latest moment something happened by the clock, which may have been set back since."""
    rows = connection.execute("SELECT at FROM event WHERE session = ?", (saved.id,)).fetchall()
    return max((_moment(at) for (at,) in rows), default=_moment(saved.begun))


def _answered(rows: list[tuple[str, ...]]) -> tuple[Saved, ...]:
    return tuple(saved for saved in (Saved(*row) for row in rows) if saved.last)  # type: ignore[arg-type]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(answer: object) -> list[str]:
    """Return the words of an answer in its form on disk: what was typed, and what was chosen."""
    match answer:
        case {"text": str(text)}:
            return [text]
        case {"chosen": str(option)}:
            return [option]
        case {"several": list(chosen)}:
            return [word for word in chosen if isinstance(word, str)]
        case _:
            return []

"""What is whole in a damaged file, proved by the chain of each session.

A session whose own row is lost is found again through its first answer: the chain tells which flow it was
held with.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from interview.store.event_log import Row, linked
from interview.store.pages import Value
from interview.store.schema import FIND_KEPT, upgrade
from interview.store.snapshots import packed_hash

_Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Recovered:
    """The rows that are whole, in the order in which they were written."""

    sessions: tuple[_Values, ...]
    events: tuple[Row, ...]
    flows: tuple[_Values, ...]
    notes: tuple[_Values, ...]

    def __str__(self) -> str:
        answers = sum(row[4] == "answered" for row in self.events)
        if not answers:
            return "No answer in it could be recovered."
        sessions = len({row[1] for row in self.events})
        return (
            f"Recovered from it: {_counted(answers, 'answer')} in {_counted(sessions, 'session')}. "
            "What stood in the damaged part is missing there."
        )


def recover(rows: Iterable[tuple[int, _Values]]) -> Recovered:
    """Return what can be proved among rows of any table, garbage included."""
    found = _Found(rows)
    sessions: list[_Values] = []
    events: dict[int, Row] = {}
    for session_id in found.names():
        head, whole = found.session(session_id)
        if head:
            sessions.append((*head, *found.rest(session_id)))
            events.update(whole)
    log = tuple(events[row] for row in sorted(events))
    return Recovered(tuple(sessions), log, found.flows(), found.notes(log))


def fill(connection: sqlite3.Connection, recovered: Recovered) -> None:
    """Put what was recovered into an empty file, in one transaction."""
    upgrade(connection)
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in (
        ("session", recovered.sessions),
        ("event", recovered.events),
        ("flow", recovered.flows),
        ("note", recovered.notes),
    ):
        for row in rows:
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    connection.execute(FIND_KEPT)
    connection.execute("COMMIT")


class _Found:
    """Rows sorted into the tables they can belong to."""

    def __init__(self, rows: Iterable[tuple[int, _Values]]) -> None:
        self.events: dict[str, list[tuple[int, Row]]] = {}
        self._sessions: dict[str, _Values] = {}
        self._flows: dict[str, _Values] = {}
        self._notes: list[tuple[str, str, str, str]] = []
        for number, values in rows:
            match values:
                case (str(), str(session), int(), str(), str(), str(), str(), str()):
                    self.events.setdefault(session, []).append((number, values))  # type: ignore[arg-type]
                case (str(session), str(), str(), str(), str(), str(), None | str(), *rest) if _texts(
                    rest
                ) and len(rest) in (0, 2, 4):
                    self._sessions[session] = values
                case (str(name), str(), str(), str(), str(), bytes(files)) if name == packed_hash(files):
                    self._flows[name] = values
                case (str(), str(), str(), str(), bytes(files)) if found := packed_hash(files):
                    self._flows[found] = (found, *values)  # as an older program kept it
                case (str(session), str(at), str(text), str(chain)):
                    self._notes.append((session, at, text, chain))

    def names(self) -> Iterator[str]:
        """Give the id of each session of which anything was found, in the order of their rows."""
        yield from self._sessions
        yield from (name for name in self.events if name not in self._sessions)

    def session(self, session_id: str) -> tuple[_Values, dict[int, Row]]:
        """Return what a session was begun with, and its events as far as they are proved."""
        for head in self._heads(session_id):
            if whole := self._proved(session_id, head):
                return head, whole
        return self._sessions.get(session_id, ())[:6], {}

    def rest(self, session_id: str) -> _Values:
        """Return when a session was finished, its label, what it follows, its flow and where that came from,
        which nothing proves."""
        finished, *more = self._sessions.get(session_id, ())[6:] or (None,)
        return (finished, *more, *("" for _ in range(4 - len(more))))

    def flows(self) -> tuple[_Values, ...]:
        return tuple(self._flows.values())

    def notes(self, events: Iterable[Row]) -> tuple[_Values, ...]:
        """Return the notes of sessions of which every event is there."""
        last = {row[1]: row[-1] for row in events}
        proved = {
            session: (session, at, text, chain)
            for session, at, text, chain in self._notes
            if session in last and chain == linked(last[session], (session, at, text))
        }
        return tuple(proved.values())

    def _heads(self, session_id: str) -> Iterator[_Values]:
        """Give what a session may have been begun with: its own row, or any flow and its first answer."""
        if row := self._sessions.get(session_id):
            yield row[:6]
        for begun in {row[3] for _, row in self.events.get(session_id, ()) if row[2] == 1}:
            for _, content, flow, version, logic, _ in self._flows.values():
                yield session_id, flow, version, logic, content, begun
            for _, flow, version, logic, content, *_ in self._sessions.values():
                yield session_id, flow, version, logic, content, begun

    def _proved(self, session_id: str, head: _Values) -> dict[int, Row]:
        link, proved = linked("", head), {}
        for seq in count(1):
            found = (
                (number, row)
                for number, row in self.events.get(session_id, ())
                if row[2] == seq and row[-1] == linked(link, row[:-1])
            )
            number, row = next(found, (0, None))
            if row is None:
                break
            link, proved[number] = row[-1], row
        return proved


def _texts(values: list[Value]) -> bool:
    return all(isinstance(value, str) for value in values)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

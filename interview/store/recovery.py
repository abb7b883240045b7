"""What is whole in a damaged file, proved by the chain of each session.

A session whose own row is lost is found again through its first answer: the chain tells which flow it was
held with.

SQLite finds a row through the pages above it and gives up where one of those is damaged. Here every page
that holds rows is read by itself, so that whatever is whole is found. The form of a page is that of
https://sqlite.org/fileformat2.html and has not changed since 2004. What is found may be garbage until it is
proved.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from interview.store.event_log import Row, linked
from interview.store.schema import FIND_KEPT, upgrade
from interview.store.snapshots import packed_hash

Value = str | int | bytes | None
_LEAF = 0x0D
"""The first byte of a page with rows of a table."""
_PAGE_SIZES = tuple(2**power for power in range(9, 17))
_USUAL = 4096
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its type."""

_Values = tuple[Value, ...]


def rows(data: bytes) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Give the number and the values of every row that can be read, in the order of the pages."""
    file = _File(data)
    for number in range(1, len(data) // file.size + 2):
        yield from file.rows(number)


class _File:
    def __init__(self, data: bytes) -> None:
        said = int.from_bytes(data[16:18], "big")
        self._data = data
        self.size = next((size for size in _PAGE_SIZES if size in (said, said << 16)), _USUAL)
        self._usable = self.size - (data[20] if len(data) > 20 and data[20] < 32 else 0)

    def rows(self, number: int) -> Iterator[tuple[int, tuple[Value, ...]]]:
        page = self._page(number)
        start = 100 if number == 1 else 0
        if page[start : start + 1] != bytes([_LEAF]):
            return
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        for cell in range(min(cells, self.size // 4)):
            place = start + 8 + 2 * cell
            try:
                yield self._row(page, int.from_bytes(page[place : place + 2], "big"))
            except (IndexError, ValueError):  # cut off or overwritten; the next one may be whole
                continue

    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self.size : number * self.size] if number > 0 else b""

    def _row(self, page: bytes, place: int) -> tuple[int, tuple[Value, ...]]:
        length, place = _number(page, place)
        row, place = _number(page, place)
        if length > len(self._data):
            raise ValueError(length)
        here = self._local(length)
        record = page[place : place + here]
        if here < length:
            record += self._further(page[place + here : place + here + 4], length - here)
        return row, tuple(_values(record))

    def _local(self, length: int) -> int:
        """Return how much of a record stands on its own page."""
        if length <= self._usable - 35:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        wanted = least + (length - least) % (self._usable - 4)
        return wanted if wanted <= self._usable - 35 else least

    def _further(self, link: bytes, length: int) -> bytes:
        """Return the rest of a record from the pages it goes on to."""
        found = b""
        while len(found) < length:
            page = self._page(int.from_bytes(link, "big"))
            if len(page) < self._usable:
                raise ValueError(link)
            link, found = page[:4], found + page[4 : self._usable]
        return found[:length]


def _values(record: bytes) -> Iterator[Value]:
    end, place = _number(record, 0)
    types = []
    while place < end:
        kind, place = _number(record, place)
        types.append(kind)
    for kind in types:
        length = _INTEGERS.get(kind, (kind - 12) // 2 if kind >= 12 else 0)
        part = record[place : place + length]
        if len(part) < length:
            raise ValueError(kind)
        yield _value(kind, part)
        place += length


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in _INTEGERS:
        return int.from_bytes(part, "big", signed=True)
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        return part.decode() if kind % 2 else part
    raise ValueError(kind)  # a fraction, which no table here has


def _number(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and the place after it."""
    value = 0
    for index in range(8):
        byte = data[place + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + index + 1
    return value << 8 | data[place + 8], place + 9


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

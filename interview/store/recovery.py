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
from struct import unpack

from interview.store.event_log import Row, linked
from interview.store.row_values import is_word
from interview.store.schema import FIND_KEPT, upgrade
from interview.store.snapshots import packed_hash

Value = str | int | float | bytes | None
_LEAF = 0x0D
"""The first byte of a page with rows of a table."""
_PAGE_SIZES = tuple(2**power for power in range(9, 17))
_USUAL = 4096
_FRACTION = 7
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its type."""

_Values = tuple[Value, ...]
_Numbered = tuple[int, tuple[Value, ...]]


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
        length = 8 if kind == _FRACTION else _INTEGERS.get(kind, (kind - 12) // 2 if kind >= 12 else 0)
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
    if kind == _FRACTION:
        (fraction,) = unpack(">d", part)
        return float(fraction)
    raise ValueError(kind)


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
    ends: tuple[tuple[str, int, str], ...] = ()
    """Session, number and link of last events, which may be lost."""
    damaged: frozenset[str] = frozenset()
    """The ids of events that are there, and that nothing proves to be what they were."""

    def __str__(self) -> str:
        answers = sum(row[4] == "answered" and row[0] not in self.damaged for row in self.events)
        if not answers:
            return "No answer in it could be recovered."
        sessions = len({row[1] for row in self.events})
        damaged = f"{_counted(len(self.damaged), 'other')} cannot be read. " if self.damaged else ""
        return (
            f"Recovered from it: {_counted(answers, 'answer')} in {_counted(sessions, 'session')}. {damaged}"
            "Whatever else stood in the damaged part is missing there."
        )


def recover(rows: Iterable[_Numbered], spare: Iterable[_Numbered] = ()) -> Recovered:
    """Return what can be proved among rows of any table, garbage included, and what stands damaged among it.

    What is lost is taken from `spare`, rows of copies of the file, where the chain of a session proves it.
    """
    found = _Found(rows, spare)
    sessions: list[_Values] = []
    events: list[tuple[int, Row]] = []
    damaged: set[str] = set()
    for session_id in found.names():
        head, entries = found.session(session_id)
        if head:
            sessions.append((*head, *found.rest(session_id)))
            events += [(entry.number, entry.row) for entry in entries]
            damaged |= {entry.row[0] for entry in entries if not entry.proved}
    events.sort(key=lambda one: (one[0], one[1][1], one[1][2]))
    log = tuple(row for _, row in events)
    return Recovered(tuple(sessions), log, found.flows(), found.notes(log), found.ends(), frozenset(damaged))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of an event, its number in the table, and whether the chain proves it."""

    number: int
    row: Row
    proved: bool


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
            connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    for session_id, seq, chain in recovered.ends:
        connection.execute(
            "UPDATE latest SET seq = ?, chain = ? WHERE session = ? AND seq < ?",
            (seq, chain, session_id, seq),
        )
    connection.execute(FIND_KEPT)
    connection.execute("COMMIT")


class _Found:
    """Rows sorted into the tables they can belong to."""

    def __init__(self, rows: Iterable[_Numbered], spare: Iterable[_Numbered]) -> None:
        self.events: dict[str, list[tuple[int, Row]]] = {}
        self._spare: dict[str, list[tuple[int, Row]]] = {}
        self._ends: dict[str, tuple[int, str]] = {}
        self._sessions: dict[str, _Values] = {}
        self._flows: dict[str, _Values] = {}
        self._notes: list[tuple[str, str, str, str]] = []
        for number, values in rows:
            match values:
                case (str(), str(session), int(), str(), str(), str(), str(), str()):
                    self.events.setdefault(session, []).append((number, values))  # type: ignore[arg-type]
                case (str(session), int(seq), str(chain), None | float(), int()) if is_word(chain):
                    self._ends[session] = max(self._ends.get(session, (0, "")), (seq, chain))
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
        for number, values in spare:
            match values:
                case (str(), str(session), int(), str(), str(), str(), str(), str()) if (
                    session in self.events
                ):
                    self._spare.setdefault(session, []).append((number, values))  # type: ignore[arg-type]

    def names(self) -> Iterator[str]:
        """Give the id of each session of which anything was found, in the order of their rows."""
        yield from self._sessions
        yield from (name for name in self.events if name not in self._sessions)

    def session(self, session_id: str) -> tuple[_Values, list[_Entry]]:
        """Return what a session was begun with, and its events: those that are proved, and damaged ones."""
        for head in self._heads(session_id):
            log = self._log(session_id, linked("", head))
            if log and log[0].proved and log[0].row[2] == 1:
                return head, log
        own = self._sessions.get(session_id, ())[:6]
        return own, self._log(session_id, linked("", own)) if own else []

    def rest(self, session_id: str) -> _Values:
        """Return when a session was finished, its label, what it follows, its flow and where that came from,
        which nothing proves."""
        finished, *more = self._sessions.get(session_id, ())[6:] or (None,)
        return (finished, *more, *("" for _ in range(4 - len(more))))

    def ends(self) -> tuple[tuple[str, int, str], ...]:
        return tuple((session, *end) for session, end in self._ends.items())

    def flows(self) -> tuple[_Values, ...]:
        return tuple(self._flows.values())

    def notes(self, events: Iterable[Row]) -> tuple[_Values, ...]:
        """Return the notes of sessions of which every event is there."""
        last = {row[1]: row[-1] for row in sorted(events, key=lambda row: row[2])}
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

    def _log(self, session_id: str, link: str) -> list[_Entry]:
        """Return the events of a session that begins with a link. One that nothing proves is damaged."""
        here, spare = _by_seq(self.events.get(session_id, ())), _by_seq(self._spare.get(session_id, ()))
        log: list[_Entry] = []
        for seq in sorted({*here, *spare}):
            found, copies = here.get(seq, []), spare.get(seq, [])
            after = [row for _, row in (*here.get(seq + 1, []), *spare.get(seq + 1, []))]
            if seq > 1 and (not log or log[-1].row[2] != seq - 1):
                link = ""  # the one before is lost, and with it what proves this one
            proved = next((one for one in (*found, *copies) if one[1][-1] == linked(link, one[1][:-1])), None)
            if proved is not None:
                log.append(_Entry(*proved, proved=True))
            elif found:
                known = next((one for one in found if _leads_to(one[1], after)), found[0])
                log.append(_Entry(*known, proved=False))
            else:
                continue
            link = log[-1].row[-1]
        return log


def _by_seq(rows: Iterable[tuple[int, Row]]) -> dict[int, list[tuple[int, Row]]]:
    found: dict[int, list[tuple[int, Row]]] = {}
    for number, row in rows:
        found.setdefault(row[2], []).append((number, row))
    return found


def _leads_to(row: Row, after: Iterable[Row]) -> bool:
    """Tell whether the link of a row is the one before any of those."""
    return any(one[-1] == linked(row[-1], one[:-1]) for one in after)


def _texts(values: list[Value]) -> bool:
    return all(isinstance(value, str) for value in values)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

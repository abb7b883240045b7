"""What can be read of a session of which an entry is damaged, or was written by a newer program.

The chain proves every other entry, as each is tied to the one before it. The answer in a damaged one counts
as not assessed: an earlier answer to its question never comes back in its place. Where not even its question
can be told, any earlier answer might be the one that was replaced, so nothing is concluded from them. An
entry that is whole and not understood here is taken the same way: it may change the answer it is about.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from interview.engine.session import Event, EventKind
from interview.flow.answers import NotAssessed, Reason
from interview.flow.model import Flow
from interview.store.errors import StoreError
from interview.store.event_log import (
    Row,
    event_of,
    first_link,
    intact,
    is_text,
    linked,
    lost_end,
    stored_rows,
)
from interview.store.row_values import is_moment, is_word

_UNKNOWN_TIME = "1970-01-01T00:00:00Z"
_Head = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legible:
    """The events of a session, the answers in damaged ones as unreadable."""

    events: tuple[Event, ...]
    damaged: tuple[str, ...] = ()
    """The questions of damaged entries."""
    known: frozenset[str] = frozenset()
    """Questions that are named in entries which are whole."""
    lost: int = 0
    """The first entry of which not even the question can be read, or which is missing; 0 for none."""
    later: bool = False
    """Whether these entries are whole, in a form of a newer program; False when any is damaged."""

    def of(self, flow: Flow) -> tuple[Event, ...]:
        """Return the events; `Unreadable` when it is not sure which answers stand under this flow."""
        strange = [name for name in self.damaged if name not in flow.questions and name not in self.known]
        if self.lost or strange:
            raise Unreadable(self.lost, later=self.later)
        return self.events

    def __str__(self) -> str:
        """What to tell the person; empty when nothing is damaged."""
        if self.lost:
            return str(Unreadable(self.lost, later=self.later))
        if not self.damaged:
            return ""
        names = ", ".join(dict.fromkeys(self.damaged))
        if self.later:
            return (
                f"A newer version of this program wrote something about {names} that is not understood here. "
                "It counts as not assessed, and can be given again; the newer version still reads its own."
            )
        return (
            f"The saved file is damaged: the answer to {names} cannot be read any more. It counts as not "
            "assessed, and can be given again."
        )


class Unreadable(StoreError):
    """It is not known to which question a damaged entry belongs, so no conclusion can be drawn."""

    def __init__(self, entry: int, *, later: bool = False) -> None:
        which = f"Entry {entry} of this session" if entry else "An entry of this session"
        why = (
            "was written by a newer version of this program, and is not understood here"
            if later
            else "was changed or lost after it was saved, and which question it answered cannot be read"
        )
        super().__init__(
            f"{which} {why}. "
            "Nothing is concluded from the other answers; 'interview sessions show' lists them."
        )


def legible(connection: sqlite3.Connection, session_id: str) -> Legible:
    """Return what can be read of a session; `UnknownSession` when there is none."""
    first = first_link(connection, session_id)
    rows = stored_rows(connection, session_id)
    if intact(first, rows) == tuple(rows):
        found = _whole_rows(rows)
    else:
        found = _legible([first, *_other_links(connection, session_id, rows[:1])], rows)
    last = (rows[-1][2], rows[-1][-1]) if rows else (0, "")
    if not found.lost and lost_end(connection, session_id, last):
        return replace(found, lost=len(rows) + 1, later=False)
    return found


def _whole_rows(rows: Sequence[Row]) -> Legible:
    """Return the events of rows that are whole; what is not understood is an answer nobody can read."""
    events: list[Event] = []
    later, known, lost = list[str](), set[str](), list[int]()
    for place, row in enumerate(rows, start=1):
        event = _understood(row)
        if event is not None:
            events.append(event)
            known.add(row[5])
        elif is_word(row[5]):
            events.append(_damaged(row, events))
            later.append(row[5])
        else:
            lost.append(place)
    return Legible(tuple(events), tuple(later), frozenset(known), min(lost, default=0), bool(later or lost))


def _understood(row: Row) -> Event | None:
    try:
        return event_of(row)
    except StoreError:
        return None


def _legible(links: Sequence[str], rows: Sequence[Row]) -> Legible:
    questions = sorted({row[5] for row in rows if is_word(row[5])})
    events: list[Event] = []
    damaged, known, lost = list[str](), set[str](), list[int]()
    for place, (row, after) in enumerate(zip_longest(rows, rows[1:]), start=1):
        whole = _whole(links, row, after, questions)
        links = [(whole or row)[-1]]
        event = _understood(whole) if whole else None
        if row[2] != place or not (event or is_word(row[5])):
            lost.append(place)
        if whole and event:
            events.append(event)
            known.add(whole[5])
        elif is_word(row[5]):
            events.append(_damaged(row, events))
            damaged.append(row[5])
    return Legible(tuple(events), tuple(damaged), frozenset(known), min(lost, default=0))


def _whole(links: Sequence[str], row: Row, after: Row | None, questions: Iterable[str]) -> Row | None:
    """Return a row that its link proves, or that of the next one; None for a damaged one.

    Its question is tried among all of the session, lest the damage be there and hit another one's name.
    """
    if not is_text((*row[:-1], "")):
        return None
    for link in links:
        for question in dict.fromkeys((row[5], *questions)):
            tried = (*row[:5], question, row[6])
            made = linked(link, tried)
            if made == row[-1] or (after is not None and after[-1] == linked(made, after[:-1])):
                return (*tried, made)
    return None


def _damaged(row: Row, before: Sequence[Event]) -> Event:
    """Return a damaged entry as an answer that nobody can read, at the nearest time that is known."""
    at = row[3] if is_moment(row[3]) else before[-1].at if before else _UNKNOWN_TIME
    return Event(str(row[0]), EventKind.ANSWERED, row[5], at, NotAssessed(Reason.UNREADABLE))


def _other_links(connection: sqlite3.Connection, session_id: str, first: Sequence[Row]) -> Iterator[str]:
    """Give the links before a first entry if the damage is in what its session was begun with."""
    flows = "SELECT id, version, logic_hash, content_hash FROM flow"
    others = "SELECT DISTINCT flow, version, logic_hash, content_hash FROM session"
    for row in first:
        heads: set[_Head] = {*connection.execute(flows), *connection.execute(others)}
        yield from (linked("", (session_id, *head, row[3])) for head in sorted(heads, key=str))

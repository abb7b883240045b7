"""What the screen says of each session, as folded words that are searched; a session without is looked at.

The words stand in the file of sessions, encrypted where that is, and go with their session. Whatever changes
a session takes its words away, and the next search that may write puts new ones there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress

from interview.engine.session import accepts, latest
from interview.errors import FlowError
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, Several, Text
from interview.flow.model import Flow
from interview.moments import day
from interview.store import session_index, snapshots
from interview.store.errors import StoreError
from interview.store.session_index import EVERY, Saved
from interview.store.snapshots import Elsewhere
from interview.text import folded

FlowOf = Callable[[str], Flow | None]
"""Gives a kept flow by the hash of its files; None where it was not kept or cannot be read."""
_BETWEEN = "\n"
"""Between two pieces of text; no folded text has one."""
_FINISHED = ("unfinished", "finished")


def found(connection: sqlite3.Connection, search: str, missing: Mapping[int, str]) -> Collection[int]:
    """Return the rows of the sessions in whose words a text stands; `missing` are those not written down."""
    wanted = folded(search).strip()
    stated = [state for state, word in enumerate(_FINISHED) if word.startswith(wanted)]
    rows = connection.execute(
        "SELECT s.rowid FROM words JOIN session s ON s.id = words.session WHERE instr(words.text, ?)",
        (wanted,),
    ).fetchall()
    for state in stated:
        rows += connection.execute(
            "SELECT rowid FROM session WHERE (finished IS NOT NULL) = ?", (state,)
        ).fetchall()
    return {row for (row,) in rows} | {row for row, words in missing.items() if wanted in words}


_MISSING = """
FROM session s
WHERE NOT EXISTS (SELECT 1 FROM words WHERE session = s.id)
    AND EXISTS (SELECT 1 FROM event WHERE session = s.id)
"""


def are_missing(connection: sqlite3.Connection) -> bool:
    """Tell whether any session has no words."""
    return bool(connection.execute(f"SELECT EXISTS (SELECT 1 {_MISSING})").fetchone()[0])


def missing(connection: sqlite3.Connection, flow_of: FlowOf, most: int = EVERY) -> dict[int, str]:
    """Return the words of sessions that have none, by their row."""
    found = connection.execute(f"SELECT s.rowid {_MISSING} LIMIT ?", (most,)).fetchall()
    rows = [row for (row,) in found]
    if not rows:
        return {}
    return {row: words(connection, saved, flow_of) for row, saved in session_index.in_rows(connection, rows)}


def put_missing(connection: sqlite3.Connection, flow_of: FlowOf, most: int) -> int:
    """Put the words of some of the sessions there that have none, and return of how many."""
    made = missing(connection, flow_of, most)
    connection.executemany(
        "INSERT OR REPLACE INTO words SELECT id, ? FROM session WHERE rowid = ?",
        [(text, row) for row, text in made.items()],
    )
    return len(made)


def words(connection: sqlite3.Connection, saved: Saved, flow_of: FlowOf) -> str:
    """Return everything that the screen says of a session, and the ids of what was chosen."""
    from interview.store.legibility import legible

    answers: Mapping[str, Answer] = {}
    with suppress(StoreError):  # a damaged session is told when it is opened
        answers = latest(legible(connection, saved.id).events)
    return _BETWEEN.join(dict.fromkeys(map(folded, _said(saved, answers, flow_of(saved.kept)))))


class Flows:
    """Kept flows, each read once."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        self._elsewhere = elsewhere
        self._read: dict[str, Flow | None] = {}

    def of(self, connection: sqlite3.Connection) -> FlowOf:
        """Return what gives the flows that are kept here."""

        def flow_of(kept: str) -> Flow | None:
            if kept not in self._read:
                self._read[kept] = _flow(connection, kept, self._elsewhere)
            return self._read[kept]

        return flow_of


def _flow(connection: sqlite3.Connection, kept: str, elsewhere: Elsewhere) -> Flow | None:
    from interview.flow.loading.loader import load_kept  # reads YAML, which most uses never need

    try:
        files = snapshots.files_of(connection, kept, elsewhere)
        return load_kept(files) if files else None
    except (StoreError, FlowError, OSError):
        return None


def _said(saved: Saved, answers: Mapping[str, Answer], flow: Flow | None) -> Iterator[str]:
    """Yield label and flow, the days of a session, and each answer with its question, as shown."""
    yield from (saved.label, saved.flow_id)
    for at in filter(None, (saved.begun, saved.last, saved.finished)):
        with suppress(ValueError):
            yield str(day(at))
    for answer in answers.values():
        yield from _chosen(answer)
    if flow is None:
        return
    yield flow.title
    for name, answer in answers.items():
        question = flow.questions.get(name)
        if question is not None and accepts(question, answer):
            yield f"{question.label}: {in_words(question, answer)}"


def _chosen(answer: Answer) -> tuple[str, ...]:
    """Return the words of an answer in its form on disk: what was typed, and what was chosen."""
    match answer:
        case Text(text):
            return (text,)
        case Chosen(option):
            return (option,)
        case Several(chosen):
            return tuple(sorted(chosen))
        case _:
            return ()

"""A store of many finished sessions, made in a minute with the very rows that the program writes.

python -m benchmarks.many_sessions FOLDER [--sessions N] [--events N]
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.loading.finder import open_flow
from interview.flow.model import Flow, Question, QuestionType
from interview.store import Store
from interview.store.answer_json import answer_to_json
from interview.store.event_log import linked
from interview.store.schema import FIND_LATEST
from interview.store.snapshots import hold
from interview.store.sql import PLAIN_NAME, SessionFile, transaction

FLOW = "ibm-management"
SESSIONS, EVENTS = 20_000, 50
"""Of a store of a million events."""
UNFINISHED_EVERY = 200
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_BEGAN = datetime(2016, 1, 4, 9, tzinfo=UTC)
_APART = timedelta(hours=4)


def fill(folder: Path, sessions: int = SESSIONS, events: int = EVENTS) -> None:
    """Fill a new store; the same numbers always give the same sessions."""
    flow = open_flow(FLOW, None).logic.flow
    Store.open(folder).close()
    with closing(SessionFile(folder / PLAIN_NAME).connect()) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        with transaction(connection):
            triggers = connection.execute(_TRIGGERS).fetchall()
            for name, _ in triggers:  # which do row by row what is done at once here
                connection.execute(f"DROP TRIGGER {name}")
            _insert(connection, flow, sessions, events)
            connection.execute(FIND_LATEST)
            for _, sql in triggers:
                connection.execute(sql)
    with closing(Store.open(folder)) as store:
        store.sessions("words are made by a search", limit=1)


def _insert(connection: sqlite3.Connection, flow: Flow, sessions: int, events: int) -> None:
    chance = random.Random(23)
    questions = tuple(flow.questions.values())
    for number in range(sessions):
        begun = _BEGAN + number * _APART
        session_id = str(UUID(int=chance.getrandbits(128), version=4))
        head = (session_id, flow.id, flow.version, flow.logic_hash, flow.content_hash, _at(begun))
        finished = None if number % UNFINISHED_EVERY == 0 else _at(begun + timedelta(hours=1))
        connection.execute(
            "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '')",
            (*head, finished, f"bed {number % 40}"),
        )
        if not number:
            hold(connection, session_id, flow, "")
            (kept,) = connection.execute("SELECT kept FROM session").fetchone()
        link = linked("", head)
        connection.executemany(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            _rows(chance, questions, session_id, begun, link, events),
        )
    connection.execute("UPDATE session SET kept = ?", (kept,))


def _rows(
    chance: random.Random,
    questions: tuple[Question, ...],
    session_id: str,
    begun: datetime,
    link: str,
    count: int,
) -> Iterator[tuple[object, ...]]:
    for seq in range(1, count + 1):
        question = questions[(seq - 1) % len(questions)]
        event_id = str(UUID(int=chance.getrandbits(128), version=4))
        at = _at(begun + timedelta(seconds=20 * seq))
        body = answer_to_json(_answer(chance, question))
        row = (event_id, session_id, seq, at, "answered", question.id, body)
        link = linked(link, row)
        yield (*row, link)


def _answer(chance: random.Random, question: Question) -> Chosen | Several | Number | Text | NotAssessed:
    options = [option.id for option in question.options]
    if chance.random() < 0.05:
        return NotAssessed(Reason.NOT_ASSESSED)
    match question.type:
        case QuestionType.SEVERAL:
            return Several(frozenset(chance.sample(options, chance.randrange(len(options)))))
        case QuestionType.NUMBER if question.range is not None:
            return Number(question.range.low)
        case QuestionType.NUMBER:
            return Number(chance.randrange(100))
        case QuestionType.TEXT:
            return Text(f"said in passing, number {chance.randrange(100_000)}")
        case QuestionType.MONTH:
            return Text(f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}")
        case _:
            return Chosen(chance.choice(options))


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def main() -> None:
    """Fill a store of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--events", type=int, default=EVENTS)
    arguments = parser.parse_args()
    fill(arguments.folder, arguments.sessions, arguments.events)


if __name__ == "__main__":
    main()

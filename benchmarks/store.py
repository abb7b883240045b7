"""What saving costs: an answer on disk beside the least that could be done, and what of it a person feels.

    python -m benchmarks.store [--rounds N] [--folder FOLDER]

Whatever is compared is done in turn, so that a busy machine slows both alike; only the ratios count. FOLDER
is on the disk to be measured; the system's own for temporary files may be in memory, which nothing waits for.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.app import FIRST_QUESTION, READY, WALK, Row, ours, started
from benchmarks.flows import long_flow
from interview.engine import Event, EventKind
from interview.flow.answers import Chosen
from interview.flow.loading.loader import load_flow
from interview.store import Store

WARM_UP = 20
"""Answers that are not counted."""
Save = Callable[[Event], object]


def saves(count: int) -> list[Row]:
    """Measure an answer until it is on disk, in microseconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with in_store(folder) as store, by_append(folder) as append, in_wal(folder) as wal:
            ways = (store, append, wal)
            took: tuple[list[float], ...] = ([], [], [])
            for number in range(WARM_UP + count):
                event = answer(number)
                for way, times in zip(ways, took, strict=True):
                    times.append(microseconds(way, event))
    stored, appended, inserted = (times[WARM_UP:] for times in took)
    return [
        Row("an answer in the store / append and fsync", stored, appended, bar=15.0, unit="us"),
        Row("an answer in the store / insert, WAL FULL", stored, inserted, bar=8.0, unit="us"),
    ]


def answer(number: int) -> Event:
    """Return an event as the interview makes it."""
    return Event(str(uuid4()), EventKind.ANSWERED, f"q_{number}", "2026-03-01T10:00:00Z", Chosen("yes"))


def microseconds(save: Save, event: Event) -> float:
    """Return how long it takes until a way of saving returns."""
    begun = time.perf_counter()
    save(event)
    return (time.perf_counter() - begun) * 1e6


@contextmanager
def in_store(folder: Path) -> Iterator[Save]:
    """Save as the interview does."""
    flow = load_flow(long_flow(folder, 4))
    with closing(Store.open(folder / "store")) as store:
        session = store.begin(flow, at=datetime.now(UTC).isoformat(timespec="seconds"))
        yield lambda event: store.append(session, event)


@contextmanager
def by_append(folder: Path) -> Iterator[Save]:
    """Save the same bytes at the end of a file: the least that lasts."""
    handle = os.open(folder / "answers.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def save(event: Event) -> None:
        os.write(handle, line(event))
        os.fsync(handle)

    yield save
    os.close(handle)


@contextmanager
def in_wal(folder: Path) -> Iterator[Save]:
    """Save the same bytes as one row of SQLite with a write-ahead log."""
    with closing(sqlite3.connect(folder / "wal.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE answer (line BLOB)")
        yield lambda event: connection.execute("INSERT INTO answer VALUES (?)", (line(event),))


def line(event: Event) -> bytes:
    """Return an event as a line of text, with as many bytes for a chained hash as the store adds."""
    values = (event.id, event.kind.value, event.question, event.at, {"chosen": "yes"}, "0" * 64)
    return json.dumps(values).encode() + b"\n"


def keys(rounds: int) -> list[Row]:
    """Measure a key to the next question, kept and not, and what one program differs from itself.

    The first answer is apart: it also opens the file and keeps the flow.
    """
    options: tuple[tuple[str, ...], ...] = ((), ("--no-save",), ("--no-save",))
    first: tuple[list[float], ...] = ([], [], [])
    later: tuple[list[float], ...] = ([], [], [])
    for turn in range(rounds * len(options)):
        which = (turn + turn // len(options)) % len(options)  # another one is first in each round
        command = ours("run", "ibm-management", *options[which])
        with started(command, FIRST_QUESTION, READY) as (program, _took):
            first[which].append(program.press(WALK[0]))
            later[which].extend(program.press(key) for key in WALK[1:-1])
    return [
        Row("key to next question: saved / --no-save", later[0], later[1], bar=1.25),
        Row("noise: --no-save / --no-save", later[2], later[1], bar=1.25),
        Row("first answer: saved / --no-save", first[0], first[1], bar=2.5),
    ]


def felt(kept: Row, noise: Row) -> str:
    """Say what saving adds to a key, beside what two runs of one program differ by."""
    added = statistics.median(kept.ours) - statistics.median(kept.peer)
    differ = abs(statistics.median(noise.ours) - statistics.median(noise.peer))
    spread = statistics.quantiles(kept.peer, n=4)
    return (
        f"saving adds {added:.1f} ms to a key; two runs without it differ by {differ:.1f} ms, "
        f"and half of its keys by {spread[2] - spread[0]:.1f} ms"
    )


def main() -> None:
    """Measure everything and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    tempfile.tempdir = arguments.folder
    print(f"{'':<44} {'ours':>8} {'peer':>8}")
    for row in saves(100 * arguments.rounds):
        print(row, flush=True)
    kept, noise, first = keys(arguments.rounds)
    print(kept, noise, first, felt(kept, noise), sep="\n")


if __name__ == "__main__":
    main()

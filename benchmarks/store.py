"""What saving costs: an answer on disk beside the least that could be done, and what of it a person feels.

    python -m benchmarks.store [--rounds N] [--folder FOLDER] [--sessions N]

The last rows are of a store of 20,000 sessions, a million events, beside one with next to nothing in it. It
takes a minute or two to make; `--sessions 0` leaves it out.

Whatever is compared is done in turn, so that a busy machine slows both alike; only the ratios count. FOLDER
is on the disk to be measured; the system's own for temporary files may be in memory, which nothing waits for.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from benchmarks.app import FIRST_QUESTION, READY, WALK, Row, environment, ours, started
from benchmarks.flows import long_flow
from benchmarks.many_sessions import SESSIONS, fill
from benchmarks.terminal import WIDE, Program
from interview.engine import Event, EventKind
from interview.flow.answers import Chosen
from interview.flow.loading.loader import load_flow
from interview.store import Saved, Store

WARM_UP = 20
"""Answers that are not counted."""
FLOWS = Path(__file__).parents[1] / "flows"
PURGED_OF_MANY, PURGED_OF_FEW = 2000, 2
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
            first[which].append(program.press(WALK[0]).frame)
            later[which].extend(program.press(key).frame for key in WALK[1:-1])
    return [
        Row("key to next question: saved / --no-save", later[0], later[1], bar=1.25),
        Row("noise: --no-save / --no-save", later[2], later[1], bar=1.25),
        Row("first answer: saved / --no-save", first[0], first[1], bar=2.5),
    ]


@dataclass(frozen=True, slots=True)
class More:
    """How much longer something takes over many sessions than over next to none, in seconds."""

    name: str
    many: list[float]
    few: list[float]
    most: float

    def __str__(self) -> str:
        many, few = statistics.median(self.many), statistics.median(self.few)
        verdict = "ok" if many - few <= self.most else "OVER"
        more = f"more {many - few:6.2f}  bar {self.most:4.2f}  {verdict}"
        return f"{self.name:<44} {many:8.2f} {few:8.2f} s    {more}"


def many_sessions(rounds: int, sessions: int) -> Iterator[Row | More]:
    """Measure whole commands, over many sessions and over a few in turn."""
    with tempfile.TemporaryDirectory() as name:
        many, few = folders = Path(name, "many"), Path(name, "few")
        fill(many, sessions)
        fill(few, rounds + PURGED_OF_FEW)
        starts: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for folder, took in zip(folders, starts, strict=True):
                with Program(ours("--flows", str(FLOWS)), environment(folder), WIDE) as program:
                    took.append(program.until("h history"))
        yield Row("start over many sessions / few", *starts, bar=1.2)
        ids = [[saved.id for saved in sessions_in(folder)[:rounds]] for folder in folders]
        yield _more("list", 0.2, rounds, folders, lambda _, turn: ("list",))
        yield _more("show", 0.2, rounds, folders, lambda which, turn: ("show", ids[which][turn]))
        for text, what in (("stairs", "some"), ("said in", "most"), ("no such", "none")):
            yield _more(f"search, a word of {what}", 0.5, rounds, folders, partial(_search, text))
        yield _more("delete", 0.2, rounds, folders, lambda which, turn: ("delete", ids[which][turn], "--yes"))
        ages = [age(folder, PURGED_OF_MANY if folder == many else PURGED_OF_FEW) for folder in folders]
        name = f"purge of {PURGED_OF_MANY}"
        yield _more(name, 5.0, 1, folders, lambda which, _: ("purge", "--older-than", ages[which], "--yes"))


def _search(text: str, which: int, turn: int) -> tuple[str, ...]:
    return ("list", "--search", text)


def _more(
    name: str,
    most: float,
    rounds: int,
    folders: Sequence[Path],
    command: Callable[[int, int], tuple[str, ...]],
) -> More:
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        for which, folder in enumerate(folders):
            begun = time.perf_counter()
            subprocess.run(
                ours("sessions", *command(which, turn)),
                env=environment(folder),
                check=True,
                capture_output=True,
            )
            took[which].append(time.perf_counter() - begun)
    return More(f"sessions {name}", *took, most=most)


def sessions_in(folder: Path) -> tuple[Saved, ...]:
    """Return the sessions of a store, the latest first."""
    with closing(Store(folder, read_only=True)) as store:
        return store.sessions()


def age(folder: Path, count: int) -> str:
    """Return an age, in days, that about so many of the sessions of a store have passed."""
    last = datetime.fromisoformat(sessions_in(folder)[-count].last)
    return f"{(datetime.now(UTC) - last).days}d"


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
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--only-sessions", action="store_true", help="only what is about many sessions")
    arguments = parser.parse_args()
    tempfile.tempdir = arguments.folder
    print(f"{'':<44} {'ours':>8} {'peer':>8}")
    if not arguments.only_sessions:
        for row in saves(100 * arguments.rounds):
            print(row, flush=True)
        kept, noise, first = keys(arguments.rounds)
        print(kept, noise, first, felt(kept, noise), sep="\n")
    if arguments.sessions:
        for one in many_sessions(arguments.rounds, arguments.sessions):
            print(one, flush=True)


if __name__ == "__main__":
    main()

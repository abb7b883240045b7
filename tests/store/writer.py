"""A program that answers without end and prints `ACK n` once answer n is said to be saved.

writer.py FOLDER honest     acknowledges what is on disk
writer.py FOLDER hasty      acknowledges first and saves ten at a time: the harness must catch it
writer.py FOLDER alone      the same, in a session of its own
writer.py FOLDER unhurried  the same, with a moment between its answers
writer.py FOLDER impatient  the same without waiting for other programs; `NOT n` while answer n is not saved
writer.py FOLDER cramped    the same as honest, on a disk that is full from time to time
writer.py FOLDER rewrites   acknowledges what it has, then rewrites the whole file in place: to be caught too
writer.py FOLDER suspended  stops in the middle of a write
writer.py FOLDER hold       answers once, prints `ACK 1 SESSION`, and waits to be ended
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from small import begin, resume  # type: ignore[import-not-found]

from interview.flow.answers import Text
from interview.store import Recording, Store, StoreError, locks, sql
from interview.store.errors import OpenElsewhere

T = TypeVar("T")


def words(number: int) -> str:
    return f"answer {number} " + "weakness of the finger flexors " * (number % 4)


def acknowledge(text: str) -> None:
    os.write(1, f"ACK {text}\n".encode())


def under_way(store: Store) -> Recording:
    for saved in patiently(store.unfinished):
        with suppress(OpenElsewhere):
            return patiently(partial(resume, store, saved.id))
    return begin(store)


def patiently(do: Callable[[], T]) -> T:
    """Try again while another program is writing."""
    while True:
        try:
            return do()
        except OpenElsewhere:
            raise
        except StoreError:
            continue


def honest(recording: Recording, number: int) -> None:
    recording.answer("comment", Text(words(number)))
    if recording.saved:
        acknowledge(str(number))


def unhurried(recording: Recording, number: int) -> None:
    honest(recording, number)
    time.sleep(0.003)


def impatient(recording: Recording, number: int) -> None:
    """Go on answering when an answer is not saved; with every third one, wait until all of them are."""
    recording.answer("comment", Text(words(number)))
    while not recording.saved:
        os.write(1, f"NOT {number}\n".encode())
        if number % 3:
            return
        recording.save()
    acknowledge(str(number))


def cramped(recording: Recording, number: int) -> None:
    assert recording._store is not None
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    size = (recording._store.folder / "sessions.db").stat().st_size if recording.id else 4096
    room = random.randrange(size) if number % 5 in (2, 3, 4) else most
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    honest(recording, number)


waiting: list[int] = []


def hasty(recording: Recording, number: int) -> None:
    acknowledge(str(number))
    waiting.append(number)
    if len(waiting) == 10:
        for late in waiting:
            recording.answer("comment", Text(words(late)))
        waiting.clear()


def rewrites(recording: Recording, number: int) -> None:
    """Save well, then put the same bytes in place again, as a program does that rewrites its file."""
    honest(recording, number)
    assert recording._store is not None
    path = recording._store.folder / "sessions.db"
    content = path.read_bytes()
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(content), 512):
            file.write(content[start : start + 512])


def suspended(folder: Path) -> None:
    connection = sqlite3.connect(folder / "sessions.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    os.kill(os.getpid(), signal.SIGSTOP)


STEPS: dict[str, Callable[[Recording, int], None]] = {
    "honest": honest,
    "alone": honest,
    "unhurried": unhurried,
    "impatient": impatient,
    "cramped": cramped,
    "hasty": hasty,
    "rewrites": rewrites,
}

APART = ("alone", "unhurried", "impatient", "suspended")
"""Those with a session of their own."""


def main(folder: str, manner: str) -> None:
    locks.WAIT = 0.1  # for the session of another window, which does not let go
    if manner == "impatient":
        sql.BUSY_SECONDS = 0.0
    store = Store(Path(folder))
    recording = begin(store) if manner in APART else under_way(store)
    if manner == "hold":
        recording.answer("comment", Text(words(1)))
        acknowledge(f"1 {recording.id}")
        sys.stdin.read()
        return
    if manner == "suspended":
        suspended(store.folder)
    number = len(recording.session.events)
    while True:
        number += 1
        STEPS[manner](recording, number)


if __name__ == "__main__":
    main(*sys.argv[1:])

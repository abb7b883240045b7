"""A program that answers without end and prints `ACK n` once answer n is said to be saved.

writer.py FOLDER honest     acknowledges what is on disk
writer.py FOLDER hasty      acknowledges first and saves ten at a time: the harness must catch it
writer.py FOLDER alone      the same, in a session of its own
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
from contextlib import suppress
from pathlib import Path

from small import begin, resume  # type: ignore[import-not-found]

from interview.flow.answers import Text
from interview.store import Recording, Store, StoreError


def words(number: int) -> str:
    return f"answer {number} " + "weakness of the finger flexors " * (number % 4)


def acknowledge(text: str) -> None:
    os.write(1, f"ACK {text}\n".encode())


def under_way(store: Store) -> Recording:
    latest = store.unfinished()
    for saved in latest:
        with suppress(StoreError):  # another window has it
            return resume(store, saved.id)
    return begin(store)


def honest(recording: Recording, number: int) -> None:
    recording.answer("comment", Text(words(number)))
    if recording.saved:
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


def main(folder: str, manner: str) -> None:
    store = Store.open(Path(folder))
    recording = begin(store) if manner in ("alone", "suspended") else under_way(store)
    if manner == "hold":
        recording.answer("comment", Text(words(1)))
        acknowledge(f"1 {recording.id}")
        sys.stdin.read()
        return
    if manner == "suspended":
        suspended(store.folder)
    number = len(recording.session.events)
    step = {"honest": honest, "alone": honest, "cramped": cramped, "hasty": hasty, "rewrites": rewrites}[
        manner
    ]
    while True:
        number += 1
        step(recording, number)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A program that answers without end and prints `ACK n` once answer n is said to be saved.

writer.py FOLDER honest     acknowledges what is on disk
writer.py FOLDER hasty      acknowledges first and saves ten at a time: the harness must catch it
writer.py FOLDER alone      the same, in a session of its own
writer.py FOLDER rewrites   acknowledges what it has, then rewrites the whole file in place: to be caught too
writer.py FOLDER suspended  stops in the middle of a write
writer.py FOLDER hold       answers once, prints `ACK 1 SESSION`, and waits to be ended
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from pathlib import Path

from small import begin, resume  # type: ignore[import-not-found]

from interview.flow.answers import Text
from interview.store import Recording, Store


def words(number: int) -> str:
    return f"answer {number} " + "weakness of the finger flexors " * (number % 4)


def acknowledge(text: str) -> None:
    os.write(1, f"ACK {text}\n".encode())


def under_way(store: Store) -> Recording:
    latest = store.unfinished()
    return resume(store, latest[0].id) if latest else begin(store)


def honest(recording: Recording, number: int) -> None:
    recording.answer("comment", Text(words(number)))
    if recording.saved:
        acknowledge(str(number))


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
    step = {"honest": honest, "alone": honest, "hasty": hasty, "rewrites": rewrites}[manner]
    while True:
        number += 1
        step(recording, number)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A program that answers without end and prints `ACK n` once answer n is said to be saved.

writer.py FOLDER honest     acknowledges what is on disk
writer.py FOLDER hasty      acknowledges first and saves ten at a time: the harness must catch it
writer.py FOLDER hold       answers once, prints `ACK 1 SESSION`, and waits to be ended
"""

from __future__ import annotations

import os
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


def main(folder: str, manner: str) -> None:
    store = Store.open(Path(folder))
    recording = under_way(store)
    if manner == "hold":
        recording.answer("comment", Text(words(1)))
        acknowledge(f"1 {recording.id}")
        sys.stdin.read()
        return
    number = len(recording.session.events)
    step = {"honest": honest, "hasty": hasty}[manner]
    while True:
        number += 1
        step(recording, number)


if __name__ == "__main__":
    main(*sys.argv[1:])

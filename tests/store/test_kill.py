"""Ending the program at a random moment with SIGKILL loses no answer that was said to be saved.

`INTERVIEW_KILLS` sets how often (25). One folder serves all runs, so that each begins where the last died.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from interview.store import Store, StoreError

from .programs import answers, last_of, listen, writer
from .small import begin, texts

KILLS = int(os.environ.get("INTERVIEW_KILLS", "25"))
SLOW = 60.0
"""Seconds after which a writer that acknowledges nothing is broken."""


def last_acknowledged(folder: Path, manner: str, chance: random.Random) -> int:
    """Run a writer, kill it at a random moment, and return the last answer it acknowledged."""
    lines = 0 if chance.random() < 0.1 else chance.randint(1, 20)
    with writer(folder, manner) as running:
        assert running.stdout is not None
        heard = listen(running.stdout.fileno(), SLOW, lines)
        heard += listen(running.stdout.fileno(), chance.random() * 0.004)
        running.kill()
        heard += running.stdout.read()  # what is in the pipe was acknowledged before the end
    assert heard.count(b"\n") >= lines
    return last_of(heard)


def on_disk(folder: Path) -> list[str]:
    """The answers that are there, after the store has recovered as it does for a person."""
    store = Store.open(folder)
    sessions = store.unfinished()
    found = texts(store, sessions[0].id) if sessions else []
    assert len(sessions) <= 1
    assert store.notice == ""
    store.close()
    return found


def test_no_saved_answer_is_lost_and_none_appears(folder: Path) -> None:
    chance = random.Random(1)
    kept, acknowledged = 0, 0
    for _ in range(KILLS):
        said = last_acknowledged(folder, "honest", chance)
        found = on_disk(folder)
        assert max(kept, said) <= len(found) <= max(kept, said) + 1
        assert found == answers(len(found))
        acknowledged += max(0, said - kept)
        kept = len(found)
    assert acknowledged > KILLS


def test_the_harness_notices_a_program_that_acknowledges_too_early(folder: Path) -> None:
    chance = random.Random(2)
    lost = (last_acknowledged(folder, "hasty", chance) > len(on_disk(folder)) for _ in range(KILLS))
    assert any(lost)


def test_another_program_in_the_same_session_is_named(folder: Path) -> None:
    with writer(folder, "hold") as other:
        assert other.stdout is not None
        session_id = other.stdout.readline().decode().split()[2]
        store = Store.open(folder)
        with pytest.raises(StoreError, match=rf"open in another window \(process {other.pid} on "):
            store.hold(session_id)
    store.hold(session_id)
    assert texts(store, session_id) == answers(1)
    store.close()


def test_another_program_in_another_session_is_not_in_the_way(folder: Path) -> None:
    with writer(folder, "hold") as other:
        assert other.stdout is not None
        assert other.stdout.readline().startswith(b"ACK")
        store = Store.open(folder)
        recording = begin(store)
        recording.clear("comment")
        assert recording.saved
        assert len(store.unfinished()) == 2
        store.close()

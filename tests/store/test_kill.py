"""Ending the program at a random moment with SIGKILL loses no answer that was said to be saved.

`INTERVIEW_KILLS` sets how often (25). One folder serves all runs, so that each begins where the last died.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.store import Store, StoreError, locks, sql

from .programs import answers, last_of, listen, writer
from .small import begin, texts

KILLS = int(os.environ.get("INTERVIEW_KILLS", "25"))
SLOW = 60.0
"""Seconds after which a writer that acknowledges nothing is broken."""


@pytest.fixture
def patient(impatient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program may be at work, and one that was just killed may need a moment."""
    monkeypatch.setattr(locks, "WAIT", SLOW)
    monkeypatch.setattr(sql, "BUSY_SECONDS", SLOW)


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


def on_disk(folder: Path, beside: str = "") -> list[str]:
    """The answers that are there, after the store has recovered as it does for a person."""
    store = Store.open(folder)
    sessions = [saved.id for saved in store.unfinished() if saved.id != beside]
    found = texts(store, sessions[0]) if sessions else []
    assert len(sessions) <= 1
    assert store.notice == ""
    store.close()
    return found


def lost_none(
    folder: Path, manner: str, unsaved: int, beside: str = "", between: Callable[[], object] = str
) -> None:
    """Kill a writer again and again; it may hold this many answers that it has not acknowledged."""
    chance = random.Random(1)
    kept, acknowledged = 0, 0
    for _ in range(KILLS):
        said = last_acknowledged(folder, manner, chance)
        found = on_disk(folder, beside)
        assert max(kept, said) <= len(found) <= max(kept, said) + unsaved
        assert found == answers(len(found))
        acknowledged += max(0, said - kept)
        kept = len(found)
        between()
    print(f"{manner}: {KILLS} kills, {acknowledged} acknowledged, {kept} kept, 0 lost")
    assert acknowledged > KILLS


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(("manner", "unsaved"), [("honest", 1), ("cramped", 4)])
def test_no_saved_answer_is_lost_and_none_appears(folder: Path, manner: str, unsaved: int) -> None:
    lost_none(folder, manner, unsaved)


@pytest.mark.usefixtures("patient")
def test_no_saved_answer_is_lost_beside_another_writer(folder: Path) -> None:
    with writer(folder, "alone") as other:
        assert other.stdout is not None
        output = other.stdout
        heard = [listen(output.fileno(), SLOW, 1)]
        (beside,) = (saved.id for saved in Store.open(folder).unfinished())
        lost_none(folder, "honest", 1, beside, lambda: heard.append(listen(output.fileno(), 0.01)))
        other.kill()
        heard.append(output.read())
    store = Store.open(folder)
    found = texts(store, beside)
    store.close()
    assert found == answers(len(found))
    assert KILLS < last_of(b"".join(heard)) <= len(found)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("manner", ["hasty", "rewrites"])
def test_the_harness_notices_a_program_that_saves_badly(folder: Path, manner: str) -> None:
    """One acknowledges before it saves; one puts its file in place bit by bit."""
    chance = random.Random(2)
    noticed = 0
    for _ in range(KILLS):
        said = last_acknowledged(folder, manner, chance)
        store = Store.open(folder)
        sessions = store.unfinished()
        found = len(texts(store, sessions[0].id)) if sessions else 0
        noticed += said > found or "damaged" in store.notice
        store.close()
    assert noticed


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

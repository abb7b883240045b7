"""Ending the program at a random moment with SIGKILL loses no answer that was said to be saved.

`INTERVIEW_KILLS` sets how often (15). One run in seven is ended before its first answer: while it opens the
file, which is also where it recovers from the end before. `pytest -rP` shows the counts.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from interview.store import Store, StoreError, locks, sql
from interview.store.errors import Damaged
from tests.store.programs import Tally, answers, last_of, listen, writer
from tests.store.small import begin, texts

pytestmark = pytest.mark.long
KILLS = int(os.environ.get("INTERVIEW_KILLS", "15"))
SLOW = 60.0
"""Seconds after which a writer that acknowledges nothing is broken."""
START = 0.3
"""Seconds in which a writer has mostly begun to answer."""


@pytest.fixture
def patient(impatient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program may be at work, and one that was just killed may need a moment."""
    monkeypatch.setattr(locks, "WAIT", SLOW)
    monkeypatch.setattr(sql, "BUSY_SECONDS", SLOW)


def last_acknowledged(folder: Path, manner: str, chance: random.Random) -> int:
    """Run a writer, kill it at a random moment, and return the last answer it acknowledged."""
    lines = 0 if chance.random() < 0.15 else chance.randint(1, 20)
    with writer(folder, manner) as running:
        assert running.stdout is not None
        heard = listen(running.stdout.fileno(), SLOW, lines)
        heard += listen(running.stdout.fileno(), chance.random() * (0.004 if lines else START), 1)
        running.kill()
        heard += running.stdout.read()  # what is in the pipe was acknowledged before the end
    assert heard.count(b"\n") >= lines
    return last_of(heard)


def on_disk(folder: Path, beside: str = "") -> tuple[list[str], bool]:
    """The answers that are there, after the store has recovered as it does for a person; was it damaged?"""
    with closing(Store.open(folder)) as store:
        sessions = [saved.id for saved in store.unfinished() if saved.id != beside]
        assert len(sessions) <= 1
        try:
            return texts(store, sessions[0]) if sessions else [], "damaged" in store.notice
        except Damaged:
            return [], True


def tally(
    folders: Iterable[Path],
    manner: str,
    unsaved: int = 1,
    beside: str = "",
    between: Callable[[], object] = str,
) -> Tally:
    """Kill a writer once in each folder; it may hold this many answers that it has not acknowledged."""
    chance, kept, counted = random.Random(1), dict[Path, int](), Tally(manner, unsaved)
    for folder in folders:
        said = last_acknowledged(folder, manner, chance)
        found, damaged = on_disk(folder, beside)
        counted.count(kept.get(folder, 0), said, found, damaged)
        kept[folder] = len(found)
        between()
    print(counted)
    return counted


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(("manner", "unsaved"), [("honest", 1), ("cramped", 4)])
def test_no_saved_answer_is_lost_and_none_appears(folder: Path, manner: str, unsaved: int) -> None:
    """One folder serves all runs, so that each begins where the last died."""
    assert tally([folder] * KILLS, manner, unsaved).flawless


@pytest.mark.usefixtures("patient")
def test_no_saved_answer_is_lost_where_there_was_no_file_before(tmp_path: Path) -> None:
    assert tally((tmp_path / str(run) for run in range(KILLS)), "honest").flawless


@pytest.mark.usefixtures("patient")
def test_no_saved_answer_is_lost_beside_another_writer(folder: Path) -> None:
    with writer(folder, "unhurried") as other:
        assert other.stdout is not None
        output = other.stdout
        heard = [listen(output.fileno(), SLOW, 1)]
        with closing(Store.open(folder)) as store:
            (beside,) = (saved.id for saved in store.unfinished())
        between = partial(listen, output.fileno(), 0.01)
        counted = tally([folder] * KILLS, "honest", 1, beside, lambda: heard.append(between()))
        other.kill()
        heard.append(output.read())
    assert counted.flawless
    with closing(Store.open(folder)) as store:
        found = texts(store, beside)
    assert found == answers(len(found))
    assert KILLS < last_of(b"".join(heard)) <= len(found)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("manner", ["hasty", "rewrites"])
def test_the_harness_notices_a_program_that_saves_badly(tmp_path: Path, manner: str) -> None:
    """One acknowledges before it saves; one puts its file in place bit by bit.

    How soon it is caught is chance, and depends on the disk: it is ended until it is."""
    rounds = (tally((tmp_path / f"{turn}-{run}" for run in range(KILLS)), manner, 10) for turn in range(20))
    assert any(counted.lost + counted.damaged for counted in rounds)


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

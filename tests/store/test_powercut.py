"""After a power cut at any step, every answer that was said to be saved is there, and the file is whole.

`INTERVIEW_POWERCUTS` sets how many cuts (60).
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError, sql
from interview.store.sql import SessionFile
from tests.store.powercut import Recorder, Step, cuts
from tests.store.programs import answers
from tests.store.small import begin, texts

pytestmark = pytest.mark.long
CUTS = int(os.environ.get("INTERVIEW_POWERCUTS", "60"))
ANSWERS = 40


class Connection(apsw.Connection):
    """A connection on a recorded disk, with what else the store asks of one."""

    def create_function(self, name: str, arguments: int, function: Callable[..., Any], **more: Any) -> None:
        self.create_scalar_function(name, function, arguments, **more)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Every file that is opened in this test is recorded."""
    recorder = Recorder("recorder")

    def opened(file: SessionFile, where: str, **options: Any) -> Connection:
        return Connection(where, vfs="recorder")

    monkeypatch.setattr(SessionFile, "_keyed", opened)
    return recorder


def recorded(
    recorder: Recorder,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    writers: Sequence[str] = ("one",),
    room: Callable[[int], int | None] = lambda number: None,
) -> list[Step]:
    """Let writers answer in turn, note when an answer is said to be saved, and return every step."""
    recordings = {writer: begin(Store.open(folder)) for writer in writers}
    for number, text in enumerate(answers(ANSWERS), 1):
        recorder.room = room(number)
        for writer, recording in recordings.items():
            recording.answer("comment", Text(f"{writer} {text}"))
            if recording.saved:
                recorder.steps.append(Step("said", writer, number))
    recorder.room = None
    for recording in recordings.values():
        recording.close()
        assert recording.saved, recording.problem
    recorder.unregister()
    monkeypatch.undo()
    return recorder.steps


def faults(steps: list[Step], base: Path, *, journalled: bool = False, unsaved: int = 1) -> dict[str, int]:
    """Cut the power again and again; count the disks with lost answers, answers nobody gave, and damage.

    A writer may have given so many answers that it has not said to be saved.
    """
    found = dict.fromkeys(("said", "lost", "phantom", "damaged"), 0)
    for number, (said, files) in enumerate(cuts(steps, CUTS, journalled=journalled)):
        folder = base / f"{journalled}-{number}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        kept, damaged = on_disk(folder)
        found["said"] += sum(said.values())
        found["damaged"] += damaged
        found["lost"] += any(len(kept.get(writer, ())) < last for writer, last in said.items())
        found["phantom"] += any(
            given != [f"{writer} {text}" for text in answers(len(given))]
            or len(given) > said.get(writer, 0) + unsaved
            for writer, given in kept.items()
            if not damaged
        )
    print(f"{CUTS} power cuts, {'names journalled' if journalled else 'names apart'}: {found}")
    del found["said"]
    return found


def on_disk(folder: Path) -> tuple[dict[str, list[str]], bool]:
    """Return the answers of each writer, and whether the file was damaged."""
    try:
        with closing(Store.open(folder)) as store:
            kept = [texts(store, saved.id) for saved in store.unfinished()]
            return {given[0].split()[0]: given for given in kept}, "damaged" in store.notice
    except StoreError:  # damage that shows only when an answer is read
        return {}, True


NONE = {"lost": 0, "phantom": 0, "damaged": 0}


@pytest.mark.parametrize("journalled", [False, True])
@pytest.mark.parametrize("writers", [["one"], ["one", "two"]], ids=["alone", "beside another"])
def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(
    recorder: Recorder,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    writers: list[str],
    journalled: bool,
) -> None:
    steps = recorded(recorder, folder, monkeypatch, writers)
    assert sum(step.kind == "said" for step in steps) == len(writers) * ANSWERS
    assert sum(step.kind == "sync" for step in steps) > 2 * len(writers) * ANSWERS
    assert faults(steps, tmp_path, journalled=journalled) == NONE


@pytest.mark.parametrize("journalled", [False, True])
def test_a_power_cut_while_the_disk_is_full_loses_nothing_either(
    recorder: Recorder, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journalled: bool
) -> None:
    """There is room for some writes of a save, and sometimes for all."""
    chance = random.Random(4)
    steps = recorded(
        recorder, folder, monkeypatch, room=lambda number: chance.randint(0, 30) if number % 3 else None
    )
    assert ANSWERS / 3 < sum(step.kind == "said" for step in steps) < ANSWERS
    assert faults(steps, tmp_path, journalled=journalled, unsaved=ANSWERS) == NONE


@pytest.mark.parametrize(
    ("pragma", "suffers"),
    [("synchronous=FULL", "lost"), ("synchronous=OFF", "lost"), ("journal_mode=OFF", "damaged")],
)
def test_the_harness_notices_a_store_that_does_not_wait_for_the_disk(
    recorder: Recorder,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pragma: str,
    suffers: str,
) -> None:
    """What SQLite does unless told otherwise is the first of these."""
    monkeypatch.setattr(sql, "_PRAGMAS", (*sql._PRAGMAS, pragma))
    steps = recorded(recorder, folder, monkeypatch)
    assert faults(steps, tmp_path)[suffers]

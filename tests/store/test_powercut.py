"""After a power cut at any step, every answer that was said to be saved is there, and the file is whole.

`INTERVIEW_POWERCUTS` sets how many cuts (60).
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
import pytest

from interview.flow.answers import Text
from interview.store import Store, sql
from interview.store.sql import SessionFile

from .powercut import Recorder, Step, cuts
from .programs import answers
from .small import begin, texts

CUTS = int(os.environ.get("INTERVIEW_POWERCUTS", "60"))
ANSWERS = 40


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Every file that is opened in this test is recorded."""
    recorder = Recorder("recorder")

    def opened(file: SessionFile, where: str, **options: Any) -> apsw.Connection:
        return apsw.Connection(where, vfs="recorder")

    monkeypatch.setattr(SessionFile, "_keyed", opened)
    return recorder


def recorded(recorder: Recorder, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """Give answers to a store, note when each one is said to be saved, and return every step."""
    recording = begin(Store.open(folder))
    for number, text in enumerate(answers(ANSWERS), 1):
        recording.answer("comment", Text(text))
        assert recording.saved, recording.problem
        recorder.steps.append(Step("said", place=number))
    recording.close()
    recorder.unregister()
    monkeypatch.undo()
    return recorder.steps


def lost(steps: list[Step], base: Path, *, journalled: bool) -> dict[str, int]:
    """Cut the power again and again; return how many disks had lost answers, and how many were damaged."""
    found = {"lost": 0, "damaged": 0}
    for number, (said, files) in enumerate(cuts(steps, CUTS, journalled=journalled)):
        folder = base / f"{journalled}-{number}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        with closing(Store.open(folder)) as store:
            saved = store.unfinished()
            kept = texts(store, saved[0].id) if saved else []
            found["damaged"] += "damaged" in store.notice
        found["lost"] += len(kept) < said
        assert kept == answers(len(kept))
        assert len(kept) <= said + 1 or found["damaged"]
    print(f"{CUTS} power cuts, {'names journalled' if journalled else 'names apart'}: {found}")
    return found


@pytest.mark.parametrize("journalled", [False, True])
def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(
    recorder: Recorder, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journalled: bool
) -> None:
    steps = recorded(recorder, folder, monkeypatch)
    assert sum(step.kind == "sync" for step in steps) > 2 * ANSWERS
    assert lost(steps, tmp_path, journalled=journalled) == {"lost": 0, "damaged": 0}


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
    assert lost(steps, tmp_path, journalled=False)[suffers]

"""Events of practice: apart from patients, private, and there after a kill."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from interview.store import StoreError
from interview.store.practice_log import NAME, PracticeLog
from interview.store.sql import PLAIN_NAME

FIRST = ("1", "2026-11-30T08:00:00+00:00", "a", "flow", "begun", "ibm-0.2.0-7f3kq9", "learn")
SECOND = ("2", "2026-11-30T08:01:00+00:00", "a", "flow", "placed", "line", "soon")


def test_events_are_there_for_the_next_program_in_their_order(tmp_path: Path) -> None:
    assert PracticeLog(tmp_path).rows() == ()
    for row in (FIRST, SECOND, FIRST):
        PracticeLog(tmp_path).append(row)
    assert PracticeLog(tmp_path).rows() == (FIRST, SECOND)


def test_they_are_kept_apart_from_patients_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    PracticeLog(folder).append(FIRST)
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert NAME != PLAIN_NAME
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_one_window_practises_at_a_time_and_the_other_is_told_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview.store.locks.WAIT", 0.0)
    release = PracticeLog(tmp_path).claim()
    with pytest.raises(StoreError, match=rf"open in another window \(process {os.getpid()} on "):
        PracticeLog(tmp_path).claim()
    release()
    release()
    PracticeLog(tmp_path).claim()()
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_kept_nothing_is_held(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    PracticeLog(tmp_path / "data").claim()()


def test_looking_makes_no_file(tmp_path: Path) -> None:
    PracticeLog(tmp_path / "nowhere").rows()
    assert not (tmp_path / "nowhere").exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(StoreError, match="symbolic links are not followed"):
        PracticeLog(tmp_path).append(FIRST)
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_damaged_file_is_told_in_plain_words_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        PracticeLog(tmp_path).rows()
    assert (tmp_path / NAME).read_bytes().startswith(b"no database")


def test_another_program_that_writes_is_waited_for_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview.store.sql.BUSY_SECONDS", 0.01)
    PracticeLog(tmp_path).append(FIRST)
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="Another window or program is writing there"):
        PracticeLog(tmp_path).append(SECOND)
    other.execute("ROLLBACK")
    other.close()
    assert PracticeLog(tmp_path).rows() == (FIRST,)

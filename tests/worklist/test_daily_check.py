"""Once a day the kept sessions are looked through, beside an interview; what is damaged is told at home."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from interview.cli import main
from interview.flow.answers import Text
from interview.library import data_folder
from interview.store import Store
from interview.worklist.daily_check import NAME, DailyCheck
from interview.worklist.worklist import Worklist
from tests.store.small import AT, event, small_flow

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def store() -> Store:
    store = Store.open(data_folder())
    for _ in range(7):
        session_id = store.begin(small_flow(), at=AT)
        store.append(session_id, event(Text("x")))
        store.release(session_id)
    return store


def damage() -> None:
    with closing(sqlite3.connect(data_folder() / "sessions.db")) as other, other:
        other.execute("DROP TRIGGER event_is_append_only")
        other.execute("UPDATE event SET body = 'y' WHERE rowid = 3")


def looked_through(check: DailyCheck) -> bool:
    thread = check.begin()
    if thread is not None:
        thread.join()
    return thread is not None


def test_it_is_done_once_a_day(store: Store) -> None:
    days = [date(2026, 3, 1), date(2026, 3, 2)]
    assert looked_through(DailyCheck(store, lambda: days[0], rest=0))
    assert not looked_through(DailyCheck(store, lambda: days[0], rest=0))
    assert looked_through(DailyCheck(store, lambda: days[1], rest=0))


def test_what_is_damaged_is_told_at_home_until_it_is_not(
    store: Store, typed: Callable[[str], None], capsys: Capture
) -> None:
    typed("")
    damage()
    assert looked_through(DailyCheck(store, rest=0))
    told = "1 kept interview is damaged; 'interview sessions check' says what of them cannot be read."
    assert Worklist({}, store).notice == told
    assert main(["--plain"]) == 0
    assert told in capsys.readouterr().out
    assert main(["sessions", "check"]) == 1
    assert "the answer to comment cannot be read any more" in capsys.readouterr().out
    (store.folder / NAME).unlink()
    assert Worklist({}, store).notice == ""


def test_one_that_is_broken_off_is_begun_anew(store: Store) -> None:
    check = DailyCheck(store)
    check.end()
    assert looked_through(check)
    assert looked_through(DailyCheck(store, rest=0))


def test_where_nothing_is_kept_nothing_is_written(tmp_path: Path) -> None:
    assert looked_through(DailyCheck(Store(tmp_path / "nowhere"), rest=0))
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("text", ["", "no JSON", "[1]", '{"told": 4}', '{"told": "a\\u001b[2Jb"}'])
def test_any_file_of_that_name_is_no_fault(store: Store, text: str) -> None:
    (store.folder / NAME).write_text(text, encoding="utf-8")
    assert DailyCheck(store).told in ("", "ab")

"""An interview that is open in another window, or where nothing can be written, can be looked at."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from interview.flow.answers import Chosen, Number
from interview.flow.loading.finder import open_flow
from interview.store import Store, StoreError, locks
from interview.tui.app import InterviewApp
from interview.worklist.worklist import Worklist
from tests.tui.drafts import write
from tests.tui.driver import Driver
from tests.tui.small import begin, clock

SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=["80x24", "40x15"])


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "WAIT", 0.0)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Worklist]:
    """Another window, in which an interview is under way."""
    store = Store(tmp_path / "kept")
    yield worklist(tmp_path, store)
    store.close()


def worklist(tmp_path: Path, store: Store) -> Worklist:
    folder = tmp_path / "falls"
    return Worklist({"falls": open_flow(str(folder if folder.exists() else write(folder)), None)}, store)


@asynccontextmanager
async def home(tmp_path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
    """The home screen of this window."""
    mine = worklist(tmp_path, Store(tmp_path / "kept"))
    app = InterviewApp(home=mine, clock=clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Driver(app, pilot, begin())


def flat(driver: Driver) -> str:
    return " ".join(driver.screen.split())


@SIZES
async def test_an_interview_in_another_window_can_be_looked_at_and_is_marked(
    other: Worklist, tmp_path: Path, size: tuple[int, int]
) -> None:
    recording = other.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    async with home(tmp_path, size) as driver:
        await driver.press("1")
        assert "1 Look at it, read only" in driver.screen
        await driver.press("1")
        assert "Read only: open in another window (process" in flat(driver)
        assert "→ yes" in driver.screen
        await driver.press("2", "u", "0", "s")
        assert "Read only: open in another window (process" in flat(driver)
        assert "Review of falls" in driver.screen
        await driver.press("b", "escape")
        assert "New patient" in driver.screen
    assert len(recording.session.events) == len(other.store.events(recording.id)) == 1  # type: ignore[union-attr]
    recording.answer("age", Number(62))
    assert recording.saved


async def test_what_the_other_window_answers_meanwhile_is_read_again(other: Worklist, tmp_path: Path) -> None:
    recording = other.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    async with home(tmp_path) as driver:
        await driver.press("1", "1")
        recording.answer("fallen", Chosen("no"))
        assert "→ yes" in driver.screen
        await driver.press("r")
        assert "→ no" in driver.screen


async def test_another_interview_can_be_started_instead(other: Worklist, tmp_path: Path) -> None:
    other.begin("falls").recording.answer("fallen", Chosen("yes"))
    async with home(tmp_path) as driver:
        await driver.press("1", "2", "1")
    assert len(other.unfinished()) == 2


async def test_leaving_the_box_leaves_everything_as_it_was(other: Worklist, tmp_path: Path) -> None:
    other.begin("falls").recording.answer("fallen", Chosen("yes"))
    async with home(tmp_path) as driver:
        await driver.press("1", "escape")
        assert "New patient" in driver.screen
        assert type(driver.app.screen).__name__ == "HomeScreen"


@SIZES
async def test_where_nothing_can_be_written_what_is_kept_is_shown_and_exported(
    other: Worklist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    recording = other.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    recording.close()

    def refused(*_: object) -> None:
        raise PermissionError(30, "read-only")

    monkeypatch.setattr("interview.store.store.open_database", refused)
    monkeypatch.setattr("interview.tui.screens.read_only.documents_folder", lambda: tmp_path)
    async with home(tmp_path, size) as driver:
        assert "Nothing can be saved now: The folder or the file can only be read" in flat(driver)
        await driver.press("1", "1")
        assert "Read only: The folder or the file can only be read" in flat(driver)
        await driver.press("x", "⏎")
        (file,) = tmp_path.glob("session-*.json")
        assert json.loads(file.read_text(encoding="utf-8"))["session"]["id"] == recording.id
        await driver.press("escape", "h")
        assert "1 kept" in driver.screen


async def test_what_can_neither_be_written_nor_read_is_said(
    other: Worklist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.begin("falls").recording.answer("fallen", Chosen("yes"))
    async with home(tmp_path) as driver:

        def refused(*_: object) -> None:
            raise StoreError("No way in.")

        monkeypatch.setattr("interview.store.store.look_at_database", refused)
        await driver.press("1")
        assert "This session is open in another window" in flat(driver)
        assert "Look at it" not in driver.screen

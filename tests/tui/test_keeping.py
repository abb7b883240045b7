"""What cannot be saved is said, tried again, written elsewhere, and never lost without a word."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from interview.export import session_file
from interview.export.session_file import unpack
from interview.store import Recording, Store
from interview.tui import keeping, wording
from tests.tui.driving import Driver, driven
from tests.tui.small import Memory, begin, clock, small_logic
from tests.tui.terminal import terminal

FULL = "The disk is full: free some space (/a/rather/long/path/to/the/folder/of/sessions.db)."
SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=["80x24", "40x15"])
UNSAVED = """
from tests.tui.small import Memory
Memory.broken = "The disk is full (/data/sessions.db)."
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def recording() -> Memory:
    recording = begin()
    recording.broken = FULL
    return recording


def flat(driver: Driver) -> str:
    return " ".join(driver.screen.split())


def boxed(driver: Driver) -> str:
    """What stands in the box over the screen."""
    return " ".join(" ".join(re.findall("│(.*?)│", driver.screen)).split())


@SIZES
async def test_the_banner_names_the_next_key_at_every_size(recording: Memory, size: tuple[int, int]) -> None:
    async with driven(recording, size) as driver:
        await driver.press("0")
        assert "Not saved: The disk is full: free some space" in flat(driver)
        assert "ctrl+s tries again, or writes it elsewhere." in flat(driver)
        await driver.press("s")
        assert "ctrl+s tries again, or writes it elsewhere." in flat(driver)


async def test_a_key_tries_again(recording: Memory) -> None:
    async with driven(recording) as driver:
        await driver.press("0")
        recording.broken = ""
        await driver.press("ctrl+s")
        assert "✓ saved" in driver.screen
        assert "Not saved" not in driver.screen


@SIZES
async def test_a_key_writes_session_and_note_to_the_folder_that_is_named(
    recording: Memory, size: tuple[int, int], home: Path, tmp_path: Path
) -> None:
    async with driven(recording, size) as driver:
        await driver.press("0", "ctrl+s")
        assert "Still not saved. Write to which folder?" in boxed(driver)
        await driver.press("ctrl+u")
        await driver.type("/nowhere")
        await driver.press("⏎")
        assert "there is no folder /nowhere" in boxed(driver)
        await driver.press("ctrl+u")
        await driver.type("~")
        await driver.press("⏎")
        (session,) = home.glob("session-*.json")
        assert "up to here it is written to" in flat(driver)
    assert len(list(home.glob("session-*.txt"))) == 1
    store = Store(tmp_path / "another computer")
    name = store.import_(unpack(session.read_text(encoding="utf-8")))
    assert store.events(name) == recording.session.events


async def test_a_further_answer_is_not_saved_again(recording: Memory) -> None:
    async with driven(recording) as driver:
        await driver.press("0", "ctrl+s", "⏎", "1")
        assert "Not saved: The disk is full" in driver.screen
        assert not recording.safe


@SIZES
async def test_quitting_asks_and_writes_before_it_leaves(
    recording: Memory, size: tuple[int, int], home: Path
) -> None:
    async with driven(recording, size) as driver:
        await driver.press("0", "ctrl+q")
        assert "Answers are NOT SAVED. The disk is full" in boxed(driver)
        assert "3 Leave, and lose them" in boxed(driver)
        await driver.press("ctrl+q", "1", "⏎")
        assert not driver.app.is_running
    (session,) = home.glob("session-*.json")
    assert keeping.last_try(recording) == session_file.rescue_words(session)


async def test_quitting_can_be_taken_back_or_meant(recording: Memory, home: Path) -> None:
    async with driven(recording) as driver:
        await driver.press("0", "ctrl+q", "2", "1")
        assert driver.app.is_running
        assert len(recording.session.answers) == 2
        await driver.press("ctrl+q", "3")
        assert not driver.app.is_running
    assert keeping.last_try(recording) == ""
    assert list(home.iterdir()) == []


async def test_there_is_one_box_however_often_the_key_is_pressed(recording: Memory) -> None:
    async with driven(recording) as driver:
        await driver.press("0", "ctrl+s", "ctrl+s", "ctrl+q")
        assert len(driver.app.screen_stack) == 2
        await driver.press("escape")
        assert type(driver.app.screen).__name__ == "InterviewScreen"


async def test_without_an_answer_there_is_nothing_to_save_and_nothing_to_ask(recording: Memory) -> None:
    async with driven(recording) as driver:
        await driver.press("ctrl+s")
        assert "Write to which folder" not in driver.screen
        await driver.press("ctrl+q")
        assert not driver.app.is_running


def test_what_is_written_at_an_end_nobody_asked_for_can_be_taken_up(home: Path, tmp_path: Path) -> None:
    (tmp_path / "sessions").touch()
    recording = Recording.begin(Store(tmp_path / "sessions"), small_logic(), clock=clock)
    recording.clear("falls")
    words = keeping.last_try(recording)
    (session,) = home.glob("session-*.json")
    assert f"Written to {session}" in words
    assert "There is a file where a folder should be" in words
    store = Store(tmp_path / "another computer")
    name = store.import_(unpack(session.read_text(encoding="utf-8")))
    assert store.events(name) == recording.session.events


def test_what_is_saved_or_meant_for_nowhere_is_not_written(home: Path) -> None:
    assert keeping.last_try(None) == ""
    assert keeping.last_try(begin()) == ""
    nowhere = Recording.begin(None, small_logic(), clock=clock)
    nowhere.clear("falls")
    assert keeping.last_try(nowhere) == ""
    assert list(home.iterdir()) == []


def test_a_loss_is_said(recording: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_file, "places", tuple)
    recording.clear("falls")
    assert keeping.LOST in keeping.last_try(recording)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_writes_what_is_not_saved_and_says_where(number: signal.Signals, home: Path) -> None:
    with terminal(UNSAVED) as running:
        running.wait_for("urgent?")
        running.send(b"0")
        running.wait_for("diagnosis?")
        running.process.send_signal(number)
        assert running.end() == 128 + number
        assert running.restored
    (session,) = home.glob("session-*.json")
    assert session.stat().st_mode & 0o777 == 0o600


def test_a_terminal_that_went_away_leaves_a_file(home: Path) -> None:
    with terminal(UNSAVED) as running:
        running.wait_for("urgent?")
        running.send(b"0")
        running.wait_for("diagnosis?")
        running.hang_up()
    assert len(list(home.glob("session-*.json"))) == 1


def test_the_banner_grows_shorter_before_it_is_cut() -> None:
    recording = begin()
    recording.problem = FULL
    assert wording.unsaved(recording).endswith(f"sessions.db). {wording.HOW}")
    assert wording.unsaved(recording, lambda text: "/a/rather" not in text).startswith("Not saved: The disk")
    assert wording.unsaved(recording, lambda _: False) == f"Not saved. {wording.HOW}"
    assert "path" not in wording.not_saving(FULL, lambda text: "/a/rather" not in text)

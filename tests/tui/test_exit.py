"""Nobody's interview is finished by leaving it: that is said, in one key, and can be taken back."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from textual.widgets import Input

from interview.conversation.conversation import Conversation
from interview.conversation.finish import ALL_ASKED, FINISHED, STILL_OPEN
from interview.conversation.full_disk import LOST, last_try
from interview.export import session_file
from interview.export.session_file import unpack
from interview.flow.answers import Several, Text
from interview.store import Recording, Store
from interview.tui.exit import enter_texts
from interview.tui.rows import banners
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.summary import SummaryScreen
from tests.tui.driver import Driver, boxed, driven
from tests.tui.small import Memory, begin, clock, small_logic
from tests.tui.terminal import terminal

EVERYTHING = "0110022"
"""The keys that answer every question of the small flow."""
SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=["80x24", "40x15"])

FULL = "The disk is full: free some space (/a/rather/long/path/to/the/folder/of/sessions.db)."
ENDED = """
import interview.tui.app
from interview.cli.terminal import hold_full_screen

held = interview.tui.app.run

def run(recording, clock):
    import sys
    sys.exit(hold_full_screen(lambda: held(recording, clock=clock), shown=True))
"""
UNSAVED = """
from tests.tui.small import Memory
Memory.broken = "The disk is full (/data/sessions.db)."
"""


def flat(driver: Driver) -> str:
    return " ".join(driver.screen.replace("│", " ").replace("┃", " ").split())


@SIZES
@pytest.mark.parametrize(("key", "finished"), [("1", True), ("2", False), ("ctrl+q", False)])
async def test_leaving_with_everything_answered_asks_whether_it_is_done(
    size: tuple[int, int], key: str, finished: bool
) -> None:
    async with driven(size=size) as driver:
        await driver.press(*EVERYTHING, "ctrl+q")
        assert ALL_ASKED in boxed(driver)
        assert "1 Done" in driver.screen
        assert "2 Leave it open" in driver.screen
        assert driver.app.is_running
        await driver.press(key)
        assert driver.recording.finished is finished
    assert driver.app.return_code == 0


async def test_escape_stays_in_the_interview() -> None:
    async with driven() as driver:
        await driver.press(*EVERYTHING, "ctrl+q", "escape")
        assert isinstance(driver.app.screen, SummaryScreen)
        assert not driver.recording.finished


async def test_an_interview_with_open_questions_is_left_without_a_question() -> None:
    async with driven() as driver:
        await driver.press("0", "ctrl+q")
        assert not driver.recording.finished
    assert driver.app.return_code == 0


@SIZES
async def test_the_summary_finishes_with_one_key_and_an_answer_takes_it_back(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press(*EVERYTHING)
        assert "d finish" in driver.screen
        await driver.press("d")
        assert FINISHED in flat(driver)
        assert "✓ finished" in driver.screen.splitlines()[0]
        assert "d finish" not in driver.screen
        assert driver.recording.finished
        await driver.press("b", "1")
        assert not driver.recording.finished
        assert "✓" in driver.screen.splitlines()[0]
        assert "finished" not in driver.screen.splitlines()[0]


async def test_what_is_finished_is_left_without_a_question() -> None:
    async with driven() as driver:
        await driver.press(*EVERYTHING, "d", "ctrl+q")
        assert driver.recording.finished
    assert driver.app.return_code == 0


async def test_with_open_questions_nothing_is_finished_and_it_says_how_to_go_on() -> None:
    async with driven() as driver:
        await driver.press("0", "s")
        assert "d finish" not in driver.screen
        await driver.press("d")
        assert STILL_OPEN in flat(driver)
        assert not driver.recording.finished


@SIZES
@pytest.mark.parametrize("text", ["call back", "Mrs Smith"])
async def test_a_comment_that_is_typed_and_not_entered_is_asked_about(
    size: tuple[int, int], text: str
) -> None:
    async with driven(size=size) as driver:
        await driver.press(*EVERYTHING, "m")
        await driver.type(text)
        assert "not entered" in driver.screen.splitlines()[0]
        assert "saved" not in driver.screen.splitlines()[0]
        if text == "Mrs Smith":
            await driver.press("enter")
            assert "not entered" in driver.screen.splitlines()[0], "the hint waits for a second Enter"
        await driver.press("ctrl+q")
        assert "Comment: not entered" in boxed(driver)
        await driver.press("1")
        assert driver.recording.session.answers["comment"] == Text(text)
        assert ALL_ASKED in boxed(driver)
        await driver.press("2")
    assert driver.app.return_code == 0


async def test_what_is_typed_can_be_left_out_on_purpose_or_gone_on_with() -> None:
    async with driven() as driver:
        await driver.press(*EVERYTHING, "m")
        await driver.type("call back")
        await driver.press("ctrl+q", "escape")
        assert "call back" in driver.screen
        await driver.press("ctrl+q", "ctrl+q", "2", "2")
        assert "comment" not in driver.recording.session.answers
    assert driver.app.return_code == 0


async def test_what_is_no_answer_keeps_the_interview_open_and_is_told() -> None:
    async with driven() as driver:
        await driver.press(*"02100", "9", "9", "9", "ctrl+q", "1")
        assert "1 to 110" in flat(driver)
        assert driver.app.is_running


async def test_ticks_wait_at_their_question_and_are_asked_about() -> None:
    async with driven() as driver:
        await driver.press(*"011", "1", "3")
        assert "not entered" in driver.screen.splitlines()[0]
        await driver.press("b")
        assert "not entered" in driver.screen.splitlines()[0]
        await driver.press("1")
        screen = driver.app.screen
        assert isinstance(screen, InterviewScreen)
        assert screen.conversation.entry.ticked == {"rash", "fatigability"}
        await driver.press("ctrl+q", "2")
        answer = driver.recording.session.answers["features"]
        assert answer == Several(frozenset({"rash", "fatigability"}), rest_absent=False)
    assert driver.app.return_code == 0


async def test_a_text_is_entered_when_the_program_is_ended() -> None:
    async with driven() as driver:
        await driver.press(*EVERYTHING, "m")
        await driver.type("call back")
        enter_texts(driver.app)
        assert driver.recording.session.answers["comment"] == Text("call back")


@pytest.mark.parametrize("warned", [False, True])
async def test_a_text_that_may_name_a_person_is_kept_by_nobody_but_the_person_who_confirms_it(
    warned: bool,
) -> None:
    async with driven() as driver:
        await driver.press(*EVERYTHING, "m")
        await driver.type("Mrs Smith called")
        if warned:
            await driver.press("enter")
        driver.app.end(143)
        assert "comment" not in driver.recording.session.answers
        assert driver.app.left_out.startswith("Not kept, as nobody confirmed it")
        assert "'Comment'" in driver.app.left_out


def test_a_program_that_is_ended_tells_the_text_that_it_does_not_keep() -> None:
    with terminal(ENDED) as running:
        running.wait_for("urgent?")
        running.send(b"s")
        running.wait_for("comment")
        running.send(b"m")
        running.wait_for("interview?")
        running.send(b"Mrs Smith called")
        running.wait_for("called")
        running.process.send_signal(signal.SIGTERM)
        assert running.end() == 143
        said = running.output[running.output.rfind(b"\x1b[?1049l") :].decode()
        assert "the text typed at 'Comment'. It was: Mrs Smith called" in " ".join(said.split())


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


def keeping_flat(driver: Driver) -> str:
    return " ".join(driver.screen.split())


@SIZES
async def test_the_banner_names_the_next_key_at_every_size(recording: Memory, size: tuple[int, int]) -> None:
    async with driven(recording, size) as driver:
        await driver.press("0")
        assert "Not saved: The disk is full: free some space" in keeping_flat(driver)
        assert "ctrl+s tries again, or writes it elsewhere." in keeping_flat(driver)
        await driver.press("s")
        assert "ctrl+s tries again, or writes it elsewhere." in keeping_flat(driver)


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
        assert banners.without_path(recording.problem) in boxed(driver)
        await driver.press("ctrl+u")
        await driver.type("/nowhere")
        await driver.press("⏎")
        assert "there is no folder /nowhere" in boxed(driver)
        await driver.press("ctrl+u")
        await driver.type("~")
        await driver.press("⏎")
        (session,) = home.glob("session-*.json")
        assert "up to here it is written to" in keeping_flat(driver)
    assert len(list(home.glob("session-*.txt"))) == 1
    store = Store(tmp_path / "another computer")
    name = store.import_(unpack(session.read_text(encoding="utf-8")))
    assert store.events(name) == recording.session.events


async def test_a_folder_that_escape_closes_waits(recording: Memory, home: Path) -> None:
    async with driven(recording) as driver:
        await driver.press("0", "ctrl+s", "ctrl+u")
        await driver.type("~/")
        await driver.press("escape", "ctrl+s")
        assert driver.app.screen.query_one(Input).value == "~/"
        await driver.press("⏎")
        assert list(home.glob("session-*.json"))


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
    assert last_try(Conversation(recording)) == session_file.rescue_words(session)


async def test_quitting_can_be_taken_back_or_meant(recording: Memory, home: Path) -> None:
    async with driven(recording) as driver:
        await driver.press("0", "ctrl+q", "2", "1")
        assert driver.app.is_running
        assert len(recording.session.answers) == 2
        await driver.press("ctrl+q", "3")
        assert not driver.app.is_running
    assert last_try(Conversation(recording)) == ""
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
    words = last_try(Conversation(recording))
    (session,) = home.glob("session-*.json")
    assert f"Written to {session}" in words
    assert "There is a file where a folder should be" in words
    store = Store(tmp_path / "another computer")
    name = store.import_(unpack(session.read_text(encoding="utf-8")))
    assert store.events(name) == recording.session.events


def test_what_is_saved_or_meant_for_nowhere_is_not_written(home: Path) -> None:
    assert last_try(None) == ""
    assert last_try(Conversation(begin())) == ""
    nowhere = Recording.begin(None, small_logic(), clock=clock)
    nowhere.clear("falls")
    assert last_try(Conversation(nowhere)) == ""
    assert list(home.iterdir()) == []


def test_a_loss_is_said(recording: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_file, "rescue_folders", tuple)
    recording.clear("falls")
    assert LOST in last_try(Conversation(recording))


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
    assert banners.unsaved(Conversation(recording)).endswith(f"sessions.db). {banners.HOW}")
    assert banners.unsaved(Conversation(recording), lambda text: "/a/rather" not in text).startswith(
        "Not saved: The disk"
    )
    assert banners.unsaved(Conversation(recording), lambda _: False) == f"Not saved. {banners.HOW}"
    assert "path" not in banners.not_saving(FULL, lambda text: "/a/rather" not in text)

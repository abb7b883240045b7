"""The summary screen."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from interview.flow.answers import Chosen, Text
from interview.summary.render import render_note
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.summary import SummaryScreen
from tests.tui.driving import driven, to_line

WIDE, NARROW = (120, 40), (80, 24)


async def test_the_summary_opens_at_the_end_and_back_returns_to_the_last_question() -> None:
    async with driven() as driver:
        await driver.press(*"011022")
        assert isinstance(driver.app.screen, SummaryScreen)
        await driver.press("b")
        assert isinstance(driver.app.screen, InterviewScreen)
        assert "answered earlier: no" in driver.screen


async def test_the_summary_can_be_seen_at_any_moment_and_left_again() -> None:
    async with driven() as driver:
        await driver.press("0", "s")
        assert "Regular supervised exercise" in driver.screen
        assert "not yet reviewed by a clinician" in driver.screen
        await driver.press("escape")
        assert "What is the state of the diagnosis?" in driver.screen


async def test_behind_a_line_are_its_reasons_its_source_and_what_would_change_it() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("1", "⏎", "s")
        await to_line(driver, "Same-day assessment")
        screen = driver.screen
        assert "Holds on these answers." in screen
        assert "Urgent problems: Choking" in screen
        assert "through: Urgent problem" in screen
        assert 'if "Choking" were absent: ruled out' in screen
        await to_line(driver, "Regular supervised exercise")
        assert "Holds for everyone." in driver.screen
        assert "A workshop. 2013. (guideline)" in driver.screen
        assert "trial" in driver.screen


async def test_an_open_line_says_what_it_waits_for() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("s")
        await driver.press("end")
        await to_line(driver, "Physiotherapy for falls")
        assert "Ask about falls to decide on physiotherapy." in driver.screen
        assert "Are there falls: not asked" in driver.screen


async def test_on_a_narrow_screen_enter_opens_and_closes_what_is_behind_a_line() -> None:
    async with driven(size=NARROW) as driver:
        await driver.press("s")
        await to_line(driver, "Regular supervised exercise")
        assert "Holds for everyone." not in driver.screen
        await driver.press("⏎")
        assert "Holds for everyone." in driver.screen
        await driver.press("escape")
        assert "Holds for everyone." not in driver.screen


async def test_open_questions_are_answered_from_the_summary() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("0", "s")
        await to_line(driver, "Are there falls")
        await driver.press("⏎", "1")
        assert driver.recording.session.answers["falls"] == Chosen("yes")
        assert "What is the state of the diagnosis?" in driver.screen, "then the interview goes on"


async def test_g_goes_to_the_answer_behind_a_line() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("1", "⏎", "s")
        await to_line(driver, "Same-day assessment")
        await driver.press("g")
        assert "answered earlier: Choking" in driver.screen


async def test_g_lets_choose_among_several_answers() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press(*"011022", "b", "b", "1", "1", "1")
        await to_line(driver, "Have the biopsy read again")
        await driver.press("g")
        assert "Go to which answer?" in driver.screen
        await driver.press("2")
        assert "Did it show an infiltrate?" in driver.screen


async def test_the_note_is_copied_with_honest_words() -> None:
    async with driven() as driver:
        await driver.press("s", "c")
        assert driver.app.clipboard.startswith("Small flow: summary")
        assert "Check that it arrived" in " ".join(driver.screen.split())


async def test_formats_are_previewed_in_turn() -> None:
    async with driven() as driver:
        await driver.press("s", "f")
        assert render_note(driver.app.screen.summary).splitlines()[0] in driver.screen  # type: ignore[attr-defined]
        await driver.press("f", "f")
        assert "# Small flow" in driver.screen
        await driver.press("escape")
        assert "Regular supervised exercise" in driver.screen


async def test_export_writes_a_private_file_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    async with driven(size=(160, 24)) as driver:
        await driver.press("s", "x", "1")
        assert str(tmp_path) in driver.screen, "where it goes is shown before it goes there"
        await driver.press("⏎")
        (path,) = tmp_path.iterdir()
        assert path.name == "small-20260301-0930.txt"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await driver.press("x", "3", "⏎")
        assert sorted(each.suffix for each in tmp_path.iterdir()) == [".md", ".txt"]


async def test_a_path_that_cannot_be_written_is_answered_and_kept(tmp_path: Path) -> None:
    async with driven() as driver:
        await driver.press("s", "x", "1", "ctrl+u")
        await driver.type("/nowhere/note.txt")
        await driver.press("⏎")
        assert "cannot write" in driver.screen
        assert "/nowhere/note.txt" in driver.screen


async def test_a_comment_is_added() -> None:
    async with driven() as driver:
        await driver.press("0", "s", "m")
        await driver.type("seen twice")
        await driver.press("⏎")
        assert driver.recording.session.answers["comment"] == Text("seen twice")


async def test_groups_open_and_close() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("0", "s")
        await to_line(driver, "Answers")
        assert "Urgent problems  Nothing urgent" not in driver.screen
        await driver.press("⏎")
        assert "Urgent problems  Nothing urgent" in driver.screen

"""Nobody's interview is finished by leaving it: that is said, in one key, and can be taken back."""

from __future__ import annotations

import pytest

from interview.flow.answers import Several, Text
from interview.tui.exit import enter_texts
from interview.tui.finish import ALL_ASKED, FINISHED, STILL_OPEN
from interview.tui.screens.interview import InterviewScreen
from tests.tui.driving import Driver, driven

EVERYTHING = "011022"
"""The keys that answer every question of the small flow."""
SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=["80x24", "40x15"])


def flat(driver: Driver) -> str:
    return " ".join(driver.screen.replace("│", " ").replace("┃", " ").split())


@SIZES
@pytest.mark.parametrize(("key", "finished"), [("1", True), ("2", False), ("ctrl+q", False)])
async def test_leaving_with_everything_answered_asks_whether_it_is_done(
    size: tuple[int, int], key: str, finished: bool
) -> None:
    async with driven(size=size) as driver:
        await driver.press(*EVERYTHING, "ctrl+q")
        assert ALL_ASKED in flat(driver)
        assert "1 Done" in driver.screen
        assert "2 Leave it open" in driver.screen
        assert driver.app.is_running
        await driver.press(key)
        assert driver.recording.finished is finished
    assert driver.app.return_code == 0


async def test_escape_stays_in_the_interview() -> None:
    async with driven() as driver:
        await driver.press(*EVERYTHING, "ctrl+q", "escape")
        assert "Summary: " in driver.screen
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
        assert "d done" in driver.last
        await driver.press("d")
        assert FINISHED in flat(driver)
        assert "✓ finished" in driver.screen.splitlines()[0]
        assert "d done" not in driver.last
        assert driver.recording.finished
        await driver.press("b", "1")
        assert not driver.recording.finished
        assert "✓ saved" in driver.screen.splitlines()[0]


async def test_what_is_finished_is_left_without_a_question() -> None:
    async with driven() as driver:
        await driver.press(*EVERYTHING, "d", "ctrl+q")
        assert driver.recording.finished
    assert driver.app.return_code == 0


async def test_with_open_questions_nothing_is_finished_and_it_says_how_to_go_on() -> None:
    async with driven() as driver:
        await driver.press("0", "s")
        assert "d done" not in driver.last
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
        assert "Comment: not entered" in flat(driver)
        await driver.press("1")
        assert driver.recording.session.answers["comment"] == Text(text)
        assert ALL_ASKED in flat(driver)
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
        await driver.press(*"0210", "9", "9", "9", "ctrl+q", "1")
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
        assert screen.talk.ticked == {"rash", "fatigability"}
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

"""Nobody's interview is finished by leaving it: that is said, in one key, and can be taken back."""

from __future__ import annotations

import pytest

from interview.tui.parting import ALL_ASKED, FINISHED, STILL_OPEN
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

"""Between a terminal and the screens: each key once, and what comes all at once is text or nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events

from interview.flow.answers import Number
from interview.tui.keymap import CROWDED, HELD_DOWN, TOO_SOON
from interview.tui.keystrokes import Keystrokes
from interview.tui.screens.panels import ChoosePanel
from interview.tui.terminal import Burst
from tests.tui.driver import Driver, driven
from tests.tui.small import asked

AGE = ("0", "2", "1", "0", "0")
"""The keys that lead to the age, which is typed."""
EXPERT = ("0", "1", "1", "0", "0", "2", "2")
"""A whole interview by someone who knows the flow."""


async def sent(driver: Driver, keys: Sequence[str], every: float) -> None:
    """Send keys as a person's terminal does, so many seconds between them."""
    driver.app.keystrokes = driver.app.keystrokes or Keystrokes()
    for number, name in enumerate(keys):
        key = events.Key(name, name if len(name) == 1 else None)
        key.time = number * every
        driver.app.post_message(key)
        await driver.pilot.pause()


@pytest.mark.parametrize("key", ["1", "2"])
async def test_a_key_held_down_answers_one_question_and_says_so(key: str) -> None:
    async with driven() as driver:
        await driver.press("0")
        await sent(driver, [key] * 20, every=0.03)
        assert list(asked(driver.recording)) == ["dangers", "status"]
        assert HELD_DOWN in driver.screen


async def test_an_expert_answers_as_fast_as_fingers_go() -> None:
    async with driven() as driver:
        await sent(driver, [*EXPERT, "down"], every=0.2)
        assert list(asked(driver.recording)) == ["dangers", "status", "centre", "features", "biopsy", "falls"]


async def test_arrows_may_be_held_down() -> None:
    async with driven() as driver:
        await driver.press(*"011")
        await sent(driver, ["down"] * 8, every=0.03)
        await sent(driver, ["space"], every=0.03)
        assert "8  ■" in driver.screen


async def test_digits_and_erasing_in_a_field_may_be_held_down() -> None:
    async with driven() as driver:
        await driver.press(*AGE)
        await sent(driver, ["1"] * 4 + ["backspace"] * 2, every=0.03)
        await driver.press("enter")
        assert driver.recording.session.answers["age"] == Number(11)


async def test_a_function_key_held_down_in_a_field_passes_one_question_over() -> None:
    async with driven() as driver:
        await driver.press(*AGE)
        await sent(driver, ["f2"] * 10, every=0.03)
        assert list(asked(driver.recording))[4:] == ["age"]


async def test_a_key_that_leaves_held_down_answers_nothing_that_is_asked_before() -> None:
    async with driven() as driver:
        await sent(driver, [*EXPERT, "down"], every=0.2)
        await sent(driver, ["ctrl+q"] * 10, every=0.03)
        assert isinstance(driver.app.screen, ChoosePanel)
        assert not driver.recording.finished


async def test_a_burst_answers_nothing_on_a_list_and_says_so() -> None:
    async with driven() as driver:
        driver.app.keystrokes = Keystrokes()
        driver.app.post_message(Burst("0su1"))
        await driver.pilot.pause()
        assert not driver.recording.session.answers
        assert CROWDED[:40] in driver.screen


async def test_keys_that_waited_together_answer_nothing_and_are_not_called_pasted() -> None:
    async with driven() as driver:
        driver.app.keystrokes = Keystrokes()
        driver.app.post_message(Burst("01", waited=True))
        await driver.pilot.pause()
        assert not driver.recording.session.answers
        assert TOO_SOON in driver.screen
        assert CROWDED[:40] not in driver.screen


async def test_a_burst_is_text_in_a_field() -> None:
    async with driven() as driver:
        await driver.press(*AGE)
        driver.app.post_message(Burst("62"))
        await driver.pilot.pause()
        await driver.press("enter")
        assert driver.recording.session.answers["age"] == Number(62)

"""A flow that is run though it has errors says so on every screen of its interview."""

from __future__ import annotations

import pytest

from interview.engine import judged
from tests.tui.driver import driven
from tests.tui.small import begin

MARK = "2 errors in this flow"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_every_screen_says_so(size: tuple[int, int]) -> None:
    recording = begin()
    recording.carry(judged(2, id="verdict", at=recording.now()))
    async with driven(recording, size=size) as driver:
        assert MARK in driver.screen.splitlines()[0]
        await driver.press("s")
        assert MARK in driver.screen.splitlines()[0]
        assert "2 errors" in driver.screen


async def test_a_sound_flow_has_no_mark() -> None:
    async with driven(begin()) as driver:
        assert "in this flow" not in driver.screen

"""The home screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from interview.errors import InterviewError
from interview.tui.app import InterviewApp
from interview.tui.offers import FlowItem, Home, SessionItem
from tests.tui.driver import Driver
from tests.tui.small import Memory, begin, clock

FLOW = FlowItem("small", "Small flow", "A flow for tests.", origin="/home/me/flows")
SAVED = SessionItem("s1", "Small flow", "yesterday, 17:10", 3, "Choking; last answered: Diagnosis")


@asynccontextmanager
async def home(*saved: SessionItem, broken: bool = False) -> AsyncIterator[Driver]:
    recording = begin()

    def give(_: str) -> Memory:
        if broken:
            raise InterviewError("It is open in another window [/].")
        return recording

    offers = Home(lambda: (FLOW,), lambda: saved, give, give)
    app = InterviewApp(home=offers, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield Driver(app, pilot, recording)


async def test_flows_are_listed_with_where_they_come_from() -> None:
    async with home() as driver:
        assert "1 Small flow  from /home/me/flows  A flow for tests." in driver.screen
        assert "Go on with" not in driver.screen


async def test_unfinished_interviews_come_first() -> None:
    async with home(SAVED) as driver:
        assert "1 Small flow  yesterday, 17:10 · 3 answers · Choking; last answered:" in driver.screen
        assert "2 Small flow" in driver.screen


async def test_a_key_begins_an_interview() -> None:
    async with home() as driver:
        await driver.press("1", "0")
        assert "What is the state of the diagnosis?" in driver.screen
        assert list(driver.recording.session.answers) == ["dangers"]


async def test_enter_resumes() -> None:
    async with home(SAVED) as driver:
        await driver.press("⏎")
        assert "Is anything urgent?" in driver.screen


async def test_what_cannot_be_opened_is_said() -> None:
    async with home(SAVED, broken=True) as driver:
        await driver.press("1")
        assert "It is open in another window [/]." in driver.screen


async def test_home_is_reached_from_an_interview_which_is_done_only_when_that_was_said() -> None:
    for key, done in (("1", True), ("2", False)):
        async with home() as driver:
            await driver.press("1", *"011022")
            driver.app.action_home()
            await driver.pilot.pause()
            await driver.press(key)
            assert "Start" in driver.screen
            assert driver.recording.finished is done


async def test_nothing_is_listed_that_does_not_work() -> None:
    async with home() as driver:
        await driver.press("?")
        assert "ractise" not in driver.screen
        assert "istory" not in driver.screen


async def test_what_happened_to_the_kept_sessions_is_told() -> None:
    told = "The file of saved sessions was damaged. It was kept as /home/me/sessions-damaged-1.db."
    offers = Home(lambda: (FLOW,), tuple, lambda _: begin(), lambda _: begin(), notice=lambda: told)
    async with InterviewApp(home=offers, clock=clock).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        driver = Driver(pilot.app, pilot, begin())  # type: ignore[arg-type]
        assert "The file of saved sessions was damaged." in driver.screen

"""The home screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from interview.conversation.conversation import Conversation
from interview.errors import InterviewError
from interview.tui.app import InterviewApp
from interview.worklist.items import FlowItem, SessionItem
from tests.tui.driver import Driver
from tests.tui.small import Offers, begin, clock

FLOW = FlowItem("small", "Small flow", "A flow for tests.", origin="/home/me/flows")
SAVED = SessionItem("s1", "Small flow", "yesterday, 17:10", 3, "Choking; last answered: Diagnosis")


@asynccontextmanager
async def home(
    *saved: SessionItem, flows: tuple[FlowItem, ...] = (FLOW,), broken: bool = False
) -> AsyncIterator[Driver]:
    conversation = Conversation(begin())

    def give() -> Conversation:
        if broken:
            raise InterviewError("It is open in another window [/].")
        return conversation

    app = InterviewApp(home=Offers(listed=flows, unfinished_ones=saved, given=give), clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield Driver(app, pilot, conversation)


async def test_a_new_patient_comes_first_and_always_has_the_same_key() -> None:
    for saved in ((), (SAVED,), (SAVED, replace(SAVED, id="s2"))):
        async with home(*saved) as driver:
            assert driver.screen.index("New patient") < driver.screen.index(
                "n Small flow  from /home/me/flows"
            )
            assert ("Go on with" in driver.screen) is bool(saved)
            await driver.press("n", "0")
            assert list(driver.recording.session.answers) == ["dangers"]


async def test_with_several_flows_the_key_asks_which() -> None:
    async with home(SAVED, flows=(FLOW, replace(FLOW, id="other", title="Other flow"))) as driver:
        assert "n Choose what to begin with" in driver.screen
        assert "· Other flow" in driver.screen
        await driver.press("n")
        assert "New patient: begin with what?" in driver.screen
        await driver.press("2")
        assert "Is anything urgent?" in driver.screen


async def test_an_unfinished_interview_is_never_the_one_that_enter_opens() -> None:
    async with home(SAVED) as driver:
        assert "1 Small flow  yesterday, 17:10 · 3 answers · Choking; last answered:" in driver.screen
        assert driver.app.screen.list.cursor == "flow:small"  # type: ignore[attr-defined]


async def test_a_number_goes_on() -> None:
    async with home(SAVED) as driver:
        await driver.press("1")
        assert "Is anything urgent?" in driver.screen


async def test_what_cannot_be_opened_is_said() -> None:
    async with home(SAVED, broken=True) as driver:
        await driver.press("1")
        assert "It is open in another window [/]." in driver.screen


async def test_home_is_reached_from_an_interview_which_is_done_only_when_that_was_said() -> None:
    for key, done in (("1", True), ("2", False)):
        async with home() as driver:
            await driver.press("n", *"011022")
            driver.app.action_home()
            await driver.pilot.pause()
            await driver.press(key)
            assert "New patient" in driver.screen
            assert driver.recording.finished is done


async def test_nothing_is_listed_that_does_not_work() -> None:
    async with home() as driver:
        await driver.press("?")
        assert "ractise" not in driver.screen
        assert "istory" not in driver.screen


async def test_what_happened_to_the_kept_sessions_is_told() -> None:
    told = "The file of saved sessions was damaged. It was kept as /home/me/sessions-damaged-1.db."
    offers = Offers(listed=(FLOW,), told=told)
    async with InterviewApp(home=offers, clock=clock).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        driver = Driver(pilot.app, pilot, begin())  # type: ignore[arg-type]
        assert "The file of saved sessions was damaged." in driver.screen

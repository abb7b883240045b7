"""The screen between a saved interview and its changed flow."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from interview.conversation.conversation import Conversation
from interview.conversation.start import go_on as continue_session
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.store import Recording, Store
from interview.tui.app import InterviewApp
from interview.tui.screens.carryover import ChangedScreen
from interview.worklist.items import SessionItem
from tests.store.versions import (
    ADDED,
    GONE,
    LOGIC,
    REMOVED,
    RENAMED,
    REWORDED,
    RULE_GONE,
    UNIT,
    Change,
    version,
)
from tests.tui.driver import text_of
from tests.tui.small import Offers, clock

ANSWERS: dict[str, Answer] = {
    "fallen": Chosen("yes"),
    "limits": Several(frozenset({"knee"})),
    "creatine_kinase": Number(800),
    "status": Chosen("suspected"),
}
LOWER = ("5000", "80")


class Bedside:
    """A saved interview, and the app that opens it under a changed flow."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        recording = Recording.begin(store, version(folder), clock=clock)
        for name, answer in ANSWERS.items():
            recording.answer(name, answer)
        recording.close()
        self.id = recording.id

    def resumed(self, *changes: Change) -> Conversation:
        saved = self.store.find(self.id)
        return continue_session(self.store, saved, version(self.folder, *changes), clock=clock)

    @asynccontextmanager
    async def opened(self, *changes: Change, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Opened]:
        conversation = self.resumed(*changes)
        app = InterviewApp(conversation, clock=clock)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Opened(app, pilot, conversation)
        conversation.recording.close()


class Opened:
    def __init__(self, app: InterviewApp, pilot: Pilot[None], conversation: Conversation) -> None:
        self.app, self.pilot, self.conversation = app, pilot, conversation
        self.recording = conversation.recording

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    @property
    def screen(self) -> str:
        return text_of(self.app)


@pytest.fixture
def bedside(tmp_path: Path) -> Iterator[Bedside]:
    store = Store(tmp_path / "data")
    (tmp_path / "flows").mkdir()
    yield Bedside(store, tmp_path / "flows")
    store.close()


async def test_an_unchanged_flow_shows_no_screen(bedside: Bedside) -> None:
    async with bedside.opened() as opened:
        assert "Changed:" not in opened.screen


async def test_a_reworded_question_is_shown_then_and_now_and_enter_keeps_the_answer(
    bedside: Bedside,
) -> None:
    async with bedside.opened(REWORDED) as opened:
        assert "Falls has changed since this interview was held (version 1 then, 2 now)." in opened.screen
        assert "? Falls: yes" in opened.screen
        assert "Asked then: Has the patient fallen?" in opened.screen
        assert "Asked now: Has the patient fallen within a year?" in opened.screen
        await opened.press("enter", "enter")
        assert "Falls: yes  confirmed" in opened.screen
        await opened.press("enter")
        assert "Changed:" not in opened.screen
        assert opened.recording.session.answers == ANSWERS
    assert bedside.resumed(REWORDED).comparison is None


async def test_added_answers_are_named_and_keeping_says_what_is_absent(bedside: Bedside) -> None:
    async with bedside.opened(ADDED) as opened:
        assert "Offered now as well: Weak hands." in opened.screen
        assert "Keeping it says that this is absent too: Weak hands." in opened.screen
        assert opened.recording.session.answers["limits"] == Several(frozenset({"knee"}), rest_absent=False)
        await opened.press("enter", "enter")
        assert opened.recording.session.answers["limits"] == ANSWERS["limits"]


async def test_what_is_answered_anew_is_asked_in_the_interview_with_the_old_answer(bedside: Bedside) -> None:
    async with bedside.opened(REWORDED) as opened:
        await opened.press("enter", "a")
        assert "to be answered anew" in opened.screen
        assert "1 to be asked again in the interview" in opened.screen
        await opened.press("g")
        assert "Has the patient fallen within a year?" in opened.screen
        assert "answered earlier: yes · Enter keeps it" in opened.screen
        await opened.press("2")
        assert opened.recording.session.answers["fallen"] == Chosen("no")
    assert bedside.resumed(REWORDED).comparison is None


async def test_going_on_at_once_leaves_answers_to_be_confirmed_in_the_interview(bedside: Bedside) -> None:
    async with bedside.opened(REWORDED) as opened:
        await opened.press("g")
        assert "answered earlier: yes · Enter keeps it" in opened.screen
    assert not bedside.store.find(bedside.id).finished
    async with bedside.opened(REWORDED) as opened:
        assert "Falls has changed since some of these answers were given." in opened.screen
        await opened.press("g", "enter")
        assert opened.conversation.settled


@pytest.mark.parametrize(
    ("changes", "answer", "why"),
    [
        ([REMOVED], "Diagnosis: Suspected", "This answer cannot be chosen any more. It is asked again."),
        ([UNIT, LOWER], "CK: 800 U/L", "The unit was U/L and is ukat/L now. It is asked again."),
        (
            [GONE, RENAMED, RULE_GONE],
            "Falls: yes",
            "This question is not asked any more. The answer is kept and does not count.",
        ),
    ],
    ids=["removed", "unit", "gone"],
)
async def test_an_answer_that_no_longer_fits_is_shown_in_words_with_the_reason(
    changes: list[Change], answer: str, why: str, bedside: Bedside
) -> None:
    async with bedside.opened(*changes) as opened:
        assert answer in opened.screen
        assert why in opened.screen
        await opened.press("g")
        assert "Changed:" not in opened.screen


async def test_conclusions_that_differ_stand_side_by_side(bedside: Bedside) -> None:
    async with bedside.opened(LOGIC) as opened:
        assert "Then        Now         What follows" in opened.screen
        assert "holds       ruled out   Review of falls" in opened.screen


async def test_conclusions_follow_what_is_confirmed(bedside: Bedside) -> None:
    async with bedside.opened(ADDED, ("any of (knee)", "any of (hand)")) as opened:
        assert "holds       open        Brace for the knee" in opened.screen
        await opened.press("enter", "enter")
        assert "holds       ruled out   Brace for the knee" in opened.screen


async def test_everything_can_be_reached_on_a_small_terminal(bedside: Bedside) -> None:
    async with bedside.opened(REWORDED, ADDED, REMOVED, LOGIC, size=(40, 15)) as opened:
        seen = opened.screen
        assert "more" in seen
        for _ in range(12):
            await opened.press("down")
            seen += opened.screen
        for words in ("Falls: yes", "Limits: Knee buckling", "Diagnosis: Suspected", "then holds · now"):
            assert words in seen
        await opened.press("g")
        assert "Changed:" not in opened.screen


async def test_quitting_before_going_on_leaves_everything_as_it_was(bedside: Bedside) -> None:
    before = bedside.store.events(bedside.id)
    async with bedside.opened(REMOVED) as opened:
        await opened.press("ctrl+q")
    assert bedside.store.events(bedside.id) == before
    assert not bedside.store.find(bedside.id).finished


async def test_markup_in_an_answer_is_text(bedside: Bedside) -> None:
    async with bedside.opened(("Has the patient fallen?", "'Fallen [/] [@click=app.quit]x?'")) as opened:
        assert "Asked now: Fallen [/] [@click=app.quit]x?" in opened.screen


async def test_from_home_it_comes_before_the_interview_and_takes_no_place_in_the_way_back(
    bedside: Bedside,
) -> None:
    saved = SessionItem(bedside.id, "Falls", "yesterday", 4)
    home = Offers(unfinished_ones=(saved,), given=lambda: bedside.resumed(LOGIC))
    app = InterviewApp(home=home, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "Changed: Falls" in text_of(app)
        await pilot.press("g")
        await pilot.pause()
        assert not any(isinstance(screen, ChangedScreen) for screen in app.screen_stack)
        app.action_home()
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert "Go on with" in text_of(app)


async def test_an_answer_that_waits_to_be_confirmed_is_marked_until_it_is(bedside: Bedside) -> None:
    async with bedside.opened(REWORDED, size=(100, 24)) as opened:
        await opened.press("g")
        assert "Please confirm, answered earlier: yes · Enter keeps it" in opened.screen
        await opened.press("e")
        assert "yes  (please confirm)" in opened.screen
        await opened.press("escape", "enter", "b", "e")
        assert "→ yes" in opened.screen
        assert "please confirm" not in opened.screen


async def test_a_change_is_told_again_until_the_person_has_gone_on(bedside: Bedside) -> None:
    changes = (REWORDED, REMOVED, LOGIC)
    async with bedside.opened(*changes) as opened:
        first = opened.screen
        await opened.press("enter", "enter", "ctrl+q")
    assert "Diagnosis: Suspected" in first
    async with bedside.opened(*changes) as opened:
        assert "Falls has changed since this interview was held (version 1 then, 4 now)." in opened.screen
        assert "Please confirm" not in opened.screen
        assert "Diagnosis: Suspected" in opened.screen
        assert "holds       ruled out   Review of falls" in opened.screen
        await opened.press("g")
    assert bedside.resumed(*changes).comparison is None

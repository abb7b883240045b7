"""The home screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from rich.style import Style
from textual import events
from textual.strip import Strip

from interview.conversation.commands import STILL
from interview.conversation.conversation import Conversation
from interview.errors import InterviewError
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.sitting import Sitting
from interview.store import Store
from interview.tui.app import InterviewApp
from interview.tui.frame import LIST
from interview.tui.keymap import TOO_SOON
from interview.tui.keystrokes import Keystrokes
from interview.tui.screens.home import HomeScreen
from interview.tui.widgets.row_list import RowList
from interview.worklist.items import FlowItem, SessionItem
from interview.worklist.worklist import Worklist
from tests.tui.drafts import write
from tests.tui.driver import Driver
from tests.tui.small import Offers, begin, clock

IBM = Path(__file__).parents[3] / "flows" / "ibm-management"
FLOW = FlowItem("small", "Small flow", "A flow for tests.", origin="/home/me/flows")
SAVED = SessionItem("s1", "Small flow", "yesterday, 17:10", 3, "Choking; last answered: Diagnosis")


@asynccontextmanager
async def home(
    *saved: SessionItem,
    flows: tuple[FlowItem, ...] = (FLOW,),
    broken: bool = False,
    size: tuple[int, int] = (80, 24),
    practice: bool = False,
) -> AsyncIterator[Driver]:
    conversation = Conversation(begin())

    def give() -> Conversation:
        if broken:
            raise InterviewError("It is open in another window [/].")
        return conversation

    def nothing_to_practise(flow: str) -> Sitting:
        raise InterviewError(f"{flow} has no patients [/].")

    offers = Offers(listed=flows, unfinished_ones=saved, given=give)
    app = InterviewApp(home=offers, clock=clock, begin_practice=nothing_to_practise if practice else None)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Driver(app, pilot, conversation)


async def test_a_new_patient_comes_first_and_always_has_the_same_key() -> None:
    for saved in ((), (SAVED,), (SAVED, replace(SAVED, id="s2"))):
        async with home(*saved) as driver:
            assert "n  New patient  from /home/me/flows" in driver.screen
            assert driver.screen.splitlines()[3].strip().startswith("│  n  New patient")
            assert ("Go on with" in driver.screen) is bool(saved)
            await driver.press("n", "0")
            assert list(driver.recording.session.answers) == ["dangers"]


async def test_a_typical_patient_takes_no_more_than_22_keys_from_here_to_a_copied_note() -> None:
    keys = ["n", *"011100012200002000", "c"]
    logic = compile_flow(load_flow(IBM))
    app = InterviewApp(home=Offers(listed=(FLOW,), given=lambda: Conversation(begin(logic))), clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot, begin())
        await driver.press(*keys)
        await app.workers.wait_for_complete()
        assert app.clipboard.startswith("NOTE ")
    assert len(keys) <= 22


@pytest.mark.parametrize("columns", [80, 62, 120])
async def test_each_of_several_flows_takes_one_line_that_says_where_it_came_from(columns: int) -> None:
    long = "A title of a flow that is longer than most of the titles that flows have"
    own = "/home/me/a/very/long/way/down/to/flows/of/my/own/other (your own flows)"
    other = replace(FLOW, id="other", title=long, description=long, origin=own)
    async with home(flows=(FLOW, other), size=(columns, 24)) as driver:
        edge = next(at for at, line in enumerate(driver.screen.splitlines()) if "╭" in line)
        new, small, second, end = driver.screen.splitlines()[edge + 1 : edge + 5]
        assert [len(line.rstrip(" ┃│")) > 0 and line.count("│") for line in (new, small, second)] == [2, 2, 2]
        assert "╰" in end
        assert "from /home/me/flows" in small
        assert "from your own flows" in second


async def test_with_those_of_several_flows_each_interview_says_by_which_it_is_held() -> None:
    other = replace(SAVED, id="s2", title="Another flow", about="A long answer; " * 8)
    async with home(SAVED, other) as driver:
        assert "Small flow · Choking; last answered: Diagnosis" in driver.screen
        assert "Another flow · A long answer;" in driver.screen
    async with home(SAVED, replace(other, title=SAVED.title)) as driver:
        assert "Small flow · Choking" not in driver.screen


async def test_with_several_flows_the_key_asks_which() -> None:
    async with home(SAVED, flows=(FLOW, replace(FLOW, id="other", title="Other flow"))) as driver:
        assert "n  New patient" in driver.screen
        assert "·  Other flow" in driver.screen
        await driver.press("n")
        assert "New patient: begin with what?" in driver.screen
        await driver.press("2")
        assert "Is anything urgent?" in driver.screen


async def test_an_unfinished_interview_is_never_the_one_that_enter_opens() -> None:
    async with home(SAVED) as driver:
        assert "1  yesterday" in driver.screen
        assert "Choking; last answered: Diagnosis · 3 answers\n" in driver.screen
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
            await driver.press("n", *"0110022")
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


async def test_a_number_goes_on_with_nobody_who_cannot_be_seen() -> None:
    saved = [replace(SAVED, id=f"s{n}", label=f"bed {n}") for n in range(1, 4)]
    async with home(*saved, flows=(FLOW, replace(FLOW, id="other")), size=(40, 10)) as driver:
        assert "bed 3" not in driver.screen
        await driver.press("3")
        assert "bed 3" in driver.screen
        assert "3 again chooses it." in driver.screen
        assert isinstance(driver.app.screen, HomeScreen)
        await driver.press("3")
        assert not isinstance(driver.app.screen, HomeScreen)


async def test_enter_opens_nobody_who_was_scrolled_out_of_sight() -> None:
    saved = [replace(SAVED, id=f"s{n}", label=f"bed {n}") for n in range(1, 4)]
    async with home(*saved, size=(40, 10)) as driver:
        await driver.press("end")
        driver.app.screen.query_one(RowList).scroll_lines(-50)
        await driver.press("⏎")
        assert isinstance(driver.app.screen, HomeScreen)
        assert "bed 3" in driver.screen
        await driver.press("⏎")
        assert not isinstance(driver.app.screen, HomeScreen)


async def test_what_is_not_listed_is_in_the_history_and_said_so() -> None:
    saved = [replace(SAVED, id=f"s{n}", label=f"bed {n}") for n in range(1, 7)]
    async with home(*saved) as driver:
        assert "bed 4" in driver.screen
        assert "bed 5" not in driver.screen
        assert "2 more: h shows all that is kept" in driver.screen
    async with home(*saved, size=(120, 40)) as driver:
        assert "bed 6" in driver.screen, "there is room for all of them"


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (80, "Diagnosis: Suspected or disputed; last answered: Weakness pattern"),
        (120, "Diagnosis: Suspected or disputed; Specialist centre; last answered: Weakness pattern"),
        (70, "Diagnosis: Suspected or disputed; Specialist centre"),
    ],
)
async def test_what_is_known_of_an_interview_is_told_in_whole_pieces(columns: int, told: str) -> None:
    about = "Diagnosis: Suspected or disputed; Specialist centre; last answered: Weakness pattern"
    async with home(replace(SAVED, about=about), size=(columns, 24)) as driver:
        (line,) = [line.strip() for line in driver.screen.splitlines() if "Diagnosis: " in line]
        assert line.removesuffix(" · 3 answers") == told


async def test_on_a_small_screen_a_label_and_its_age_share_a_row_and_no_row_is_empty_between_two() -> None:
    saved = [replace(SAVED, id=f"s{n}", label=f"bed {n}", age="today, 09:10") for n in (1, 2)]
    async with home(*saved, size=(40, 15)) as driver:
        driver.app.screen.pressing = frozenset({"s1"})  # type: ignore[attr-defined]
        driver.app.screen.show()  # type: ignore[attr-defined]
        await driver.pilot.pause()
        lines = [line.rstrip(" ┃│") for line in driver.screen.splitlines()]
        at = next(at for at, line in enumerate(lines) if "bed 1" in line)
        assert lines[at].endswith("today, 09:10")
        assert lines[at + 1].strip().startswith("SAME DAY  Choking")
        assert "bed 2" in lines[at + 2]


async def test_where_nothing_is_kept_home_says_what_it_is_for() -> None:
    async with home() as driver:
        assert "A flow for tests." in driver.screen
    async with home(SAVED) as driver:
        assert "A flow for tests." not in driver.screen


async def test_what_cannot_wait_is_marked_after_the_first_frame_and_moves_no_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Offers, "is_pressing", lambda _, name: name == "s2")
    saved = [replace(SAVED, id=f"s{n}", label=f"bed {n}") for n in (1, 2)]
    async with home(*saved) as driver:
        driver.app.screen._look_for_urgent()  # type: ignore[attr-defined]
        await driver.pilot.pause()
        (line,) = [line for line in driver.screen.splitlines() if "SAME DAY" in line]
        assert "2  bed 2" in line


async def test_what_cannot_wait_is_told_of_those_too_that_are_not_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Offers, "is_pressing", lambda _, name: name == "s6")
    saved = [replace(SAVED, id=f"s{n}", label=f"bed {n}") for n in range(1, 7)]
    async with home(*saved) as driver:
        screen = driver.app.screen
        assert isinstance(screen, HomeScreen)
        screen._look_at(screen.unfinished)
        await driver.pilot.pause()
        (line,) = [line for line in driver.screen.splitlines() if "SAME DAY" in line]
        assert "2 more: h shows all that is kept" in line
        assert "1 SAME DAY" in line


async def test_the_next_patient_is_one_key_away_at_the_end() -> None:
    begun: list[Conversation] = []

    def give() -> Conversation:
        begun.append(Conversation(begin()))
        return begun[-1]

    app = InterviewApp(home=Offers(listed=(FLOW,), given=give), clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot, begin())
        await driver.press("n", *"0110022")
        assert "─ All asked ─" in driver.screen
        assert "d finishes, and keeps the note" in driver.screen
        await driver.press("d")
        assert "─ Finished ─" in driver.screen
        await driver.click("n next patient")
        await driver.pilot.pause()
        assert "Is anything urgent?" in driver.screen
        assert [one.recording.finished for one in begun] == [True, False]


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_no_single_key_answers_in_the_interview_of_any_of_three_patients(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    store = Store(tmp_path / "kept")
    worklist = Worklist({"falls": open_flow(str(write(tmp_path / "falls")), None)}, store)
    for label in ("bed 4", "bed 5", ""):
        conversation = worklist.begin("falls")
        conversation.recording.call(label)
        conversation.answer(Chosen("yes"))
        conversation.recording.close()
    app = InterviewApp(home=worklist, clock=clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot, Conversation(begin()))
        for key in ("1", "2", "3", "4", "n", "⏎", "space", "0", "y", "u", "r", "b", "L"):
            await driver.press(key)
            assert [one.answers for one in store.sessions()] == [1, 1, 1], key
            if app.conversation is not None:
                said = "New patient." if app.conversation.session.blank else "Going on with"
                assert said in driver.screen, key
            app.action_home()
            await pilot.pause()
    store.close()


async def test_a_key_pressed_again_answers_nothing_in_the_interview_that_the_first_one_opened(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "kept")
    worklist = Worklist({"falls": open_flow(str(write(tmp_path / "falls")), None)}, store)
    kept = worklist.begin("falls")
    kept.answer(Chosen("yes"))
    kept.recording.close()
    app = InterviewApp(home=worklist, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot, Conversation(begin()))
        app.keystrokes = Keystrokes()
        at = monotonic()
        for key, since, answers, said in (
            ("1", 0.0, 1, "Going on with"),
            ("1", 0.3, 1, TOO_SOON),
            ("2", 0.6, 1, "Going on with"),
            ("0", 0.6 + 1.5 * STILL, 2, ""),
        ):
            pressed = events.Key(key, key)
            pressed.time = at + since
            app.post_message(pressed)
            await pilot.pause()
            assert [one.answers for one in store.sessions()] == [answers], since
            assert said in driver.screen
        app.action_home()
    store.close()


async def test_a_flow_that_cannot_be_practised_says_so() -> None:
    async with home(SAVED, practice=True) as driver:
        await driver.press("p")
        assert "small has no patients [/]." in driver.screen


@pytest.mark.parametrize("theme", ["calm", "paper", "contrast", "terminal"])
async def test_the_cursor_leaves_the_edge_around_a_new_patient_as_it_is(theme: str) -> None:
    async with home() as driver:
        driver.app.theme = theme
        await driver.settle()
        rows = driver.app.screen.query_one(RowList)
        above, chosen = (next(iter(_styles(rows.render_line(y), mark))) for y, mark in ((1, "╭"), (2, "│")))
        assert (chosen.color, bool(chosen.reverse)) == (above.color, bool(above.reverse))


def _styles(strip: Strip, mark: str) -> Iterator[Style]:
    return (segment.style for segment in strip if mark in segment.text and segment.style)


async def test_a_row_of_a_wide_screen_ends_where_the_eye_finds_it() -> None:
    async with home(SAVED, size=(200, 60)) as driver:
        assert max(map(len, driver.screen.splitlines()[2:-1])) <= LIST

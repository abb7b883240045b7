"""The history of kept interviews, with a store behind it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from interview.engine import Event, EventKind
from interview.flow.answers import Chosen, NotAssessed
from interview.flow.loading.finder import open_flow
from interview.store import Store
from interview.tui.app import InterviewApp
from interview.tui.screens import history as screen
from interview.tui.screens.summary import CORRECT, KEPT
from interview.tui.widgets.row_list import RowList
from interview.worklist.worklist import Worklist
from tests.conversation.small import finish
from tests.tui.drafts import edit, write
from tests.tui.driver import Driver, boxed
from tests.tui.small import begin, clock

LATER = "2027-01-05T10:00:00+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


@asynccontextmanager
async def history(
    store: Store, tmp_path: Path, size: tuple[int, int] = (80, 24), more: int = 0
) -> AsyncIterator[Driver]:
    """Two finished interviews, the latest of so many, and the history of them."""
    worklist = Worklist({"falls": open_flow(str(write(tmp_path / "falls")), None)}, store)
    earlier = [("no", f"Sunday {number}") for number in range(more)]
    for answer, label in (*earlier, ("no", "Monday"), ("yes", "Tuesday")):
        recording = worklist.begin("falls").recording
        recording.answer("fallen", Chosen(answer))
        finish(recording)
        recording.close()
        store.label(recording.id, label)
    app = InterviewApp(home=worklist, clock=clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot, begin())
        await driver.press("h")
        yield driver


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_every_kept_interview_is_listed_the_latest_first(
    store: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with history(store, tmp_path, size) as driver:
        screen = driver.screen
        assert screen.index("Tuesday") < screen.index("Monday")
        assert "2 kept" in screen
        await driver.press("escape")
        assert "New patient" in driver.screen


async def test_a_search_leaves_what_holds_the_text(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("/")
        await driver.type("mond")
        assert "Tuesday" not in driver.screen
        await driver.press("enter")
        assert "Monday" in driver.screen
        await driver.press("/", "x", "x")
        assert "No kept interview has this text." in driver.screen
        await driver.press("escape")
        assert "Tuesday" in driver.screen


async def test_enter_shows_the_note_of_its_day_then_what_is_behind_it_and_changes_nothing(
    store: Store, tmp_path: Path
) -> None:
    async with history(store, tmp_path) as driver:
        before = [store.events(saved.id) for saved in store.sessions()]
        await driver.press("enter")
        assert KEPT in " ".join(driver.screen.split())
        assert "Note, as it was kept" in driver.screen.splitlines()[0]
        assert store.note(store.sessions()[0].id).splitlines()[0] in driver.screen
        await driver.press("escape")
        assert re.search(r"Summary  Tuesday · 20\d\d-\d\d-\d\d", driver.screen.splitlines()[0])
        assert "Review of falls" in driver.screen
        await driver.press("escape")
        assert "2 kept" in driver.screen
        assert [store.events(saved.id) for saved in store.sessions()] == before


async def test_the_kept_note_is_copied_and_comes_first_among_the_forms(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        kept = store.sessions()[0]
        store.finish(kept.id, at="2026-03-02T09:30:00+00:00", note="THE NOTE OF THAT DAY")
        await driver.press("enter", "escape", "c")
        await driver.app.workers.wait_for_complete()
        assert driver.app.clipboard == "THE NOTE OF THAT DAY"
        await driver.press("x")
        assert "1 Note, as it was kept" in driver.screen
        assert "2 Note " in driver.screen


async def test_an_interview_without_a_note_opens_on_its_summary(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        kept = store.sessions()[0]
        store.finish(kept.id, at="2026-03-02T09:30:00+00:00")
        await driver.press("enter")
        assert "Summary  " in driver.screen.splitlines()[0]
        await driver.press("escape", "x")
        assert "session-" in driver.screen


async def test_a_label_that_escape_closes_waits(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("l")
        await driver.type(" evening")
        await driver.press("escape")
        assert "The label waits as it was typed" in driver.screen
        await driver.press("l", "enter")
        assert store.sessions()[0].label == "Tuesday evening"


async def test_a_path_that_escape_closes_waits(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("x", "1")
        await driver.type(".old")
        await driver.press("escape", "x", "2")
        assert driver.app.screen.query_one(Input).value.endswith(".json"), "the interview, not its note"
        await driver.press("escape", "x", "1")
        assert driver.app.screen.query_one(Input).value.endswith(".txt.old")


async def test_a_label_that_names_a_person_is_pointed_out_once_and_never_blocked(
    store: Store, tmp_path: Path
) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("l")
        await driver.type(" Mrs Smith")
        await driver.press("enter")
        assert "looks like a title with a name" in driver.screen
        assert "It should not tell" not in driver.screen
        assert store.sessions()[0].label == "Tuesday"
        await driver.press("enter")
        assert store.sessions()[0].label == "Tuesday Mrs Smith"
        assert "Labelled." in driver.screen


async def test_an_interview_is_deleted_only_after_it_was_asked(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("delete", "1")
        assert len(store.sessions()) == 2
        await driver.press("delete", "2")
        assert [saved.label for saved in store.sessions()] == ["Monday"]
        assert "Deleted." in driver.screen


async def test_the_note_is_exported_as_it_was_kept_or_the_interview_as_a_file_to_take_along(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview.tui.screens.history.documents_folder", lambda: tmp_path)
    async with history(store, tmp_path) as driver:
        await driver.press("x", "1", "enter")
        (file,) = tmp_path.glob("session-*.txt")
        assert file.read_text(encoding="utf-8") == store.note(store.sessions()[0].id)
        await driver.press("x", "2", "enter")
        (file,) = tmp_path.glob("session-*.json")
        assert '"interview_session"' in file.read_text(encoding="utf-8")


async def test_a_return_visit_begins_from_the_history(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("v")
        assert "answered on" in driver.screen
        await driver.press("enter")
        (saved,) = store.unfinished()
        assert store.find(saved.follows).label == "Tuesday"


async def test_an_unfinished_interview_goes_on_with_enter_and_a_visit_after_it_is_asked_about(
    store: Store, tmp_path: Path
) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("g", "u")
        driver.app.action_home()
        await driver.pilot.pause()
        (saved,) = store.unfinished()
        await driver.press("h")
        assert "⏎ go on" in driver.last
        await driver.press("v")
        assert "This interview is not finished: " in driver.screen
        assert "1 Go on with it" in driver.screen
        await driver.press("escape", "enter")
        assert driver.app.conversation is not None
        assert driver.app.conversation.recording.id == saved.id


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_finished_interview_can_be_corrected_and_stays_as_it_is_until_it_is(
    store: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with history(store, tmp_path, size) as driver:
        chosen = store.sessions()[0]
        assert "g correct" in driver.last
        await driver.press("g")
        assert store.find(chosen.id).finished
        assert store.note(chosen.id)
        await driver.press("b", "b", "b", "2")
        assert store.find(chosen.id).label == "Tuesday"
        assert not store.find(chosen.id).finished
        assert not store.note(chosen.id)


async def test_deleting_names_the_interview(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("delete")
        box = boxed(driver)
        assert "1 answer · finished. Return visits after it are kept." in box
        assert "made anew" not in box


@pytest.mark.parametrize("finished", [True, False])
async def test_where_its_flow_is_not_at_hand_an_interview_is_only_looked_at_and_the_way_on_is_told(
    store: Store, tmp_path: Path, finished: bool
) -> None:
    flows = {"falls": open_flow(str(write(tmp_path / "falls")), None)}
    begun = Worklist(flows, store).begin("falls").recording
    begun.answer("fallen", Chosen("no"))
    if finished:
        finish(begun)
    begun.close()
    app = InterviewApp(home=Worklist({}, store), clock=clock)
    async with app.run_test(size=(120, 24)) as pilot:
        driver = Driver(app, pilot, begin())
        await driver.press("h")
        assert "⏎ summary" in driver.last
        assert not {"correct", "on", "visit"} & set(driver.last.split())
        for key in "gv":
            await driver.press(key)
            said = " ".join(driver.screen.split())
            assert f"'interview run FLOW --continue {begun.id[:8]}' goes on with it" in said
        await driver.press("enter")
        assert re.search("Summary|Note", driver.screen.splitlines()[0])


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_deleting_says_that_the_note_of_a_return_visit_loses_its_comparison(
    store: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with history(store, tmp_path, size) as driver:
        assert driver.app.home is not None
        visit = driver.app.home.follow(store.sessions()[0].id).recording
        visit.answer("fallen", Chosen("no"))
        finish(visit)
        visit.close()
        await driver.press("escape", "h", "down", "delete")
        box = " ".join(" ".join(re.findall("│(.*)│", driver.screen)).split())
        assert "The kept note of 1 return visit goes too" in box
        assert "made anew, it compares nothing with what is deleted." in box


async def test_a_summary_from_the_history_says_whether_its_interview_is_finished_and_offers_no_done(
    store: Store, tmp_path: Path
) -> None:
    async with history(store, tmp_path, (120, 24)) as driver:
        await driver.press("enter", "escape")
        assert driver.screen.splitlines()[0].endswith("✓ finished")
        assert "d done" not in driver.last
        for name in ("fallen", "limits", "age"):
            passed = Event(f"again {name}", EventKind.ANSWERED, name, LATER, NotAssessed())
            store.append(store.sessions()[0].id, passed)
        store.release(store.sessions()[0].id)
        await driver.press("b", "escape", "h", "s")
        assert driver.screen.splitlines()[0].endswith("✓ saved")
        assert "d done" not in driver.last


async def test_where_nothing_is_kept_no_key_is_named_that_does_nothing(store: Store, tmp_path: Path) -> None:
    worklist = Worklist({"falls": open_flow(str(write(tmp_path / "falls")), None)}, store)
    async with InterviewApp(home=worklist, clock=clock).run_test(size=(80, 24)) as pilot:
        driver = Driver(pilot.app, pilot, begin())  # type: ignore[arg-type]
        await driver.press("h")
        assert "No interview is kept here." in driver.screen
        assert driver.last.split() == ["b", "back", "?", "keys", "^p", "all", "commands"]


async def test_what_cannot_wait_is_marked_in_the_history_too(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with history(store, tmp_path) as driver:
        recording = (
            Worklist({"falls": open_flow(str(tmp_path / "falls"), None)}, store).begin("falls").recording
        )
        recording.answer("fallen", Chosen("yes"))
        recording.call("Wednesday")
        recording.close()
        monkeypatch.setattr(Worklist, "is_pressing", lambda _, name: name == recording.id)
        driver.app.screen._look_for_urgent()  # type: ignore[attr-defined]
        await driver.pilot.pause()
        (line,) = [line for line in driver.screen.splitlines() if "SAME DAY" in line]
        assert "Wednesday" in line


async def test_a_search_leaves_the_list_its_width(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        view = driver.app.screen.query_one("#list", RowList)
        before = view.size.width
        await driver.press("/")
        assert view.size.width == before


async def test_the_rows_follow_the_size(store: Store, tmp_path: Path) -> None:
    title = "walking-turning-and-getting-up"
    edit(write(tmp_path / "gait") / "flow.yaml", ("flow: falls", f"flow: {title}"))
    begun = Worklist({title: open_flow(str(tmp_path / "gait"), None)}, store).begin(title)
    begun.reply(Chosen("yes"))
    begun.recording.close()
    async with history(store, tmp_path, (40, 15)) as driver:
        for size, told in (((80, 24), True), ((40, 15), False), ((80, 24), True)):
            await driver.resize(*size)
            assert (title in driver.screen) is told


async def test_a_search_says_that_it_hides_some(store: Store, tmp_path: Path) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("/")
        await driver.type("mond")
        await driver.press("enter")
        assert "1 of 2, search 'mond'" in driver.screen.splitlines()[0]


async def test_a_summary_that_cannot_be_changed_offers_no_way_to_a_question(
    store: Store, tmp_path: Path
) -> None:
    async with history(store, tmp_path, (120, 24)) as driver:
        await driver.press("enter", "escape")
        assert "g answer" not in driver.last
        assert "m comment" not in driver.last
        assert driver.last.startswith("  b back")
        for key in ("g", "m", "d"):
            await driver.press(key)
            assert CORRECT in " ".join(driver.screen.split())
        await driver.press("b")
        assert "2 kept" in driver.screen


async def test_a_long_history_is_listed_as_the_cursor_comes_to_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "PAGE", 1)
    async with history(store, tmp_path) as driver:
        assert "2 kept" in driver.screen
        await driver.press("down")
        assert "Monday" in driver.screen


async def test_no_key_acts_on_an_interview_that_was_scrolled_out_of_sight(
    store: Store, tmp_path: Path
) -> None:
    async with history(store, tmp_path, (40, 15), more=12) as driver:
        view = driver.app.screen.query_one("#list", RowList)
        for key in ("g", "v", "s", "x", "d", "l", "enter"):
            view.scroll_lines(50)
            await driver.press(key)
            assert isinstance(driver.app.screen, screen.HistoryScreen), key
            assert "Tuesday" in driver.screen


@pytest.mark.parametrize(("key", "beside"), [("1", False), ("2", True)])
async def test_a_visit_beside_an_unfinished_one_of_the_same_patient_is_asked_about(
    store: Store, tmp_path: Path, key: str, beside: bool
) -> None:
    async with history(store, tmp_path) as driver:
        await driver.press("v", "n")
        driver.app.action_home()
        await driver.pilot.pause()
        (first,) = store.unfinished()
        await driver.press("h", "home", "down", "v")
        assert "of the same patient is not finished: Tuesday" in re.sub(r"[\s│]+", " ", driver.screen)
        await driver.press(key)
        assert driver.app.conversation is not None
        assert (driver.app.conversation.recording.id != first.id) is beside
        assert driver.app.conversation.session.blank is beside

"""A search finds a session by what the screen says of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from interview.cli import main
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.store import Recording, Store
from interview.tui.rows.home import history_rows
from interview.worklist.history import History
from tests.cli.conftest import FLOW, write_flow
from tests.conversation.small import finish


def at_noon() -> datetime:
    return datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def hold(store: Store, flow: str, answers: dict[str, Answer], *, done: bool = False) -> str:
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=at_noon)
    for name, answer in answers.items():
        recording.answer(name, answer)
    if done:
        finish(recording)
    recording.close()
    return recording.id


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def buckling(store: Store, flow: str) -> str:
    """A finished session with a limit; another is unfinished, of another flow and without it."""
    other = FLOW.replace("flow: falls", "flow: other").replace("title: Falls", "title: Another")
    hold(store, str(write_flow(Path(flow).parent / "other", other)), {"age": Number(67)})
    return hold(store, flow, {"limits": Several(frozenset({"knee"}))}, done=True)


@pytest.mark.parametrize(
    "text", ["Limits", "knee buckling", "BUCKLING", "limits: knee", "Falls", "finished", "fin", " Finished "]
)
def test_words_of_the_screen_find_the_session(store: Store, buckling: str, text: str) -> None:
    assert [saved.id for saved in store.sessions(text)] == [buckling]


@pytest.mark.parametrize(("text", "count"), [("2026-01-05", 2), ("unfinished", 1), ("67 years", 1), ("", 2)])
def test_the_day_and_what_is_unfinished_are_found(store: Store, buckling: str, text: str, count: int) -> None:
    found = [saved.id for saved in store.sessions(text)]
    assert len(found) == count
    assert (buckling in found) == (count == 2)


@pytest.mark.parametrize("text", ["foot drop", "Comment", "2027", "dysphagia"])
def test_what_was_not_answered_is_not_found(store: Store, buckling: str, text: str) -> None:
    assert store.sessions(text) == ()


def test_what_changes_while_one_searches_is_found(store: Store, flow: str, buckling: str) -> None:
    assert len(store.sessions("falls: yes")) == 0
    recent = hold(store, flow, {"fallen": Chosen("yes")})
    assert [saved.id for saved in store.sessions("falls: yes")] == [recent]


def test_words_of_a_flow_that_was_not_kept_are_no_error(store: Store, buckling: str) -> None:
    store._change(lambda file: file.execute("UPDATE session SET kept = ''"))
    assert store.sessions("buckling") == ()
    assert len(store.sessions("finished")) == 1


def test_an_interview_without_a_label_is_called_by_its_beginning_as_everywhere_else(
    store: Store, flow: str
) -> None:
    now = at_noon()
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=lambda: now)
    recording.answer("fallen", Chosen("yes"))
    now += timedelta(hours=1)
    recording.answer("age", Number(67))
    recording.close()
    (item,) = History(store).sessions("", 9).sessions
    row, _ = history_rows([item], "", 1, 80)
    assert (row.text[0][0], row.right[0][0].strip()) == ("begun 2026-01-05 12:00", "2026-01-05 13:00")
    store.label(recording.id, "bed 4")
    (item,) = History(store).sessions("", 9).sessions
    assert history_rows([item], "", 1, 80)[0].text[0][0] == "bed 4"


def test_three_hundred_sessions_are_searched_in_less_than_a_second(store: Store, flow: str) -> None:
    answers: dict[str, Answer] = {
        "fallen": Chosen("yes"),
        "limits": Several(frozenset({"knee"})),
        "age": Number(67),
    }
    hold(store, flow, answers)
    for _ in range(299):
        hold(store, flow, answers)
    before = time.process_time()
    assert len(store.sessions("buckling")) == 300
    assert time.process_time() - before < 1


def test_a_list_is_searched_in_the_same_way(flow: str, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(data_folder())
    kept = hold(store, flow, {"limits": Several(frozenset({"knee"}))})
    store.close()
    assert main(["sessions", "list", "--search", "Knee buckling"]) == 0
    assert capsys.readouterr().out.startswith(kept[:8])


@pytest.mark.parametrize(("text", "count"), [("2026-01-06", 1), ("2026-01-05", 0)])
def test_the_day_is_that_of_the_place_of_the_visit(store: Store, flow: str, text: str, count: int) -> None:
    in_brisbane = datetime(2026, 1, 6, 8, 0, tzinfo=timezone(timedelta(hours=10)))
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=lambda: in_brisbane)
    recording.answer("fallen", Chosen("yes"))
    recording.close()
    assert len(store.sessions(text)) == count

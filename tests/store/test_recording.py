from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from interview.flow.answers import Chosen, Text
from interview.flow.logic.compiler import compile_flow
from interview.store import Recording, Store, StoreError
from tests.store.failures import inject
from tests.store.small import begin, clock, resume, small_flow, small_logic, texts

OpenStore = Callable[[], Store]


def test_what_was_answered_is_saved_and_comes_back(store: Store, open_store: OpenStore) -> None:
    recording = begin(store)
    recording.answer("food_sticks", Chosen("yes"))
    recording.answer("comment", Text("a"))
    recording.clear("comment")
    assert (recording.saved, recording.problem) == (True, "")
    recording.close()
    again = resume(open_store(), recording.id)
    assert again.session == recording.session
    assert again.session.answers == {"food_sticks": Chosen("yes")}


def test_an_interview_without_an_answer_leaves_nothing_behind(store: Store, folder: Path) -> None:
    recording = begin(store)
    recording.finish()
    recording.close()
    assert recording.saved
    assert recording.id == ""
    assert not (folder / "locks").exists()


def test_a_finished_interview_is_not_offered_again_unless_it_is_changed(store: Store) -> None:
    recording = begin(store)
    recording.answer("food_sticks", Chosen("yes"))
    recording.finish()
    assert store.unfinished() == ()
    recording.answer("food_sticks", Chosen("no"))
    assert [saved.id for saved in store.unfinished()] == [recording.id]


def test_without_a_store_it_says_that_nothing_is_kept() -> None:
    recording = begin(None)
    recording.answer("food_sticks", Chosen("yes"))
    recording.finish()
    recording.close()
    assert recording.session.answers == {"food_sticks": Chosen("yes")}
    assert not recording.keeping
    assert not recording.saved
    assert recording.problem == "This interview is kept nowhere."


def test_the_zone_of_the_visit_is_kept_with_each_answer(store: Store) -> None:
    local = datetime(2026, 3, 1, 11, 30, tzinfo=timezone(timedelta(hours=1)))
    recording = Recording.begin(store, small_logic(), clock=lambda: local)
    recording.answer("food_sticks", Chosen("yes"))
    assert store.events(recording.id)[0].at == "2026-03-01T11:30:00+01:00"


def test_a_disk_that_refuses_is_reported_and_everything_is_saved_later_in_order(tmp_path: Path) -> None:
    in_the_way = tmp_path / "sessions"
    in_the_way.write_text("a file where the folder should be")
    recording = begin(Store(in_the_way))
    for number in range(3):
        recording.answer("comment", Text(str(number)))
        assert not recording.saved
    assert "There is a file where a folder should be" in recording.problem
    assert recording.session.answers == {"comment": Text("2")}
    in_the_way.unlink()
    recording.answer("comment", Text("3"))
    assert (recording.saved, recording.problem) == (True, "")
    recording.close()
    assert texts(Store.open(in_the_way), recording.id) == ["0", "1", "2", "3"]


def test_saving_can_be_tried_again_without_an_answer(tmp_path: Path) -> None:
    in_the_way = tmp_path / "sessions"
    in_the_way.touch()
    recording = begin(Store(in_the_way))
    recording.answer("comment", Text("a"))
    recording.finish()
    in_the_way.unlink()
    assert recording.save()
    recording.close()
    store = Store.open(in_the_way)
    assert texts(store, recording.id) == ["a"]
    assert store.unfinished() == ()


def test_a_folder_removed_in_mid_interview_is_written_anew_as_a_whole(store: Store, folder: Path) -> None:
    recording = begin(store)
    for number in range(3):
        recording.answer("comment", Text(str(number)))
    shutil.rmtree(folder)
    recording.answer("comment", Text("3"))
    recording.answer("comment", Text("4"))
    assert recording.saved
    assert texts(store, recording.id) == ["0", "1", "2", "3", "4"]


def test_two_windows_cannot_go_on_with_the_same_session(store: Store, open_store: OpenStore) -> None:
    recording = begin(store)
    recording.answer("comment", Text("a"))
    second = open_store()
    with pytest.raises(StoreError, match=r"open in another window \(process \d+ on .+\)"):
        resume(second, recording.id)
    recording.close()
    assert resume(second, recording.id).session.answers == {"comment": Text("a")}


def test_a_session_taken_over_meanwhile_is_not_written_to(store: Store, open_store: OpenStore) -> None:
    recording = begin(store)
    recording.answer("comment", Text("a"))
    recording.close()
    other = resume(open_store(), recording.id)
    recording.answer("comment", Text("b"))
    assert not recording.saved
    assert "open in another window" in recording.problem
    assert texts(store, other.id) == ["a"]


def test_two_different_sessions_are_recorded_side_by_side(store: Store, open_store: OpenStore) -> None:
    one, two = begin(store), begin(open_store())
    for number in range(5):
        one.answer("comment", Text(f"one {number}"))
        two.answer("comment", Text(f"two {number}"))
    assert one.saved
    assert two.saved
    assert texts(store, one.id) == [f"one {number}" for number in range(5)]
    assert texts(store, two.id) == [f"two {number}" for number in range(5)]


def test_a_session_is_not_continued_with_another_flow(store: Store, open_store: OpenStore) -> None:
    recording = begin(store)
    recording.answer("food_sticks", Chosen("yes"))
    recording.close()
    other = compile_flow(small_flow(flow_id="other"))
    with pytest.raises(StoreError, match="belongs to the flow 'small', not to 'other'"):
        Recording.resume(store, recording.id, other, clock=clock)
    assert resume(open_store(), recording.id).saved


def test_what_a_session_is_called_before_its_first_answer_is_kept_with_that(store: Store) -> None:
    recording = begin(store)
    recording.call("bed 4\n")
    assert (store.sessions(), recording.label) == ((), "bed 4")
    recording.answer("food_sticks", Chosen("yes"))
    assert store.find(recording.id).label == "bed 4"
    recording.call("")
    assert store.find(recording.id).label == ""


def test_a_label_that_the_disk_does_not_take_is_kept_later_and_goes_along_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault, store = inject(monkeypatch), Store(folder)
    recording = begin(store)
    recording.answer("food_sticks", Chosen("yes"))
    fault.statement, fault.code = "COMMIT", sqlite3.SQLITE_FULL
    recording.call("bed 4")
    assert not recording.saved
    assert recording.portable()["session"]["label"] == "bed 4"
    fault.statement = ""
    assert recording.save()
    assert store.find(recording.id).label == "bed 4"


def test_a_label_that_is_too_long_is_refused_at_once_and_changes_nothing(store: Store) -> None:
    recording = begin(store)
    recording.call("bed 4")
    with pytest.raises(StoreError, match="This label has 201 characters; up to 200 are taken"):
        recording.call("x" * 201)
    assert recording.label == "bed 4"

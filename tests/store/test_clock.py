"""A clock that steps back in the middle of an interview changes no answer, and is recorded as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain

from interview.flow.answers import Text
from interview.store import Recording, Store
from tests.store.small import resume, small_logic, texts

TIMES = (
    "2026-03-01T10:00:00+00:00",
    "2026-03-01T10:01:00+00:00",
    "1970-01-01T00:00:05+00:00",
    "1970-01-01T00:01:00+00:00",
)
"""As on a computer whose battery is empty, and that was started anew."""
OpenStore = Callable[[], Store]


def clock(times: tuple[str, ...]) -> Callable[[], datetime]:
    """A clock for these times, looked at once more to begin."""
    moments = chain(times[:1], times)
    return lambda: datetime.fromisoformat(next(moments)).astimezone(UTC)


def interviewed(store: Store, times: tuple[str, ...] = TIMES) -> Recording:
    """An interview whose answers are the numbers of these times."""
    recording = Recording.begin(store, small_logic(), clock=clock(times))
    for number in range(len(times)):
        recording.answer("comment", Text(str(number)))
        assert recording.saved
    return recording


def test_answers_stay_in_the_order_in_which_they_were_given(store: Store, open_store: OpenStore) -> None:
    recording = interviewed(store)
    recording.close()
    again = resume(open_store(), recording.id)
    assert texts(store, recording.id) == ["0", "1", "2", "3"]
    assert again.session.answers == recording.session.answers == {"comment": Text("3")}


def test_the_step_stands_in_the_record_and_is_not_repaired(store: Store) -> None:
    recording = interviewed(store)
    assert tuple(event.at for event in store.events(recording.id)) == TIMES
    assert (store.find(recording.id).begun, store.find(recording.id).last) == (TIMES[0], TIMES[-1])


def test_lists_go_by_the_time_they_show_and_then_by_what_was_saved_last(store: Store) -> None:
    before = interviewed(store, TIMES[:2])
    after = interviewed(store, TIMES[2:])
    same = interviewed(store, TIMES[2:])
    assert [saved.id for saved in store.unfinished()] == [before.id, same.id, after.id]
    assert [saved.id for saved in store.sessions()] == [before.id, same.id, after.id]


def test_an_old_session_that_is_imported_does_not_stand_on_top(store: Store) -> None:
    old = interviewed(store, ("2025-03-01T10:00:00+00:00",))
    recent = interviewed(store, TIMES[:2])
    data = store.export(old.id)
    store.delete(old.id)
    store.import_(data)
    assert [saved.id for saved in store.sessions()] == [recent.id, old.id]


def test_a_purge_goes_by_the_latest_time_in_a_session(store: Store) -> None:
    recent = interviewed(store)
    old = interviewed(store, TIMES[2:])
    for recording in (recent, old):
        recording.close()
    assert [saved.id for saved in store.purge("2026-01-01", dry_run=True)] == [old.id]
    assert [saved.id for saved in store.purge("2026-01-01")] == [old.id]
    assert texts(store, recent.id) == ["0", "1", "2", "3"]


def test_what_was_finished_before_it_was_begun_is_finished(store: Store) -> None:
    recording = Recording.begin(store, small_logic(), clock=clock(TIMES[:3]))
    recording.answer("comment", Text("0"))
    recording.answer("comment", Text("1"))
    recording.finish()
    assert store.find(recording.id).finished == TIMES[2]
    assert store.unfinished() == ()

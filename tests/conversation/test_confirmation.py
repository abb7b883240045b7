from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from interview.conversation.conversation import Conversation
from interview.conversation.notices import about_keeping
from interview.conversation.start import begin, go_on
from interview.conversation.start import follow as begin_after
from interview.flow.answers import Chosen, Text
from interview.flow.logic.compiler import Logic, compile_flow
from interview.store import Recording, Store, StoreError
from interview.store.visits import visits, visits_before
from tests.conversation.small import finish
from tests.store.small import small_flow

FIRST, SECOND, THIRD = (datetime(2026, month, 1, 10, tzinfo=UTC) for month in (1, 3, 5))


@cache
def logic(*, valid_for: int | None = None, **of_flow: str) -> Logic:
    flow = small_flow(**of_flow)
    comment = replace(flow.questions["comment"], valid_for=valid_for)
    return compile_flow(replace(flow, questions={**flow.questions, "comment": comment}))


def first(store: Store) -> str:
    recording = Recording.begin(store, logic(), clock=lambda: FIRST)
    recording.answer("food_sticks", Chosen("yes"))
    recording.answer("comment", Text("a"))
    finish(recording)
    recording.close()
    return recording.id


def follow(store: Store, session_id: str, day: datetime, **more: int) -> Conversation:
    return begin_after(store, store.find(session_id), logic(**more), clock=lambda: day)


def test_earlier_answers_are_offered_and_none_counts_or_is_saved_until_it_is_confirmed(store: Store) -> None:
    recording = follow(store, first(store), SECOND)
    assert set(recording.offers) == {"food_sticks", "comment"}
    assert recording.offers["comment"].at == "2026-01-01T10:00:00+00:00"
    assert (dict(recording.session.answers), recording.recording.id) == ({}, "")
    recording.answer(recording.offers["food_sticks"].answer, "food_sticks")
    assert recording.session.answers == {"food_sticks": Chosen("yes")}
    (event,) = store.events(recording.recording.id)
    assert (event.question, event.at) == ("food_sticks", "2026-03-01T10:00:00+00:00")


def test_an_answer_that_is_too_old_is_not_offered(store: Store) -> None:
    assert set(follow(store, first(store), SECOND, valid_for=30).offers) == {"food_sticks"}


def test_the_visits_of_a_patient_are_found_from_the_last_to_the_first(store: Store) -> None:
    earliest = first(store)
    second = follow(store, earliest, SECOND)
    second.answer(Chosen("no"), "food_sticks")
    third = follow(store, second.recording.id, THIRD)
    third.answer(Chosen("yes"), "food_sticks")
    assert store.find(third.recording.id).follows == second.recording.id
    said = [visit.answers["food_sticks"] for visit in third.visits or ()]
    assert said == [Chosen("yes"), Chosen("no")]
    assert visits_before(store, store.find(third.recording.id), logic()) == third.visits
    assert visits_before(store, store.find(earliest), logic()) == ()


def test_a_return_visit_that_is_gone_on_with_offers_the_same_again(store: Store) -> None:
    recording = follow(store, first(store), SECOND)
    recording.answer(Text("b"), "comment")
    recording.recording.close()
    again = go_on(store, store.find(recording.recording.id), logic(), clock=lambda: SECOND)
    assert again.offers == recording.offers
    assert again.visits == recording.visits


def test_a_return_visit_outlives_the_session_it_follows(store: Store) -> None:
    earliest = first(store)
    recording = follow(store, earliest, SECOND)
    recording.answer(Text("b"), "comment")
    recording.recording.close()
    store.delete(earliest)
    again = go_on(store, store.find(recording.recording.id), logic(), clock=lambda: SECOND)
    assert (again.visits, dict(again.offers)) == (None, {})


def test_a_session_of_another_flow_cannot_be_followed(store: Store) -> None:
    saved = store.find(first(store))
    with pytest.raises(StoreError, match="belongs to the flow 'small', not to 'other'"):
        begin_after(store, saved, logic(flow_id="other"), clock=lambda: SECOND)


def test_visits_end_where_they_would_lead_round_in_a_circle(store: Store) -> None:
    saved = store.find(first(store))
    store.label(saved.id, "x")
    round_about = replace(saved, follows=saved.id)
    assert len(visits(store, round_about, logic())) == 1


def test_a_return_visit_has_the_label_of_the_visit_before_in_lists_and_searches(store: Store) -> None:
    earliest = first(store)
    store.label(earliest, "bed 4")
    recording = follow(store, earliest, SECOND)
    assert about_keeping(recording) == "Return visit after 2026-01-01, bed 4."
    recording.answer(Text("b"), "comment")
    assert (
        store.find(recording.recording.id).label
        == recording.recording.portable()["session"]["label"]
        == "bed 4"
    )
    assert {saved.id for saved in store.sessions("bed 4")} == {earliest, recording.recording.id}
    store.label(recording.recording.id, "")
    recording.answer(Text("c"), "comment")
    assert store.find(recording.recording.id).label == ""


def test_a_return_visit_kept_nowhere_yet_takes_the_label_along(store: Store) -> None:
    earliest = first(store)
    store.label(earliest, "bed 4")
    recording = follow(store, earliest, SECOND)
    unsaved = Conversation(Recording(None, recording.session, lambda: SECOND), recording.confirmation)
    unsaved.recording.follow(earliest, "bed 4")
    unsaved.answer(Text("b"), "comment")
    assert unsaved.recording.portable()["session"]["label"] == "bed 4"


def test_a_first_visit_says_nothing_of_another(store: Store) -> None:
    assert about_keeping(begin(store, logic(), clock=lambda: FIRST)) == ""


def test_deleting_a_visit_takes_the_notes_of_the_visits_after_it_and_no_other(store: Store) -> None:
    alone, earliest = first(store), first(store)
    second = follow(store, earliest, SECOND)
    second.answer(Text("b"), "comment")
    finish(second)
    second.recording.close()
    third = follow(store, second.recording.id, THIRD)
    third.answer(Text("c"), "comment")
    finish(third)
    third.recording.close()
    visits = (alone, earliest, second.recording.id, third.recording.id)
    assert all(map(store.note, visits))
    assert list(map(store.notes_after, visits)) == [0, 2, 1, 0]
    assert store.notes_after(earliest, second.recording.id) == 1, "what is deleted itself is not counted"
    store.delete(earliest)
    assert [bool(store.note(one)) for one in (alone, second.recording.id, third.recording.id)] == [
        True,
        False,
        False,
    ]
    assert [store.find(one).finished for one in (second.recording.id, third.recording.id)] == [
        "2026-03-01T10:00:00+00:00",
        "2026-05-01T10:00:00+00:00",
    ]
    assert visits_before(store, store.find(second.recording.id), logic()) is None

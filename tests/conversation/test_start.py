"""Going on after the flow has changed: what is kept, what is asked, what is told, and only once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview.conversation import start
from interview.conversation.conversation import Conversation
from interview.conversation.notices import about_keeping
from interview.engine import EventKind, Status
from interview.engine.carryover import CarriedAs
from interview.export.json_form import render_json
from interview.flow.answers import Answer, Chosen, Number, Several, Text
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.store import Recording, Store, StoreError
from interview.store.visits import as_held
from interview.summary.builder import build
from interview.summary.templates.renderer import render_markdown, render_note
from tests.conversation.small import finish
from tests.store.small import begin as begin_small
from tests.store.small import clock, small_flow, small_logic
from tests.store.versions import (
    ADDED,
    FLOW,
    GONE,
    LOGIC,
    REMOVED,
    RENAMED,
    REWORDED,
    RULE_GONE,
    SAID,
    UNIT,
    Change,
    version,
    write,
)

AT = "2026-03-01T10:00:00Z"
ANSWERS: dict[str, Answer] = {
    "fallen": Chosen("yes"),
    "limits": Several(frozenset({"knee"})),
    "creatine_kinase": Number(800),
    "status": Chosen("suspected"),
    "comment": Text("unsteady on stairs"),
}


@pytest.fixture
def held(store: Store, tmp_path: Path) -> str:
    """The id of a session held with the first version."""
    recording = Recording.begin(store, version(tmp_path), clock=clock)
    for name, answer in ANSWERS.items():
        recording.answer(name, answer)
    recording.close()
    return recording.id


def go_on(store: Store, session_id: str, logic: Logic) -> Conversation:
    return start.go_on(store, store.find(session_id), logic, clock=clock)


def test_under_the_same_flow_it_goes_on_in_silence(store: Store, held: str, tmp_path: Path) -> None:
    recording = go_on(store, held, version(tmp_path))
    assert (recording.comparison, about_keeping(recording)) == (None, "")
    assert recording.session.answers == ANSWERS
    recording.recording.close()
    assert len(store.events(held)) == len(ANSWERS)


@pytest.mark.parametrize(
    ("changes", "carried_as", "left"),
    [
        ([REWORDED], {"fallen": CarriedAs.REWORDED}, ANSWERS),
        (
            [ADDED],
            {"limits": CarriedAs.OPTIONS_ADDED},
            {**ANSWERS, "limits": Several(frozenset({"knee"}), False)},
        ),
        ([REMOVED], {"status": CarriedAs.WITHDRAWN}, {k: v for k, v in ANSWERS.items() if k != "status"}),
        (
            [UNIT, ("5000", "80")],
            {"creatine_kinase": CarriedAs.WITHDRAWN},
            {k: v for k, v in ANSWERS.items() if k != "creatine_kinase"},
        ),
        (
            [GONE, RENAMED, RULE_GONE],
            {"fallen": CarriedAs.GONE, "fallen_often": CarriedAs.NEW},
            {k: v for k, v in ANSWERS.items() if k != "fallen"},
        ),
        ([LOGIC], {}, ANSWERS),
    ],
    ids=["reworded", "added", "removed", "unit", "gone", "logic"],
)
def test_each_way_a_flow_changes(
    changes: list[Change],
    carried_as: dict[str, CarriedAs],
    left: dict[str, Answer],
    store: Store,
    held: str,
    tmp_path: Path,
) -> None:
    recording = go_on(store, held, version(tmp_path, *changes))
    assert recording.comparison is not None
    others = {
        one.id: one.carried_as
        for one in recording.comparison.questions
        if one.carried_as is not CarriedAs.SAME
    }
    assert others == carried_as
    assert recording.session.answers == left
    before = store.events(held)
    recording.go_on()
    assert recording.recording.saved
    assert store.events(held)[: len(before)] == before


def test_other_rules_are_shown_by_what_they_do(store: Store, held: str, tmp_path: Path) -> None:
    comparison = go_on(store, held, version(tmp_path, LOGIC)).comparison
    assert comparison is not None
    assert [(one.title, one.before, one.after) for one in comparison.lines] == [
        ("Review of falls", Status.HOLDS, Status.RULED_OUT)
    ]


def test_other_words_of_advice_are_no_reason_to_stop(store: Store, held: str, tmp_path: Path) -> None:
    recording = go_on(store, held, version(tmp_path, SAID))
    assert (recording.comparison, about_keeping(recording)) == (None, "")


def test_other_rules_that_change_nothing_here_are_said_in_a_line(
    store: Store, held: str, tmp_path: Path
) -> None:
    recording = go_on(store, held, version(tmp_path, ("< 5000", "< 6000")))
    assert recording.comparison is None
    assert "Every answer still fits, and what follows from the answers is the same." in about_keeping(
        recording
    )


def test_looking_and_leaving_saves_nothing_and_tells_it_again(
    store: Store, held: str, tmp_path: Path
) -> None:
    changed = version(tmp_path, UNIT, ("5000", "80"))
    before = store.events(held)
    first = go_on(store, held, changed)
    first.recording.close()
    assert store.events(held) == before
    assert go_on(store, held, changed).comparison == first.comparison


def test_what_was_confirmed_is_in_the_log_and_is_not_asked_again(
    store: Store, held: str, tmp_path: Path
) -> None:
    changed = version(tmp_path, REWORDED, ADDED)
    first = go_on(store, held, changed)
    assert first.unconfirmed == {"fallen", "limits"}
    first.keep("fallen")
    assert first.unconfirmed == {"limits"}
    first.recording.close()
    kinds = [(event.kind, event.question) for event in store.events(held)][len(ANSWERS) :]
    assert kinds == [
        (EventKind.CARRIED, ""),
        (EventKind.CARRIED, "limits"),
        (EventKind.CONFIRMED, "fallen"),
    ]
    second = go_on(store, held, changed)
    assert second.unconfirmed == {"limits"}
    assert second.comparison is not None
    assert second.comparison.to_confirm[0].said == ANSWERS["limits"]
    second.answer(Several(frozenset({"knee", "hand"})), "limits")
    second.recording.close()
    third = go_on(store, held, changed)
    assert (third.comparison, third.unconfirmed) == (None, frozenset())


def test_what_was_withdrawn_is_told_once(store: Store, held: str, tmp_path: Path) -> None:
    changed = version(tmp_path, REMOVED)
    first = go_on(store, held, changed)
    first.go_on()
    first.recording.close()
    assert go_on(store, held, changed).comparison is None
    assert store.find(held).answers == len(ANSWERS) - 1


def test_a_change_is_told_until_the_person_goes_on_though_nothing_is_left_to_confirm(
    store: Store, held: str, tmp_path: Path
) -> None:
    changed = version(tmp_path, REWORDED, REMOVED, LOGIC)
    first = go_on(store, held, changed)
    shown = first.comparison
    first.keep("fallen")
    first.recording.close()
    second = go_on(store, held, changed)
    assert shown is not None
    assert second.comparison is not None
    assert second.comparison.lines == shown.lines != ()
    assert second.comparison.withdrawn == shown.withdrawn != ()
    assert second.comparison.versions == shown.versions
    assert (second.comparison.told, second.unconfirmed) == (False, frozenset())
    second.go_on()
    second.recording.close()
    assert go_on(store, held, changed).comparison is None


def test_a_change_that_touched_nothing_is_never_told_later_for_answers_given_since(
    store: Store, held: str, tmp_path: Path
) -> None:
    changed = version(tmp_path, ("< 5000", "< 6000"))
    first = go_on(store, held, changed)
    first.answer(Number(5500), "creatine_kinase")
    first.answer(Chosen("no"), "fallen")
    first.recording.close()
    assert go_on(store, held, changed).comparison is None


def test_a_third_version_is_compared_with_the_second(store: Store, held: str, tmp_path: Path) -> None:
    second = go_on(store, held, version(tmp_path, REWORDED))
    second.keep("fallen")
    second.recording.close()
    third = go_on(store, held, version(tmp_path, REWORDED, LOGIC))
    assert third.comparison is not None
    assert third.comparison.versions == ("2", "3")
    assert third.comparison.to_confirm == ()
    assert len(third.comparison.lines) == 1


def test_a_flow_that_was_not_kept_is_said_and_nothing_is_taken_for_granted(
    store: Store, tmp_path: Path
) -> None:
    first = version(tmp_path)
    session_id = store.begin(first.flow, at=AT)
    recording = Recording.resume(store, session_id, first, clock=clock)
    for name, answer in ANSWERS.items():
        recording.answer(name, answer)
    recording.close()
    store._change(lambda file: file.execute("DELETE FROM flow"))
    comparison = go_on(store, session_id, version(tmp_path, UNIT, ("5000", "80"))).comparison
    assert comparison is not None
    assert not comparison.before_known
    assert [one.id for one in comparison.withdrawn] == ["creatine_kinase"]
    assert [one.id for one in comparison.to_confirm] == ["fallen", "limits", "status", "comment"]
    with pytest.raises(StoreError, match="was not kept with it"):
        as_held(store, store.find(session_id))


def test_a_session_of_another_flow_is_refused_and_not_held(
    store: Store, held: str, open_store: Callable[[], Store]
) -> None:
    with pytest.raises(StoreError, match="belongs to the flow 'falls'"):
        go_on(store, held, small_logic())
    open_store().hold(held)


def test_a_summary_is_byte_for_byte_what_it_was_whatever_became_of_the_flow(
    store: Store, tmp_path: Path
) -> None:
    folder = write(tmp_path / "falls")
    recording = Recording.begin(store, compile_flow(load_flow(folder)), clock=clock)
    for name, answer in ANSWERS.items():
        recording.answer(name, answer)
    finish(recording)
    recording.close()
    saved = store.find(recording.id)
    written = forms(recording, saved.finished)
    write(folder, LOGIC, SAID, ("Falls in a made-up cohort", "Another title"))
    assert forms_of_kept(store, recording.id) == written
    write(folder, ("flow: falls", "flow: gone"))
    assert forms_of_kept(store, recording.id) == written


def test_a_summary_is_that_of_the_flow_the_session_went_on_under(
    store: Store, held: str, tmp_path: Path
) -> None:
    recording = go_on(store, held, version(tmp_path, REWORDED, LOGIC))
    recording.keep("fallen")
    finish(recording)
    recording.recording.close()
    written = forms(recording.recording, store.find(held).finished)
    store.delete(store.begin(version(tmp_path, SAID).flow, at=AT))  # flows in use stay when another goes
    assert forms_of_kept(store, held) == written


def forms(recording: Recording, at: str) -> tuple[str, ...]:
    summary = build(recording.session, at=at)
    return (
        render_note(summary),
        render_note(summary, full=True),
        render_markdown(summary),
        render_json(recording.session, at=at),
    )


def forms_of_kept(store: Store, session_id: str) -> tuple[str, ...]:
    saved = store.find(session_id)
    session = as_held(store, saved)
    summary = build(session, at=saved.finished)
    return (
        render_note(summary),
        render_note(summary, full=True),
        render_markdown(summary),
        render_json(session, at=saved.finished),
    )


def test_the_example_is_whole(tmp_path: Path) -> None:
    assert load_flow(write(tmp_path / "falls")).files == {"flow.yaml": FLOW}


def test_a_changed_flow_is_said_when_a_session_goes_on(store: Store) -> None:
    recording = begin_small(store)
    recording.answer("food_sticks", Chosen("yes"))
    changed = compile_flow(small_flow(version="2", logic_hash="logic-2"))
    recording.close()
    again = go_on(store, recording.id, changed)
    assert "have changed since this session was begun (version 1 then, 2 now)" in about_keeping(again)
    again.recording.close()
    assert about_keeping(go_on(store, recording.id, small_logic())) == ""

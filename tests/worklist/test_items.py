"""Two unfinished interviews are told apart by what was said, and by nothing that was typed freely."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.loading.finder import open_flow
from interview.moments import present
from interview.store import Recording, Store, StoreError
from interview.worklist.items import SessionItem, described, numbered
from interview.worklist.worklist import Worklist

SAID: dict[str, Answer] = {
    "fallen": Chosen("yes"),
    "limits": Several(frozenset({"knee", "foot"})),
    "age": Number(62),
    "comment": Text("Jane Roe"),
}


def said(flow: str, **answers: Answer) -> str:
    recording = Recording.begin(None, open_flow(flow, None).logic, clock=present)
    for question, answer in answers.items():
        recording.answer(question, answer)
    return described(recording.session.flow, recording.session.events)


def test_the_first_positive_answers_and_the_last_question_are_named(flow: str) -> None:
    assert said(flow, **SAID) == "Falls; Limits: Knee buckling; Foot drop; last answered: Comment"


def test_what_is_no_nothing_or_not_assessed_is_not_named(flow: str) -> None:
    answers: dict[str, Answer] = {"fallen": Chosen("no"), "limits": Several(), "age": NotAssessed()}
    assert said(flow, **answers) == "last answered: Age"


def test_nothing_said_is_nothing_to_tell(flow: str) -> None:
    assert described(open_flow(flow, None).logic.flow, ()) == ""


def test_home_tells_two_interviews_apart(flow: str, tmp_path: Path) -> None:
    worklist = Worklist({"falls": open_flow(flow, None)}, Store(tmp_path / "data"))
    for answer in ("yes", "no"):
        recording = worklist.begin("falls").recording
        recording.answer("fallen", Chosen(answer))
        recording.close()
    assert [offer.about for offer in worklist.unfinished_items()] == [
        "last answered: Falls",
        "Falls; last answered: Falls",
    ]


def test_an_interview_that_cannot_be_read_is_offered_without_a_description(
    flow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worklist = Worklist({"falls": open_flow(flow, None)}, Store(tmp_path / "data"))
    recording = worklist.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    recording.close()

    def refuse(*_: object) -> None:
        raise StoreError("changed after it was saved")

    monkeypatch.setattr(Store, "events", refuse)
    (offer,) = worklist.unfinished_items()
    assert (offer.answers, offer.about) == (1, "")


def test_a_number_stays_with_an_interview_whatever_is_answered(flow: str, tmp_path: Path) -> None:
    worklist = Worklist({"falls": open_flow(flow, None)}, Store(tmp_path / "data"))
    for _ in range(3):
        recording = worklist.begin("falls").recording
        recording.answer("fallen", Chosen("yes"))
        recording.close()
    ids = [item.id for item in numbered(worklist.unfinished_items())]
    for name in ids:
        again = worklist.resume(name).recording
        again.answer("limits", Several())
        again.close()
        assert [item.id for item in numbered(worklist.unfinished_items())] == ids
        assert numbered(worklist.unfinished_items(), 1)[0].id == name, "the latest is never left out"


def test_a_new_interview_takes_the_next_number() -> None:
    first, second, new = (
        SessionItem(name, "Falls", "", 1, since=f"2026-03-0{day}") for day, name in enumerate("zya", start=1)
    )
    assert numbered([second, first]) == [first, second]
    assert numbered([new, second, first]) == [first, second, new]
    assert numbered([new, first, second], 2) == [first, new]

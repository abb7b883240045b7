"""What is offered for beginning and going on, also when the store or a flow cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.errors import FlowError, Place, Problem, UsageError
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.loading.finder import open_flow
from interview.moments import present
from interview.store import Store
from interview.summary.builder import build
from interview.tui.rows.summary import ANSWERS, plan_rows
from interview.worklist.worklist import VisitUnderWay, Worklist
from tests.conversation.small import finish

BROKEN = FlowError([Problem(Place("flow.yaml"), "no")])


@pytest.fixture
def worklist(flow: str, tmp_path: Path) -> Worklist:
    return Worklist({"falls": open_flow(flow, None), "broken": BROKEN}, Store(tmp_path / "data"))


def test_what_was_begun_is_offered_until_it_is_finished(worklist: Worklist) -> None:
    recording = worklist.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    (offer,) = worklist.unfinished_items()
    assert (offer.id, offer.title, offer.answers) == (recording.id, "Falls", 1)
    finish(recording)
    recording.close()
    assert worklist.unfinished_items() == ()
    with pytest.raises(UsageError, match="not there any more, or is finished"):
        worklist.resume(recording.id)


def test_answers_are_counted_as_the_summary_of_the_session_counts_them(flow: str, tmp_path: Path) -> None:
    worklist = Worklist({"ibm-management": open_flow("ibm-management", None)}, Store(tmp_path / "data"))
    recording = worklist.begin("ibm-management").recording
    for name, answer, count in (
        ("urgent_problems", NotAssessed(), 0),
        ("onset_age", NotAssessed(Reason.PENDING), 0),
        ("onset_age", Number(61), 1),
        ("comment", Text("Came alone."), 2),
        ("urgent_problems", Several(frozenset({"aspiration_pneumonia"})), 3),
    ):
        recording.answer(name, answer)
        summary = build(recording.session, at=present().isoformat())
        heading = next(row for row in plan_rows(summary, frozenset(), 78) if row.name == ANSWERS)
        assert [item.answers for item in worklist.unfinished_items()] == [count]
        assert (summary.given, heading.words) == (count, str(count))


def test_a_flow_with_mistakes_is_listed_and_cannot_be_begun(worklist: Worklist) -> None:
    assert [offer.id for offer in worklist.flow_items()] == ["falls", "broken"]
    with pytest.raises(FlowError):
        worklist.begin("broken")


def test_a_store_that_cannot_be_read_offers_nothing_and_tells_with_the_first_answer(
    flow: str, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    worklist = Worklist({"falls": open_flow(flow, None)}, Store(tmp_path / "data"))
    assert worklist.unfinished_items() == ()
    recording = worklist.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    assert not recording.saved
    assert "file where a folder should be" in recording.problem


def test_without_a_store_nothing_is_offered(flow: str) -> None:
    assert Worklist({"falls": open_flow(flow, None)}, None).unfinished() == ()


def test_moments_are_in_utc() -> None:
    offset = present().utcoffset()
    assert offset is not None
    assert not offset


def kept(worklist: Worklist, label: str = "", after: str = "", *, finished: bool = True) -> str:
    """The id of an interview with one answer."""
    conversation = worklist.follow(after, beside=True) if after else worklist.begin("falls")
    conversation.answer(Chosen("yes"))
    conversation.recording.call(label)
    if finished:
        finish(conversation)
    conversation.recording.close()
    return conversation.recording.id


def test_a_visit_is_not_begun_beside_an_unfinished_one_of_the_same_patient_without_a_word(
    worklist: Worklist,
) -> None:
    first = kept(worklist, "bed 4")
    kept(worklist, "bed 5", finished=False)
    worklist.follow(first).recording.close()
    second = kept(worklist, after=first)
    third = kept(worklist, after=second, finished=False)
    for earlier in (first, second, third):
        with pytest.raises(VisitUnderWay, match=r"is not finished: .* 1 answer · Falls") as found:
            worklist.follow(earlier)
        assert found.value.session_id == third
        assert str(found.value).startswith("This interview") is (earlier == third)
    assert [len(worklist.follow(first, beside=True).visits or ()), len(worklist.unfinished())] == [1, 2]


def test_a_patient_is_known_by_the_label_too(worklist: Worklist) -> None:
    first = kept(worklist, "bed 4")
    unlabelled = kept(worklist)
    again = kept(worklist, "bed 4", finished=False)
    kept(worklist, finished=False)
    with pytest.raises(VisitUnderWay) as found:
        worklist.follow(first)
    assert found.value.session_id == again
    worklist.follow(unlabelled).recording.close()

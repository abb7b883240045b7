"""What happens to answers and problems when a flow is read again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from interview.conversation.conversation import Conversation
from interview.conversation.preview import FlowPreview
from interview.errors import UsageError
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.model import Flow
from interview.store.recording import Recording
from tests.tui.drafts import edit, write
from tests.tui.small import clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "falls")


@pytest.fixture
def draft(folder: Path) -> FlowPreview:
    return FlowPreview(folder, clock=clock)


def recording(draft: FlowPreview) -> Recording:
    return talk_of(draft).recording


def talk_of(draft: FlowPreview) -> Conversation:
    assert draft.conversation is not None
    draft.conversation.leave_question()
    return draft.conversation


def moved(draft: FlowPreview) -> Conversation:
    """The interview after the flow was read again."""
    draft.reload()
    assert draft.conversation is not None
    return draft.conversation


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Has the patient fallen?", "Any falls?", "Read again: the wording changed, the logic did not."),
        ("fallen is yes", "fallen is no", "Read again: the logic changed."),
        ("recommendations:", "# a remark\nrecommendations:", "Read again: the flow is the same."),
    ],
)
def test_it_is_said_what_changed(draft: FlowPreview, old: str, new: str, words: str) -> None:
    for file in ("flow.yaml", "lines.yaml"):
        if old in (draft.folder / file).read_text(encoding="utf-8"):
            edit(draft.folder / file, (old, new))
    draft.reload()
    assert (draft.news, draft.problems) == (words, ())


def test_an_answer_the_flow_does_not_accept_is_named_and_counts_again_when_it_does(
    draft: FlowPreview,
) -> None:
    recording(draft).answer("fallen", Chosen("yes"))
    recording(draft).answer("age", Number(62))
    edit(draft.folder / "flow.yaml", ("[18, 110]", "[70, 110]"))
    draft.reload()
    assert draft.news == "Read again: the logic changed. No longer fits: Age (62 years)."
    assert dict(recording(draft).session.answers) == {"fallen": Chosen("yes")}
    edit(draft.folder / "flow.yaml", ("[70, 110]", "[18, 110]"))
    draft.reload()
    assert dict(recording(draft).session.answers) == {"fallen": Chosen("yes"), "age": Number(62)}


def test_a_mistake_leaves_the_last_good_version_as_it_was(draft: FlowPreview) -> None:
    recording(draft).answer("fallen", Chosen("yes"))
    session = recording(draft).session
    edit(draft.folder / "lines.yaml", ("fallen is yes", "falen is yes"), ("say: Consider", "sya: Consider"))
    draft.reload()
    assert [problem.place.line for problem in draft.problems] == [8, 16]
    assert recording(draft).session is session
    assert draft.news == ""


def test_the_first_good_version_begins_with_the_answers_given(folder: Path) -> None:
    edit(folder / "lines.yaml", ("fallen is yes", "falen is yes"))
    draft = FlowPreview(folder, clock=clock, given=lambda _: {"fallen": Chosen("yes")})
    assert draft.conversation is None
    edit(folder / "lines.yaml", ("falen is yes", "fallen is yes"))
    draft.reload()
    assert recording(draft).session.answers["fallen"] == Chosen("yes")


def refused(_: Flow) -> Mapping[str, Answer]:
    raise UsageError("1 mistake in the answers:\nanswers.yaml:1:1: no question 'fell'")


def test_answers_that_do_not_fit_are_refused_at_the_start(folder: Path) -> None:
    with pytest.raises(UsageError, match="no question 'fell'"):
        FlowPreview(folder, clock=clock, given=refused)


def test_answers_that_turn_out_not_to_fit_are_a_problem_to_mend(folder: Path) -> None:
    edit(folder / "lines.yaml", ("fallen is yes", "falen is yes"))
    draft = FlowPreview(folder, clock=clock, given=refused)
    edit(folder / "lines.yaml", ("falen is yes", "fallen is yes"))
    draft.reload()
    assert draft.conversation is None
    assert "no question 'fell'" in draft.problems[0].message


def test_only_a_change_is_read(draft: FlowPreview) -> None:
    assert [draft.look(), draft.look()] == [False, False]
    edit(draft.folder / "flow.yaml", ("title: Falls", "title: Falling"))
    assert [draft.look(), draft.look(), draft.look()] == [False, True, False]
    assert recording(draft).session.flow.title == "Falling"


def test_a_rehearsal_is_kept_nowhere_and_warns_of_nothing(draft: FlowPreview) -> None:
    rehearsal = recording(draft)
    rehearsal.answer("fallen", Chosen("yes"))
    assert (rehearsal.save(), rehearsal.saved, rehearsal.problem) == (True, False, "")


def test_the_question_stays_with_what_was_ticked(draft: FlowPreview) -> None:
    talk = talk_of(draft)
    talk.visit("limits")
    talk.choose("knee")
    talk.choose("foot")
    edit(
        draft.folder / "flow.yaml",
        ("{knee: Knee buckling, foot: Foot drop}", "{arm: Weak arm, foot: Foot drop}"),
    )
    after = moved(draft)
    assert (after.active, after.entry.ticked, after.entry.touched) == ("limits", frozenset({"foot"}), True)
    assert after.turn == talk.turn, "nothing has to be opened anew"


def test_an_earlier_answer_stays_the_one_that_enter_keeps(draft: FlowPreview) -> None:
    recording(draft).answer("limits", Several(frozenset({"knee"})))
    talk = talk_of(draft)
    talk.visit("limits")
    edit(draft.folder / "flow.yaml", ("Knee buckling", "Buckling of the knee"))
    after = moved(draft)
    assert (after.entry.ticked, after.entry.touched) == (frozenset({"knee"}), False)


def test_a_question_of_another_type_is_put_afresh(draft: FlowPreview) -> None:
    talk = talk_of(draft)
    talk.visit("limits")
    talk.choose("knee")
    edit(
        draft.folder / "flow.yaml",
        ("type: several\n    answers: {knee: Knee buckling, foot: Foot drop}", "type: yes_no"),
    )
    after = moved(draft)
    assert (after.active, after.entry.ticked) == ("limits", frozenset())
    assert after.turn != talk.turn


def test_a_question_that_is_gone_gives_way_to_the_first_that_needs_an_answer(draft: FlowPreview) -> None:
    recording(draft).answer("fallen", Chosen("yes"))
    talk = talk_of(draft)
    assert talk.active == "limits"
    edit(
        draft.folder / "flow.yaml",
        ("[fallen, limits, age]", "[fallen, age]"),
        ("  limits:\n    ask", "  knees:\n    ask"),
    )
    edit(draft.folder / "flow.yaml", ("[fallen, age]", "[fallen, knees, age]"))
    after = moved(draft)
    assert after.active == "knees"
    assert after.turn != talk.turn


def test_a_question_that_is_no_longer_asked_stays_as_one_opened_by_choice(draft: FlowPreview) -> None:
    recording(draft).answer("fallen", Chosen("yes"))
    talk_of(draft)
    edit(draft.folder / "flow.yaml", ("label: Limits", "label: Limits\n    ask_when: fallen is no"))
    after = moved(draft)
    assert (after.active, after.by_choice) == ("limits", "limits")
    after.leave_question()
    assert after.active == "age"

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from interview import plain
from interview.conversation.start import go_on
from interview.engine import Session
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.logic.compiler import compile_flow
from interview.plain.console import Stopped
from interview.plain.dialogue import LABELS
from interview.store import Recording, Store
from tests.conversation.small import conversation
from tests.plain.bedside import bedside, clock, hold, recording

ALL = ("0", "1", "2", "2", "45", "2024-03", "Walks \x1b[31mless")
"""Replies to every question that is asked when food does not stick."""
NONE_URGENT = Several()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "sessions")


def answers(session: Session) -> dict[str, object]:
    return dict(session.answers)


def test_a_whole_interview_ends_with_the_note_and_is_saved(store: Store) -> None:
    under_way = recording(store)
    held = hold(under_way, *ALL, "")
    assert held.code == 0
    assert answers(under_way.session) == {
        "urgent_problems": NONE_URGENT,
        "pattern": Chosen("typical"),
        "food_sticks": Chosen("no"),
        "repeat_swallows": Chosen("no"),
        "onset_age": Number(45),
        "onset_month": Text("2024-03"),
        "remark": Text("Walks less"),
    }
    note = held.after("That was the last question")
    assert "NOTE 2026-03-01: Bedside example" in note
    assert "2026-03-01" in note
    assert "Age at onset" in note
    assert held.lines[-1] == "The interview is finished and saved."
    assert store.unfinished() == ()


def test_the_end_of_input_after_the_last_question_ends_the_interview() -> None:
    held = hold(recording(), *ALL)
    assert held.code == 0
    assert "NOTE 2026-03-01: Bedside example" in held.text


def test_a_question_is_put_with_numbered_answers_their_help_and_none() -> None:
    held = hold(recording())
    put = held.lines[held.lines.index("Any of these today?") :]
    assert put[1:4] == ["  1. Choking", "  2. Weight loss. Over 5% in 6 months.", "  0. None of these today"]
    assert put[4].startswith("Any of 1 or 2 with spaces between; the others are then absent.")


def test_the_questions_of_a_panel_are_asked_one_by_one_under_its_title() -> None:
    held = hold(recording(), "0", "1", "2")
    assert held.text.count("Swallowing. ") == 1
    panel = held.text[held.text.index("Swallowing. ") :]
    assert panel.index("Does food stick?") < panel.index("Repeat swallows?")


def test_progress_is_the_fewest_and_the_most_screens_still_to_come() -> None:
    held = hold(recording(), "0", "1", "2", "2", "45", "2024-03")
    left = [line.removeprefix("Begun 10:00. ") for line in held.lines if "left." in line]
    assert left == [
        "6 to 7 screens left.",
        "5 to 6 screens left.",
        "Swallowing. 4 to 5 screens left.",
        "3 screens left.",
        "2 screens left.",
        "1 screen left.",
    ]


def test_leaving_in_mid_interview_keeps_everything_and_says_how_to_go_on(store: Store) -> None:
    for way in ((), ("q",), (":q",)):
        under_way = recording(store)
        held = hold(under_way, "0", "1", *way)
        assert held.code == 0
        assert held.lines[-2] == "Every answer is saved. This goes on from here:"
        assert held.lines[-1] == f"  interview run bedside --continue {under_way.id[:8]}"
        again = Recording.resume(store, under_way.id, bedside(), clock=clock)
        resumed = hold(again)
        assert "Does food stick?" in resumed.text
        assert "Which pattern?" not in resumed.text


def test_the_end_of_input_in_mid_interview_prints_the_summary_so_far(store: Store) -> None:
    held = hold(recording(store), "1", "1")
    assert held.code == 0
    assert "NOTE 2026-03-01: Bedside example" in held.after("Does food stick?")
    assert held.lines[-2].startswith("Every answer is saved.")
    assert "NOTE 2026-03-01: Bedside example" not in hold(recording(store), "1", "1", "q").text
    assert "NOTE 2026-03-01: Bedside example" not in hold(recording(store)).text


def test_leaving_before_any_answer_keeps_nothing(store: Store) -> None:
    held = hold(recording(store), "q")
    assert held.lines[-1] == "Nothing was answered, so nothing is kept."
    assert store.unfinished() == ()


def test_ctrl_c_ends_the_line_keeps_everything_and_returns_130(store: Store) -> None:
    under_way = recording(store)
    held = hold(under_way, "0", KeyboardInterrupt())
    assert held.code == 130
    assert held.lines[-4:] == [
        "[Answer:]",
        "",
        "Every answer is saved. This goes on from here:",
        f"  interview run bedside --continue {under_way.id[:8]}",
    ]
    assert [saved.answers for saved in store.unfinished()] == [1]


def test_bad_input_is_answered_with_what_is_accepted_and_nothing_is_lost() -> None:
    under_way = recording()
    held = hold(under_way, "0", "1", "2", "2", "sixty", "130", "-1", "45", "q", width=200)
    assert held.text.count("a whole number from 1 to 110 (years) is accepted") == 3
    assert under_way.session.answers["onset_age"] == Number(45)
    assert len(under_way.session.events) == 5


def test_not_assessed_takes_a_reason_and_is_never_no() -> None:
    under_way = recording()
    hold(under_way, "u pending", "u", "q")
    assert answers(under_way.session) == {
        "urgent_problems": NotAssessed(Reason.PENDING),
        "pattern": NotAssessed(),
    }


def test_text_can_be_any_text_and_commands_then_need_a_colon() -> None:
    under_way = recording()
    held = hold(under_way, *ALL[:-1], ":?", ":b", "", "u", "b", "")
    assert "Commands begin with a colon here" in held.text
    assert "Answered earlier: 2024-03. Enter keeps it." in held.text
    assert under_way.session.answers["remark"] == Text("u")


def test_back_goes_through_panels_and_screens_to_the_first_question() -> None:
    held = hold(recording(), "0", "1", "2", "b", "b", "b", "b", "q")
    asked = [line for line in held.lines if line.endswith("?")]
    assert asked[3:] == [
        "Repeat swallows?",
        "Does food stick?",
        "Which pattern?",
        "Any of these today?",
        "Any of these today?",
    ]
    assert "This is the first question." in held.text


def test_back_and_the_same_answer_changes_nothing() -> None:
    under_way = recording()
    held = hold(under_way, "0", "1", "b", "", "b", "1", "q")
    assert len(under_way.session.events) == 2
    assert held.text.count("Answered earlier: Typical. Enter keeps it.") == 2


def test_any_earlier_answer_can_be_changed_from_a_list() -> None:
    under_way = recording()
    held = hold(under_way, "0", "1", "e", "9", "2", "3", "q")
    assert "  1. Urgent problems: None of these today" in held.lines
    assert "  2. Pattern: Typical" in held.lines
    assert "Type 1 or 2, or only Enter to go on." in held.text
    assert under_way.session.answers["pattern"] == Chosen("other")
    assert "Does food stick?" in held.after("Pattern: Another pattern")


def test_leaving_the_list_puts_the_question_again() -> None:
    held = hold(recording(), "0", "e", "", "q")
    assert "Which pattern?" in held.after("[Number of the question")
    assert "Nothing is answered yet." in hold(recording(), "e").text


def test_a_question_that_is_never_asked_can_be_answered_by_choice() -> None:
    under_way = recording()
    held = hold(under_way, *ALL, "e all", "comment", "Seen with family", "")
    assert "Comment: no answer yet" in held.text
    assert "Imaging" not in held.text
    assert under_way.session.answers["comment"] == Text("Seen with family")
    assert "NOTE 2026-03-01: Bedside example" in held.after("That was the last question")


def test_why_tells_reason_way_source_and_commands_and_asks_again() -> None:
    held = hold(recording(), "?", "q")
    for words in ("Why: These come first.", "How: Ask about today.", "Source (cohort): Swallowing in IBM"):
        assert words in held.text
    assert "u: not assessed, also with a reason" in held.text
    assert "Any of these today?" in held.after("q: quit; every answer is kept.")


def test_the_summary_so_far_can_be_seen_at_any_moment() -> None:
    held = hold(recording(), "0", "s", "q")
    assert "NOTE 2026-03-01: Bedside example" in held.text
    assert "Which pattern?" in held.after("PLAN")


def test_at_the_end_one_can_go_back_look_or_leave(store: Store) -> None:
    held = hold(recording(store), *ALL, "?", "huh", "s", "b", "Better", "q")
    assert "'huh' is no command. Enter, b, e, e all, s, label and q are." in held.text
    assert "Answered earlier: Walks less. Enter keeps it." in held.text
    assert held.lines[-2].startswith("Every answer is saved.")
    assert len(store.unfinished()) == 1


def test_an_urgent_line_is_announced_at_once_and_once_while_it_holds() -> None:
    held = hold(recording(), "1", "1", "b", "b", "0", "", "b", "b", "1", "q")
    first = held.text.index("URGENT, same day: Choking. Assessment today. Assessment today is advised.")
    assert held.text.index("URGENT, same day: Airway check.") > first
    assert first < held.text.index("Which pattern?")
    assert held.text.count("URGENT, same day: Choking. Assessment today") == 2


def test_an_answer_that_withdraws_what_was_urgent_says_so_once() -> None:
    held = hold(recording(), "1 2", "b", "0", "", "1", "q")
    assert held.lines.count("The urgent notice no longer applies.") == 1
    assert "The urgent notice no longer applies." in held.after("Urgent problems: None of these today")
    assert "URGENT, same day: Choking. Assessment today." in held.text, "what is no reason is not named"


def test_what_is_urgent_is_said_when_an_interview_is_resumed(store: Store) -> None:
    under_way = recording(store)
    hold(under_way, "1")
    again = Recording.resume(store, under_way.id, bedside(), clock=clock)
    held = hold(again)
    assert held.text.index("URGENT, same day:") < held.text.index("Which pattern?")


def test_a_flow_that_has_changed_meanwhile_is_said_before_the_first_question(store: Store) -> None:
    under_way = recording(store)
    hold(under_way, "0")
    changed = compile_flow(replace(bedside().flow, version="2", logic_hash="other"))
    held = hold(go_on(store, store.find(under_way.id), changed, clock=clock), width=200)
    assert "(version 1 then, 2 now). Answers that no longer fit are asked again." in held.text
    assert held.text.index("version 1 then") < held.text.index("Which pattern?")


def test_answers_that_do_not_fit_are_named() -> None:
    held = hold(recording(), "0", "typhoid", "q")
    assert "These answers do not fit together: Typhoid is no pattern." in held.lines


def test_an_answer_whose_question_applies_again_is_offered_for_confirmation() -> None:
    under_way = recording()
    first = ("0", "1", "1", "2", "1")  # food sticks; a bar on imaging
    held = hold(under_way, *first, "e", "3", "2", "e", "3", "1", "", "q")
    assert "Imaging: A bar (does not apply now and does not count)" in held.text
    assert "Answered earlier: A bar. Enter keeps it." in held.text
    assert under_way.session.answers["imaging"] == Chosen("bar")
    assert "Age at onset?" in held.after("Imaging: A bar")


def test_what_is_not_saved_is_said_at_once_and_so_is_that_it_is_saved_again(tmp_path: Path) -> None:
    in_the_way = tmp_path / "sessions"
    in_the_way.touch()
    replies = iter(["0", "1", "2", "2", "q"])

    def read(prompt: str) -> str:
        reply = next(replies)
        if reply == "2" and in_the_way.is_file():
            in_the_way.unlink()
        return reply

    held = hold(recording(Store(in_the_way)), read=read)
    assert held.text.count("NOT SAVED: There is a file where a folder should be") == 1
    assert "Urgent problems: None of these today (not saved)" in held.lines
    assert "Pattern: Typical (not saved)" in held.lines
    assert "Food sticks: no" in held.lines
    assert held.lines.count("Everything is saved again.") == 1
    assert held.lines[-2].startswith("Every answer is saved.")


def test_where_a_flow_came_from_is_said_when_it_is_not_the_shipped_one() -> None:
    assert "Read from /home/someone/flows." in hold(recording(), origin="/home/someone/flows").lines
    assert "Read from" not in hold(recording()).text


@pytest.mark.parametrize("width", [1, 20, 40, 80, 200])
def test_no_line_of_a_whole_interview_is_too_wide_or_holds_a_control_character(width: int) -> None:
    held = hold(recording(), "?", "1 r", "s", *ALL[1:], "", width=width)
    shown = [line for line in held.lines if not line.startswith("[")]
    assert max(map(len, shown)) <= max(width, 20)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for line in shown for char in line)


def test_a_stream_of_lines_will_do_for_a_person() -> None:
    under_way, written = recording(), list[str]()
    source = io.StringIO("\n".join(ALL) + "\n")
    assert plain.run(conversation(under_way), read=source, write=written.append) == 0
    assert under_way.session.answers["remark"] == Text("Walks less")
    assert any("NOTE 2026-03-01: Bedside example" in line for line in written)


@pytest.mark.parametrize(
    ("replies", "label", "said"),
    [
        (("label", "bed 4"), "bed 4", "Labelled."),
        (("label", "bed 4", "label", ""), "bed 4", f"It is called bed 4. {LABELS}"),
        (("label", "bed 4", "label", "-"), "", "It has no label now."),
        (("label", "born 12.03.1950", "n"), "", "Labelled."),
        (("label", "born 12.03.1950", ""), "born 12.03.1950", "Labelled."),
        (("label", "x" * 201), "", "This label has 201 characters; up to 200 are taken."),
        (("0", "1", "2", "2", "45", "2024-03", ":label", "bed 4"), "bed 4", "Labelled."),
        (("0", "1", "2", "2", "45", "2024-03", "so", "label", "bed 4"), "bed 4", "Labelled."),
    ],
)
def test_an_interview_can_be_called_something_at_any_prompt(
    replies: tuple[str, ...], label: str, said: str, store: Store
) -> None:
    under_way = recording(store)
    held = hold(under_way, *replies, width=200)
    assert under_way.label == label
    assert (said in held.lines) is (label != "" or "-" in replies or len(replies[1]) > 200)


def test_a_label_typed_behind_the_word_is_told_how_it_is_given(store: Store) -> None:
    under_way = recording(store)
    held = hold(under_way, "label bed 4", "label", "bed 4")
    assert "Type label alone; what the interview is to be called is asked for then." in held.lines
    assert under_way.label == "bed 4"


@pytest.mark.parametrize(("said", "finished"), [("y", True), ("", False), ("n", False)])
def test_leaving_from_an_earlier_question_asks_whether_it_is_finished(
    said: str, finished: bool, store: Store
) -> None:
    under_way = recording(store)
    held = hold(under_way, *ALL, "e all", "pattern", "q", said)
    assert "All answered. Is it finished?" in held.lines
    assert under_way.finished is finished
    assert ("NOTE 2026-03-01: Bedside example" in held.text) is finished
    assert (held.lines[-1] == "The interview is finished and saved.") is finished


def test_the_end_of_input_at_an_earlier_question_leaves_it_open_and_asks_nothing(store: Store) -> None:
    under_way = recording(store)
    held = hold(under_way, *ALL, "e all", "pattern")
    assert "Is it finished?" not in held.text
    assert not under_way.finished


@pytest.mark.parametrize("end", [KeyboardInterrupt(), Stopped(143)])
def test_a_text_that_is_being_typed_is_entered_when_the_program_is_ended(
    store: Store, end: BaseException
) -> None:
    under_way = recording(store)
    hold(under_way, *ALL[:-1], end, unfinished="Walks less")
    assert answers(under_way.session)["remark"] == Text("Walks less")


def test_what_may_name_somebody_is_told_and_not_kept_when_the_program_is_ended(store: Store) -> None:
    for typed in ((), ("Seen with Mrs Smith",)):
        under_way = recording(store)
        held = hold(
            under_way, *ALL[:-1], *typed, Stopped(143), unfinished="" if typed else "Seen with Mrs Smith"
        )
        assert "remark" not in under_way.session.answers
        assert "It was: Seen with Mrs Smith" in " ".join(held.text.split())


def test_what_may_name_somebody_is_told_when_the_input_ends_and_not_once_it_was_taken_back(
    store: Store,
) -> None:
    under_way = recording(store)
    held = hold(under_way, *ALL[:-1], "Seen with Mrs Smith")
    assert "It was: Seen with Mrs Smith" in " ".join(held.text.split())
    under_way = recording(store)
    held = hold(under_way, *ALL[:-1], "Seen with Mrs Smith", "n", "Seen")
    assert answers(under_way.session)["remark"] == Text("Seen")
    under_way = recording(store)
    held = hold(under_way, *ALL[:-1], "Seen with Mrs Smith", "n")
    assert "It was" not in held.text


@pytest.mark.parametrize("typed", ["4", "summary", "45"])
def test_no_other_line_that_is_being_typed_is_taken(store: Store, typed: str) -> None:
    under_way = recording(store)
    held = hold(under_way, "0", Stopped(143), unfinished=typed)
    assert list(under_way.session.answers) == ["urgent_problems"]
    assert "Not kept" not in held.text


def test_a_label_that_is_being_typed_is_given_or_told_when_the_program_is_ended(store: Store) -> None:
    under_way = recording(store)
    hold(under_way, "0", "label", Stopped(143), unfinished="bed 4")
    assert under_way.label == "bed 4"
    under_way = recording(store)
    held = hold(under_way, "0", "label", Stopped(143), unfinished="Mrs Smith")
    assert under_way.label == ""
    assert "the label that was typed. It was: Mrs Smith" in " ".join(held.text.split())

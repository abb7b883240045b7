"""Whose interview it is, and how a list is filled in on a return visit: said once, for both faces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview.conversation import prompts, start
from interview.conversation.conversation import Conversation
from interview.flow.answers import Chosen, NotAssessed, Several
from interview.store import Recording, Store
from interview.tui import keymap
from interview.tui.rows.question import question_face
from tests.conversation.small import finish
from tests.plain.bedside import bedside, hold

NOVEMBER, FEBRUARY = datetime(2025, 11, 8, 10, 6, tzinfo=UTC), datetime(2026, 2, 3, 9, tzinfo=UTC)
KEPT = "answered on 2025-11-08: Choking · Enter keeps it"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "kept")
    yield store
    store.close()


def first(store: Store, answer: Several | NotAssessed, label: str = "") -> str:
    """The id of an interview of November, in which one thing was said."""
    conversation = start.begin(store, bedside(), clock=lambda: NOVEMBER)
    conversation.reply(answer)
    finish(conversation)
    conversation.recording.close()
    store.label(conversation.recording.id, label)
    return conversation.recording.id


def returning(store: Store, answer: Several | NotAssessed) -> Conversation:
    saved = store.find(first(store, answer))
    return start.follow(store, saved, bedside(), clock=lambda: FEBRUARY)


TICKING = "⏎ these, others absent"


def screen(conversation: Conversation, cursor: str = "") -> str:
    face = question_face(conversation, 76, cursor=cursor)
    rows = [*face.rows[0], *([face.note] if face.note else [])]
    texts = ["".join(text for text, _ in (*row.lead, *row.text)) for row in rows]
    beside = ["".join(text for text, _ in row.right) for row in rows]
    keys = [f"{hint.key} {hint.words}" for hint in face.hints]
    return "\n".join([f"{text}  {more}" for text, more in zip(texts, beside, strict=True)] + keys)


def test_an_interview_that_goes_on_says_with_whom_until_something_is_said(kept: Store) -> None:
    saved = kept.find(first(kept, Several(), "tue-1030"))
    conversation = start.go_on(kept, saved, bedside(), clock=lambda: NOVEMBER)
    assert prompts.going_on(conversation) == "Going on with tue-1030, begun 10:06."
    conversation.visit("pattern")
    assert prompts.going_on(conversation)
    conversation.reply(Chosen("typical"))
    assert prompts.going_on(conversation) == ""
    assert prompts.name(conversation) == "tue-1030"


def test_without_a_label_it_is_the_time_of_its_beginning_with_the_day_unless_that_is_today(
    kept: Store,
) -> None:
    saved = kept.find(first(kept, Several()))
    today = start.go_on(kept, saved, bedside(), clock=lambda: NOVEMBER)
    assert prompts.going_on(today) == "Going on with an interview, begun 10:06."
    assert prompts.title(today).startswith("begun 10:06 · Bedside")
    today.recording.close()
    later = start.go_on(kept, saved, bedside(), clock=lambda: FEBRUARY)
    assert prompts.name(later) == "begun 2025-11-08 10:06"


def test_a_new_patient_is_said_to_be_one_until_the_first_answer_in_both_faces(kept: Store) -> None:
    conversation = start.begin(kept, bedside(), clock=lambda: NOVEMBER)
    assert (prompts.going_on(conversation), prompts.name(conversation)) == ("", "")
    assert prompts.whose(conversation) == "New patient."
    conversation.recording.call("bed 4")
    assert prompts.whose(conversation) == "New patient: bed 4."
    held = hold(conversation, "0", "1")
    assert held.lines.index("New patient: bed 4.") < held.lines.index("Any of these today?")
    assert (prompts.whose(conversation), prompts.name(conversation)) == ("", "bed 4")


def test_what_is_only_looked_at_or_previewed_is_about_no_new_patient(kept: Store) -> None:
    looked_at = Conversation(Recording.begin(kept, bedside(), clock=lambda: NOVEMBER), read_only="open")
    assert prompts.whose(looked_at) == ""
    previewed = Conversation(Recording.begin(None, bedside(), clock=lambda: NOVEMBER))
    assert prompts.whose(previewed) == "New patient.", "one that is kept nowhere is about a patient too"
    previewed.recording.problem = ""
    assert prompts.whose(previewed) == ""


def test_a_return_visit_says_which_visit_it_follows(kept: Store) -> None:
    conversation = returning(kept, Several())
    assert prompts.whose(conversation) == "Return visit after 2025-11-08 10:06.", "one of several of that day"
    assert prompts.name(conversation) == "visit after 2025-11-08"
    conversation.enter()
    assert prompts.whose(conversation) == ""
    assert prompts.name(conversation) == "begun 09:00"


def test_line_by_line_says_whose_interview_it_is_too(kept: Store) -> None:
    saved = kept.find(first(kept, Several(), "tue-1030"))
    held = hold(start.go_on(kept, saved, bedside(), clock=lambda: NOVEMBER), "1")
    assert held.lines.index("Going on with tue-1030, begun 10:06.") < held.lines.index("Which pattern?")
    assert any(line.startswith("Tue-1030. ") for line in held.lines)


def test_a_list_that_is_filled_in_says_so_at_each_answer_and_one_thing_of_enter(kept: Store) -> None:
    conversation = returning(kept, Several(frozenset({"choking"}), rest_absent=False))
    shown = screen(conversation)
    assert "■ Choking  as in November" in shown
    assert "□ Weight loss  not checked in November" in shown
    assert "Over 5% in 6 months" in screen(conversation, cursor="option:weight_loss"), (
        "its help below, on the cursor"
    )
    assert "Enter keeps it" in shown
    assert TICKING not in shown


def test_what_was_unticked_is_said_and_enter_means_the_other_thing_from_there(kept: Store) -> None:
    conversation = returning(kept, Several(frozenset({"choking"})))
    assert KEPT in screen(conversation)
    keymap.press(conversation, "1")
    assert conversation.note == "Not ticked any more: Choking."
    assert "□ Choking  present in November" in screen(conversation)
    assert "⏎ nothing recorded yet" in screen(conversation), "nothing is ticked any more"
    assert "Enter keeps it" not in screen(conversation)
    keymap.press(conversation, "2")
    assert TICKING in screen(conversation)
    keymap.press(conversation, "2")
    keymap.press(conversation, "1")
    assert conversation.note == ""
    assert "■ Choking  as in November" in screen(conversation)


def test_an_untouched_list_is_not_said_again_by_the_key_of_its_rest(kept: Store) -> None:
    conversation = returning(kept, Several(frozenset({"choking"})))
    keymap.press(conversation, "r")
    assert conversation.note.startswith("Nothing is changed here. Enter keeps it as it was")
    assert conversation.session.blank
    for key in "2r":
        keymap.press(conversation, key)
    assert conversation.session.answers["urgent_problems"] == Several(
        frozenset({"choking", "weight_loss"}), rest_absent=False
    )


def test_a_list_that_was_passed_over_last_time_comes_empty_and_without_a_hint(kept: Store) -> None:
    shown = screen(returning(kept, NotAssessed()))
    assert "November" not in shown
    assert "■" not in shown


def test_line_by_line_has_the_same_hints_and_says_what_is_gone(kept: Store) -> None:
    held = hold(returning(kept, Several(frozenset({"choking"}), rest_absent=False)), "2", "")
    assert "  1. Choking (as in November)" in held.lines
    assert "  2. Weight loss (not checked in November). Over 5% in 6 months." in held.lines
    assert "Present before and not typed now: Choking. It would be absent." in held.lines
    assert "Not any more: Choking." in held.lines


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        (("2",), None),
        (("2", "n"), None),
        (("2", "what", "1"), None),
        (("0", "a"), None),
        (("2", ""), Several(frozenset({"weight_loss"}))),
        (("2", "a"), Several(frozenset({"choking", "weight_loss"}))),
        (("2 r", "a"), Several(frozenset({"choking", "weight_loss"}), rest_absent=False)),
        (("1 2",), Several(frozenset({"choking", "weight_loss"}))),
        (("0", ""), Several()),
    ],
)
def test_line_by_line_nothing_is_taken_out_of_a_list_before_somebody_said_so(
    kept: Store, replies: tuple[str, ...], said: Several | None
) -> None:
    conversation = returning(kept, Several(frozenset({"choking"})))
    hold(conversation, *replies)
    assert conversation.session.answers.get("urgent_problems") == said


@pytest.mark.parametrize(
    ("at", "now", "said"),
    [
        ("2025-11-08T10:00:00Z", "2026-02-03T10:00:00Z", "in November"),
        ("2025-02-08T10:00:00Z", "2026-02-03T10:00:00Z", "in February 2025"),
        ("2026-02-01T10:00:00Z", "2026-02-03T10:00:00Z", "on 2026-02-01"),
    ],
)
def test_a_month_is_named_so_that_it_can_mean_one_only(at: str, now: str, said: str) -> None:
    assert prompts.month(at, now) == said

"""What changed in the questions, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.check.diff.difference import Change, Detail
from interview.flow.answers import Chosen
from interview.flow.conditions.syntax import Has
from interview.flow.model import NumberRange, Option, QuestionType
from tests.check.diff.small import (
    STICKS,
    both,
    clinic,
    differ,
    the,
    told,
    with_line,
    with_question,
)
from tests.engine.examples import flow, is_, line, one, several, yes_no

GOES_ON = "status is ibm"


def test_a_question_that_stops_applying_leaves_its_lines_open() -> None:
    narrower = both(is_("imaged", "yes"), STICKS)
    found = differ(clinic(), with_question(clinic(), "image", applies_when=narrower))
    assert told(the(found, "myotomy")) == {
        ("holds", "open"): (f"{GOES_ON} and sticks is no and image is bar",),
        ("ruled_out", "open"): (f"{GOES_ON} and sticks is no and image is normal",),
    }
    gone = ("sticks is no and imaged is yes",)
    assert told(the(found, "image", "applies")) == {("applies", "does not apply"): gone}


def test_what_a_question_counts_as_where_it_does_not_apply() -> None:
    found = differ(clinic(), with_question(clinic(), "image", otherwise=Chosen("normal")))
    assert the(found, "image", "question").details == (
        Detail("counts, where it does not apply, as", "not assessed", "normal"),
    )
    assert told(the(found, "myotomy")) == {("open", "ruled_out"): (f"{GOES_ON} and imaged is no",)}


def test_questions_added_and_removed() -> None:
    old = flow([yes_no("a")], [line("x", is_("a", "yes"))])
    new = flow(
        [yes_no("a"), yes_no("b", ask_when=is_("a", "yes"))],
        [line("x", both(is_("a", "yes"), is_("b", "no")))],
    )
    added, removed = differ(old, new), differ(new, old)
    assert the(added, "b", "question").change is Change.ADDED
    assert told(the(added, "b", "question")) == {("", "asked"): ("a is yes",)}
    assert told(the(added, "x")) == {("holds", "ruled_out"): ("a is yes and b is yes",)}
    assert the(removed, "b", "question").change is Change.REMOVED
    assert told(the(removed, "x")) == {("ruled_out", "holds"): ("a is yes and b is yes",)}


def test_answers_added_removed_and_renamed() -> None:
    old = flow([one("a", "x", "y", "z")], [line("r", is_("a", "y"))])
    options = (Option("x", "x"), Option("why", "y"), Option("w", "w"))
    new = with_line(with_question(old, "a", options=options), "r", when=is_("a", "why", "w"))
    found = differ(old, new)
    assert set(the(found, "a", "question").details) == {
        Detail("answer renamed", "y", "why"),
        Detail("answer added", "", "w"),
        Detail("answer removed", "z", ""),
    }
    assert told(the(found, "r")) == {("ruled_out", "holds"): ("a is w",)}


def test_a_renamed_question_keeps_its_answers_comparable() -> None:
    old = flow([yes_no("a")], [line("x", is_("a", "yes"))])
    new = flow([replace(yes_no("b"), ask="a?")], [line("x", is_("b", "yes"))])
    (difference,) = differ(old, new).differences
    assert (difference.kind, difference.details) == ("question", (Detail("id", "a", "b"),))


def test_a_question_of_another_type_is_another_question() -> None:
    old = flow([yes_no("a")], [line("x", is_("a", "yes"))])
    new = flow([several("a", "p", "q")], [line("x", Has("a", "p"))])
    found = differ(old, new)
    assert {d.change for d in found.differences if d.kind == "question"} == {Change.ADDED, Change.REMOVED}
    assert told(the(found, "x")) == {
        ("holds", "ruled_out"): ("a_before is yes and a lacks p",),
        ("ruled_out", "holds"): ("a_before is no and a has any of (p)",),
    }


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"unit": "years"}, Detail("unit", "points", "years")),
        ({"range": NumberRange(16, 110, True)}, Detail("range", "18 to 110, whole", "16 to 110, whole")),
        ({"range": None}, Detail("range", "18 to 110, whole", "none")),
        ({"valid_for": 90}, Detail("asked again after", "none", "90 days")),
    ],
    ids=["unit", "range", "no range", "valid_for"],
)
def test_what_can_be_answered(changes: dict[str, object], detail: Detail) -> None:
    difference = the(differ(clinic(), with_question(clinic(), "age", **changes)), "age", "question")
    assert difference.details == (detail,)


def test_yes_or_no_that_becomes_a_choice_with_more_answers() -> None:
    options = (Option("yes", "yes"), Option("no", "no"), Option("at_times", "at times"))
    new = with_question(clinic(), "sticks", type=QuestionType.ONE, options=options)
    details = the(differ(clinic(), new), "sticks", "question").details
    assert details == (Detail("type", "yes_no", "one"), Detail("answer added", "", "at_times"))


def test_a_question_asked_in_another_place() -> None:
    first, *rest = clinic().screens
    new = replace(clinic(), screens=(*rest, first))
    (difference,) = differ(clinic(), new).differences
    assert (difference.id, difference.details) == ("status", (Detail("asked", "first", "after now"),))


def test_when_a_question_is_asked() -> None:
    found = differ(clinic(), with_question(clinic(), "imaged", ask_when=STICKS))
    (difference,) = found.differences
    assert not found.advice_differs
    assert told(difference) == {("asked", "not asked"): ("sticks is no and signs has any of (choking)",)}

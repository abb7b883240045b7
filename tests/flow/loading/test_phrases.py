"""Phrases and rows: read with the flow, content and no logic, and checked for their names."""

from __future__ import annotations

import pytest

from interview.errors import FlowError
from interview.flow.model import Joined, Phrase, PlanRow
from tests.flow.conftest import Loads
from tests.flow.folders import EXAMPLE

QUESTION = "food_sticks"


def with_topics(*lines: str) -> str:
    """The example with more at the end of its file."""
    return "\n".join((EXAMPLE.rstrip("\n"), *lines, ""))


def test_a_flow_without_any_keeps_its_hashes_and_has_none(load: Loads) -> None:
    flow = load(EXAMPLE)
    assert {question.phrase for question in flow.questions.values()} == {Phrase()}
    assert {line.row == PlanRow() for line in flow.recommendations.values()} == {True}


def test_they_are_content_and_decide_nothing(load: Loads) -> None:
    before = load(EXAMPLE)
    after = load(with_topics("rows:", "  refer: Referral"))
    assert after.recommendations["refer"].row == PlanRow(title="Referral")
    assert after.logic_hash == before.logic_hash
    assert after.content_hash != before.content_hash


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("phrases:", "  nothing: {told: x}"), "there is no question, table, number or score 'nothing'"),
        (("phrases:", "  pattern: {beside: {nothing: x}}"), "there is no fact 'nothing'"),
        (("spoken:", "  nothing: x"), "there is no question 'nothing'"),
        (("spoken:", "  alarm: x"), "there is no question 'alarm'"),
        (("spoken:", "  pattern: {answers: {nothing: x}}"), "'nothing' is not an answer of 'pattern'"),
        (("rows:", "  nothing: x"), "there is no recommendation 'nothing'"),
        (("rows:", "  refer: {joins: {line: nothing, title: x}}"), "there is no recommendation 'nothing'"),
        (("rows:", "  refer: {known: {nothing: x}}"), "'nothing' is none"),
        (("rows:", f"  refer: {'x' * 61}"), "at most 60 fit"),
    ],
)
def test_a_name_that_is_not_there_is_a_mistake(load: Loads, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(FlowError, match=said):
        load(with_topics(*lines))


def test_what_practice_says_instead_changes_no_note(load: Loads) -> None:
    before = load(with_topics("phrases:", "  pattern: {answers: {typical: {told: a, because: b}}}"))
    lines = ("phrases:", "  pattern: {answers: {typical: {told: a, because: b}}}")
    after = load(with_topics(*lines, "spoken:", "  pattern: {rest: more, answers: {typical: c}}"))
    assert after.questions == before.questions
    assert (before.spoken, set(after.spoken)) == ({}, {"pattern"})
    typical = after.spoken["pattern"].option("typical").phrase
    assert (typical.told, typical.because, after.spoken["pattern"].phrase.rest) == ("c", "b", "more")
    assert after.logic_hash == before.logic_hash
    assert after.content_hash != before.content_hash


def test_practice_can_deny_an_answer_of_a_list_by_name(load: Loads) -> None:
    phrases = ("phrases:", "  pattern: {denied: none, answers: {typical: {told: a, because: b}}}")
    named = "{typical: {told: c, denied: no c}, other: {denied: no d}}"
    question = load(with_topics(*phrases, "spoken:", f"  pattern: {{answers: {named}}}")).spoken["pattern"]
    typical, other = (question.option(one).phrase for one in ("typical", "other"))
    assert (typical.told, typical.denied, typical.because) == ("c", "no c", "b")
    assert (other.told, other.denied) == ("", "no d")
    assert question.phrase.denied == "none"


def test_practice_can_leave_out_what_was_told_before_whatever_its_type(load: Loads) -> None:
    questions = load(EXAMPLE).questions
    for name, question in questions.items():
        other = next(one for one in questions if one != name)
        said = load(with_topics("spoken:", f"  {name}: {{after: {{{other}: ''}}}}")).spoken[name]
        assert dict(said.phrase.after) == {other: ""}, question.type


def test_a_row_can_join_another_line(load: Loads) -> None:
    flow = load(with_topics("rows:", "  refer: {title: A, joins: {line: refer, title: Both}}"))
    assert flow.recommendations["refer"].row.joins == Joined("refer", "Both")

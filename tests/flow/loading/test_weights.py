"""Weights of the patients of practice: read beside an answer or by question, content and no logic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from interview.errors import FlowError
from interview.flow.model import Harm, NumberRange, Usual
from tests.flow.conftest import Loads
from tests.flow.folders import EXAMPLE


def with_topics(*lines: str) -> str:
    """The example with more at the end of its file."""
    return "\n".join((EXAMPLE.rstrip("\n"), *lines, ""))


def test_a_flow_that_says_nothing_has_none(load: Loads) -> None:
    flow = load(EXAMPLE)
    assert (flow.usual, flow.unlikely) == ({}, {})
    assert {line.harm for line in flow.recommendations.values()} == {None}


def test_they_are_content_and_decide_nothing(load: Loads) -> None:
    before = load(EXAMPLE)
    after = load(
        with_topics(
            "usual:",
            "  pattern: {answers: {typical: 3}, others: 1}",
            "  problems: {others: 0.02}",
            "  onset_age: {range: [46, 78]}",
            "  score_fall: {range: [-1, 6]}",
            "  food_sticks: {unknown: onset_age > 90}",
            "unlikely:",
            "  old: {when: onset_age > 90 and pattern is typical}",
        )
    )
    assert after.usual["pattern"] == Usual({"typical": Decimal(3)}, Decimal(1))
    assert [after.usual["pattern"].of(answer) for answer in ("typical", "other")] == [3, 1]
    assert after.usual["onset_age"].range == NumberRange(46, 78)
    assert set(after.unlikely) == {"old"}
    assert after.logic_hash == before.logic_hash
    assert after.content_hash != before.content_hash


def test_a_weight_can_stand_beside_its_answer(load: Loads) -> None:
    flow = load(EXAMPLE.replace("{falls: Falls,", "{falls: {label: Falls, usual: 0.3},"))
    assert flow.usual == {"problems": Usual({"falls": Decimal("0.3")})}


def test_an_author_can_say_what_does_harm(load: Loads) -> None:
    flow = load(EXAMPLE.replace("  refer:\n", "  refer:\n    harm: left_out\n"))
    assert flow.recommendations["refer"].harm is Harm.LEFT_OUT


DIGITS = "a number of at most 15 characters, all its digits written out, such as 40 or 0.02"


@pytest.mark.parametrize(
    ("weight", "wanted"),
    [
        ("1e400", DIGITS),
        ("-1e400", DIGITS),
        ("1e-400", DIGITS),
        ("1e9999999999", DIGITS),
        (f"1{'0' * 400}", DIGITS),
        (f"0.{'0' * 400}1", DIGITS),
        ("1e3", "a number; write 1000"),
        ("1.5E-3", "a number; write 0.0015"),
        ("1_000", "a number; write 1000"),
        (".5", "a number; write 0.5"),
        ("007", "a number; write 7"),
        ("nan", "a number; infinity and nan are none"),
        (".NaN", "a number; infinity and nan are none"),
        ("-.inf", "a number; infinity and nan are none"),
        ("'3'", "a number; without quotes it is one"),
        ("true", "a number, such as 40 or 0.02"),
        ("yes", "a number, such as 40 or 0.02"),
        ("''", "a number, such as 40 or 0.02"),
        ("[1]", "a number, such as 40 or 0.02"),
        ("-1", "a weight of 0 or more"),
    ],
)
def test_what_is_wrong_with_a_weight_is_told_with_what_would_be_right(
    load: Loads, weight: str, wanted: str
) -> None:
    for line in (f"  pattern: {{answers: {{typical: {weight}}}}}", f"  pattern: {{others: {weight}}}"):
        with pytest.raises(FlowError) as caught:
            load(with_topics("usual:", line))
        (problem,) = caught.value.problems
        assert problem.message.endswith(f" stands here; it must be {wanted}")


def test_what_is_written_as_told_is_read(load: Loads) -> None:
    flow = load(
        with_topics("usual:", "  pattern: {answers: {typical: 999999999999999}, others: 0.0000000000001}")
    )
    assert flow.usual["pattern"] == Usual({"typical": Decimal(10**15 - 1)}, Decimal("1e-13"))


def test_the_ends_of_a_range_are_told_in_the_same_way(load: Loads) -> None:
    with pytest.raises(FlowError, match="'1e400' stands here; it must be a number of at most 15 characters"):
        load(with_topics("usual:", "  onset_age: {range: [1, 1e400]}"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  nothing: {others: 1}", "there is no question or derived number 'nothing'"),
        ("  pattern: {answers: {odd: 1}}", "'odd' is not an answer of 'pattern'"),
        ("  pattern: {answers: {typical: -1}}", "a weight of 0 or more"),
        ("  pattern: {answers: {typical: 0, other: 0}}", "every answer of 'pattern' has the weight 0"),
        ("  food_sticks: {others: 0}", "every answer of 'food_sticks' has the weight 0"),
        ("  problems: {others: 1.5}", "a chance, from 0 to 1"),
        ("  problems: {range: [1, 2]}", "'range' belongs to the type number"),
        ("  onset_age: {others: 1}", "'others' belongs to the type one or yes_no or several"),
        ("  score_fall: {answers: {low: 1}}", "'answers' belongs to the type one or yes_no or several"),
        ("  comment: {others: 1}", "and 'comment' is of the type text"),
        ("  pattern: {unknown: nothing is yes}", "nothing"),
        ("  score_fall: {unknown: food_sticks is no}", "'unknown' belongs to a question"),
    ],
)
def test_what_is_no_weight_is_a_mistake(load: Loads, line: str, said: str) -> None:
    with pytest.raises(FlowError, match=said):
        load(with_topics("usual:", line))


def test_a_weight_is_given_once(load: Loads) -> None:
    twice = with_topics("usual:", "  problems: {answers: {falls: 0.2}}")
    with pytest.raises(FlowError, match="has its weight beside it already"):
        load(twice.replace("{falls: Falls,", "{falls: {label: Falls, usual: 0.3},"))

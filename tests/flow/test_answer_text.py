"""Answers are read as people mean them, refused in words, and written so that they read back the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.errors import UsageError
from interview.flow.answer_text import (
    as_written,
    from_plain,
    from_text,
    in_words,
    one_of,
    possible,
    span,
    to_plain,
    with_label,
    with_unit,
)
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.model import NumberRange, Option, Question, QuestionType
from tests.engine.examples import number, one, several, yes_no

AGE = number("age", 1, 110)
FVC = number("fvc", 5, 150, whole=False)
DISEASE = several("disease", "sjogren", "sle", "hiv", none="none known")
NAMED_NONE = several("kin", "none", "parent")
STATUS = one("status", "established", "suspected")
STICKS = yes_no("sticks")
MONTH = Question("since", "Since?", QuestionType.MONTH, "Since")
COMMENT = Question("comment", "Comment?", QuestionType.TEXT, "Comment")


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        (STICKS, "yes", Chosen("yes")),
        (STICKS, True, Chosen("yes")),
        (STICKS, "pending", NotAssessed(Reason.PENDING)),
        (STICKS, {"not_assessed": "declined"}, NotAssessed(Reason.DECLINED)),
        (STATUS, None, None),
        (AGE, 61, Number(61)),
        (FVC, "72,5", Number(72.5)),
        (DISEASE, [], Several()),
        (DISEASE, ["sle"], Several(frozenset({"sle"}))),
        (DISEASE, "none", Several()),
        (DISEASE, {"chosen": []}, Several()),
        (DISEASE, {"chosen": [], "rest": "absent"}, Several()),
        (DISEASE, {"chosen": [], "rest": "not_assessed"}, Several(frozenset(), False)),
        (DISEASE, {"chosen": ["sle"], "rest": "not_assessed"}, Several(frozenset({"sle"}), False)),
        (NAMED_NONE, ["none"], Several(frozenset({"none"}))),
        (MONTH, "2026-3", Text("2026-03")),
        (MONTH, "٢٠٢٤-٠3", Text("2024-03")),
        (COMMENT, "pending", Text("pending")),
    ],
)
def test_the_answers_file_form_is_read(question: Question, value: object, expected: Answer | None) -> None:
    assert from_plain(question, value) == expected


@pytest.mark.parametrize(
    ("question", "value", "message"),
    [
        (STATUS, "suspcted", "did you mean 'suspected'?"),
        (STATUS, 3, "one of established, suspected is accepted"),
        (DISEASE, "sle", "takes several answers"),
        (DISEASE, ["lupus"], "'lupus' is not an answer of 'disease'"),
        (DISEASE, {"chosen": ["sle"], "rest": "no"}, "rest: not_assessed"),
        (DISEASE, {}, "does not say what is present; write [] where none is"),
        (DISEASE, {"rest": "absent"}, "does not say what is present"),
        (DISEASE, {"rest": "not_assessed"}, "does not say what is present"),
        (DISEASE, {"chosen": None}, "takes several answers"),
        (DISEASE, {"chosen": {}}, "takes several answers"),
        (DISEASE, {"chosen": "none"}, "takes several answers"),
        (DISEASE, "", "takes several answers"),
        (NAMED_NONE, "none", "takes several answers"),
        (AGE, 0, "a whole number from 1 to 110 (points) is accepted"),
        (AGE, 45.5, "45.5 is not a whole number"),
        (AGE, True, "is not a number"),
        (AGE, float("nan"), "is not a number"),
        (MONTH, "2026-13", "a month such as 2026-03"),
        (COMMENT, ["a"], "takes text"),
        (COMMENT, "x" * 20_001, "has 20001 characters"),
    ],
)
def test_what_cannot_be_right_is_refused_with_what_is(
    question: Question, value: object, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        from_plain(question, value)
    assert message in str(caught.value)


@pytest.mark.parametrize("typed", ["0", "130", "sixty", "-50", "1e9", "3,5", "1 2", "--3"])
def test_a_bad_number_is_answered_with_what_is_accepted(typed: str) -> None:
    with pytest.raises(UsageError, match="from 1 to 110"):
        from_text(AGE, typed)


def test_a_decimal_comma_is_understood_and_nothing_typed_is_no_answer() -> None:
    assert from_text(FVC, " 62,5 ") == Number(62.5)
    assert from_text(FVC, "  ") is None


@pytest.mark.parametrize(
    "typed", ["1,200", "45,000", "7,125", "+1,200", "-1,200", " 12,345 ", "00,125", ",125"]
)
@pytest.mark.parametrize("read", [from_text, from_plain], ids=["typed", "from a file"])
def test_a_comma_that_could_stand_for_thousands_is_asked_back(
    typed: str, read: Callable[[Question, str], Answer | None]
) -> None:
    for question in (FVC, replace(FVC, range=None), AGE):
        with pytest.raises(UsageError, match=r"can mean .* or .*; write it without a comma"):
            read(question, typed)


def test_what_a_comma_could_mean_is_told() -> None:
    with pytest.raises(UsageError, match=r"'1,200' can mean 1200 or 1\.2; write it without a comma"):
        from_text(FVC, "1,200")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3,5", "3.5"),
        ("0,125", "0.125"),
        ("-0,125", "-0.125"),
        ("1.200", "1.200"),
        ("12.345", "12.345"),
        ("1,2345", "1.2345"),
        ("3,50", "3.50"),
        ("1234567.5", "1234567.5"),
        ("1000.0001", "1000.0001"),
        ("1200", "1200"),
        ("45.0", "45"),
        ("0.1234567890123456789", "0.1234567890123456789"),
    ],
)
@pytest.mark.parametrize("read", [from_text, from_plain], ids=["typed", "from a file"])
def test_a_number_is_shown_with_every_digit_that_was_entered(
    typed: str, words: str, read: Callable[[Question, str], Answer | None]
) -> None:
    question = replace(FVC, range=None, unit="ml")
    answer = read(question, typed)
    assert answer is not None
    assert in_words(question, answer) == f"{words} ml"
    assert str(to_plain(answer)) == words


def test_a_small_number_has_no_exponent_in_a_file_of_answers() -> None:
    assert as_written(Number(Decimal("0.0000001"))) == "0.0000001"


def test_limits_are_told_with_every_digit() -> None:
    question = replace(FVC, range=NumberRange(Decimal("0.0001"), Decimal("1234567.5")))
    with pytest.raises(UsageError, match=r"2000000.5 is outside .* from 0.0001 to 1234567.5 \(points\)"):
        from_text(question, "2000000.5")
    with pytest.raises(UsageError, match=r"1234567\.50001 is outside"):
        from_text(question, "1234567.50001")


@pytest.mark.parametrize("value", ["9" * 351, "0." + "1" * 350, Decimal("1E+999999"), Decimal("1E-999999")])
def test_a_number_of_endless_digits_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match="more than 350 digits"):
        from_plain(replace(FVC, range=None), value)


def test_a_number_for_free_text_stays_as_it_was_written() -> None:
    assert from_plain(COMMENT, Decimal("1.50")) == Text("1.50")
    assert from_plain(COMMENT, Decimal("0.0000001")) == Text("0.0000001")


def test_typed_text_loses_control_sequences_and_nothing_else() -> None:
    typed = "a [b] {{c}} \x1b]52;c;eA==\x07ש\u202e*d* \x1b[31mred"
    assert from_text(COMMENT, typed) == Text("a [b] {{c}} ש*d* red")


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (STICKS, Chosen("yes"), "yes"),
        (AGE, Number(61), "61 points"),
        (FVC, Number(62.5), "62.5 points"),
        (DISEASE, Several(), "none known"),
        (DISEASE, Several(frozenset(), False), "none seen so far; not all checked"),
        (DISEASE, Several(frozenset({"sle", "sjogren"}), False), "sjogren; sle; rest not assessed"),
        (STATUS, NotAssessed(Reason.PENDING), "result pending"),
    ],
)
def test_an_answer_in_words(question: Question, answer: Answer, words: str) -> None:
    assert in_words(question, answer) == words


options = [option.id for option in DISEASE.options]
answers = st.one_of(
    st.tuples(st.just(DISEASE), st.builds(Several, st.frozensets(st.sampled_from(options)), st.booleans())),
    st.tuples(st.just(STATUS), st.builds(Chosen, st.sampled_from(["established", "suspected"]))),
    st.tuples(st.just(AGE), st.builds(Number, st.integers(1, 110).map(float))),
    st.tuples(st.just(FVC), st.builds(Number, st.floats(5, 150))),
    st.tuples(st.sampled_from([STATUS, AGE, DISEASE]), st.builds(NotAssessed, st.sampled_from(list(Reason)))),
)


@given(answers)
def test_what_is_written_reads_back_the_same(pair: tuple[Question, Answer]) -> None:
    question, answer = pair
    assert from_plain(question, to_plain(answer)) == answer


def test_an_option_keeps_its_label_in_words() -> None:
    question = Question("q", "Q?", QuestionType.ONE, "Q", (Option("a", "An answer [with] brackets"),))
    assert in_words(question, Chosen("a")) == "An answer [with] brackets"


@pytest.mark.parametrize(
    ("question", "words", "said"),
    [
        (AGE, "45 years", "Age 45 years"),
        (AGE, "not known", "Age: not known"),
        (STATUS, "established", "Status: established"),
        (STATUS, "", "Status"),
        (Question("t4", "T4?", QuestionType.NUMBER, "T4"), "9", "T4: 9"),
    ],
)
def test_an_answer_is_told_with_its_question(question: Question, words: str, said: str) -> None:
    assert with_label(replace(question, label=question.label.capitalize()), words) == said


def test_what_can_be_said_is_worded_once_for_every_type() -> None:
    def asked(kind: QuestionType, none: str = "") -> Question:
        return Question("q", "Q?", kind, "Q", (Option("a", "One"), Option("b", "Two")), none=none)

    several, month = QuestionType.SEVERAL, QuestionType.MONTH
    assert possible(AGE) == "1 to 110 points"
    assert possible(Question("n", "N?", QuestionType.NUMBER, "N")) == "a number"
    assert possible(asked(QuestionType.ONE)) == "One; Two"
    assert possible(asked(QuestionType.YES_NO)) == "yes; no"
    assert possible(asked(several)) == "any of: One; Two; or: none of these"
    assert possible(asked(several, none="No trouble")) == "any of: One; Two; or: No trouble"
    assert possible(asked(month)) == "year and month, such as 2024-03"
    assert possible(asked(QuestionType.TEXT)) == ""


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("1", "points", "1 point"),
        ("1", "percentage points", "1 percentage point"),
        ("2", "points", "2 points"),
        ("1", "% predicted", "1 % predicted"),
        ("1", "siemens", "1 siemens"),
        ("1", "", "1"),
    ],
)
def test_one_of_a_unit_is_told_in_the_singular(number: str, unit: str, said: str) -> None:
    assert with_unit(number, unit) == said
    assert in_words(replace(AGE, unit=unit), Number(Decimal(number))) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["3", "4"], "3 or 4"),
        (["2", "3", "4"], "2, 3 or 4"),
        (["3"], "3"),
        (["met, or nearly", "not met"], '"met, or nearly" or "not met"'),
        (["at home or near", "away"], '"at home or near" or "away"'),
    ],
)
def test_what_is_still_possible_is_told_so_that_nobody_divides_it_otherwise(
    words: list[str], said: str
) -> None:
    assert one_of(words) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("17", "17", "17 points"),
        ("-16", "24", "-16 to 24 points"),
        ("0.50", "1E+1", "0.5 to 10 points"),
        ("-Infinity", "9", "at most 9 points"),
        ("3", "Infinity", "at least 3 points"),
        ("-Infinity", "Infinity", "any number"),
        ("1", "1", "1 point"),
        ("-Infinity", "1", "at most 1 point"),
        ("0", "1", "0 to 1 points"),
    ],
)
def test_a_number_or_its_range_in_words(low: str, high: str, said: str) -> None:
    assert span(Decimal(low), Decimal(high), "points") == said

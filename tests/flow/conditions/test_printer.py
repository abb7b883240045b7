"""Conditions in words: what is written is read back as the same condition, and labels read as sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.conditions.printer import in_words, number, outline
from interview.flow.conditions.resolver import NameKind
from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Holds,
    Is,
    Never,
    Not,
)
from tests.flow.conditions.test_parser import SUBJECTS, meaning

FALLS, CHOKING = Has("problems", "falls"), Has("problems", "choking")
URGENT, WEAK = Holds("urgent"), Holds("weak")
NUMBERS = st.integers(-9_999, 9_999).map(lambda hundredths: hundredths / 100)


def choices() -> st.SearchStrategy[Condition]:
    named = [
        subject
        for subject in SUBJECTS.values()
        if subject.kind in (NameKind.ONE, NameKind.YES_NO, NameKind.TABLE)
    ]
    return st.sampled_from(named).flatmap(
        lambda subject: st.frozensets(st.sampled_from(subject.options), min_size=1).map(
            lambda options: Is(subject.name, options)
        )
    )


def leaves() -> st.SearchStrategy[Condition]:
    return st.one_of(
        st.sampled_from([Always(), Never(), URGENT, WEAK]),
        st.sampled_from(SUBJECTS["problems"].options).map(lambda option: Has("problems", option)),
        st.builds(Compare, st.just("age"), st.sampled_from(["<", "<=", ">", ">=", "="]), NUMBERS),
        choices(),
    )


def branches(below: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(below, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Not, below),
        st.builds(All, several),
        st.builds(Any, several),
        several.flatmap(lambda parts: st.builds(AtLeast, st.integers(1, len(parts)), st.just(parts))),
    )


@given(st.recursive(leaves(), branches, max_leaves=12))
def test_what_is_written_is_read_back_as_an_equal_condition(condition: Condition) -> None:
    assert meaning(in_words(condition)) == condition


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Any((FALLS, CHOKING)), "problems has any of (falls, choking)"),
        (All((FALLS, CHOKING)), "problems has all of (falls, choking)"),
        (Not(Any((FALLS, CHOKING))), "problems has none of (falls, choking)"),
        (Not(All((FALLS, CHOKING))), "problems lacks any of (falls, choking)"),
        (Not(FALLS), "problems lacks falls"),
        (Any((FALLS, FALLS)), "problems has any of (falls) or problems has any of (falls)"),
        (Is("grade", frozenset({"low", "high"})), "grade is one of (high, low)"),
        (All((Any((URGENT, WEAK)), Not(URGENT))), "(urgent or weak) and not urgent"),
        (Not(All((URGENT, WEAK))), "not (urgent and weak)"),
        (AtLeast(2, (URGENT, WEAK, FALLS)), "at least 2 of (urgent, weak, problems has any of (falls))"),
        (Compare("age", "=", 50.0), "age is 50"),
    ],
)
def test_it_reads_as_an_author_would_write_it(condition: Condition, text: str) -> None:
    assert in_words(condition) == text


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (100.0, "100"), (2.5, "2.5"), (0.00001, "0.00001"), (-4.0, "-4")]
)
def test_numbers_have_no_exponent_and_no_needless_digits(value: float, text: str) -> None:
    assert number(value) == text


class Labels:
    def subject(self, name: str) -> str:
        return name.title()

    def options(self, name: str, ids: frozenset[str]) -> list[str]:
        return [f"<{option}>" for option in sorted(ids, reverse=True)]

    def are_all(self, name: str, ids: frozenset[str]) -> bool:
        return len(ids) == 3


def test_labels_stand_where_the_ids_were() -> None:
    condition = All((Is("grade", frozenset({"low", "high"})), Not(FALLS), Compare("age", ">", 3.0)))
    assert (
        in_words(condition, Labels())
        == "Grade is one of (<low>, <high>) and Problems lacks <falls> and Age > 3"
    )


def test_all_answers_are_said_as_any() -> None:
    every = Any(tuple(Has("problems", option) for option in SUBJECTS["problems"].options))
    assert in_words(every, Labels()) == "any Problems"
    assert in_words(Not(every), Labels()) == "not any Problems"


def test_an_outline_breaks_only_what_is_too_long() -> None:
    condition = All((Any((URGENT, WEAK)), Not(Any((FALLS, URGENT, WEAK))), AtLeast(1, (WEAK, URGENT))))
    lines = [(line.depth, line.text) for line in outline(condition, Labels(), 30)]
    assert lines == [
        (0, "all of:"),
        (1, "Urgent or Weak"),
        (1, "none of:"),
        (2, "Problems has any of (<falls>)"),
        (2, "Urgent"),
        (2, "Weak"),
        (1, "at least 1 of (Weak, Urgent)"),
    ]


def test_an_outline_of_something_short_is_one_line() -> None:
    assert [line.text for line in outline(All((URGENT, WEAK)), Labels(), 30)] == ["Urgent and Weak"]

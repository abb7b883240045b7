"""The grammar: what is written, and the tree it stands for. Text and nested YAML are two ways to one tree."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.conditions.resolver import NameKind, Nesting, Subject, resolve
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
from interview.flow.yaml.nodes import File, Report
from interview.flow.yaml.strict import Reader

SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("pattern", NameKind.ONE, ("typical", "other", "none", "one")),
        Subject("food", NameKind.YES_NO, ("yes", "no")),
        Subject("problems", NameKind.SEVERAL, ("falls", "choking", "pain")),
        Subject("age", NameKind.NUMBER),
        Subject("urgent", NameKind.FACT),
        Subject("weak", NameKind.FACT),
        Subject("grade", NameKind.TABLE, ("high", "low")),
    )
}


def falls(*options: str) -> tuple[Condition, ...]:
    return tuple(Has("problems", option) for option in options)


def meaning(text: str) -> Condition:
    resolved = resolve(text, SUBJECTS)
    assert resolved.mistakes == ()
    return resolved.condition


URGENT, WEAK = Holds("urgent"), Holds("weak")
YOUNG = Compare("age", "<", 3.0)
NO_FOOD = Is("food", frozenset({"no"}))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("urgent", URGENT),
        ("not urgent", Not(URGENT)),
        ("always", Always()),
        ("never", Never()),
        ("pattern is typical", Is("pattern", frozenset({"typical"}))),
        ("pattern is none", Is("pattern", frozenset({"none"}))),
        ("pattern is one", Is("pattern", frozenset({"one"}))),
        ("pattern is one of (typical, other)", Is("pattern", frozenset({"typical", "other"}))),
        ("food is yes", Is("food", frozenset({"yes"}))),
        ("grade is high", Is("grade", frozenset({"high"}))),
        ("age > 45", Compare("age", ">", 45.0)),
        ("age <= 4.5", Compare("age", "<=", 4.5)),
        ("age >= -2", Compare("age", ">=", -2.0)),
        ("age is 3", Compare("age", "=", 3.0)),
        ("age is one of (1, 2)", Any((Compare("age", "=", 1.0), Compare("age", "=", 2.0)))),
        ("any problems", Any(falls("falls", "choking", "pain"))),
        ("problems has any of (falls)", Has("problems", "falls")),
        ("problems has any of (falls, pain)", Any(falls("falls", "pain"))),
        ("problems has all of (falls, pain)", All(falls("falls", "pain"))),
        ("problems has none of (falls, pain)", Not(Any(falls("falls", "pain")))),
        ("problems lacks pain", Not(Has("problems", "pain"))),
        ("problems lacks any of (falls, pain)", Not(All(falls("falls", "pain")))),
        ("urgent and weak", All((URGENT, WEAK))),
        ("urgent or weak or food is no", Any((URGENT, WEAK, NO_FOOD))),
        ("urgent and (weak or age < 3)", All((URGENT, Any((WEAK, YOUNG))))),
        ("not urgent and weak", All((Not(URGENT), WEAK))),
        ("not (urgent and weak)", Not(All((URGENT, WEAK)))),
        ("((urgent))", URGENT),
        ("at least 2 of (urgent, weak, age < 3)", AtLeast(2, (URGENT, WEAK, YOUNG))),
        ("at least 1 of (urgent and weak, food is no)", AtLeast(1, (All((URGENT, WEAK)), NO_FOOD))),
        ("urgent\n  and\tweak", All((URGENT, WEAK))),
    ],
)
def test_what_is_written_and_what_it_means(text: str, condition: Condition) -> None:
    assert meaning(text) == condition


def test_every_name_is_noted_with_its_offset() -> None:
    assert resolve("urgent and (age > 3 or not weak)", SUBJECTS).uses == (
        ("urgent", 0),
        ("age", 12),
        ("weak", 27),
    )


def test_every_wrong_name_and_answer_is_reported() -> None:
    mistakes = resolve("pattern is tipical or urgend or problems has any of (fals, pan)", SUBJECTS).mistakes
    assert [mistake.offset for mistake in mistakes] == [11, 22, 53, 59]


LEAVES = st.one_of(
    st.sampled_from([Always(), Never(), Holds("urgent"), Holds("weak")]),
    st.builds(Has, st.just("problems"), st.sampled_from(SUBJECTS["problems"].options)),
    st.builds(
        Is,
        st.just("pattern"),
        st.frozensets(st.sampled_from(SUBJECTS["pattern"].options), min_size=1),
    ),
    st.builds(Is, st.just("grade"), st.sampled_from([frozenset({"high"}), frozenset({"low"})])),
    st.builds(
        Compare,
        st.just("age"),
        st.sampled_from(["<", "<=", ">", ">=", "="]),
        st.integers(-999, 999).map(lambda value: value / 4),
    ),
)


def _larger(smaller: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(smaller, min_size=2, max_size=4).map(tuple)
    counted = several.flatmap(lambda parts: st.builds(AtLeast, st.integers(1, len(parts)), st.just(parts)))
    return st.one_of(st.builds(Not, smaller), st.builds(All, several), st.builds(Any, several), counted)


CONDITIONS = st.recursive(LEAVES, _larger, max_leaves=12)


def as_text(condition: Condition) -> str:
    match condition:
        case Always():
            return "always"
        case Never():
            return "never"
        case Holds(fact=fact):
            return fact
        case Has(question=question, option=option):
            return f"{question} has any of ({option})"
        case Is(name=name, options=options) if len(options) == 1:
            return f"{name} is {min(options)}"
        case Is(name=name, options=options):
            return f"{name} is one of ({', '.join(options)})"
        case Compare(name=name, operator=operator, value=value):
            return f"{name} {'is' if operator == '=' else operator} {value}"
        case Not(condition=below):
            return f"not {_bracketed(below)}"
        case AtLeast(count=count, conditions=parts):
            return f"at least {count} of ({', '.join(as_text(part) for part in parts)})"
        case All(conditions=parts):
            return " and ".join(_bracketed(part) for part in parts)
        case Any(conditions=parts):
            return " or ".join(_bracketed(part) for part in parts)


def _bracketed(condition: Condition) -> str:
    return f"({as_text(condition)})" if isinstance(condition, All | Any) else as_text(condition)


def as_data(condition: Condition) -> object:
    """Nested as far as nesting goes; `none` with one condition is how it says "not"."""
    match condition:
        case Not(condition=below):
            return {"none": [as_data(below)]}
        case All(conditions=parts):
            return {"all": [as_data(part) for part in parts]}
        case Any(conditions=parts):
            return {"any": [as_data(part) for part in parts]}
        case AtLeast(count=count, conditions=parts):
            return {f"at least {count} of": [as_data(part) for part in parts]}
        case _:
            return as_text(condition)


@given(CONDITIONS)
def test_a_printed_condition_reads_back_as_itself(condition: Condition) -> None:
    assert meaning(as_text(condition)) == condition


@given(CONDITIONS)
def test_nested_yaml_and_text_give_the_same_tree(condition: Condition) -> None:
    report = Report()
    node = Reader(report).read(File("f.yaml", json.dumps(as_data(condition))))
    assert node is not None
    read, _ = Nesting(SUBJECTS, report).read(node, flow=False)
    assert report.problems == []
    assert read == condition


def test_none_with_several_is_not_any() -> None:
    report = Report()
    node = Reader(report).read(File("f.yaml", "none: [urgent, weak]"))
    assert node is not None
    assert Nesting(SUBJECTS, report).read(node, flow=False)[0] == Not(Any((Holds("urgent"), Holds("weak"))))


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "urgent",
                "age",
                "pattern",
                "and",
                "or",
                "not",
                "(",
                ")",
                ",",
                "is",
                "has",
                "any",
                "of",
                "at",
                "2",
                ">",
            ]
        )
    ).map(" ".join)
)
def test_any_text_is_read_or_refused_at_a_place_inside_it(text: str) -> None:
    resolved = resolve(text, SUBJECTS)
    assert all(0 <= mistake.offset <= len(text) and mistake.message for mistake in resolved.mistakes)

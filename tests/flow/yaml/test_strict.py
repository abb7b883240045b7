"""YAML in, data with positions out; the same from libyaml and from the reader in pure Python."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.yaml.nodes import File, Mapping, Node, Report, Scalar, position
from interview.flow.yaml.strict import Reader, data

LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]


def read(text: str, loader: Any = yaml.SafeLoader) -> Node:
    report = Report()
    node = Reader(report, loader).read(File("f.yaml", text))
    assert report.problems == []
    assert node is not None
    return node


def scalar(text: str, loader: Any) -> Scalar:
    node = read(text, loader)
    assert isinstance(node, Mapping)
    value = node.entries["a"].value
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-7", -7),
        ("+7", 7),
        ("0", 0),
        ("1.50", Decimal("1.50")),
        ("-0.5", Decimal("-0.5")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("NO", "NO"),
        ("True", "True"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("0o14", "0o14"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("5.", "5."),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1:30", "1:30"),
        ("2011-11-01", "2011-11-01"),
        ("2026-02", "2026-02"),
        ("+-1", "+-1"),
        ("-", "-"),
        ("1" * 16, "1" * 16),
        ("'1'", "1"),
        ('"true"', "true"),
        ("x ULN", "x ULN"),
        ("\u0661", "\u0661"),
    ],
)
def test_only_plain_numbers_true_false_and_null_are_not_text(
    written: str, value: object, loader: Any
) -> None:
    found = data(read(f"- {written}\n" if written != "-" else "['-']\n", loader))
    assert isinstance(found, list)
    assert (found[0], type(found[0])) == (value, type(value))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(st.characters(codec="ascii", exclude_categories=["Cc"])),
    lambda smaller: (
        st.lists(smaller, max_size=4)
        | st.dictionaries(
            st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1), smaller, max_size=4
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("loader", LOADERS)
@given(value=JSON)
def test_json_is_read_as_what_it_says(value: object, loader: Any) -> None:
    assert data(read(json.dumps(value), loader)) == value


STYLES = {
    "plain": "a: one {word} three\n",
    "plain, folded": "a: one\n     {word}\n   three\n",
    "single quotes": "a: 'it''s {word} three'\n",
    "single quotes, folded": "a: 'it''s\n\n    {word}'\n",
    "double quotes": 'a: "one \\"\\x41\\u00e4\\U0001F600\\x20\\t{word} three"\n',
    "double quotes, continued": 'a: "one tw\\\n    o {word}"\n',
    "folded block": "a: >-\n  one\n  two {word}\n",
    "literal block": "a: |\n    one\n\n      two\n    {word}\n",
    "block with a comment": "a: >  # why\n\n  one {word}\n",
    "wide characters": "a: Ä漢😀 {word}\n",
    "first word": "a:    {word}\n",
    "inside a list": "b: [x, y]\na: x {word}\n",
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("style", STYLES)
def test_a_word_is_found_in_the_file_whatever_the_style(style: str, loader: Any) -> None:
    text = STYLES[style].format(word="needle")
    found = scalar(text, loader)
    before = text.partition("needle")[0]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert position(found, found.value.index("needle")) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: one", (1, 7)),
        ("a: 'one'", (1, 8)),
        ("a: >\n  one\n", (2, 6)),
        ("a: ''", (1, 4)),
        ("a: one # comment", (1, 7)),
    ],
)
def test_the_end_of_a_text_is_found_behind_its_last_character(text: str, place: tuple[int, int]) -> None:
    found = scalar(text, yaml.SafeLoader)
    assert position(found, len(found.value.rstrip())) == place


@pytest.mark.parametrize("loader", LOADERS)
def test_both_readers_report_the_same_refusals(loader: Any) -> None:
    report = Report()
    text = 'a: &x 1\nb: *x\nc: !t 2\na: 3\n<<: 4\n5: 6\n? {g: h}\n: i\nd: "\\e"\n'
    Reader(report, loader).read(File("f.yaml", text))
    assert [(problem.place.line, problem.place.column, problem.code) for problem in report.problems] == [
        (1, 4, "yaml-anchor"),
        (2, 4, "yaml-alias"),
        (3, 4, "yaml-tag"),
        (4, 1, "duplicate-key"),
        (5, 1, "yaml-merge"),
        (6, 1, "key-not-text"),
        (7, 3, "key-not-text"),
        (9, 4, "control-character"),
    ]  # fmt: skip


THOUSANDS = "'1,000' can mean 1000 or 1.000; write it without a comma, or with a decimal point"
QUOTES = "text with a comma needs quotes"


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("{a: 0,02}", (1, 7), "a decimal has a point: write 0.02"),
        ("{a: 1,05, b: c}", (1, 7), "a decimal has a point: write 1.05"),
        ("{a: -1,5}", (1, 8), "a decimal has a point: write -1.5"),
        ("{a: 1,000}", (1, 7), THOUSANDS),
        ("{a: 1,000,000}", (1, 7), THOUSANDS),
        ("{a: 1,000 , b: c}", (1, 7), THOUSANDS),
        ("{a: since >= 1,000, b: c}", (1, 16), f"{THOUSANDS}; {QUOTES}"),
        ("{a: the last 1,000, or more, b: c}", (1, 16), f"{THOUSANDS}; {QUOTES}"),
        ("{a: walks 1,000 steps, b: c}", (1, 13), f"{THOUSANDS}; {QUOTES}"),
        ("{a: 1,5 mg}", (1, 7), f"a decimal has a point: write 1.5; {QUOTES}"),
        ("{a: since >= 0,5}", (1, 16), f"a decimal has a point: write 0.5; {QUOTES}"),
        ("[since >= 1,000, b]", (1, 13), f"{THOUSANDS}; {QUOTES}"),
        ("[the last 1,5 years, b]", (1, 13), f"a decimal has a point: write 1.5; {QUOTES}"),
        ("[{a: 1,05}, b]", (1, 8), "a decimal has a point: write 1.05"),
        *(
            (written, place, f"{piece!r} stands here without a value: a decimal has a point, and {QUOTES}")
            for written, place, piece in (
                ("{a: 1, 000}", (1, 8), "000"),
                ("{a: since >= 1,\n  000, b: c}", (2, 3), "000"),
                ("{a: 1,+05}", (1, 7), "+05"),
                ("{a: 1,-5}", (1, 7), "-5"),
                ("{a: 1,05e3}", (1, 7), "05e3"),
                ("{a: 1,.5}", (1, 7), ".5"),
                ("{a: 1,000.5}", (1, 7), "000.5"),
                ("{a: 1,000_000}", (1, 7), "000_000"),
                ("{000, a: b}", (1, 2), "000"),
            )
        ),
    ],
)
def test_what_a_comma_cut_off_a_number_is_told_once_and_where_it_stands(
    text: str, place: tuple[int, int], says: str, loader: Any
) -> None:
    report = Report()
    Reader(report, loader).read(File("f.yaml", text))
    [told] = report.problems
    assert ((told.place.line, told.place.column), told.message) == (place, says)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    ["[1,5]", "[18,110]", '{a: "1,000"}', "{a: b, c}", "[a1,2]", "[G72.41,359]", "a:\n  '05':\n  b: c"],
)
def test_a_comma_that_may_be_meant_stays(text: str, loader: Any) -> None:
    read(text, loader)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: b: c", "text with ': ' in it must stand in quotes"),
        ("a: [b", "a bracket is not closed"),
        ("a: @b", "must stand in quotes"),
        ("a: b\n c: d", "it is indented more than 'a' above it"),
        ("a: 'b", "a quote is not closed"),
        ("a: b\n- c", "indentation"),
    ],
)
def test_a_syntax_error_says_what_helps(text: str, says: str, loader: Any) -> None:
    report = Report()
    assert Reader(report, loader).read(File("f.yaml", text)) is None
    (problem,) = report.problems
    assert problem.code == "yaml-syntax"
    assert says in problem.message

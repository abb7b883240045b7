"""A syntax error says what was written wrong, where that is, and is told once."""

from __future__ import annotations

import pytest

from interview.flow.yaml.nodes import File, Report
from interview.flow.yaml.strict import Reader

FLOW = """\
questions:
  age:
    ask: How old?
    label: Age
    type: number
  sex:
    ask: A woman?
    label: Woman
  falls:
    ask: Any falls?
    label: Falls
"""


def told(old: str, new: str) -> list[tuple[int, int, str]]:
    report = Report()
    assert FLOW.count(old) == 1
    Reader(report).read(File("f.yaml", FLOW.replace(old, new)))
    said = "this is not YAML: "
    return [(one.place.line, one.place.column, one.message.removeprefix(said)) for one in report.problems]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "says"),
    [
        (
            "    label: Age",
            "      label: Age",
            4,
            7,
            "it is indented more than 'ask' above it, and so goes on",
        ),
        ("    label: Age", "    label:Age", 4, 10, "a key must be followed by ': '"),
        ("    ask: How", "    ask:How", 3, 8, "a key must be followed by ': '"),
        ("    label: Age", "\tlabel: Age", 4, 1, "a tab cannot indent; use spaces"),
        (
            "    label: Age",
            "   label: Age",
            4,
            4,
            "this begins in column 4, above it stand 'ask' in column 5, 'age' in column 3, 'questions' in",
        ),
    ],
)
def test_it_is_told_where_it_was_written(old: str, new: str, line: int, column: int, says: str) -> None:
    ((at, begins, said),) = told(old, new)
    assert (at, begins) == (line, column)
    assert says in said


def test_an_item_at_the_margin_is_named_once_however_many_follow_it() -> None:
    ((line, _, said),) = told("  age:\n", "age:\n")
    assert line == 6, "the first that seems to be out of its place"
    assert "'age' in column 1" in said


def test_two_lines_out_of_place_are_both_told() -> None:
    slipped = FLOW.replace("    label: Age", "   label: Age").replace("    label: Woman", "   label: Woman")
    report = Report()
    Reader(report).read(File("f.yaml", slipped))
    assert [one.place.line for one in report.problems] == [4, 8]

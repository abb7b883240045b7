"""Syntax errors are told all at once where that is sure, and one slip is never told twice."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from interview.flow.yaml.nodes import File, Report
from interview.flow.yaml.strict import Reader
from tests.flow.folders import EXAMPLE, problems, write

LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]
LINES = EXAMPLE.splitlines()
SLIPS: dict[str, Callable[[str], str]] = {
    "a second colon": lambda line: f"{line}: x",
    "a quote not closed": lambda line: line.replace(": ", ': "', 1),
    "a bracket not closed": lambda line: line.replace(": ", ": [", 1),
    "a brace not closed": lambda line: line.replace(": ", ": {", 1),
    "an indentation too deep": lambda line: f" {line}",
    "a tab before it": lambda line: f"\t{line}",
}


def told(text: str, loader: Any = yaml.CSafeLoader) -> list[int]:
    """The lines of the errors that reading a file tells."""
    report = Report()
    Reader(report, loader).read(File("f.yaml", text))
    return [problem.place.line for problem in report.problems if problem.code == "yaml-syntax"]


def slipped(*places: tuple[int, str]) -> str:
    lines = list(LINES)
    for at, slip in places:
        lines[at] = SLIPS[slip](lines[at])
    return "\n".join(lines)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_is_told_once_wherever_it_is(slip: str, loader: type) -> None:
    for at in range(0, len(LINES), 1 if loader is yaml.CSafeLoader else 7):
        assert len(told(slipped((at, slip)), loader)) <= 1, LINES[at]


def items() -> list[int]:
    """The first lines below the items of the example that stand on lines of their own."""
    heads = [at for at, line in enumerate(LINES) if line.startswith("  ") and line.endswith(":")]
    return [at + 1 for at in heads if LINES[at][2] not in " -"]


@pytest.mark.parametrize("slip", ["a second colon", "a bracket not closed", "a quote not closed"])
def test_slips_in_different_items_are_told_together(slip: str) -> None:
    assert len(items()) > 5
    for first, second in combinations(items(), 2):
        lines = told(slipped((first, "a second colon"), (second, slip)))
        assert len(lines) == 2, (LINES[first], LINES[second])
        assert first + 1 in lines


def test_brackets_and_quotes_over_several_lines_are_no_errors_beside_another_one() -> None:
    wide = """\
questions:
  a: {ask: How old?,
  label: Age,
  type: yes_no}
  b:
    ask: "Is it
  so: or not?"
  c:
    ask: x: y
sections: {
care: Care,
more: More
}
"""
    assert told(wide) == [9]


def test_every_file_tells_its_own_even_where_the_first_cannot_be_read(tmp_path: Path) -> None:
    files = {
        "flow.yaml": EXAMPLE.replace("title: An example", "title: An: example")
        + "include: [a.yaml, b.yaml]\n",
        "a.yaml": "facts:\n  x: {when: [}\n",
        "b.yaml": "facts:\n  y: {when: always, label: Y, labl: Y}\n",
    }
    found = [(problem.place.file, problem.code) for problem in problems(write(tmp_path / "example", files))]
    assert found == [
        ("example/a.yaml", "yaml-syntax"),
        ("example/b.yaml", "unknown-key"),
        ("example/flow.yaml", "yaml-syntax"),
    ]

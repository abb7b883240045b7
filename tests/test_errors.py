"""Errors name the place, show the line and point at the word."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from interview.errors import FlowError, Place, Problem, did_you_mean, to_install

ROOT = Path(__file__).parent.parent


def test_a_problem_points_at_its_column_below_its_line() -> None:
    problem = Problem(Place("f/flow.yaml", 12, 11), "no such answer", "unknown-answer", "\twhen: x is y")
    assert str(problem).splitlines() == [
        "f/flow.yaml:12:11: no such answer",
        "    \twhen: x is y",
        "    \t         ^",
    ]


def test_an_error_lists_every_problem_in_the_order_of_the_file() -> None:
    late, early = Problem(Place("a", 9), "late"), Problem(Place("a", 2), "early")
    assert [p.message for p in FlowError([late, early]).problems] == ["early", "late"]


def test_the_nearest_word_is_offered_only_when_it_is_near() -> None:
    assert did_you_mean("suspcted", ["suspected", "established"]) == "; did you mean 'suspected'?"
    assert did_you_mean("zebra", ["suspected", "established"]) == ""


def test_what_to_install_is_told_for_the_python_that_runs() -> None:
    assert to_install("pdf") == f'"{sys.executable}" -m pip install "interview[pdf]"'


def test_every_extra_that_is_named_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "interview").rglob("*.py"))
    named = set(re.findall(r"""to_install\(["'](\w+)["']\)""", source))
    assert named == {"check", "docx", "encrypted", "graph", "pdf"}
    assert named <= set(project["optional-dependencies"])
    assert source.count("pip install") == 1

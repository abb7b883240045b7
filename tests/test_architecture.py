"""Imports point down the floors of the house, never in a circle; rooms on one floor leave each other be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.structure import (
    FILES,
    FLOORS,
    PACKAGE,
    circle,
    import_graph,
    imported_rooms,
    relative_imports,
    report,
    room_of,
    sources,
    wrong_imports,
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_down(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    room = room_of(file)
    if room == "__init__":
        assert list(imported_rooms(source)) == []
    else:
        assert wrong_imports(room, source) == []
    assert relative_imports(source) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(import_graph(sources())) == []


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(file) for file in FILES} - {"__init__"}
    assert rooms - set().union(*FLOORS) == set()


def test_the_rule_sees_an_import_that_goes_up_or_sideways() -> None:
    assert wrong_imports("engine", "from interview.summary.model import Summary") == ["summary"]
    assert wrong_imports("store", "def later():\n    import interview.check") == ["check"]
    assert wrong_imports("text", "from interview import errors") == ["errors"]
    assert wrong_imports("summary", "from interview.engine import explain\nimport json") == []


def test_the_rule_sees_a_circle_that_closes_inside_a_function() -> None:
    graph = import_graph({"a": "from b import x", "b": "def later():\n    import a", "c": "import a"})
    assert sorted(set(circle(graph))) == ["a", "b"]
    assert circle(import_graph({"a": "import b", "b": "import json"})) == []


def test_the_report_counts_every_module_that_holds_code_and_names_no_circle() -> None:
    first, *_, last = report().splitlines()
    empty = sum(len(ast.parse(source).body) < 2 for source in sources().values())
    assert first.startswith(f"{len(FILES) - empty} modules, ")
    assert last == "circle: none"

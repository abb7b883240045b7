"""Imports point down the floors of the house, never in a circle; rooms on one floor leave each other be."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.structure import (
    FILES,
    FLOORS,
    PACKAGE,
    circle,
    import_graph,
    imported_rooms,
    imports_kept_apart,
    relative_imports,
    report,
    room_of,
    sources,
    wrong_imports,
)
from tests.test_docs import blocks

PAGE = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_down(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    room = room_of(file)
    if room == "__init__":
        assert list(imported_rooms(source)) == []
    else:
        assert wrong_imports(room, source) == []
        assert imports_kept_apart(room, source) == []
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


def test_the_rule_sees_a_face_that_asks_the_store_and_a_store_that_words_a_note() -> None:
    assert imports_kept_apart("tui", "from interview.store.recording import Recording") != []
    assert imports_kept_apart("plain", "from interview.store import Store") != []
    assert imports_kept_apart("tui", "from interview.store.private_files import keep") == []
    assert imports_kept_apart("store", "def later():\n    from interview.summary.builder import build") != []
    assert imports_kept_apart("worklist", "from interview.store import Store") == []


def test_the_rule_sees_a_circle_that_closes_inside_a_function() -> None:
    graph = import_graph({"a": "from b import x", "b": "def later():\n    import a", "c": "import a"})
    assert sorted(set(circle(graph))) == ["a", "b"]
    assert circle(import_graph({"a": "import b", "b": "import json"})) == []


FOLDERS = sorted({file.parent for file in FILES} - {PACKAGE})


def test_the_page_draws_the_floors_as_they_are() -> None:
    rooms = {room_of(file) for file in FILES}
    drawn = re.findall(r"^(\w+(?: · \w+)*)  +\S", blocks(PAGE, "text")[0], re.MULTILINE)
    stands = [floor & rooms - {"__main__"} for floor in FLOORS]
    assert [set(line.split(" · ")) for line in drawn] == [floor for floor in stands if floor]


def test_the_page_names_every_room_and_no_other() -> None:
    named = re.findall(r"^\| `(interview/[\w/]+)` \|", PAGE, re.MULTILINE)
    assert sorted(named) == [str(folder.relative_to(PACKAGE.parent)) for folder in FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_what_the_page_says_is_in_a_room_is_in_it(folder: Path) -> None:
    room = str(folder.relative_to(PACKAGE.parent))
    (row,) = re.findall(rf"^\| `{room}` \| (.*) \|$", PAGE, re.MULTILINE)
    for name in re.findall(r"`(\w+)`", row):
        assert (folder / f"{name}.py").is_file(), name


def test_every_place_that_the_page_names_exists() -> None:
    for named in set(re.findall(r"`(interview/[\w/]+(?:\.py)?)`", PAGE)) - {"interview/cli/commands/NAME.py"}:
        assert (PACKAGE.parent / named).exists(), named
    words = re.findall(r"^\| [^|]+ \| [^|]+ \| (`.*) \|$", PAGE, re.MULTILINE)
    for named in re.findall(r"`([\w/]+)`", " ".join(words)):
        assert (PACKAGE / named).is_dir() or (PACKAGE / f"{named}.py").is_file(), named


def test_the_page_names_every_module_that_decides_by_the_type_of_a_question() -> None:
    section = PAGE[PAGE.index("**A type of question.**") :]
    for file in FILES:
        named = str(file.relative_to(PACKAGE.parent))
        decides = re.search(r"\bQuestionType\.[A-Z]+\b", file.read_text(encoding="utf-8"))
        assert not decides or f"`{named}`" in section, named


def test_the_report_counts_every_module_that_holds_code_and_names_no_circle() -> None:
    first, *_, last = report().splitlines()
    empty = sum(len(ast.parse(source).body) < 2 for source in sources().values())
    assert first.startswith(f"{len(FILES) - empty} modules, ")
    assert last == "circle: none"

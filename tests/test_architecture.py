"""The house has floors: imports point down only, and rooms on one floor leave each other alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "interview"

FLOORS = (
    {"__main__"},
    {"cli"},
    {"tui", "plain", "serve"},
    {"practice", "check", "export", "store"},
    {"summary"},
    {"engine"},
    {"flow"},
    {"library"},
    {"errors", "text"},
)
"""Rooms from the top floor down; DESIGN of the house, and the only place where it is written as code."""

LONGEST_FILE = 300
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(file: Path) -> str:
    """The first step below the package names the room."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def imported_rooms(source: str) -> Iterator[str]:
    """Rooms of this package that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            first, _, rest = name.partition(".")
            room = rest.partition(".")[0]
            if first == PACKAGE.name and room and not room.startswith("__version"):
                yield room


def wrong_imports(room: str, source: str) -> list[str]:
    """Imports that go up, or sideways into another room."""
    return [other for other in imported_rooms(source) if other != room and floor_of(other) <= floor_of(room)]


def relative_imports(source: str) -> list[int]:
    return [
        node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.level
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_down(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    room = room_of(file)
    if room == "__init__":
        assert list(imported_rooms(source)) == []
    else:
        assert wrong_imports(room, source) == []
    assert relative_imports(source) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_files_stay_small(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(file) for file in FILES} - {"__init__"}
    assert rooms - set().union(*FLOORS) == set()


def test_the_rule_sees_an_import_that_goes_up_or_sideways() -> None:
    assert wrong_imports("engine", "from interview.summary.model import Summary") == ["summary"]
    assert wrong_imports("store", "def later():\n    import interview.check") == ["check"]
    assert wrong_imports("text", "from interview import errors") == ["errors"]
    assert wrong_imports("summary", "from interview.engine import explain\nimport json") == []

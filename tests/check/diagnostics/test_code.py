"""Every code is shown by a flow with one fault: found once, in its place, and nothing else with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import interview
from interview.check.checker import check_folder
from interview.check.diagnostics import CODES, GROUPS, Code
from interview.check.diagnostics.code import SOUND, SOUND_HASH, TODAY, changed
from interview.check.pages import checked
from interview.flow.loading.loader import load_flow

PACKAGE = Path(interview.__file__).parent
SHOWN = [code for code in CODES.values() if code.example]
WITHOUT_EXAMPLE = {"unreadable-file", "cannot-be-run", "internal-fault", "not-proved", "stays-open"}
OF_ANSWERS = {"not-answers", "unknown-question", "wrong-answer"}
"""Codes of files of answers, which are not part of a flow."""


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.id)
def test_an_example_has_its_one_fault_and_no_other(code: Code, tmp_path: Path) -> None:
    assert code.example
    example = code.example()
    report = checked(example, tmp_path / "falls")
    assert [(diagnostic.code, diagnostic.place) for diagnostic in report.diagnostics] == [
        (code.id, example.place)
    ]


def test_there_are_more_than_40_broken_flows_and_no_code_lacks_one_without_reason() -> None:
    assert len(SHOWN) > 40
    assert {code.id for code in CODES.values() if not code.example} == WITHOUT_EXAMPLE


def test_the_sound_flow_is_sound(tmp_path: Path) -> None:
    (tmp_path / "falls").mkdir()
    (tmp_path / "falls" / "flow.yaml").write_text(SOUND)
    assert check_folder(tmp_path / "falls", today=TODAY).diagnostics == ()
    assert load_flow(tmp_path / "falls").content_hash == SOUND_HASH


def test_no_code_is_defined_twice() -> None:
    assert sum(map(len, GROUPS.values())) == len(CODES)


def test_every_code_that_the_program_gives_is_defined() -> None:
    given = set().union(*(_codes(file) for room in ("flow", "check") for file in _files(room)))
    assert given - OF_ANSWERS - CODES.keys() == set()


def test_every_code_that_is_defined_is_given_by_the_program() -> None:
    rooms = ("flow", "check", "summary")
    words = set().union(*(_words(file) for room in rooms for file in _files(room)))
    dynamic = {"text-in-logic", "month-in-logic", "date-in-logic"}
    assert CODES.keys() - words - dynamic == set()


def test_an_edit_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="stands 0 times"):
        changed("no such text", "")


def _files(room: str) -> list[Path]:
    return [file for file in (PACKAGE / room).rglob("*.py") if "diagnostics" not in file.parts]


def _words(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _codes(file: Path) -> set[str]:
    """Codes handed to whatever makes a problem or a finding: words with a dash or after a place."""
    return set(_given(ast.parse(file.read_text(encoding="utf-8"))))


MAKERS = {
    "_subject": 1,
    "Mistake": 1,
    "add": 1,
    "add_at": 3,
    "_add": 1,
    "_refuse": 1,
    "Problem": 2,
    "Diagnostic": 1,
    "diagnostic": 1,
}
"""Functions that take a code, and which of their arguments it is."""


def _given(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        position = MAKERS.get(name)
        if position is None or len(node.args) <= position:
            continue
        word = node.args[position]
        if isinstance(word, ast.Constant) and isinstance(word.value, str) and len(node.args) > 2:
            yield word.value

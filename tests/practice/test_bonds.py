"""What else another answer can settle: what applies by it, and what is tied to it."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from interview.flow.logic.compiler import Logic
from interview.practice.bonds import bonds_of
from tests.practice.small import SMALL, small


def named(logic: Logic, levels: Set[int]) -> set[str]:
    return {f"{one.name} {one.option}".strip() for one in logic.variables if one.level in levels}


def test_what_applies_by_an_answer_is_near_it_and_what_it_applies_by(tmp_path: Path) -> None:
    logic = small(tmp_path)
    bonds = bonds_of(logic)
    assert named(logic, bonds.near(logic.levels_of("tested"))) == {"tested", "result"}
    assert named(logic, bonds.near(logic.levels_of("result"))) == {"result"}
    assert named(logic, bonds.near(logic.levels_of("cough"))) == {"cough"}
    assert named(logic, bonds.gating) == {"tested"}


def test_what_a_constraint_ties_is_near(tmp_path: Path) -> None:
    logic = small(tmp_path)
    bonds = bonds_of(logic)
    assert named(logic, bonds.near(logic.levels_of("age"))) == {"age", "signs pain"}
    assert named(logic, bonds.tied) == {"tested", "age", "signs pain"}


def test_what_is_made_of_numbers_is_near_them(tmp_path: Path) -> None:
    more = "numbers:\n  fall: {difference: [first, second]}\n"
    asked = (
        "questions:\n"
        "  first: {ask: F, label: F, type: number, range: [0, 5], whole: true}\n"
        "  second: {ask: S, label: S, type: number, range: [0, 5], whole: true}\n"
    )
    flow = SMALL.replace("[cough,", "[first, second, cough,").replace("questions:\n", asked)
    logic = small(tmp_path, more, flow.replace("when: {all: [result is low,", "when: {all: [fall > 1,"))
    near = bonds_of(logic).near(logic.levels_of("first"))
    assert named(logic, near) == {"first", "second", "fall"}

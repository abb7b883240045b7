"""Every hazard has a control, and every control a test that exists."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
HAZARDS: list[dict[str, Any]] = yaml.safe_load((ROOT / "hazards.yaml").read_text(encoding="utf-8"))["hazards"]
FIELDS = {"id", "hazard", "cause", "effect", "harm", "before", "controls", "after"}
LEVELS = {"severity": range(1, 6), "likelihood": range(1, 6)}


@cache
def functions_in(file: str) -> frozenset[str]:
    """Names of the test functions in a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


def test_every_hazard_has_an_id_of_its_own() -> None:
    ids = [hazard["id"] for hazard in HAZARDS]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 9


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_every_hazard_is_complete_and_its_controls_lower_it(hazard: dict[str, Any]) -> None:
    assert set(hazard) == FIELDS
    for rated in ("before", "after"):
        assert all(hazard[rated][name] in levels for name, levels in LEVELS.items())
    assert hazard["controls"]
    assert hazard["after"]["severity"] <= hazard["before"]["severity"]
    assert hazard["after"]["likelihood"] < hazard["before"]["likelihood"]


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_every_control_names_a_live_test(hazard: dict[str, Any]) -> None:
    for control in hazard["controls"]:
        assert set(control) == {"what", "tests"}
        assert control["tests"]
        for name in control["tests"]:
            file, _, function = name.partition("::")
            assert (ROOT / file).is_file(), name
            assert function in functions_in(file), name

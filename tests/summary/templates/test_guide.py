"""The guide to templates names everything there is, and its example does what it says."""

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from interview.engine import Event, EventKind, replay
from interview.flow.answers import Chosen
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.library import flow_folder, template_file
from interview.summary.builder import build
from interview.summary.model import Summary
from interview.summary.templates.context import Style, Views, element, parts
from interview.summary.templates.renderer import KINDS, render
from interview.summary.templates.sandbox import FILTERS, LOOP_PARTS
from interview.summary.templates.template import About, about
from interview.summary.templates.validation import SIZE_LIMIT
from tests.summary.example import AT

GUIDE = (Path(__file__).parents[3] / "docs" / "templates.md").read_text(encoding="utf-8")


def block(language: str, number: int = 0) -> str:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return found[number]


def names(record: Any) -> set[str]:
    """Every part that a template can name, from this record down."""
    found = set(parts(record))
    for kind in parts(record).values():
        below = element(kind) or kind
        if dataclasses.is_dataclass(below):
            found |= names(below)
    return found


def test_the_example_does_what_it_says(tmp_path: Path) -> None:
    source = block("jinja")
    (tmp_path / "swallowing.txt.j2").write_text(source, encoding="utf-8")
    logic = compile_flow(load_flow(flow_folder("ibm-management").path))
    answered = Event("1", EventKind.ANSWERED, "food_sticks", AT, Chosen("yes"))
    text = render(build(replay(logic, [answered]), at=AT), template_file("swallowing", tmp_path))
    assert text.startswith(block("text", 1))
    assert "\nNot assessed: Urgent problems; Diagnosis; " in text
    assert "\nOptions, not orders. Content ibm-management " in text
    assert about(source) == About("Letter about swallowing", ("swallowing",))


@pytest.mark.parametrize("name", sorted(names(Summary) | names(Views) | names(Style) | set(FILTERS)))
def test_everything_a_template_can_use_is_named(name: str) -> None:
    assert re.search(rf"`{name}[`(]", GUIDE)


def test_endings_loops_and_limits_are_as_told() -> None:
    for kind in KINDS:
        assert f"`…{kind.ending}`" in GUIDE
    for part in LOOP_PARTS:
        assert f"`loop.{part}`" in GUIDE
    assert f"at most {SIZE_LIMIT:,} characters" in GUIDE

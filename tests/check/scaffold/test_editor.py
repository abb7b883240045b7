"""An editor with the schema beside a new flow: silent on what is right, and it underlines what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from interview.check.scaffold.new_flow import start_flow
from interview.flow.yaml.nodes import File, Report
from interview.flow.yaml.strict import Reader, data

PLACES = ("flow.yaml", "falls.yaml", "sources.yaml", "paths/first.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_flow("falls", "Falls", tmp_path_factory.mktemp("flows"), today=date(2026, 3, 9))


def schema_of(file: Path) -> Mapping[str, Any]:
    """The schema that the first line of a file names, found as an editor finds it."""
    first = file.read_text(encoding="utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named is not None
    return json.loads((file.parent / named[1]).read_text(encoding="utf-8"))


def underlined(file: Path, text: str) -> list[str]:
    """Where an editor underlines, as the keys that lead there."""
    root = Reader(Report()).read(File(file.name, text))
    assert root is not None
    errors = jsonschema.Draft7Validator(schema_of(file)).iter_errors(data(root))
    return [".".join(map(str, error.absolute_path)) for error in errors]


@pytest.mark.parametrize("name", PLACES)
def test_nothing_is_underlined_in_a_new_flow(folder: Path, name: str) -> None:
    assert underlined(folder / name, (folder / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("flow.yaml", "flow: falls ", "flow: Falls ", "flow"),
        ("flow.yaml", 'version: "0.1"', "version: 0.1", "version"),
        ("flow.yaml", "interview:  ", "interviews: ", ""),
        ("flow.yaml", "title: Walking", "titel: Walking", "interview.2"),
        ("falls.yaml", "type: yes_no\n    why", "type: yes-no\n    why", "questions.fallen.type"),
        ("falls.yaml", "    label: Injuries\n", "", "questions.injuries"),
        ("falls.yaml", "    none: No injury\n", "    unit: kg\n", "questions.injuries"),
        ("falls.yaml", "  fall_risk:\n", "  Fall risk:\n", "tables"),
        ("falls.yaml", "policy: unique", "policy: only", "tables.fall_risk.policy"),
        ("falls.yaml", "urgency: same_day", "urgency: today", "recommendations.injury_today.urgency"),
        ("falls.yaml", "    when: fall_risk is r", "    wen: fall_risk is r", "recommendations.falls_review"),
        ("falls.yaml", "      head: Blow", "      unknown: Blow", "questions.injuries.answers"),
        ("sources.yaml", "kind: design_choice", "kind: choice", "sources.example.kind"),
        ("sources.yaml", "type: document", "typ: document", "sources.example"),
        ("paths/first.yaml", "      open: [", "      opened: [", "patients.2.expect"),
        ("paths/first.yaml", "  - patient: No fall", "  - person: No fall", "patients.1"),
    ],
)  # fmt: skip
def test_what_people_mistype_is_underlined_where_it_stands(
    folder: Path, name: str, old: str, new: str, place: str
) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    assert set(underlined(folder / name, text.replace(old, new))) == {place}


def completions(schema: Mapping[str, Any], definition: str) -> dict[str, str]:
    """What an editor offers in one kind of place, with the words it shows beside."""
    found: dict[str, str] = {}
    shape = schema["definitions"][definition]
    for form in (shape, *shape.get("anyOf", ())):
        offered = form.get("properties", {})
        found |= {key: value["description"] for key, value in offered.items() if isinstance(value, dict)}
    return found


@pytest.mark.parametrize(
    ("definition", "keys"),
    [
        ("question", {"ask", "label", "type", "why", "help", "answers", "ask_when"}),
        ("fact", {"when", "label", "sources"}),
        ("table", {"policy", "outcomes", "rows", "otherwise"}),
        ("recommendation", {"section", "stance", "urgency", "title", "say", "when", "if_open", "evidence"}),
        ("source", {"kind", "title", "author", "DOI"}),
    ],
)
def test_an_editor_completes_keys_and_says_what_they_mean(
    folder: Path, definition: str, keys: set[str]
) -> None:
    offered = completions(schema_of(folder / "flow.yaml"), definition)
    assert keys <= offered.keys()
    assert all(offered.values())

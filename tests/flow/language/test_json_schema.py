"""The JSON Schema for editors: it agrees with the loader, from whose definition it is made."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from interview.flow.language import value_types
from interview.flow.language.json_schema import json_schema
from interview.flow.language.keys import FLOW
from interview.flow.yaml.nodes import File, Report
from interview.flow.yaml.strict import Reader, data
from tests.flow.folders import EXAMPLE
from tests.flow.language.test_reference import BLOCKS, FLOWS

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def plain(text: str) -> Any:
    root = Reader(Report()).read(File("flow.yaml", text))
    assert root is not None
    return data(root)


def underlined(text: str) -> list[tuple[str | int, ...]]:
    """The paths of the values an editor would underline."""
    return [tuple(error.absolute_path) for error in VALIDATOR.iter_errors(plain(text))]


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_it_accepts_the_example() -> None:
    assert underlined(EXAMPLE) == []


@pytest.mark.parametrize("block", [block for block in BLOCKS if not block.startswith("when:")])
def test_it_accepts_every_example_of_the_reference(block: str) -> None:
    assert underlined(block) == []


@pytest.mark.parametrize(
    "path",
    sorted(set(FLOWS.glob("*/*.yaml")) - set(FLOWS.glob("*/codes.yaml"))),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_it_accepts_every_shipped_file(path: Any) -> None:
    assert underlined(path.read_text(encoding="utf-8")) == []


REFER = ("recommendations", "refer")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("    why: It decides.", "    whi: It decides.", ("questions", "food_sticks")),
        ("    stance: for", "    stance: four", (*REFER, "stance")),
        ("{ask: Seen when, ", "{", ("questions", "seen_on")),
        ("    type: yes_no\n", "    type: yesno\n", ("questions", "food_sticks", "type")),
        ("    whole: true", "    whole: yes", ("questions", "onset_age", "whole")),
        ('version: "1"', "version: 1", ("version",)),
        ("    none: No problem\n", "    unit: years\n", ("questions", "problems")),
        ("    otherwise: not_assessed\n", "", ("questions", "imaging")),
        ("    while_open: alarm\n", "", ("recommendations", "wait")),
        ("    while_open: alarm\n", "    while_open: alarm\n    when: always\n", ("recommendations", "wait")),
        ("title: Refer to", "title: " + "x" * 60 + " Refer to", (*REFER, "title")),
        ("    when: grade is high", "    when: {every: [alarm]}", (*REFER, "when")),
        ("    when: grade is high", "    when: {all: alarm}", (*REFER, "when")),
        ("    when: grade is high", "    when: 12", (*REFER, "when")),
        ("  seen_on: {ask", "  Seen: {ask", ("questions",)),
        ("      typical: Typical\n", "      unknown: Not known\n", ("questions", "pattern", "answers")),
        ("    evidence: [trial, cohort]", "    evidence: [trial, trial]", (*REFER, "evidence")),
        ("[score_before, score_now], label", "[score_now], label", ("numbers", "score_fall", "difference")),
        ("evidence_to: 2026-02", "evidence_to: 2026-13", ("evidence_to",)),
        ("title: An example\n", "", ()),
    ],
)  # fmt: skip
def test_it_underlines_mistakes(old: str, new: str, path: tuple[str, ...]) -> None:
    assert EXAMPLE.count(old) == 1
    assert underlined(EXAMPLE.replace(old, new)) == [path]


def test_a_topic_file_may_not_hold_the_head_of_a_flow() -> None:
    assert underlined("facts:\n  a: {when: always, label: A}\n") == []
    assert underlined("title: More\nfacts:\n  a: {when: always, label: A}\n") == [()]


def shapes(kind: value_types.ValueType) -> list[value_types.Shape]:
    match kind:
        case value_types.Shape():
            return [kind, *(shape for key in kind.keys for shape in shapes(key.kind))]
        case value_types.Named(item=item) | value_types.Many(item=item):
            return shapes(item)
        case _:
            return []


def test_every_key_is_described() -> None:
    described = {**SCHEMA["properties"]}
    for definition in SCHEMA["definitions"].values():
        for form in (definition, *definition.get("anyOf", ())):
            described |= {name: schema for name, schema in form.get("properties", {}).items() if schema}
    keys = {key.name for shape in shapes(FLOW) for key in shape.keys}
    assert keys <= described.keys()
    assert all(described[key]["description"].endswith(".") for key in keys)

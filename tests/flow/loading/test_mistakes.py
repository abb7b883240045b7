"""Mistakes as their reader sees them: all at once, in order, in every file, none of them made up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interview.errors import FlowError, Problem
from interview.flow.loading.loader import load_flow
from interview.flow.yaml.nodes import MOST_PROBLEMS
from tests.flow.folders import EXAMPLE, problems, write
from tests.practice.small import SMALL


def test_a_mistake_shows_its_line_and_a_caret(folder: Path) -> None:
    with pytest.raises(FlowError) as caught:
        load_flow(write(folder, EXAMPLE.replace("    stance: for", "    stance: four")))
    message, excerpt, caret = str(caught.value).splitlines()
    line = EXAMPLE.splitlines().index("    stance: for") + 1
    assert message.startswith(f"example/flow.yaml:{line}:13: 'four' is not one of for, against")
    assert excerpt.index("four") == caret.index("^")


def test_all_mistakes_in_all_files_are_reported_in_order(folder: Path) -> None:
    head, rest = EXAMPLE.split("questions:\n")
    wrong = head.replace("urgent: alarm", "urgent: alrm") + "include: [rest.yaml]\ncolour: red\n"
    rest = rest.replace("whole: true", "whole: maybe").replace(
        "when: grade is high", "when: grade is hih or no"
    )
    found = problems(write(folder, {"flow.yaml": wrong, "rest.yaml": "questions:\n" + rest}))
    assert [(problem.place.file, problem.code) for problem in found] == [
        ("example/flow.yaml", "unknown-name"),
        ("example/flow.yaml", "unknown-key"),
        ("example/rest.yaml", "wrong-type"),
        ("example/rest.yaml", "unknown-answer"),
        ("example/rest.yaml", "unknown-name"),
    ]


def test_names_are_not_called_unknown_while_a_file_cannot_be_read(folder: Path) -> None:
    head, rest = EXAMPLE.split("questions:\n")
    files = {"flow.yaml": head + "include: [rest.yaml]\n", "rest.yaml": "questions:\n" + rest + "}"}
    assert [problem.code for problem in problems(write(folder, files))] == ["yaml-syntax"]


def test_reading_stops_at_a_sensible_number_of_mistakes(folder: Path) -> None:
    many = EXAMPLE + "".join(f"wrong_{number}: 1\n" for number in range(1_000))
    assert len(problems(write(folder, many))) == MOST_PROBLEMS


def test_three_lines_that_yield_go_round_in_a_circle_and_two_may(tmp_path: Path) -> None:
    flow = SMALL.replace("  treat: {about: treatment}", "  treat: {about: treatment, yields_to: [wait]}")
    two = flow.replace("a low result}", "a low result, yields_to: [treat]}")
    three = flow.replace("a low result}", "a low result, yields_to: [other]}").replace(
        "rows:\n", "rows:\n  other: {about: another, yields_to: [treat]}\n"
    )
    again = "  other:\n" + SMALL.partition("  treat:\n")[2].partition("  wait:")[0].rstrip() + "\n"
    three = three.replace("recommendations:\n", f"recommendations:\n{again}")
    (tmp_path / "flow.yaml").write_text(two, encoding="utf-8")
    assert load_flow(tmp_path).recommendations["wait"].row.yields_to == ("treat",)
    (tmp_path / "flow.yaml").write_text(three, encoding="utf-8")
    with pytest.raises(FlowError, match="goes round in a circle"):
        load_flow(tmp_path)


def test_a_circle_names_its_members_and_nobody_else(folder: Path) -> None:
    facts = "  a: {when: b, label: A}\n  b: {when: c or c2, label: B}\n  c: {when: a, label: C}\n"
    others = (
        "  c2: {when: a, label: C2}\n  outside: {when: a, label: O}\n  below: {when: swallow, label: L}\n"
    )
    (one, two) = problems(write(folder, EXAMPLE.replace("facts:\n", f"facts:\n{facts}{others}")))
    assert {_ring(one), _ring(two)} == {"a -> b -> c -> a", "a -> b -> c2 -> a"}


def _ring(problem: Problem) -> str:
    return problem.message.removeprefix("goes round in a circle: ")


SPLIT = {"flow.yaml": EXAMPLE.replace("sections:", "include: [more.yaml]\nsections:")}


@pytest.mark.parametrize(
    ("more", "code", "line", "says"),
    [
        ("include: [other.yaml]\n", "nested-include", 1, "only flow.yaml can include files"),
        ("title: More\n", "misplaced-key", 1, "'title' belongs in flow.yaml"),
        (
            "ends: {when: alarm, say: Over.}\n",
            "duplicate-key",
            1,
            "'ends' already stands in example/flow.yaml:",
        ),
        (
            "facts:\n  alarm: {when: never, label: A}\n",
            "duplicate-id",
            2,
            "already declared in example/flow.yaml:",
        ),
        ("# nothing but a comment\n", "empty-file", 1, "the file is empty"),
        ("- a list\n", "wrong-type", 1, "the keys of a topic file"),
        ("factz: {}\n", "unknown-key", 1, "did you mean 'facts'?"),
    ],
)
def test_a_mistake_in_an_included_file(folder: Path, more: str, code: str, line: int, says: str) -> None:
    (problem,) = problems(write(folder, SPLIT | {"more.yaml": more}))
    assert (problem.code, problem.place.file, problem.place.line) == (code, "example/more.yaml", line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("gone.yaml", "include-missing", "there is no file 'gone.yaml'"),
        ("../secret.yaml", "include-outside", "leads out of the flow's folder"),
        ("/etc/hostname", "include-outside", "leads out"),
        ("link.yaml", "include-outside", "leads out"),
        ("linked/secret.yaml", "include-outside", "leads out"),
        ("topics", "include-missing", "there is no file"),
        ("pipe.yaml", "include-missing", "there is no file"),
        ("flow.yaml", "included-twice", "already part of the flow"),
        ('"\\0"', "include-missing", "not the name of a file"),
    ],
)
def test_only_files_inside_the_folder_are_included(folder: Path, name: str, code: str, says: str) -> None:
    secret = folder.parent / "secret.yaml"
    secret.write_text("facts: {}\n")
    (folder / "link.yaml").symlink_to(secret)
    (folder / "linked").symlink_to(folder.parent)
    (folder / "topics").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    text = EXAMPLE.replace("sections:", f"include: [{name}]\nsections:")
    found = [problem for problem in problems(write(folder, text)) if problem.code != "control-character"]
    assert [(problem.code, problem.place.column) for problem in found] == [(code, 11)]
    assert says in found[0].message


def test_a_folder_without_a_flow_is_named(tmp_path: Path) -> None:
    (gone,) = problems(tmp_path / "gone")
    assert (gone.code, gone.message) == ("flow-missing", "there is no such folder")
    (empty,) = problems(tmp_path)
    assert (empty.code, empty.message) == ("flow-missing", "a flow's folder must hold a flow.yaml")


def test_flow_yaml_itself_must_stand_in_the_folder(folder: Path) -> None:
    outside = folder.parent / "outside.yaml"
    outside.write_text(EXAMPLE)
    (folder / "flow.yaml").symlink_to(outside)
    (problem,) = problems(folder)
    assert problem.code == "include-outside"

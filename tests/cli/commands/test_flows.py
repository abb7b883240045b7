"""`interview flows`: the flows, and what one of them asks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from interview.cli import main
from interview.cli.answers_file import read_answers
from interview.flow.answers import NotAssessed
from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from interview.library import flow_folder
from tests.flow.folders import EXAMPLE, write

Capture = pytest.CaptureFixture[str]


def test_the_flows_are_listed_with_their_places(capsys: Capture) -> None:
    assert main(["flows"]) == 0
    assert capsys.readouterr().out.startswith("ibm-management  ")


@pytest.mark.parametrize("shipped", [True, False])
def test_what_a_flow_asks_is_a_file_of_answers_with_every_question(
    shipped: bool, tmp_path: Path, capsys: Capture
) -> None:
    folder = flow_folder("ibm-management").path if shipped else write(tmp_path / "example", EXAMPLE)
    assert main(["flows", str(folder) if not shipped else "ibm-management"]) == 0
    file = tmp_path / "patient.yaml"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    flow: Flow = load_flow(folder)
    answers = read_answers(flow, str(file))
    said = " ".join(file.read_text(encoding="utf-8").replace("#", " ").split())
    assert said.startswith("A line that is left as it is counts as answered: not assessed. Delete the lines")
    asked = [name for screen in flow.screens for name in screen.questions]
    assert list(yaml.safe_load(file.read_text(encoding="utf-8"))) == asked
    assert list(answers) == [name for name in asked if flow.questions[name].type != "text"]
    assert all(isinstance(answer, NotAssessed) for answer in answers.values())


def test_each_question_says_which_answers_it_takes(tmp_path: Path, capsys: Capture) -> None:
    main(["flows", str(write(tmp_path / "example", EXAMPLE))])
    parts = capsys.readouterr().out.split("\n\n")
    assert "# What is the pattern?\n# one of typical, other\npattern: not_assessed" in parts
    assert "# How old?\n# a number, 1 to 110 years\nonset_age: not_assessed" in parts
    assert any("# any of [falls, choking, pain]; [] for none\nproblems:" in part for part in parts)

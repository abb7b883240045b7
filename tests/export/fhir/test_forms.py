"""The two forms on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview.cli import main


def test_the_form_of_a_flow_needs_no_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "ibm-management", "--format", "fhir-questionnaire"]) == 0
    assert json.loads(capsys.readouterr().out)["resourceType"] == "Questionnaire"


def test_every_other_form_says_that_it_needs_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "ibm-management", "--format", "fhir-response"]) == 2
    assert "--format fhir-response needs --answers FILE" in capsys.readouterr().err


def test_answers_become_a_response(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("food_sticks: yes\n", encoding="utf-8")
    command = ["render", "ibm-management", "--answers", str(file), "--format", "fhir-response"]
    assert main(command) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["resourceType"] == "QuestionnaireResponse"
    assert "subject" not in made

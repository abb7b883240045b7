"""Every type of question goes the whole way: asked, answered from a file, exported, and read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interview.cli import main
from interview.export.formats import FORMATS
from interview.flow.model import QuestionType

FLOW = """\
flow: types
title: Types of questions
version: "1"
evidence_to: 2026-02
intended_use: For tests.
sections: {{therapy: Therapy}}
interview: [asked]
questions:
  asked: {{ask: What is it?, label: The asked, type: {type}{keys}}}
recommendations:
  review: {{section: therapy, stance: for, urgency: soon, title: A review, say: Arrange one., when: always}}
"""
ANSWERED: dict[QuestionType, tuple[str, Any]] = {
    QuestionType.YES_NO: ("", "yes"),
    QuestionType.ONE: (", answers: {left: Left, right: Right, other: Another}", "right"),
    QuestionType.SEVERAL: (", answers: {left: Left, right: Right}, none: Neither", ["right"]),
    QuestionType.NUMBER: (", unit: years, range: [0, 110]", 67.5),
    QuestionType.DATE: ("", "2019-04-30"),
    QuestionType.MONTH: ("", "2019-04"),
    QuestionType.TEXT: ("", "A word of the patient."),
}
"""Further keys of a question of each type, and an answer to it."""


@pytest.fixture(params=QuestionType)
def typed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Any]:
    """A flow with one question of a type, and what is answered to it."""
    keys, answer = ANSWERED[request.param]
    (tmp_path / "types").mkdir()
    text = FLOW.format(type=request.param.value, keys=keys)
    (tmp_path / "types" / "flow.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "answers.json").write_text(json.dumps({"asked": answer}), encoding="utf-8")
    return tmp_path, answer


def rendered(folder: Path, answers: str, form: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `render` prints in a format."""
    code = main(["render", str(folder / "types"), "--answers", str(folder / answers), "--format", form])
    said = capsys.readouterr()
    assert (code, said.err) == (0, "")
    return said.out


def test_an_answer_stands_in_every_format(
    typed: tuple[Path, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, answer = typed
    assert json.loads(rendered(folder, "answers.json", "json", capsys))["answers"] == {"asked": answer}
    for one in FORMATS.values():
        if not one.binary and one.name not in ("note", "csv"):  # the note and the table leave out free text
            assert rendered(folder, "answers.json", one.name, capsys)
    assert "not assessed" not in rendered(folder, "answers.json", "note", capsys).lower()


def test_an_answer_comes_back_from_fhir_as_it_was(
    typed: tuple[Path, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, answer = typed
    response = rendered(folder, "answers.json", "fhir-response", capsys)
    (folder / "response.json").write_text(response, encoding="utf-8")
    assert json.loads(rendered(folder, "response.json", "json", capsys))["answers"] == {"asked": answer}


def test_a_flow_of_each_type_is_checked(typed: tuple[Path, Any], capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = typed
    assert main(["check", str(folder / "types")]) == 0
    assert "internal-fault" not in capsys.readouterr().out

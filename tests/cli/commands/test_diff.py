"""`interview diff` prints what differs, and its exit code says whether behaviour does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview.cli import main
from tests.cli.conftest import FLOW, write_flow


@pytest.fixture
def other(tmp_path: Path) -> str:
    """The folder of the small flow with bone health from 60 on."""
    return str(write_flow(tmp_path / "new" / "falls", FLOW.replace("age >= 50", "age >= 60")))


def test_the_same_flow_is_proved_equivalent(flow: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", flow, flow]) == 0
    assert "Proved equivalent" in capsys.readouterr().out


def test_advice_in_other_words_is_a_finding(
    flow: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = write_flow(tmp_path / "new" / "falls", FLOW.replace("Consider bone health.", "Leave the bones."))
    assert main(["diff", flow, str(new)]) == 1
    assert "Meaning may have changed: look" in capsys.readouterr().out


def test_asides_alone_are_no_finding(flow: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = write_flow(tmp_path / "new" / "falls", FLOW.replace("title: Falls\n", "title: Falling\n"))
    assert main(["diff", flow, str(new)]) == 0
    out = capsys.readouterr().out
    assert "Only wording differs" in " ".join(out.split())
    assert "+ Falling" in out


def test_a_difference_in_advice_is_a_finding(
    flow: str, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", flow, other]) == 1
    assert "    no longer holds when\n      - age >= 50 and age <= 59\n" in capsys.readouterr().out


def test_markdown(flow: str, other: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", flow, other, "--format", "markdown"]) == 1
    assert "- no longer holds when `age >= 50 and age <= 59`" in capsys.readouterr().out


def test_json(flow: str, other: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", flow, other, "--format", "json"]) == 1
    (difference,) = json.loads(capsys.readouterr().out)["differences"]
    assert difference["id"] == "bones"


def test_a_broken_side_is_bad_input_and_named(
    flow: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = write_flow(tmp_path / "new" / "falls", FLOW.replace("age >= 50", "agee >= 50"))
    assert main(["diff", flow, str(broken)]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert "NEW (" in said.err
    assert "did you mean 'age'?" in said.err


def test_a_side_that_does_not_exist(flow: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "nowhere", flow]) == 2
    assert "OLD (nowhere): there is no flow 'nowhere'" in capsys.readouterr().err

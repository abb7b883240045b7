"""`interview test`: what is not met, what is not reached, what goes unnoticed, and a code for each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from interview.cli import main
from tests.check.paths.small import STEADY, folder

Capture = pytest.CaptureFixture[str]
Typed = Callable[[str], None]

WRONG = STEADY.replace("ruled_out: [review]", "ruled_out: []\n  holds: [bones, review]").replace(
    "  holds: [bones]\n", ""
)


def test_a_flow_whose_paths_are_met_passes(tmp_path: Path, capsys: Capture) -> None:
    place = folder(tmp_path, {"steady": STEADY})
    assert main(["test", str(place)]) == 0
    out, err = capsys.readouterr()
    first, second = out.splitlines()
    assert first == "falls 1: 1 patient in 1 path, 2 expectations: all met"
    assert second.startswith("reached: questions asked 4/5, ")
    assert err == ""


def test_an_expectation_that_is_not_met_fails(tmp_path: Path, capsys: Capture) -> None:
    place = folder(tmp_path, {"wrong": WRONG})
    assert main(["test", str(place)]) == 1
    out = capsys.readouterr().out
    assert f"  {place}/paths/wrong.yaml:5:18: review\n      expected   holds\n" in out
    assert "      got        ruled out\n" in out
    assert "2 expectations: 1 not met" in out


def test_mistakes_in_a_path_are_bad_input(tmp_path: Path, capsys: Capture) -> None:
    place = folder(tmp_path, {"steady": STEADY.replace("fallen: no", "falen: no")})
    assert main(["test", str(place)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert (
        f"{place}/paths/steady.yaml:2:25: 'falen' is not a question of 'falls'; did you mean 'fallen'?" in err
    )


def test_a_flow_without_paths_does_not_pass(tmp_path: Path, capsys: Capture) -> None:
    place = folder(tmp_path, {})
    assert main(["test", str(place)]) == 1
    assert f"falls 1: nothing is tested; there are no paths in {place}/paths" in capsys.readouterr().out


def test_what_is_not_reached_is_listed_on_request(tmp_path: Path, capsys: Capture) -> None:
    place = folder(tmp_path, {"steady": STEADY})
    assert main(["test", str(place), "--coverage"]) == 0
    assert f"  {place}/flow.yaml:17:3: 'aid' is never asked\n" in capsys.readouterr().out


def test_a_mutant_that_survives_fails(tmp_path: Path, capsys: Capture) -> None:
    place = folder(tmp_path, {"steady": STEADY})
    assert main(["test", str(place), "--mutate"]) == 1
    out = capsys.readouterr().out
    assert f"  {place}/flow.yaml:23:7: unsteady: without: fallen is yes\n" in out
    assert out.splitlines()[-1].endswith(" survived")


def test_mutants_are_not_tried_before_the_paths_are_met(tmp_path: Path, capsys: Capture) -> None:
    assert main(["test", str(folder(tmp_path, {"wrong": WRONG})), "--mutate"]) == 1
    out = capsys.readouterr().out
    assert "survived" not in out
    assert out.splitlines()[-1].startswith("No fault was put in (--mutate): that tells something only once ")


@pytest.mark.parametrize("reply", ["y", "yes", "Y"])
def test_an_update_is_written_once_it_is_agreed_to(
    tmp_path: Path, typed: Typed, capsys: Capture, reply: str
) -> None:
    place = folder(tmp_path, {"wrong": WRONG})
    typed(f"{reply}\n")
    assert main(["test", str(place), "--update"]) == 0
    out = capsys.readouterr().out
    assert "--- paths/wrong.yaml\n+++ paths/wrong.yaml\n" in out
    assert "-  holds: [bones, review]\n" in out
    assert "+  holds: [bones]\n" in out
    assert "all met" in out
    assert "  ruled_out: [review]\n" in (place / "paths" / "wrong.yaml").read_text()


@pytest.mark.parametrize("reply", ["n\n", "\n", ""])
def test_an_update_that_is_not_agreed_to_changes_nothing(
    tmp_path: Path, typed: Typed, capsys: Capture, reply: str
) -> None:
    place = folder(tmp_path, {"wrong": WRONG})
    typed(reply)
    assert main(["test", str(place), "--update"]) == 1
    assert "Nothing was written." in capsys.readouterr().out
    assert (place / "paths" / "wrong.yaml").read_text() == WRONG


def test_an_update_need_not_ask(tmp_path: Path, capsys: Capture) -> None:
    place = folder(tmp_path, {"wrong": WRONG})
    assert main(["test", str(place), "--update", "--yes"]) == 0
    assert "Write these changes?" not in capsys.readouterr().out
    assert main(["test", str(place)]) == 0


def test_yes_without_update_is_a_misuse(tmp_path: Path, capsys: Capture) -> None:
    assert main(["test", str(folder(tmp_path, {"steady": STEADY})), "--yes"]) == 2
    assert "--yes belongs to --update" in capsys.readouterr().err


def test_without_a_flow_all_flows_are_tested(tmp_path: Path, capsys: Capture) -> None:
    folder(tmp_path, {"steady": STEADY})
    assert main(["test", "--flows", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "falls 1: 1 patient in 1 path" in out
    assert "ibm-management " in out


def test_the_schema_of_paths_fits_them(tmp_path: Path, capsys: Capture) -> None:
    assert main(["schema", "--paths"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft7Validator.check_schema(schema)
    expect = {
        "holds": ["bones"],
        "tables": {"care": {"possible": ["no"]}},
        "facts": {"unsteady": None},
        "stances": {"review": "for"},
        "says": ["Bone"],
        "warnings": 0,
    }
    patients = [{"patient": "B", "answers": {"age": 60}, "expect": {"tables": {"care": ["no", "some"]}}}]
    check = jsonschema.Draft7Validator(schema)
    assert check.is_valid({"path": "A", "answers": {"fallen": "no", "limits": []}, "expect": expect})
    assert check.is_valid({"path": "A", "answers": {}, "patients": patients})
    refused: list[dict[str, object]] = [
        {"expect": {}},
        {"path": "A"},
        {"path": "A", "expect": {}, "patients": patients},
        {"path": "A", "expect": {"hold": ["bones"]}},
        {"path": "A", "expect": {"stances": {"review": "four"}}},
    ]
    assert [wrong for wrong in refused if check.is_valid(wrong)] == []

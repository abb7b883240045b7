"""`interview check` as it is typed: what it looks at, how it ends, and in which forms it tells."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from interview.check.diagnostics import CODES
from interview.check.diagnostics.code import SOUND, TODAY, changed
from interview.check.reports import FORMATS
from interview.cli import main
from interview.cli.parser import REPORT_FORMATS
from tests.cli.conftest import write_flow

Capture = pytest.CaptureFixture[str]
WARNED = changed("say: Offer the leaflet on falls.", "say: Offer vitamin D, 800 IU a day.")
BROKEN = changed("fallen is yes", "falen is yes", "stance: inform", "stance: informs")


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.cli.commands.check.today", lambda: TODAY)


def test_a_sound_flow_passes(tmp_path: Path, capsys: Capture) -> None:
    folder = write_flow(tmp_path / "falls", SOUND)
    assert main(["check", "--strict", str(folder)]) == 0
    assert capsys.readouterr() == ("falls 1: nothing found\n", "")


def test_every_mistake_has_its_place_a_caret_and_a_page(tmp_path: Path, capsys: Capture) -> None:
    folder = write_flow(tmp_path / "falls", BROKEN)
    assert main(["check", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0].startswith(f"{folder}/flow.yaml:40:11: error[unknown-name]: there is no question,")
    assert lines[1].index("falen") == lines[2].index("^")
    assert lines[3] == "    see 'interview check --explain unknown-name'"
    assert lines[-1] == f"{folder}: 2 errors"


def test_a_fault_is_shown_with_a_patient_by_the_labels_of_the_questions(
    tmp_path: Path, capsys: Capture
) -> None:
    text = changed("    when: risk is low\n", "    when: risk is low and fallen is no\n")
    assert main(["check", "--strict", str(write_flow(tmp_path / "falls", text))]) == 1
    assert (
        "    for example a patient with Falls (yes), Hazards (No hazard), Age (64 years)\n"
        in capsys.readouterr().out
    )


def test_what_a_finding_says_to_see_can_be_typed(tmp_path: Path, capsys: Capture) -> None:
    main(["check", str(write_flow(tmp_path / "falls", BROKEN))])
    (typed,) = set(re.findall("see '(.* unknown-name)'", capsys.readouterr().out))
    assert main(typed.split()[1:]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# unknown-name\n\n**error**: ")
    assert "## How to mend it" in out
    assert "make pages" not in out


def test_without_a_code_every_kind_of_finding_is_listed(capsys: Capture) -> None:
    assert main(["check", "--explain"]) == 0
    out = capsys.readouterr().out
    assert [code.id for code in CODES.values() if f"  {code.id} " not in out] == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("unknown-nam", "; did you mean 'unknown-name'?"),
        ("\x1b[2J", "'interview check --explain' lists them"),
    ],
)
def test_a_finding_that_does_not_exist_is_not_explained(asked: str, told: str, capsys: Capture) -> None:
    assert main(["check", "--explain", asked]) == 2
    out, err = capsys.readouterr()
    assert (out, told in err, "\x1b" in err) == ("", True, False)


def test_only_strict_fails_on_a_warning(tmp_path: Path, capsys: Capture) -> None:
    folder = str(write_flow(tmp_path / "falls", WARNED))
    assert main(["check", folder]) == 0
    assert capsys.readouterr().out.endswith("falls 1: 1 warning\n")
    assert main(["check", folder, "--strict"]) == 1


def test_a_folder_stands_for_all_flows_and_templates_below_it(tmp_path: Path, capsys: Capture) -> None:
    write_flow(tmp_path / "clinic" / "flows" / "falls", SOUND)
    write_flow(tmp_path / "clinic" / "deep" / "er" / "slips", "flow: slips\n")
    write_flow(tmp_path / "clinic" / ".hidden" / "old", "flow: old\n")
    write_flow(tmp_path / "clinic" / "flows" / "falls" / "drafts" / "falls", "flow: draft\n")
    (tmp_path / "clinic" / "notes").mkdir()
    (tmp_path / "clinic" / "notes" / "short.txt.j2").write_text("{{ flow.titel }}\n")
    assert main(["check", str(tmp_path / "clinic"), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["checked"]
    names = [Path(report["folder"]).name for report in found]
    assert names == ["slips", "falls", "notes"]
    assert [diagnostic["code"] for diagnostic in found[2]["findings"]] == ["template"]


def test_several_flows_are_counted_together(tmp_path: Path, capsys: Capture) -> None:
    folders = [
        str(write_flow(tmp_path / name / "falls", text))
        for name, text in (("a", SOUND), ("b", WARNED), ("c", BROKEN))
    ]
    assert main(["check", *folders, folders[0]]) == 1
    assert capsys.readouterr().out.endswith("3 checked: 2 errors, 1 warning\n")


def test_without_a_name_every_flow_and_the_shipped_templates_are_checked(
    tmp_path: Path, capsys: Capture
) -> None:
    write_flow(tmp_path / "falls", SOUND)
    assert main(["check", "--flows", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "falls 1: nothing found\n" in out
    assert "ibm-management" in out
    assert "templates: nothing found\n" in out


def test_a_folder_without_a_template_is_told_as_such_and_not_as_a_flow(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_flow(tmp_path / "falls", SOUND)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["check", "--templates", str(empty)]) == 2
    assert capsys.readouterr().err == f"interview: there is no template (*.j2) in {empty}\n"
    monkeypatch.setenv("INTERVIEW_TEMPLATES", str(empty))
    assert main(["check", "--flows", str(tmp_path)]) == 0
    assert str(empty) not in capsys.readouterr().out


def test_files_below_the_working_directory_are_named_from_there(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_flow(tmp_path / "flows" / "falls", BROKEN)
    monkeypatch.chdir(tmp_path)
    main(["check", "--flows", str(tmp_path / "flows"), "falls", "--format", "github"])
    assert "::error file=flows/falls/flow.yaml,line=40,col=11," in capsys.readouterr().out


def test_nothing_to_check_is_misuse(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "empty").mkdir()
    for target in ("no-such-flow", str(tmp_path / "empty")):
        assert main(["check", target]) == 2
        assert capsys.readouterr().err.startswith("interview: ")


def test_every_form_can_be_asked_for(tmp_path: Path, capsys: Capture) -> None:
    folder = str(write_flow(tmp_path / "falls", WARNED))
    for form in REPORT_FORMATS:
        assert main(["check", folder, "--format", form]) == 0
        assert "dose" in capsys.readouterr().out
    assert tuple(FORMATS) == REPORT_FORMATS

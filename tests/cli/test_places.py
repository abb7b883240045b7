"""A place that is told can be opened from where one stands; a command that is advised is about that flow."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from interview.cli import main
from interview.conversation.preview import FlowPreview
from interview.moments import present
from interview.text import shell_path
from tests.check.paths.small import STEADY, folder
from tests.cli.conftest import FLOW, write_flow

Capture = pytest.CaptureFixture[str]
Typed = Callable[[str], None]
BROKEN = FLOW.replace("fallen is yes or", "falen is yes or")
FLAWED = FLOW.replace("    when: age >= 50\n", "    when: age >= 50 and age < 50\n")


def files(told: str) -> set[str]:
    """The files of the places that are told, as words of a shell."""
    return set(re.findall(r"^ *(\S.*?\.yaml'?):\d+:\d+: ", told, re.MULTILINE))


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one stands in, beside that of a flow."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize("option", [[], ["--coverage"], ["--mutate"]])
def test_what_the_paths_come_to_is_told_with_files_that_are_there(
    tmp_path: Path, beside: Path, option: list[str], capsys: Capture
) -> None:
    folder(tmp_path, {"steady": STEADY if option else STEADY.replace("age: 60", "age: 40")})
    main(["test", "../falls", *option])
    told = files(capsys.readouterr().out)
    assert told
    assert all(name.startswith("../falls/") and Path(name).is_file() for name in told)


def test_the_preview_tells_files_that_are_there(tmp_path: Path, beside: Path) -> None:
    write_flow(tmp_path / "falls", BROKEN)
    preview = FlowPreview(Path("../falls"), clock=present)
    assert [one.place.file for one in preview.problems] == ["../falls/flow.yaml"]


@pytest.mark.parametrize("command", [["run", "--plain"], ["flows"], ["graph"], ["test"], ["check"]])
def test_mistakes_are_told_where_the_working_directory_is_gone(
    tmp_path: Path, beside: Path, command: list[str], capsys: Capture
) -> None:
    flow = str(write_flow(tmp_path / "falls", BROKEN))
    beside.rmdir()
    assert main([command[0], flow, *command[1:]]) in (1, 2)
    told = capsys.readouterr()
    assert f"{flow}/flow.yaml:" in told.out + told.err


@pytest.mark.parametrize("name", ["my  flow", "no\u00a0break", "line\nbreak"])
def test_a_folder_of_an_odd_name_is_told_as_no_other(
    tmp_path: Path, beside: Path, name: str, capsys: Capture
) -> None:
    write_flow(tmp_path / name, BROKEN)
    main(["run", f"../{name}", "--plain"])
    main(["check", f"../{name}"])
    told = capsys.readouterr()
    for said in (told.out, told.err):
        [file] = {one.removeprefix("interview: ") for one in files(said)}
        assert re.fullmatch(r"\$'.*/flow\.yaml'", file)
    main(["check", f"../{name}", "--format", "json"])
    [checked] = json.loads(capsys.readouterr().out)["checked"]
    assert {one["file"] for one in checked["findings"]} == {f"../{name}/flow.yaml"}
    main(["check", f"../{name}", "--format", "sarif"])
    found = re.findall('"uri": "(.*flow.yaml)"', capsys.readouterr().out)
    assert {unquote(one) for one in found} == {f"../{name}/flow.yaml"}


def test_a_flow_that_is_not_run_is_named_by_its_own_folder(
    tmp_path: Path, beside: Path, capsys: Capture
) -> None:
    write_flow(tmp_path / "my  flow", FLAWED)
    assert main(["run", "../my  flow", "--plain"]) == 2
    told = capsys.readouterr().err
    assert f"'interview check {shell_path('../my  flow')}' tells" in told
    assert f"\n{shell_path('../my  flow')}/flow.yaml:28:3: " in told


def advised(told: str) -> list[str]:
    [command] = set(re.findall("'(interview check .*?)'[ \n]", " ".join(f"{told} ".split()) + " "))
    return shlex.split(command)[1:]


@pytest.mark.parametrize("more", [[], ["--case", "c01"]])
def test_practice_advises_a_check_of_the_flow_whose_case_has_mistakes(
    tmp_path: Path, more: list[str], typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    flow = write_flow(tmp_path / "bad")
    (flow / "cases").mkdir()
    (flow / "cases" / "c01.yaml").write_text("case: No stages\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    typed("q\n")
    main(["practice", "--plain", "./bad", *more])
    check = advised(capsys.readouterr().err)
    assert check == ["check", "./bad"]
    typed("")
    main(check)
    assert "bad/cases/c01.yaml:1:1" in capsys.readouterr().out


def test_the_list_of_flows_advises_a_check_of_the_one_that_it_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write_flow(tmp_path / "real" / "fl", BROKEN)
    write_flow(tmp_path / "fl")
    monkeypatch.chdir(tmp_path)
    assert main(["flows", "--flows", "real"]) == 0
    check = advised(capsys.readouterr().out)
    assert check == ["check", "--flows", "real", "fl"]
    assert main(check) == 1
    assert files(capsys.readouterr().out) == {"real/fl/flow.yaml"}


@pytest.mark.parametrize("file", ["codes.yaml", "cases/c01.yaml"])
def test_a_file_beside_a_flow_that_leads_out_of_its_folder_is_named(
    tmp_path: Path, file: str, capsys: Capture
) -> None:
    flow = write_flow(tmp_path / "bad")
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text("systems: {}\n", encoding="utf-8")
    (flow / "cases").mkdir()
    (flow / file).symlink_to(elsewhere)
    main(["check", str(flow)])
    told = re.escape(f"{flow}/{file}:1:1: ") + f"[a-z]+\\[.*\\]: '{file}' leads out of"
    assert re.search(told, capsys.readouterr().out)

"""What can be typed, and what is answered to what cannot."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from interview import __version__
from interview.cli import commands, main
from interview.cli.parser import parse
from tests.test_docs import commands as typed


def test_nothing_is_home_and_run_is_the_ibm_flow() -> None:
    assert parse([]).command == "home"
    assert parse(["run"]).flow == "ibm-management"


@pytest.mark.parametrize("line", ["--plain", "--plain run", "run --plain"])
def test_line_by_line_can_be_asked_for_with_and_without_a_command(line: str) -> None:
    assert parse(line.split()).plain
    assert not parse([]).plain
    assert not parse(["run"]).plain


@pytest.mark.parametrize("line", ["--flows DIR run falls", "run --flows DIR falls", "run falls --flows DIR"])
def test_the_folder_of_flows_may_stand_anywhere(line: str) -> None:
    arguments = parse(line.split())
    assert (arguments.flows, arguments.flow) == ("DIR", "falls")


@pytest.mark.parametrize(
    "line",
    [
        "explain falls --answers a.yaml review",
        "explain --answers a.yaml falls review",
        "explain falls review --answers a.yaml",
    ],
)
def test_names_may_stand_around_options(line: str) -> None:
    arguments = parse(line.split())
    assert (arguments.flow, arguments.recommendation, arguments.answers) == ("falls", "review", "a.yaml")


@pytest.mark.parametrize(
    "line",
    [
        "rum",
        "run a b",
        "run --plan",
        "run --pla",
        "explain falls",
        "render falls --answers",
        "check --answers x",
        "render falls --answers a --format rtf",
        "render falls --answers a --wrap wide",
        "render falls --smartphrase --format json",
        "render falls --format json --smartphrase",
    ],
)
def test_misuse_ends_with_2_and_tells_the_usage(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(line.split())
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: interview")


def test_misuse_repeats_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "a", "\x1b]0;title\x07b"])
    assert "\x1b" not in capsys.readouterr().err


def test_misuse_repeats_no_very_long_text(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["practice", "--print", "falls" * 2000])
    said = capsys.readouterr().err
    assert f"'{'falls' * 19}" in said
    assert said.count("falls") < 25
    assert "handout" in said


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"interview {__version__}\n"


def test_every_command_has_a_module_of_its_name_and_every_module_a_command() -> None:
    modules = {module.name for module in iter_modules(commands.__path__)}
    apart = {"cohort"}  # an action of sessions
    assert set(typed()) | {"home"} == modules - apart
    for name in modules - apart:
        assert callable(import_module(f"interview.cli.commands.{name}").command)


@pytest.mark.parametrize(
    "line",
    [
        ["render", "falls", "--output", ""],
        ["graph", "falls", "--output", ""],
        ["sessions", "show", "1", "--output", ""],
        ["sessions", "export", "1", "--output", ""],
        ["sessions", "cohort", "--output="],
        ["sessions", "import", ""],
        ["sessions", "delete", "", "--yes"],
        ["run", "", "--follow", "1"],
        ["run", "--continue", ""],
        ["--flows", "", "flows"],
        ["check", "falls", ""],
        ["new", "falls", "--dir", ""],
        ["diff", "falls", ""],
    ],
    ids=" ".join,
)
def test_an_empty_text_names_no_file_flow_or_session(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line)
    assert ended.value.code == 2
    assert "an empty text names nothing" in capsys.readouterr().err


def test_where_a_text_is_taken_an_empty_one_is_a_text() -> None:
    assert parse(["sessions", "label", "1", ""]).text == ""
    assert parse(["sessions", "list", "--search", ""]).search == ""
    assert parse(["check", "--explain"]).explain == ""

"""`interview graph`: the picture on standard output or in a new file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interview.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("options", "start"),
    [
        ([], "---\ntitle: \"Falls\""),
        (["--format", "dot"], 'digraph "Falls" {'),
        (["--format", "svg"], "<svg "),
        (["--of", "review"], '---\ntitle: "Review of falls"'),
        (["--all"], '---\ntitle: "Falls"'),
    ],
)  # fmt: skip
def test_it_prints_the_picture(
    flow: str, capfd: pytest.CaptureFixture[str], options: list[str], start: str
) -> None:
    assert main(["graph", flow, *options]) == 0
    out, err = capfd.readouterr()
    assert out.startswith(start)
    assert err == ""


def test_it_writes_a_new_file_and_replaces_none(flow: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "falls.svg"
    command = ["graph", flow, "--format", "svg", "--output", str(file)]
    assert main(command) == 0
    drawn = file.read_text(encoding="utf-8")
    assert drawn.startswith("<svg ")
    assert main(command) == 2
    assert "exists already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--of", "reviews"], "no recommendation 'reviews'; did you mean 'review'?"),
        (["--of", "review", "--all"], "do not go together"),
    ],
)
def test_it_refuses_what_makes_no_sense(flow: str, capsys: Capture, options: list[str], said: str) -> None:
    assert main(["graph", flow, *options]) == 2
    assert said in capsys.readouterr().err


def test_without_the_extra_only_svg_is_out_of_reach(
    flow: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    assert main(["graph", flow, "--format", "dot"]) == 0
    assert main(["graph", flow, "--format", "svg"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(
        f'needs Graphviz; install it with: "{sys.executable}" -m pip install "pygraphviz>=2.0.4"'
    )

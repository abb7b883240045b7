"""A bare `--help` answers at once, with the words that the parser has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview.cli import help as help_
from interview.cli import main
from interview.cli.parser import build_parser


def parsers_words(monkeypatch: pytest.MonkeyPatch, columns: int) -> str:
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((columns, 24)))
    return build_parser().format_help()


def test_the_kept_text_is_the_parsers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(help_.FILE).read_text("utf-8") == parsers_words(monkeypatch, help_.COLUMNS), "make pages"


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_help_is_printed_and_done(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([asked]) == 0
    assert capsys.readouterr().out == Path(help_.FILE).read_text("utf-8")


def test_a_narrow_terminal_has_its_own_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    narrow = parsers_words(monkeypatch, 50)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == narrow


def test_help_loads_no_parser() -> None:
    program = "import sys; from interview.cli import main; main(['--help']); print(*sorted(sys.modules))"
    loaded = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        .stdout.splitlines()[-1]
        .split()
    )
    assert "interview.cli.help" in loaded
    assert not {"argparse", "re", "pathlib", "interview.cli.parser"} & set(loaded)

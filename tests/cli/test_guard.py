"""Whatever goes wrong becomes one plain message and an exit code; no answer of a patient is ever in it."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

import interview.cli.commands.flows
from interview.cli import main
from interview.errors import UsageError

SECRET = "food sticks since the war"


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command fail in a function that holds a patient's answer in a local variable."""

    def command(_: Namespace) -> int:
        answer = SECRET
        raise error from ValueError(answer)

    monkeypatch.setattr(interview.cli.commands.flows, "command", command)


def test_a_fault_is_told_by_kind_and_place_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(KeyError(SECRET), monkeypatch)
    assert main(["flows"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "KeyError at test_guard.py:" in err
    assert SECRET not in err
    assert "Traceback" not in err


def test_debugging_adds_the_way_there_and_still_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERVIEW_DEBUG", "1")
    fail_with(KeyError(SECRET), monkeypatch)
    assert main(["flows"]) == 70
    err = capsys.readouterr().err
    assert "    guard.py:" in err
    assert SECRET not in err
    assert "answer" not in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (UsageError("there is no such thing"), 2, "interview: there is no such thing\n"),
        (OSError(28, "No space left on device"), 2, "interview: No space left on device\n"),
        (FileNotFoundError(2, "No such file", "a.yaml"), 2, "interview: a.yaml: No such file\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_end_has_its_code_and_its_words(
    error: BaseException,
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    fail_with(error, monkeypatch)
    assert main(["flows"]) == code
    assert capfd.readouterr().err == told


def test_control_characters_never_reach_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(UsageError("\x1b]0;title\x07no\x1b[2J such thing"), monkeypatch)
    main(["flows"])
    assert capsys.readouterr().err == "interview: no such thing\n"


def test_a_reader_that_closes_the_pipe_ends_it_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "interview", "flows"],
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.stderr == ""
    assert done.returncode == 141


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_a_closed_stream_is_no_fault(closed: str, flow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, closed, None)
    assert main(["check", flow]) == (2 if closed == "stdout" else 0)
    assert main(["check", "no-such-flow"]) == 2


def test_files_made_from_here_on_are_private(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0o022)
    monkeypatch.setattr(interview.cli.commands.flows, "command", lambda _: 0)
    main(["flows"])
    assert os.umask(before) == 0o077


@pytest.mark.parametrize("line", ["--help", "--version", "run --help", "sessions show -h", "flows"])
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "full"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_what_cannot_be_printed_is_an_error_of_every_command(line: str, closed: bool) -> None:
    command = [sys.executable, "-m", "interview", *line.split()]
    shell = ["sh", "-c", '"$@" >&-' if closed else '"$@" >/dev/full', "sh", *command]
    for environment in (os.environ, {**os.environ, "PYTHONUNBUFFERED": "1"}):
        ended = subprocess.run(shell, stderr=subprocess.PIPE, text=True, env=environment, check=False)
        assert ended.returncode == 2
        assert ended.stderr.startswith("interview: ")
        assert "Traceback" not in ended.stderr

"""Line by line: an interview that cannot be gone on with, and ends that nobody asked for."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.cli import line_mode, main, terminal
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.moments import present
from interview.store import Recording, Store, locks
from interview.tui.exit import Ended
from tests.cli.commands.test_run import Terminal

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(locks, "WAIT", 0.0)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def other(flow: str) -> Iterator[Recording]:
    """An interview under way in another window."""
    recording = Recording.begin(Store(data_folder()), open_flow(flow, None).logic, clock=present)
    recording.answer("fallen", Chosen("yes"))
    yield recording
    recording.close()


def test_an_interview_in_another_window_is_shown_read_only(
    flow: str, other: Recording, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("1\n1\n"))
    assert main(["run", flow, "--plain"]) == 0
    out = capsys.readouterr().out
    assert out.count("Read only: open in another window (process") == 2
    assert "Falls: yes" in out
    assert "Review of falls" in out
    assert "Answer: " not in out


@pytest.mark.parametrize(("chosen", "times"), [("1", 1), ("n", 0)])
def test_in_the_interview_of_a_known_patient_nothing_counts_that_was_typed_too_soon(
    flow: str, monkeypatch: pytest.MonkeyPatch, chosen: str, times: int
) -> None:
    kept = Recording.begin(Store(data_folder()), open_flow(flow, None).logic, clock=present)
    kept.answer("fallen", Chosen("yes"))
    kept.close()
    hushed: list[bool] = []
    monkeypatch.setattr(line_mode, "hush", lambda: hushed.append(True))
    monkeypatch.setattr(sys, "stdin", Terminal(f"{chosen}\nq\n"))
    assert main(["run", flow, "--plain"]) == 0
    assert len(hushed) == times


def test_another_interview_can_be_started_instead(
    flow: str, other: Recording, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("1\n2\n2\nq\n"))
    assert main(["run", flow, "--plain"]) == 0
    assert "Falls: no" in capsys.readouterr().out
    assert len(Store(data_folder()).unfinished()) == 2


@pytest.mark.parametrize("lines", ["1\n\n\n", "1\n"], ids=["Enter", "end of input"])
def test_home_asks_again_when_neither_is_wanted(
    flow: str, other: Recording, monkeypatch: pytest.MonkeyPatch, capsys: Capture, lines: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(lines))
    assert main(["--flows", str(Path(flow).parent)]) == 0
    assert capsys.readouterr().out.count("n, a number, or Enter to leave") == 2


def test_home_says_that_nothing_can_be_saved(
    flow: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    data_folder().touch()
    monkeypatch.setattr(sys, "stdin", Terminal("\n"))
    assert main(["--flows", str(Path(flow).parent)]) == 0
    assert "Nothing can be saved now: There is a file where a folder should be" in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_plain_interview_through_its_own_exit(
    flow: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, number: signal.Signals
) -> None:
    data_folder().touch()
    replies = iter(["1"])

    def read(prompt: str) -> str:
        reply = next(replies, "")
        if not reply:
            os.kill(os.getpid(), number)
        return reply

    monkeypatch.setattr(line_mode, "somebody_types", lambda: True)
    monkeypatch.setattr(line_mode, "read_line", read)
    before = signal.getsignal(number)
    assert main(["run", flow, "--plain"]) == 128 + number
    assert signal.getsignal(number) == before
    (session,) = home.glob("session-*.json")
    assert str(session) in "".join(capsys.readouterr().out.split())


def test_what_is_still_to_be_said_after_the_full_screen_is_printed(capsys: Capture) -> None:
    def ended() -> str:
        raise Ended(143, "Written to a file.")

    assert terminal.hold_full_screen(ended) == 143
    assert terminal.hold_full_screen(lambda: "All of it.") == 0
    assert capsys.readouterr().err.splitlines() == ["interview: Written to a file.", "interview: All of it."]


def test_a_terminal_that_is_gone_changes_no_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr(terminal, "complain", gone)
    assert terminal.hold_full_screen(lambda: "Anything.") == 0

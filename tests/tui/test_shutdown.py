"""However it ends, the terminal is restored and the exit code says how."""

from __future__ import annotations

import re
import signal

import pytest

from tests.tui.terminal import terminal

HOME = """
from interview.tui.app import run_home
from tests.tui.small import Offers

def run(conversation, clock):
    run_home(Offers(), clock=clock)
"""
QUESTION = "urgent?"
NEXT = "diagnosis?"
CRASH = """
def crash(self):
    secret = "Jane Roe"
    raise RuntimeError(secret)
from interview.tui.screens.interview import InterviewScreen
InterviewScreen.action_why = crash
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_ends_the_app_through_its_own_exit(number: signal.Signals, code: int) -> None:
    with terminal() as running:
        running.wait_for(QUESTION)
        running.send(b"0")
        running.wait_for(NEXT)
        running.process.send_signal(number)
        assert running.end() == code
        assert running.restored


def test_a_signal_ends_the_home_screen_with_the_code_that_says_so() -> None:
    with terminal(HOME) as running:
        running.wait_for("\x1b[?1049h")
        running.wait_for("quit")
        running.process.send_signal(signal.SIGTERM)
        assert running.end() == 143
        assert running.restored


def test_quitting_restores_the_terminal() -> None:
    with terminal() as running:
        running.wait_for(QUESTION)
        running.send(b"\x11")
        assert running.end() == 0
        assert running.restored


def test_a_terminal_that_went_away_ends_the_app_even_when_hanging_up_is_ignored() -> None:
    with terminal(ignore_hangup=True) as running:
        running.wait_for(QUESTION)
        assert running.hang_up() == 129


def test_bytes_that_are_no_text_do_not_end_the_app() -> None:
    with terminal() as running:
        running.wait_for(QUESTION)
        running.send(b"\xe9\xff")
        running.send(b"0")
        running.wait_for(NEXT)


def test_a_crash_shows_no_answer_and_restores_the_terminal() -> None:
    with terminal(CRASH) as running:
        running.wait_for(QUESTION)
        running.send(b"0")
        running.wait_for(NEXT)
        running.send(b"?")
        assert running.end() == 70
        assert running.restored
        said = running.output[running.output.rfind(b"\x1b[?1049l") :].decode()
        assert "fault in the program (RuntimeError" in said
        assert "Every answer is saved." in said
        assert "Jane" not in said
        assert "Traceback" not in said


def test_debugging_lists_the_places_and_still_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_DEBUG", "1")
    with terminal(CRASH) as running:
        running.wait_for(QUESTION)
        running.send(b"?")
        assert running.end() == 70
        said = running.output[running.output.rfind(b"\x1b[?1049l") :].decode()
        assert re.search(r"    app\.py:\d+ in \w+", said)
        assert re.search(r"    <string>:\d+ in crash", said)
        assert "Jane" not in said
        assert "Traceback" not in said


def test_an_idle_app_writes_nothing() -> None:
    with terminal() as running:
        running.wait_for(QUESTION)
        running.quiet(0.6)
        assert running.quiet(1.2) == b""

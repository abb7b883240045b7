"""The program as a person meets it: in a real terminal, killed in the middle, and started again."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyte

PATIENCE = 20.0
"""Seconds after which what was waited for is not coming any more."""
COLUMNS, LINES = 90, 26


class Screen:
    """A program on a terminal, and what the terminal shows."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self.process = process
        self._descriptor = descriptor
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    def press(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def wait_for(self, words: str) -> None:
        """Read what is drawn until these words are on the screen."""
        until = time.monotonic() + PATIENCE
        while words not in self.text:
            self._stream.feed(self._read(until))

    def end(self) -> int:
        """Read until the program is gone; return its exit code."""
        until = time.monotonic() + PATIENCE
        with suppress(OSError):
            while self._read(until):
                pass
        return self.process.wait(PATIENCE)

    def _read(self, until: float) -> bytes:
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, until - time.monotonic()))
        assert ready, f"nothing more came; the screen shows:\n{self.text}"
        return os.read(self._descriptor, 65536)


@contextmanager
def opened(*arguments: str) -> Iterator[Screen]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "interview", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm-256color"},
    )
    os.close(theirs)
    try:
        yield Screen(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_an_interview_that_was_killed_is_offered_again_with_every_answer(flow: str) -> None:
    with opened("run", flow) as screen:
        screen.wait_for("Has the patient fallen?")
        screen.press("1")
        screen.wait_for("Which limits are there?")
        screen.process.send_signal(signal.SIGKILL)
        screen.end()
    with opened("run", flow) as screen:
        screen.wait_for("Go on with")
        screen.wait_for("1 answer")
        screen.press("1")
        screen.wait_for("Which limits are there?")
        screen.press("\x11")
        assert screen.end() == 0


def test_a_whole_interview_ends_with_what_follows(flow: str) -> None:
    with opened("run", flow) as screen:
        screen.wait_for("Has the patient fallen?")
        screen.press("1")
        screen.wait_for("Which limits are there?")
        screen.press("0")
        screen.wait_for("How old is the patient?")
        screen.press("62\r")
        screen.wait_for("All asked")
        screen.press("\x11")
        screen.wait_for("Is it finished?")
        screen.press("1")
        assert screen.end() == 0


def test_plain_lines_on_a_terminal(flow: str, tmp_path: Path) -> None:
    with opened("run", flow, "--plain") as screen:
        screen.wait_for("Has the patient fallen?")
        screen.press("1\n")
        screen.wait_for("Which limits are there?")
        screen.press("q\n")
        assert screen.end() == 0
    with opened("run", flow, "--plain") as screen:
        screen.wait_for("n, a number, or Enter to leave")
        screen.press("1\n")
        screen.wait_for("Which limits are there?")
        screen.process.send_signal(signal.SIGINT)
        assert screen.end() == 130

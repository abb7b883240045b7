"""The app as a real process on a real pseudo-terminal."""

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
from interview.conversation.conversation import Conversation
from tests.tui.small import begin, clock
from interview.tui.app import InterviewApp, run
{more}
run(Conversation(begin()), clock=clock)
"""
PATIENCE = 20.0
"""Seconds after which a test gives up waiting."""


class Terminal:
    """A program and the terminal it runs on."""

    def __init__(self, more: str, ignore_hangup: bool) -> None:
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.output = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(more=more)],
            stdin=self.slave, stdout=self.slave, stderr=self.slave, cwd=ROOT, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color"}, preexec_fn=lambda: _own(self.slave, ignore_hangup),
        )  # fmt: skip

    def wait_for(self, text: str) -> None:
        """Wait until the program has written a text."""
        self._wait(lambda: text.encode() in self.output)

    def send(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def quiet(self, seconds: float) -> bytes:
        """Return what the program writes in so many seconds."""
        before = len(self.output)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.1)
        return self.output[before:]

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        self._wait(lambda: self.process.poll() is not None)
        self._read(0.2)
        return self.process.returncode

    def hang_up(self) -> int:
        """Take the terminal away and return the exit code."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1
        return self.process.wait(PATIENCE)

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: its modes, the main screen, no mouse reports, a cursor."""
        off = (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h")
        on = (b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?25l")
        ended = all(self.output.rfind(o) > self.output.rfind(i) for o, i in zip(off, on, strict=True))
        return ended and termios.tcgetattr(self.slave) == self.before

    def _wait(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, self.output[-500:]
            self._read(0.05)

    def _read(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            self.output += os.read(self.master, 65536)


@contextmanager
def terminal(more: str = "", *, ignore_hangup: bool = False) -> Iterator[Terminal]:
    running = Terminal(more, ignore_hangup)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        for end in (running.master, running.slave):
            if end >= 0:
                os.close(end)


def _own(slave: int, ignore_hangup: bool) -> None:
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    if ignore_hangup:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

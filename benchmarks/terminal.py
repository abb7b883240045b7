"""A program on a pseudo-terminal, watched from outside.

Output is only stamped while it arrives; it is read as text once the program has been quiet, so that
reading never competes with what is measured. Times are in milliseconds of the monotonic clock, memory in
MiB of resident set. Linux only.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyte

SMALL, WIDE = (80, 24), (120, 40)
"""Columns and lines: what every terminal has, and one with room for the side panel."""
SETTLE = 0.05
"""Seconds of silence after which a program is taken to have finished painting."""

REPLIES = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[?u": b"\x1b[?0u",
    b"\x1b[>q": b"\x1bP>|bench\x1b\\",
}
"""What a terminal answers to the queries programs send at start; without it they wait for a time-out."""

ANOTHER = b"\x1b[24~"
"""F12, which means nothing to either program: pressed before a key that comes again, it was not held down."""

VISIBLE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P^_].*?\x1b\\|\x1b.")


CARD = "╭─ "
"""How the line begins that holds the question."""


@dataclass(frozen=True, slots=True)
class Painted:
    """What a key painted, in milliseconds from the key."""

    frame: float
    """Until the frame that holds the next question."""
    last: float
    """Until the last byte: of what follows the question by a timer."""


class Program:
    """A running program with a terminal of its own."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = SMALL
    ) -> None:
        self.started = time.monotonic()
        self.pid, self._terminal = os.forkpty()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environment))
        self.resize(*size)
        self.output = bytearray()
        self._pressed = b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._shown = 0

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal as wide and as high as this."""
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def until(self, text: str, limit: float = 20.0) -> float:
        """Return the milliseconds from the start until the text was on its way to the screen."""
        stamp: float | None = time.monotonic()
        while time.monotonic() < self.started + limit:
            if stamp is not None and text in visible(self.output):
                return (stamp - self.started) * 1000
            stamp = self._read(0.5)
        raise TimeoutError(f"{text!r} never appeared; last seen: {visible(self.output)[-300:]!r}")

    def press(self, key: bytes, limit: float = 5.0) -> Painted:
        """Press a key; return when the next question was painted, and when the screen was still."""
        before = self._title(len(self.output))
        pressed = time.monotonic()
        self.send(key)
        stamps: list[tuple[float, int]] = []
        while time.monotonic() < pressed + limit:
            stamp = self._read(SETTLE)
            if stamp is not None:
                stamps.append((stamp, len(self.output)))
            elif stamps:
                last = stamps[-1][0]
                titles = ((stamp, self._title(end)) for stamp, end in stamps)
                frame = next((stamp for stamp, title in titles if title != before), last)
                return Painted((frame - pressed) * 1000, (last - pressed) * 1000)
        raise TimeoutError(f"nothing painted after {key!r}")

    def _title(self, end: int) -> str:
        """Return the title of the card after so many bytes; empty in a program that has none."""
        self._stream.feed(bytes(self.output[self._shown : end]))
        self._shown = max(self._shown, end)
        return next((line for line in self._screen.display if CARD in line), "")

    def send(self, key: bytes) -> None:
        """Press a key and do not wait for what it does."""
        os.write(self._terminal, ANOTHER + key if key == self._pressed else key)
        self._pressed = key

    def listen(self, seconds: float) -> None:
        """Take in what is painted in this time, or until the program has ended."""
        end = time.monotonic() + seconds
        with contextlib.suppress(OSError):  # nobody is at the other end any more
            while (left := end - time.monotonic()) > 0:
                self._read(left)

    def settle(self) -> None:
        """Wait until the program is quiet."""
        while self._read(4 * SETTLE) is not None:
            pass

    def memory(self) -> float:
        """Return the resident memory in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    def end(self, action: bytes | signal.Signals, limit: float = 10.0) -> tuple[float, bytes]:
        """End the program by a key or a signal; return the milliseconds it took and what it wrote last."""
        begun, before = time.monotonic(), len(self.output)
        if isinstance(action, signal.Signals):
            os.kill(self.pid, action)
        else:
            os.write(self._terminal, action)
        while time.monotonic() < begun + limit:
            with contextlib.suppress(OSError):
                self._read(0.01)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                with contextlib.suppress(OSError):
                    self._read(0.01)
                return (time.monotonic() - begun) * 1000, bytes(self.output[before:])
        raise TimeoutError("the program did not end")

    def _read(self, wait: float) -> float | None:
        """Read what has arrived, answer queries, and return when it did; None for silence."""
        ready, _, _ = select.select([self._terminal], [], [], wait)
        if not ready:
            return None
        stamp = time.monotonic()
        chunk = os.read(self._terminal, 1 << 16)
        self.output += chunk
        for query, reply in REPLIES.items():
            if query in chunk:
                os.write(self._terminal, reply)
        return stamp


def visible(output: bytes | bytearray) -> str:
    """Return what a person could read in the output, without control sequences."""
    return VISIBLE.sub(b"", output).decode("utf-8", "replace")

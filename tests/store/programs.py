"""Programs that write to a store until they are ended, and what they said before."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WRITER = Path(__file__).with_name("writer.py")


@dataclass
class Tally:
    """What became of answers, over all the times a program was ended while it wrote them."""

    manner: str
    unsaved: int
    """How many answers a program may have given that it has not acknowledged."""
    ends: int = 0
    acknowledged: int = 0
    lost: int = 0
    phantom: int = 0
    damaged: int = 0

    @property
    def flawless(self) -> bool:
        return not (self.lost or self.phantom or self.damaged) and self.acknowledged > self.ends

    def count(self, before: int, said: int, found: list[str], damaged: bool) -> None:
        """Count an end: answers there before, the last one acknowledged, and what was found."""
        right = sum(text == expected for text, expected in zip(found, answers(len(found)), strict=True))
        sure = max(before, said)
        self.ends += 1
        self.acknowledged += max(0, said - before)
        self.lost += max(0, sure - right)
        self.phantom += len(found) - right + max(0, right - sure - self.unsaved)
        self.damaged += damaged

    def __str__(self) -> str:
        return (
            f"{self.manner}: ended {self.ends} times, {self.acknowledged} answers acknowledged, "
            f"{self.lost} lost, {self.phantom} phantom, {self.damaged} files damaged"
        )


@contextmanager
def writer(folder: Path, manner: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a writer; it is killed at the end."""
    with subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), manner],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as running:
        yield running
        running.kill()


def listen(handle: int, seconds: float, lines: int | None = None) -> bytes:
    """Return what is heard in this time, or until this many lines or the end were heard."""
    heard, deadline = b"", time.monotonic() + seconds
    while (lines is None or heard.count(b"\n") < lines) and (left := deadline - time.monotonic()) > 0:
        if select.select([handle], [], [], left)[0]:
            part = os.read(handle, 65536)
            if not part:
                break
            heard += part
    return heard


def last_of(heard: bytes) -> int:
    """Return the last answer that was acknowledged; a line that was cut off does not count."""
    whole = (line for line in heard.splitlines(keepends=True) if line.endswith(b"\n"))
    return max((int(line.split()[1]) for line in whole if line.startswith(b"ACK")), default=0)


def answers(count: int) -> list[str]:
    """Return the texts a writer has given after this many answers."""
    return [f"answer {n} " + "weakness of the finger flexors " * (n % 4) for n in range(1, count + 1)]

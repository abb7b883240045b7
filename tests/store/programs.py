"""Programs that write to a store until they are ended, and what they said before."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WRITER = Path(__file__).with_name("writer.py")


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

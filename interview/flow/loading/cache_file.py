"""A file of plain data in a cache: a checksum and JSON.

It is read only when the checksum fits and nobody else can have written it, and is written beside its place
first, so that it is there whole or not at all.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interview import __version__
from interview.digest import sha256

MOST_BYTES = 20_000_000
"""Of one file; what needs more is not kept."""
_PROGRAM = Path(__file__).parents[2]


def program() -> list[object]:
    """Return what tells this very program from any other: what it wrote another one may not understand."""
    return [__version__, sys.version, *_sources()]


def read(path: Path) -> Any:
    """Return what a file holds; `OSError` or `ValueError` where it is not to be used."""
    checksum, _, text = _own(path).partition(b"\n")
    if sha256(text).hexdigest().encode() != checksum:
        raise ValueError(path)
    return json.loads(text)


def write(path: Path, value: object) -> None:
    """Keep a value; `OSError`, `ValueError` or `TypeError` where that cannot be done."""
    text = json.dumps(value, separators=(",", ":")).encode("ascii")
    if len(text) > MOST_BYTES:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sha256(text).hexdigest().encode() + b"\n" + text)
    beside.replace(path)


def _own(path: Path) -> bytes:
    """Return what a file holds; `OSError` where another account may have written it, or through a link."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if sys.platform != "win32" and (found.st_uid != os.geteuid() or found.st_mode & 0o022):
            raise PermissionError
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES + 100:
            raise OSError
        return file.read()


def _sources() -> Iterator[int]:
    """Yield when the modules of the program were written, and how long they are: a program may change."""
    for path in sorted(_PROGRAM.rglob("*.py")):
        found = path.stat()
        yield from (found.st_mtime_ns, found.st_size)

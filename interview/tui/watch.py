"""Noticing that the files of a flow were saved, by looking at them now and then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

MOST_FOLDERS = 200
"""Folders looked into; whatever has more is no flow's folder, and looking must stay cheap."""

Look = frozenset[tuple[str, int, int, int]]
"""Every file's path, number on the disk, size in bytes and time of change in nanoseconds."""


class Watch:
    """Notices changes below a folder once they have settled, so that a file is not read half-written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = self._seen = look_at(folder)

    def changed(self) -> bool:
        """Look once more: True, and only once, when files are other than known and the same as a look ago."""
        now = look_at(self._folder)
        settled, self._seen = now == self._seen, now
        if not settled or now == self._known:
            return False
        self._known = now
        return True


def look_at(folder: Path) -> Look:
    """Return how the files below a folder look from outside, hidden ones left out; nothing without it."""
    return frozenset(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for where, folders, names in islice(os.walk(folder), MOST_FOLDERS):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                yield _look(os.path.join(where, name))  # noqa: PTH118 - a Path for each would cost the most


def _look(path: str) -> tuple[str, int, int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:  # gone between listing and looking
        return path, 0, 0, 0
    return path, found.st_ino, found.st_size, found.st_mtime_ns

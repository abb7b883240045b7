"""Power cuts: what a program asks of the disk is recorded, and disks are made that a cut may have left.

A file system of SQLite notes each write, sync, creation and removal. What survives a cut at some step:

- data: whatever was written before the last sync of its file; of the later writes each one, by chance, whole,
  torn at a sector, or not at all, in no order;
- names: creations and removals before the last sync of their folder, and of the later ones the first few.
  With `journalled`, as on ext4, the sync of a file makes earlier names last too.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
_JOURNAL = apsw.SQLITE_OPEN_MAIN_JOURNAL


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: write, cut (to a length), sync, create, remove, names (synced), or said.

    With `said`, the file is who said that an answer was saved, and the place is its number.
    """

    kind: str
    file: str = ""
    place: int = 0
    data: bytes = b""


class DiskFull(apsw.FullError, sqlite3.OperationalError):
    """What SQLite says of a full disk, as both of its modules know it."""

    sqlite_errorcode = sqlite3.SQLITE_FULL


@dataclass
class Recorder(apsw.VFS):
    """The file system of a name; every step on it is in `steps`."""

    name: str
    steps: list[Step] = field(default_factory=list)
    room: int | None = None
    """How many more writes the disk takes; None for any number."""

    def __post_init__(self) -> None:
        super().__init__(self.name, "")

    def xOpen(self, name: Any, flags: list[int]) -> RecordedFile:
        return RecordedFile(self, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        super().xDelete(name, sync)
        self.steps.append(Step("remove", Path(name).name))
        if sync:
            self.steps.append(Step("names"))


class RecordedFile(apsw.VFSFile):
    def __init__(self, disk: Recorder, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._file, self._disk, self._steps = Path(path or "").name, disk, disk.steps
        self._new_journal = bool(flags[0] & _JOURNAL)
        self._steps.append(Step("create", self._file))

    def xWrite(self, data: Any, offset: int) -> None:
        if self._disk.room is not None:
            if not self._disk.room:
                raise DiskFull
            self._disk.room -= 1
        super().xWrite(data, offset)
        self._steps.append(Step("write", self._file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._steps.append(Step("cut", self._file, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._steps.append(Step("sync", self._file))
        if self._new_journal:  # SQLite syncs the folder of a journal with its first sync
            self._steps.append(Step("names"))
            self._new_journal = False


@dataclass
class Contents:
    """What is known of a file: the bytes that last, and what was done since."""

    lasting: bytes = b""
    since: list[Step] = field(default_factory=list)

    def synced(self) -> None:
        for step in self.since:
            self.lasting = done(self.lasting, step)
        self.since = []

    def left(self, chance: random.Random) -> bytes:
        """Return what may be left of the file."""
        manner, content = chance.random(), self.lasting
        for step in self.since:
            luck = chance.random() if manner < 0.7 else float(manner < 0.85)
            if step.kind == "write" and 0.4 < luck < 0.6:
                whole = SECTOR * chance.randint(0, len(step.data) // SECTOR)
                step = Step("write", step.file, step.place, step.data[:whole])
            if luck >= 0.4:
                content = done(content, step)
        return content


def done(content: bytes, step: Step) -> bytes:
    """Return the content of a file after a write or a cut."""
    if step.kind == "cut":
        return content[: step.place].ljust(step.place, b"\0")
    if not step.data:
        return content
    return content[: step.place].ljust(step.place, b"\0") + step.data + content[step.place + len(step.data) :]


@dataclass
class Disk:
    """A disk as the steps so far have left it, with what a cut would leave of it."""

    journalled: bool
    said: dict[str, int] = field(default_factory=dict)
    _names: dict[str, Contents] = field(default_factory=dict)
    _lasting_names: dict[str, Contents] = field(default_factory=dict)
    _pending: list[tuple[str, Contents | None]] = field(default_factory=list)

    def take(self, step: Step) -> None:
        match step.kind:
            case "said":
                self.said[step.file] = step.place
            case "create" if step.file not in self._names:
                self._names[step.file] = Contents()
                self._pending.append((step.file, self._names[step.file]))
            case "remove":
                self._names.pop(step.file, None)
                self._pending.append((step.file, None))
            case "write" | "cut":
                self._names[step.file].since.append(step)
            case "sync":
                self._names[step.file].synced()
                if self.journalled:
                    self._names_last(len(self._pending))
            case "names":
                self._names_last(len(self._pending))

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files that a cut may leave; the disk itself goes on."""
        names = dict(self._lasting_names)
        for name, contents in self._pending[: chance.randint(0, len(self._pending))]:
            _renamed(names, name, contents)
        return {name: contents.left(chance) for name, contents in names.items()}

    def _names_last(self, count: int) -> None:
        for name, contents in self._pending[:count]:
            _renamed(self._lasting_names, name, contents)
        del self._pending[:count]


def _renamed(names: dict[str, Contents], name: str, contents: Contents | None) -> None:
    if contents is None:
        names.pop(name, None)
    else:
        names[name] = contents


def cuts(
    steps: list[Step], count: int, *, journalled: bool, seed: int = 1
) -> Iterator[tuple[dict[str, int], dict[str, bytes]]]:
    """Give, for so many cuts, the last answer each had said to be saved, and the files that are left.

    Half of the cuts come right after an answer was said to be saved.
    """
    chance = random.Random(seed)
    said = [number for number, step in enumerate(steps, 1) if step.kind == "said"]
    places = sorted(
        chance.choice(said) if chance.random() < 0.5 else chance.randint(1, len(steps)) for _ in range(count)
    )
    disk, taken = Disk(journalled), 0
    for place in places:
        for step in steps[taken:place]:
            disk.take(step)
        taken = place
        yield dict(disk.said), disk.left(chance)

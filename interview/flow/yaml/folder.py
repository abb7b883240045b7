"""The files of a flow, read from its folder: no larger than allowed, and none from outside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from interview.errors import Place, Problem
from interview.flow.yaml.nodes import File, Report, Scalar, shown
from interview.library import from_here, real_path
from interview.text import NotText, decoded, one_line, shown_path

MOST_BYTES = 1_000_000
MOST_FILES = 100
START = "flow.yaml"


def path_of(folder: Path, place: Place) -> str:
    """Return the path of a file of a flow, which in a place is named after its folder alone."""
    return (folder / place.file.partition("/")[2]).as_posix()


def place_from_here(folder: Path, place: Place) -> Place:
    """Return a place in a file of a folder with its path from the working directory, to be told."""
    return replace(place, file=shown_path(path_of(from_here(folder), place)))


def seen_from_here(folder: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return mistakes in the files of a folder, each with its path from the working directory."""
    return tuple(replace(one, place=place_from_here(folder, one.place)) for one in problems)


class Folder:
    """A flow's folder. Files are named after it in messages."""

    def __init__(self, path: Path, report: Report) -> None:
        self._root = real_path(path)
        self._report = report
        self._given = {self._root / START}

    def start(self) -> File | None:
        """Return `flow.yaml`; None when it cannot be read, which is then reported."""
        file = File(self._shown(START))
        if not self._root.is_dir():
            self._report.add_at(file, 1, 1, "flow-missing", "there is no such folder")
            return None
        path = self._root / START
        if not real_path(path).is_relative_to(self._root):
            self._report.add_at(file, 1, 1, "include-outside", f"{START} leads out of the flow's folder")
            return None
        if not path.is_file():
            self._report.add_at(file, 1, 1, "flow-missing", f"a flow's folder must hold a {START}")
            return None
        return self._read(path, file)

    def included(self, node: Scalar) -> File | None:
        """Return an included file; None when it may not or cannot be read, which is then reported."""
        name = node.value
        try:
            path = real_path(self._root / name)
        except (OSError, ValueError):
            self._report.add(node, "include-missing", f"{shown(name)} is not the name of a file")
            return None
        if not path.is_relative_to(self._root):
            self._report.add(node, "include-outside", f"{shown(name)} leads out of the flow's folder")
        elif not path.is_file():
            self._report.add(node, "include-missing", f"there is no file {shown(name)} in the flow's folder")
        elif path in self._given:
            self._report.add(node, "included-twice", f"{shown(name)} is already part of the flow")
        elif len(self._given) >= MOST_FILES:
            self._report.add(node, "too-many", f"a flow has at most {MOST_FILES} files")
        else:
            self._given.add(path)
            return self._read(path, File(self._shown(name)))
        return None

    def beside(self, name: str) -> File | None:
        """Return a file that lies in the folder and is no part of the flow; None as with an included one."""
        return self.included(Scalar(File(self._shown(name)), 1, 1, name, ""))

    def _shown(self, name: str) -> str:
        return one_line(f"{self._root.name}/{name}")

    def _read(self, path: Path, file: File) -> File | None:
        try:
            with path.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except OSError as error:
            reason = (error.strerror or "").lower() or "unreadable"
            self._report.add_at(file, 1, 1, "unreadable-file", f"the file cannot be read: {reason}")
            return None
        if len(data) > MOST_BYTES:
            self._report.add_at(file, 1, 1, "too-large", f"a file has at most {MOST_BYTES:,} bytes; split it")
            return None
        return self._decode(data, file)

    def _decode(self, data: bytes, file: File) -> File | None:
        try:
            file.text = decoded(data)
        except NotText as error:
            self._report.add_at(file, error.line, error.column, "not-utf-8", str(error))
            return None
        if file.text.replace("\n", "").isprintable():
            return file
        return file if self._is_text(file) else None

    def _is_text(self, file: File) -> bool:
        for number, line in enumerate(file.text.split("\n"), 1):
            for column, char in enumerate(line.rstrip("\r"), 1):
                if (char < " " and char != "\t") or "\x7f" <= char <= "\x9f":
                    said = f"the control character U+{ord(char):04X} must not stand in a file"
                    self._report.add_at(file, number, column, "control-character", said)
                    return False
        return True

"""Runs a guide as its reader would: files are written, changes made, and commands typed, in order.

A block of `yaml` is a whole file, a block of `diff` a change to one; the paragraph above names the file last.
A block of `text` whose lines begin with `$` holds commands and what they print. A line `...` there stands for
lines that are left out.

`python -m tests.guide PAGE` writes into a page what its commands print today.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from interview.cli import main

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w./-]+\.yaml)`")


LEFT_OUT = "..."


class Today(date):
    """The day on which guides are read."""

    @classmethod
    def today(cls) -> Today:
        return cls(2026, 3, 9)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the guide, the line it stands on, and the file that the paragraph above it names."""

    language: str
    text: str
    line: int
    file: str


@dataclass(frozen=True, slots=True)
class Typed:
    """One command and what the guide says it prints."""

    command: str
    printed: str
    line: int


def blocks(guide: str) -> Iterator[Block]:
    """Yield the blocks of a guide in order."""
    for fence in FENCE.finditer(guide):
        above = guide[: fence.start()].rstrip("\n").rpartition("\n\n")[2]
        named = FILE.findall(above)
        line = guide.count("\n", 0, fence.start()) + 1
        yield Block(fence[1], fence[2], line, named[-1] if named else "")


def typed(block: Block) -> Iterator[Typed]:
    """Yield the commands of a block."""
    lines = block.text.splitlines()
    starts = [index for index, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        printed = "\n".join(lines[start + 1 : end]).strip("\n")
        yield Typed(lines[start][2:], printed, block.line + 1 + start)


@contextlib.contextmanager
def reading(data: Path) -> Iterator[None]:
    """Let it be the day on which guides are read, with this folder for the reader's own data."""
    umask = os.umask(0o077)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_DATA", str(data))
        patch.delenv("INTERVIEW_FLOWS", raising=False)
        patch.setattr("interview.cli.commands.new.date", Today)
        patch.setattr("interview.cli.commands.check.date", Today)
        patch.setattr("interview.cli.answers_file.now", lambda: f"{Today.today()}T10:00:00+00:00")
        yield
    os.umask(umask)


def says(printed: str, got: str) -> bool:
    """Return whether a guide says what was printed, some of it perhaps left out."""
    parts = (
        re.escape(part.strip("\n"))
        for part in re.split(rf"^{re.escape(LEFT_OUT)}$", printed, flags=re.MULTILINE)
    )
    return re.fullmatch(r"\n*(?:.*\n)*".join(parts), got) is not None


def rewritten(guide: str, folder: Path) -> str:
    """Return a guide in which every command is followed by what it prints; what is right stays as it is."""
    pieces, end = [], 0
    for fence, block in zip(FENCE.finditer(guide), blocks(guide), strict=True):
        done = list(run(block, folder))
        if done:
            pieces += [guide[end : fence.start(2)], *(_as_written(one, got) for one, got in done)]
            end = fence.end(2)
    return "".join([*pieces, guide[end:]])


def _as_written(one: Typed, got: str) -> str:
    printed = one.printed if says(one.printed, got) else got
    return f"$ {one.command}\n" + (f"{printed}\n" if printed else "")


def run(block: Block, folder: Path) -> Iterator[tuple[Typed, str]]:
    """Do what a block says in a folder; yield each command with what it really printed."""
    if block.language == "yaml":
        write(folder / block.file, block.text)
    elif block.language == "diff":
        change(folder / block.file, block.text)
    elif block.language == "text":
        for one in typed(block):
            yield one, output(one.command, folder)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(file: Path, diff: str) -> None:
    """Replace the lines without `+` by those without `-`; they must stand in the file exactly once."""
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] or line for line in lines if not line.startswith("+"))
    new = "".join(line[1:] or line for line in lines if not line.startswith("-"))
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} does not hold this once:\n{old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def output(command: str, folder: Path) -> str:
    """Type a command in a folder and return everything it prints."""
    program, *arguments = shlex.split(command)
    if program != "interview":
        beside(program, [folder / name for name in arguments if not name.startswith("-")])
        return ""
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        main(arguments)
    return "\n".join(line.rstrip() for line in printed.getvalue().splitlines()).strip("\n")


def beside(program: str, paths: list[Path]) -> None:
    """Do what the other commands of a guide do."""
    if program == "cp":
        shutil.copytree(paths[0], paths[1])
    elif program == "rm":
        for path in paths:
            path.unlink()
    else:
        raise AssertionError(f"the guide types {program!r}")


if __name__ == "__main__":
    page = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as data, reading(Path(data)):
        text = rewritten(page.read_text(encoding="utf-8"), Path(work))
    page.write_text(text, encoding="utf-8")

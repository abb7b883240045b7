"""A summary goes to a new file that only its owner can read, all of it or nothing."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from interview.errors import UsageError
from interview.export.files import free_name, write_new

NOTE = "Assessment\nGrüße\n"


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777], ids=oct)
def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path, mask: int) -> None:
    target = tmp_path / "note.txt"
    with umask(mask):
        write_new(target, NOTE)
    assert target.read_text(encoding="utf-8") == NOTE
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_an_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "note.txt"
    target.write_text("older")
    with pytest.raises(UsageError, match=r"note\.txt exists already"):
        write_new(target, NOTE)
    assert target.read_text() == "older"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("dangling", [True, False])
def test_a_symbolic_link_is_never_followed(tmp_path: Path, dangling: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if not dangling:
        elsewhere.write_text("older")
    link = tmp_path / "note.txt"
    link.symlink_to(elsewhere)
    with pytest.raises(UsageError, match="exists already"):
        write_new(link, NOTE)
    assert elsewhere.exists() is not dangling
    assert link.is_symlink()


def test_a_folder_that_somebody_reached_by_a_link_is_theirs(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "papers")
    write_new(tmp_path / "link" / "note.txt", NOTE)
    assert (tmp_path / "papers" / "note.txt").read_text(encoding="utf-8") == NOTE


def test_a_disk_without_hard_links_gets_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "note.txt"
    write_new(target, NOTE)
    assert target.read_text(encoding="utf-8") == NOTE
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="exists already"):
        write_new(target, "newer")
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match=r"cannot write .*No space left on device"):
        write_new(tmp_path / "note.txt", NOTE)
    assert list(tmp_path.iterdir()) == []


def test_without_hard_links_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match=r"cannot write .*Input/output error"):
        write_new(tmp_path / "note.txt", NOTE)
    assert list(tmp_path.iterdir()) == []


FULL = """
import resource, sys
from pathlib import Path
from interview.errors import UsageError
from interview.export.files import write_new
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_new(Path(sys.argv[1]), "x" * 100_000)
except UsageError as error:
    print(error)
"""


def test_where_room_ends_in_the_middle_it_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "note.txt"
    done = subprocess.run([sys.executable, "-c", FULL, target], capture_output=True, text=True, check=True)
    assert done.stdout == f"cannot write {target}: File too large\n"
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from interview.export import files
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
os.{step} = die
files.write_new(Path(sys.argv[1]), "x" * 100_000)
"""


@pytest.mark.parametrize("step", ["fdopen", "fsync", "link"])
def test_a_program_that_is_killed_leaves_no_half_file(tmp_path: Path, step: str) -> None:
    target = tmp_path / "note.txt"
    done = subprocess.run([sys.executable, "-c", KILLED.format(step=step), target])
    assert done.returncode == -9
    assert not target.exists()
    write_new(target, NOTE)
    assert target.read_text(encoding="utf-8") == NOTE


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*No such file or directory"):
        write_new(tmp_path / "missing" / "note.txt", NOTE)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert free_name(tmp_path, "note", ".txt").name == "note.txt"
    (tmp_path / "note.txt").touch()
    (tmp_path / "note-2.txt").touch()
    assert free_name(tmp_path, "note", ".txt").name == "note-3.txt"


def test_a_name_that_a_link_to_nowhere_has_is_taken_too(tmp_path: Path) -> None:
    (tmp_path / "note.txt").symlink_to(tmp_path / "gone")
    assert free_name(tmp_path, "note", ".txt").name == "note-2.txt"


@pytest.mark.parametrize(
    "stem",
    ["../../etc/passwd", "/etc/passwd", "..", ".hidden", "-rf", "a\x00b\nc", "c:\\a", "x" * 500, "~"],
)
def test_a_name_we_make_never_leaves_the_folder(tmp_path: Path, stem: str) -> None:
    """The id of a session may come from a file that somebody else made."""
    path = free_name(tmp_path, stem, ".txt")
    assert path.parent == tmp_path
    assert path.resolve().parent == tmp_path.resolve()
    write_new(path, NOTE)
    assert list(tmp_path.iterdir()) == [path]
    assert not path.name.startswith((".", "-"))

"""A summary goes to a new file that only its owner can read, all of it or nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from interview.errors import UsageError
from interview.export.files import free_name, write_new

NOTE = "Assessment\nGrüße\n"


def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    os.umask(0o022)
    target = tmp_path / "note.txt"
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


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*No such file or directory"):
        write_new(tmp_path / "missing" / "note.txt", NOTE)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert free_name(tmp_path, "note", ".txt").name == "note.txt"
    (tmp_path / "note.txt").touch()
    (tmp_path / "note-2.txt").touch()
    assert free_name(tmp_path, "note", ".txt").name == "note-3.txt"

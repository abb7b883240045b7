"""A session that its store does not take is written to any folder that does."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from interview.errors import UsageError
from interview.export import session_file
from interview.export.files import write_new
from interview.export.session_file import unpack

DATA: dict[str, Any] = {"session": {"id": "0123456789"}, "flows": {}, "events": [], "note": None}


def test_session_and_note_are_two_new_files_for_their_owner_alone(tmp_path: Path) -> None:
    path, note = session_file.write_rescue_file(tmp_path, DATA, "A note.\n")
    assert note is not None
    assert (path.name, note.name) == ("session-01234567.json", "session-01234567.txt")
    assert unpack(path.read_text(encoding="utf-8"))["session"] == DATA["session"]
    assert note.read_text(encoding="utf-8") == "A note.\n"
    assert {file.stat().st_mode & 0o777 for file in (path, note)} == {0o600}


def test_what_is_there_is_left_and_no_link_is_followed(tmp_path: Path) -> None:
    aim = tmp_path / "aim"
    (tmp_path / "session-01234567.json").write_text("mine")
    (tmp_path / "session-01234567-2.json").symlink_to(aim)
    path, _ = session_file.write_rescue_file(tmp_path, DATA)
    assert path.name == "session-01234567-3.json"
    assert (tmp_path / "session-01234567.json").read_text() == "mine"
    assert not aim.exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no folder .*/nowhere"):
        session_file.write_rescue_file(tmp_path / "nowhere", DATA)


def test_without_room_for_the_note_the_session_is_kept_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = write_new

    def full(path: Path, text: str) -> None:
        if path.suffix == ".txt":
            raise UsageError("no space")
        really(path, text)

    monkeypatch.setattr("interview.export.session_file.write_new", full)
    path, note = session_file.write_rescue_file(tmp_path, DATA, "A note.\n")
    assert path.exists()
    assert note is None


def test_a_rescue_takes_the_first_folder_that_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_file, "rescue_folders", lambda: (tmp_path / "nowhere", tmp_path))
    path = session_file.rescue(DATA)
    assert path is not None
    assert path.parent == tmp_path
    monkeypatch.setattr(session_file, "rescue_folders", lambda: (tmp_path / "nowhere",))
    assert session_file.rescue(DATA) is None


def test_home_is_offered_first_and_there_is_always_a_last_resort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert session_file.offered_folder() == tmp_path
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    assert session_file.offered_folder() == tmp_path


def test_a_folder_on_a_full_disk_is_offered_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full, roomy = tmp_path / "full", tmp_path / "roomy"
    full.mkdir()
    roomy.mkdir()
    room = {full: 4096, roomy: 10**9}
    monkeypatch.setattr(session_file, "rescue_folders", lambda: (full, roomy))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=room[folder]))
    assert session_file.offered_folder() == roomy
    room[roomy] = 0
    assert session_file.offered_folder() == full


def test_what_is_said_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "session.json"
    assert f"sessions import '{path}'" in session_file.rescue_words(path).replace("''", "'")

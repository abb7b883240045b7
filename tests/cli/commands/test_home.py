"""A copy written because nothing could be saved is pointed out at the next start, until it is added."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli import main
from interview.export import session_file
from interview.flow.answers import Chosen, Number
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.moments import present
from interview.store import Recording, Store

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setattr(session_file, "rescue_folders", lambda: (folder, folder, tmp_path / "nowhere"))
    return folder


@pytest.fixture
def copy(home: Path, flow: str) -> Path:
    """A file with two answers, of a session of which one is kept."""
    store = Store(data_folder())
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=present)
    recording.answer("fallen", Chosen("yes"))
    behind = store.export(recording.id)
    recording.answer("age", Number(67))
    path, _ = session_file.write_rescue_file(home, store.export(recording.id))
    recording.close()
    store.delete(recording.id)
    store.import_(behind)
    store.close()
    return path


def start(typed: Callable[[str], None], capsys: Capture) -> str:
    typed("")
    assert main(["--plain"]) == 0
    return " ".join(capsys.readouterr().err.split())


def test_a_newer_copy_is_told_until_it_is_added(
    copy: Path, typed: Callable[[str], None], capsys: Capture
) -> None:
    words = f"A newer copy of an interview lies in {copy}; 'interview sessions import {copy}' adds it."
    assert start(typed, capsys).count(words) == 1
    assert main(["sessions", "import", str(copy)]) == 0
    capsys.readouterr()
    assert start(typed, capsys) == ""


def test_other_files_are_passed_over(home: Path, typed: Callable[[str], None], capsys: Capture) -> None:
    for number, text in enumerate(("", "[]", "{", '{"interview_session": 2}')):
        (home / f"session-0000000{number}.json").write_text(text)
    (home / "session-0000000f.json").write_bytes(b"\xff\xfe")
    assert start(typed, capsys) == ""

"""An older file that comes back under an open window costs no answer that was said to be saved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interview.conversation.conversation import Conversation
from interview.conversation.notices import NoticeFeed
from interview.flow.answers import Text
from interview.store import Recording, Store
from interview.tui.rows.banners import unsaved
from tests.store.small import begin, clock, resume, texts

WORDS = ["0", "1", "2", "3", "4"]
Restore = Callable[[Path, Path], object]


def in_place(copy: Path, path: Path) -> None:
    path.write_bytes(copy.read_bytes())


def under_a_new_name(copy: Path, path: Path) -> None:
    fresh = path.with_name("fresh")
    shutil.copyfile(copy, fresh)
    fresh.replace(path)


RESTORES = pytest.mark.parametrize("restore", [in_place, under_a_new_name])


def answer(recording: Recording, *numbers: int) -> None:
    for number in numbers:
        recording.answer("comment", Text(str(number)))
        assert recording.saved, recording.problem


@pytest.fixture
def copied(store: Store, folder: Path, tmp_path: Path) -> tuple[Recording, Path]:
    """An interview with three answers, and a copy of the file from before the last two."""
    recording = begin(store)
    answer(recording, 0)
    copy = tmp_path / "copy.db"
    shutil.copyfile(folder / "sessions.db", copy)
    answer(recording, 1, 2)
    return recording, copy


def on_disk(folder: Path, session_id: str) -> list[str]:
    with closing(Store.open(folder, read_only=True)) as store:
        return texts(store, session_id)


@RESTORES
def test_the_next_answer_writes_again_what_is_missing_and_tells(
    copied: tuple[Recording, Path], folder: Path, restore: Restore
) -> None:
    recording, copy = copied
    restore(copy, folder / "sessions.db")
    answer(recording, 3)
    assert "2 entries were missing in it and written again" in recording.notice
    assert recording.restored == unsaved(Conversation(recording))
    assert any("written again" in notice.text for notice in NoticeFeed().of(Conversation(recording)))
    answer(recording, 4)
    assert recording.notice == ""
    assert on_disk(folder, recording.id) == WORDS


@RESTORES
@pytest.mark.parametrize("leave", [Recording.save, Recording.close, Recording.finish])
def test_whoever_leaves_does_not_leave_an_older_file(
    copied: tuple[Recording, Path], folder: Path, restore: Restore, leave: Callable[[Recording], object]
) -> None:
    recording, copy = copied
    restore(copy, folder / "sessions.db")
    leave(recording)
    assert recording.saved
    assert recording.restored
    assert on_disk(folder, recording.id) == WORDS[:3]
    with closing(Store.open(folder, read_only=True)) as store:
        assert bool(store.find(recording.id).finished) == recording.finished


@RESTORES
def test_an_older_file_may_not_know_the_session_at_all(
    store: Store, folder: Path, tmp_path: Path, restore: Restore
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(folder / "sessions.db", copy)
    recording = begin(store)
    answer(recording, 0, 1, 2)
    restore(copy, folder / "sessions.db")
    answer(recording, 3)
    assert "3 entries were missing" in recording.notice
    assert on_disk(folder, recording.id) == WORDS[:4]


@RESTORES
def test_a_session_that_was_gone_on_with_keeps_what_it_was_begun_with(
    copied: tuple[Recording, Path], store: Store, folder: Path, tmp_path: Path, restore: Restore
) -> None:
    recording, _ = copied
    recording.close()
    store.label(recording.id, "bed 4")
    again = resume(store, recording.id)
    answer(again, 3)
    before = store.find(recording.id)
    Store.open(tmp_path / "empty").close()
    restore(tmp_path / "empty" / "sessions.db", folder / "sessions.db")
    answer(again, 4)
    assert on_disk(folder, recording.id) == WORDS
    assert store.find(recording.id).head == before.head


def test_other_windows_read_what_is_there_now(
    copied: tuple[Recording, Path], store: Store, folder: Path
) -> None:
    recording, copy = copied
    under_a_new_name(copy, folder / "sessions.db")
    assert texts(store, recording.id) == ["0"]


def test_what_is_only_looked_at_writes_nothing(copied: tuple[Recording, Path], folder: Path) -> None:
    recording, copy = copied
    looked_at = Recording(Store(folder, read_only=True), recording.session, clock)
    looked_at.id = recording.id
    in_place(copy, folder / "sessions.db")
    looked_at.close()
    assert on_disk(folder, recording.id) == ["0"]

"""A save is noticed once, whichever way it was done, and not before it is complete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview.conversation.preview import Watch
from tests.tui.drafts import edit, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "falls")


def overwrite(folder: Path) -> None:
    (folder / "lines.yaml").write_text("other", encoding="utf-8")


def rename(folder: Path) -> None:
    edit(folder / "lines.yaml", ("Bone", "bone"))


def remove(folder: Path) -> None:
    (folder / "lines.yaml").unlink()


def add(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "new.yaml").write_text("", encoding="utf-8")


def move_away(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize("change", [overwrite, rename, remove, add, move_away])
def test_a_change_is_taken_up_once_at_the_second_look(folder: Path, change: Callable[[Path], None]) -> None:
    watch = Watch(folder)
    change(folder)
    assert [watch.changed() for _ in range(4)] == [False, True, False, False]


def test_nothing_is_taken_up_while_a_file_is_still_being_written(folder: Path) -> None:
    watch = Watch(folder)
    (folder / "lines.yaml").write_text("", encoding="utf-8")
    assert not watch.changed()
    (folder / "lines.yaml").write_text("recommendations:", encoding="utf-8")
    assert not watch.changed()
    assert watch.changed()


def test_what_was_undone_before_it_settled_is_no_change(folder: Path) -> None:
    watch = Watch(folder)
    add(folder)
    assert not watch.changed()
    (folder / "more" / "new.yaml").unlink()
    assert [watch.changed(), watch.changed()] == [False, False]


def test_hidden_files_such_as_those_of_an_editor_do_not_count(folder: Path) -> None:
    watch = Watch(folder)
    (folder / ".lines.yaml.swp").write_text("x", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_text("x", encoding="utf-8")
    assert [watch.changed(), watch.changed()] == [False, False]


def test_a_link_that_leads_nowhere_is_looked_at_as_well(folder: Path) -> None:
    watch = Watch(folder)
    (folder / "topic.yaml").symlink_to(folder / "missing.yaml")
    assert [watch.changed(), watch.changed()] == [False, True]

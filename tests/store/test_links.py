"""What a link in the data folder leads to is never touched, and the person is told of it."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from interview.errors import UsageError
from interview.flow.answers import Text
from interview.library import flow_folder, list_flows, list_templates
from interview.store import Store, StoreError
from interview.store.encryption import encrypt
from interview.store.private_files import erase, private_file
from tests.store.small import AT, event, small_flow

STRANGER = b"of somebody else"


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    path = tmp_path / "stranger"
    path.write_bytes(STRANGER)
    path.chmod(0o644)
    return path


def untouched(path: Path) -> bool:
    return path.read_bytes() == STRANGER and path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_erasing_a_link_removes_the_link_alone(tmp_path: Path, stranger: Path, link: object) -> None:
    path = tmp_path / "sessions-converted.db"
    assert callable(link)
    link(stranger, path)
    erase(path)
    assert untouched(stranger)
    assert not os.path.lexists(path)


def test_a_private_file_is_never_behind_a_link(tmp_path: Path, stranger: Path) -> None:
    path = tmp_path / "sessions.db"
    path.symlink_to(stranger)
    with pytest.raises(OSError, match="symbolic link"):
        private_file(path)
    assert untouched(stranger)


@pytest.mark.parametrize("name", ["sessions.db", "sessions.lock", "locks"])
def test_a_link_where_a_file_should_be_is_told(folder: Path, stranger: Path, name: str) -> None:
    folder.mkdir()
    (folder / name).symlink_to(stranger)
    with closing(Store(folder)) as store, pytest.raises(StoreError, match="A link stands there"):
        store.begin(small_flow(), at=AT)
    assert untouched(stranger)


def test_a_link_that_leads_to_a_folder_of_locks_is_not_followed(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "locks").symlink_to(elsewhere)
    with closing(Store(folder)) as store, pytest.raises(StoreError, match=r"A link stands there.*locks"):
        store.begin(small_flow(), at=AT)
    assert list(elsewhere.iterdir()) == []


def test_what_was_left_half_done_may_be_a_link(folder: Path, stranger: Path) -> None:
    folder.mkdir()
    (folder / "sessions-converted.db").symlink_to(stranger)
    Store.open(folder).close()
    assert untouched(stranger)


def test_links_beside_the_file_are_left_out_of_erasing(folder: Path, stranger: Path) -> None:
    with closing(Store.open(folder)) as store:
        session_id = store.begin(small_flow(), at=AT)
        store.append(session_id, event(Text("x")))
        for name in ("sessions-format-1.db", "sessions-damaged-1.db", "sessions-damaged-2.db"):
            (folder / name).symlink_to(stranger if name != "sessions-damaged-2.db" else folder / "nowhere")
        store.purge("2100-01-01")
        store.delete(session_id)
    encrypt(folder, "correct horse")
    assert untouched(stranger)


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o702])
def test_a_folder_in_which_everybody_may_write_is_told(folder: Path, filled: str, mode: int) -> None:
    folder.chmod(mode)
    for read_only in (False, True):
        with closing(Store.open(folder, read_only=read_only)) as store:
            assert f"Every account of this computer may write in {folder}" in store.notice
            assert store.find(filled)
    folder.chmod(0o770)
    with closing(Store.open(folder)) as store:
        assert store.notice == ""


def test_links_that_lead_round_in_a_circle_are_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(tmp_path / "round")
    (tmp_path / "round").symlink_to(loop)
    for folder in (loop, loop / "inside"):
        with closing(Store(folder)) as store, pytest.raises(StoreError):
            store.begin(small_flow(), at=AT)
    with pytest.raises(UsageError, match="there is no folder"):
        flow_folder(str(loop))
    flows = tmp_path / "flows"
    (flows / "falls").mkdir(parents=True)
    (flows / "falls" / "flow.yaml").symlink_to(loop)
    (flows / "loop").symlink_to(loop)
    (flows / "note.txt.j2").symlink_to(loop)
    for name in ("INTERVIEW_FLOWS", "INTERVIEW_TEMPLATES"):
        monkeypatch.setenv(name, str(flows))
    assert list_flows()
    assert list_templates()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(("mode", "told"), [(0o777, True), (0o1777, False), (0o755, False), (0o770, False)])
@pytest.mark.parametrize("below", ["data", "data/of/mine"])
def test_a_folder_above_in_which_everybody_may_replace_this_one_is_told(
    tmp_path: Path, mode: int, told: bool, below: str
) -> None:
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(mode)
    folder = above / below
    (tmp_path / "link").symlink_to(folder)
    folder.mkdir(0o700, parents=True)
    for way in (folder, tmp_path / "link"):
        with closing(Store.open(way)) as store:
            expected = (
                f"Every account of this computer may write in {above}, and could replace the folder {way}"
            )
            assert (expected in store.notice) is told

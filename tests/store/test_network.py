from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from interview.flow.answers import Text
from interview.store import Store, network

from .small import begin

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home {base}/home nfs4 rw,vers=4.2 0 0
//server/share {base}/my\\040share cifs rw 0 0
me@server: {base}/far fuse.sshfs rw 0 0
/dev/sdb1 {base}/home/local xfs rw 0 0
tmpfs {base}/far/quick tmpfs rw 0 0
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS.format(base=tmp_path))
    monkeypatch.setattr(network, "_MOUNTS", mounts)
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("home", "nfs4"), ("home/me/data", "nfs4"), ("my share/data", "cifs"), ("far", "fuse.sshfs")],
)
def test_a_folder_on_a_network_share_is_pointed_out(base: Path, folder: str, kind: str) -> None:
    said = network.warning(base / folder)
    assert f"on a network share ({kind}: {base / folder})" in said
    assert "Choose a folder of this computer with INTERVIEW_DATA" in said


@pytest.mark.parametrize("folder", ["", "home/local", "home/local/data", "far/quick", "homes"])
def test_a_local_folder_is_not(base: Path, folder: str) -> None:
    assert network.warning(base / folder) == ""


def test_a_share_is_said_and_never_in_the_way(base: Path) -> None:
    recording = begin(Store(base / "home" / "data"))
    recording.answer("comment", Text("x"))
    assert recording.saved
    assert "on a network share (nfs4" in recording.notice
    recording.close()


def test_a_link_to_a_share_is_followed(base: Path) -> None:
    (base / "home").mkdir()
    (base / "link").symlink_to(base / "home")
    assert "nfs4" in network.warning(base / "link")


def test_without_a_list_of_mounts_nothing_is_said(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_MOUNTS", base / "nowhere")
    assert network.warning(base / "home") == ""


def test_a_folder_of_another_computer_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Resolved(PureWindowsPath):
        def resolve(self) -> PureWindowsPath:
            return self

    assert "network share" in network.warning(Resolved(r"\\server\share\data"))  # type: ignore[arg-type]

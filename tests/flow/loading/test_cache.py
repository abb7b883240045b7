"""A kept flow is the flow that its files say, or it is not used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from interview.flow.loading import cache_file
from interview.flow.loading.cache import keep_flow, kept_flow
from interview.flow.loading.finder import load
from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from interview.library import FlowFolder, shipped_flows
from tests.flow.folders import EXAMPLE, write
from tests.scores.flows import ALL

SHIPPED = shipped_flows()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped flow, to change."""
    return Path(shutil.copytree(SHIPPED[0], tmp_path / "flow"))


@pytest.fixture
def kept(folder: Path, tmp_path: Path) -> Path:
    """Where that flow is kept."""
    keep_flow(load_flow(folder), folder, tmp_path / "cache")
    return tmp_path / "cache"


def exactly(flow: Flow) -> str:
    """A flow with every digit and kind of value; sets in one order."""

    def plain(value: object) -> object:
        match value:
            case frozenset():
                return sorted(value)
            case tuple():
                return tuple(map(plain, value))
            case Mapping():
                return {name: plain(one) for name, one in value.items()}
            case _ if is_dataclass(value):
                return type(value).__name__, [plain(getattr(value, part.name)) for part in fields(value)]
            case _:
                return value

    return repr(plain(flow))


def the_file(kept: Path) -> Path:
    [path] = kept.iterdir()
    return path


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_kept_flow_is_the_loaded_one(folder: Path, tmp_path: Path) -> None:
    flow = load_flow(folder)
    keep_flow(flow, folder, tmp_path)
    kept = kept_flow(folder, tmp_path)
    assert kept is not None
    assert exactly(kept) == exactly(flow)
    assert (kept, kept.files) == (flow, flow.files)


@pytest.mark.parametrize("text", [EXAMPLE, *ALL.values()])
def test_whatever_a_flow_is_made_of_comes_back(text: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "example", text)
    flow = load_flow(folder)
    keep_flow(flow, folder, tmp_path)
    kept = kept_flow(folder, tmp_path)
    assert kept is not None
    assert (kept, exactly(kept)) == (flow, exactly(flow))


def test_a_flow_is_taken_from_where_it_was_kept(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview.flow.loading.loader.load_flow", lambda _: pytest.fail("loaded"))
    assert load(FlowFolder("flow", folder, ""), kept).logic.flow.version == load_flow(folder).version


def test_a_change_of_any_file_is_seen(folder: Path, kept: Path) -> None:
    for path in sorted(folder.glob("*.yaml")):
        if path.name in load_flow(folder).files:
            text = path.read_bytes()
            path.write_bytes(text + b"\n# more\n")
            assert kept_flow(folder, kept) is None, path.name
            path.write_bytes(text)
    assert kept_flow(folder, kept) is not None


def test_a_missing_file_is_seen(folder: Path, kept: Path) -> None:
    next(path for path in folder.glob("*.yaml") if path.name != "flow.yaml").unlink()
    assert kept_flow(folder, kept) is None


def test_another_folder_with_the_same_files_is_loaded(folder: Path, kept: Path, tmp_path: Path) -> None:
    assert kept_flow(Path(shutil.copytree(folder, tmp_path / "other")), kept) is None


def test_another_program_loads(folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_file, "__version__", "99")
    assert kept_flow(folder, kept) is None
    monkeypatch.undo()
    monkeypatch.setattr(cache_file, "_sources", lambda: iter([1]))
    assert kept_flow(folder, kept) is None


def test_damage_is_seen_wherever_it_is(folder: Path, kept: Path) -> None:
    path = the_file(kept)
    whole = path.read_bytes()
    for cut in range(0, len(whole), len(whole) // 50):
        path.write_bytes(whole[:cut])
        assert kept_flow(folder, kept) is None
        path.write_bytes(whole[:cut] + bytes([whole[cut] ^ 1]) + whole[cut + 1 :])
        assert kept_flow(folder, kept) is None


@pytest.mark.parametrize(
    "change",
    [
        {"kinds": ["os.system"], "values": [[0]]},
        {"kinds": ["tuple"], "values": [[0]]},
        {"kinds": [], "values": [[3]]},
        {"values": []},
        {"values": ["flow"]},
        {"files": ["../none"]},
        {"files": 3},
        {"made": []},
    ],
)
def test_what_is_no_flow_is_not_made_into_one(folder: Path, kept: Path, change: dict[str, object]) -> None:
    path = the_file(kept)
    text = json.dumps(json.loads(path.read_bytes().partition(b"\n")[2]) | change).encode()
    path.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
    assert kept_flow(folder, kept) is None


def test_what_others_may_have_written_is_not_used(folder: Path, kept: Path, tmp_path: Path) -> None:
    path = the_file(kept)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o622)
    assert kept_flow(folder, kept) is None
    path.chmod(0o600)
    assert kept_flow(folder, kept) is not None
    path.replace(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert kept_flow(folder, kept) is None


def test_where_nothing_can_be_kept_the_flow_is_loaded_all_the_same(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    opened = load(FlowFolder("flow", folder, ""), tmp_path / "cache")
    assert opened.logic.flow == load_flow(folder)


def test_a_flow_that_changed_while_it_was_read_is_not_kept(folder: Path, tmp_path: Path) -> None:
    flow = load_flow(folder)
    with (folder / "flow.yaml").open("a") as file:
        file.write("# later\n")
    keep_flow(flow, folder, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_kept_flow_needs_no_yaml(folder: Path, kept: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from interview.flow.loading.finder import load; "
        "from interview.library import FlowFolder; "
        f"load(FlowFolder('flow', Path({str(folder)!r}), ''), Path({str(kept)!r})); "
        "print('yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"

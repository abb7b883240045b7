"""What is installed is what is in the checkout, and it finds its flows wherever it is started."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from interview.check.pages import INDEX

ROOT = Path(__file__).parent.parent
PINNED = sorted((ROOT / "requirements").glob("*.txt"))
DATA = ("flows", "templates")
MODULES = sorted((ROOT / "interview").rglob("*.py"))
ONLY_HERE = re.compile(r"docs/|README|CHANGELOG|CONTRIBUTING|INTENDED_USE|hazards\.yaml")


def files_below(folder: Path) -> set[str]:
    """Names of the files that belong to a folder, relative to it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }


def build(target: str, folder: Path) -> Path:
    """Build the package with what is installed; nothing is fetched."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_the_package_its_flows_and_its_templates(wheel: Path) -> None:
    expected = {f"interview/{name}" for name in files_below(ROOT / "interview")}
    for folder in DATA:
        expected |= {f"interview/{folder}/{name}" for name in files_below(ROOT / folder)}
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected
    assert "interview/py.typed" in names
    assert "interview/flows/ibm-management/flow.yaml" in names


def test_the_installed_package_finds_its_flows_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    environment = os.environ | {"PYTHONPATH": str(site), "INTERVIEW_DATA": str(tmp_path / "data")}
    environment.pop("INTERVIEW_FLOWS", None)
    command = [sys.executable, "-m", "interview", "flows"]
    done = subprocess.run(command, cwd=empty, env=environment, check=True, capture_output=True, text=True)
    assert f"from {site / 'interview' / 'flows' / 'ibm-management'} (shipped)" in done.stdout


def test_the_source_archive_can_build_the_wheel_again(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("interview", *DATA):
        assert {f"{folder}/{name}" for name in files_below(ROOT / folder)} <= names
    assert {"pyproject.toml", "README.md", "LICENSE"} <= names


def test_the_source_archive_holds_all_that_its_tests_import_and_read(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert source.name.startswith("bedside_interview-")
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--assert=plain"]
    collect += ["-p", "no:cacheprovider"]
    alone = os.environ | {"PYTHONPATH": str(source)}
    done = subprocess.run(collect, cwd=source, env=alone, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(ROOT).as_posix())
def test_no_message_points_at_a_file_that_only_the_repository_has(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    notes = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # for readers of the code
    said = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in notes)
    texts = (node.value for node in said if isinstance(node.value, str))
    assert [text for text in texts if ONLY_HERE.search(text) and text != INDEX] == []


@pytest.mark.parametrize("folder", DATA)
def test_nor_does_what_is_shipped_with_the_package(folder: str) -> None:
    texts = {name: (ROOT / folder / name).read_text(encoding="utf-8") for name in files_below(ROOT / folder)}
    assert [name for name, text in texts.items() if ONLY_HERE.search(text)] == []


@pytest.mark.parametrize("file", PINNED, ids=lambda file: file.name)
def test_every_requirement_is_one_version_with_hashes_and_no_address(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    starts = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all(re.fullmatch(r"[a-z0-9-]+==\S+ \\", line) for line in starts)
    joined = "\n".join(lines)
    assert len(starts) > 10
    assert len(re.findall(r"^[a-z].*\n    --hash=sha256:[0-9a-f]{64}", joined, re.MULTILINE)) == len(starts)
    assert "://" not in joined
    assert "--index" not in joined
    assert "--find-links" not in joined


def test_what_runs_is_pinned_alike_for_testing() -> None:
    run, dev = (
        set(
            re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE)
        )
        for name in ("run.txt", "dev.txt")
    )
    assert run < dev


def test_what_was_installed_under_the_old_name_is_removed_before_the_new_one_is_installed() -> None:
    """Both own the same files, so removing the old one later would take the new one along."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    (old,) = (at for at, line in enumerate(lines) if "pip uninstall" in line and "--yes interview " in line)
    (new,) = (at for at, line in enumerate(lines) if line.endswith("--editable ."))
    assert new == old + 1

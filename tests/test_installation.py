"""What is to be installed is told by the packages' own names, in the way the program itself was installed."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path

import pytest

from interview import installation
from interview.installation import DISTRIBUTION, EXTRAS, to_install

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SOURCE = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "interview").rglob("*.py"))
RECEIPT = """\
[tool]
requirements = [{requirements}]
entrypoints = [
    {{ name = "interview", install-path = "/home/a/.local/bin/interview", from = "bedside-interview" }},
]
"""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment of its own, named as tools name it after the package."""
    folder = tmp_path / DISTRIBUTION
    folder.mkdir()
    monkeypatch.setattr(sys, "prefix", str(folder))
    return folder


def test_with_pip_it_is_told_for_the_python_that_runs(environment: Path) -> None:
    assert to_install("pdf") == f'"{sys.executable}" -m pip install "typst>=0.15.2"'


def test_an_environment_without_pip_is_left_to_uv(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda name: None)
    assert to_install("pdf") == f'uv pip install --python "{sys.executable}" "typst>=0.15.2"'


def test_with_pipx_the_package_goes_into_the_environment_of_the_program(environment: Path) -> None:
    (environment / "pipx_metadata.json").write_text("{}")
    assert to_install("docx") == 'pipx inject bedside-interview "python-docx>=1.2.0"'


@pytest.mark.parametrize(
    ("requirements", "told"),
    [
        ('{ name = "bedside-interview", directory = "/src/a b" }', '--with "typst>=0.15.2" "/src/a b"'),
        ('{ name = "bedside-interview" }', '--with "typst>=0.15.2" "bedside-interview"'),
        (
            '{ name = "bedside-interview", specifier = "==0.2" }',
            '--with "typst>=0.15.2" "bedside-interview==0.2"',
        ),
        (
            '{ name = "bedside-interview", directory = "/src" }, '
            '{ name = "python-docx", specifier = ">=1.2.0" }, { name = "typst", specifier = ">=0.15.2" }',
            '--with "python-docx>=1.2.0" --with "typst>=0.15.2" "/src"',
        ),
    ],
    ids=["folder", "index", "version", "what was added before stays"],
)
def test_a_tool_of_uv_is_installed_again_with_the_package(
    environment: Path, requirements: str, told: str
) -> None:
    (environment / "uv-receipt.toml").write_text(RECEIPT.format(requirements=requirements))
    assert to_install("pdf") == f"uv tool install {told}"


@pytest.mark.parametrize(
    "receipt",
    [
        "no TOML [",
        "tool = 1",
        RECEIPT.format(requirements='{ name = "bedside-interview", git = "a.example/b" }'),
        RECEIPT.format(requirements='{ name = "another" }'),
        RECEIPT.format(requirements='{ name = "bedside-interview" }, { name = "a", url = "a.example" }'),
    ],
    ids=["broken", "another form", "source unknown", "not this program", "another source unknown"],
)
def test_a_receipt_that_does_not_say_how_is_passed_over(environment: Path, receipt: str) -> None:
    (environment / "uv-receipt.toml").write_text(receipt)
    assert to_install("pdf").endswith(' install "typst>=0.15.2"')


def test_every_extra_is_what_the_project_says() -> None:
    extras = {name: parts for name, parts in PROJECT["optional-dependencies"].items() if name != "dev"}
    assert {name: [package] for name, package in EXTRAS.items()} == extras


def test_every_extra_that_is_named_exists_and_nothing_else_is_told_to_be_installed() -> None:
    assert set(re.findall(r"""to_install\(["'](\w+)["']\)""", SOURCE)) == set(EXTRAS)
    assert SOURCE.count("pip install") == 2


def test_the_program_is_installed_under_a_name_of_its_own_and_called_by_its_short_one() -> None:
    assert PROJECT["name"] == DISTRIBUTION
    assert PROJECT["scripts"] == {"interview": "interview.cli:main"}
    assert importlib.util.find_spec("interview") is not None

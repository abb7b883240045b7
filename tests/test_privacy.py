"""What the page on privacy promises, the program does."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest

from interview.cli import main
from interview.cli.parser import build_parser
from interview.conversation import identifiers
from interview.flow.loading.loader import load_flow
from interview.library import flow_folder
from interview.store import database
from tests.cli.conftest import write_flow
from tests.test_docs import README, ROOT, typed_commands

PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
PROSE = " ".join(PAGE.split())
SOURCES = sorted((ROOT / "interview").rglob("*.py"))
CONNECTING = {
    "socket",
    "ssl",
    "http",
    "ftplib",
    "smtplib",
    "telnetlib",
    "xmlrpc",
    "requests",
    "httpx",
    "aiohttp",
}
SECRET = "unsteady on stairs"


def test_the_readme_leads_there() -> None:
    assert "(docs/privacy.md)" in README


@pytest.mark.parametrize("command", sorted(set(typed_commands(PAGE))))
def test_every_command_can_be_typed(command: str) -> None:
    assert build_parser().parse_args(shlex.split(command)[1:]).command in {"run", "sessions"}


def test_no_question_asks_who_the_patient_is() -> None:
    asking = re.compile(
        r"\b(name|surname|born|birth|address|telephone|phone|e-?mail|NHS|MRN|insurance)\b", re.I
    )
    questions = load_flow(flow_folder("ibm-management").path).questions.values()
    assert [one.id for one in questions if asking.search(f"{one.ask} {one.label}")] == []


def test_every_reason_for_pointing_something_out_is_listed() -> None:
    assert [
        kind for kind in identifiers._PATTERNS if f"{kind}," not in PROSE and f"{kind}." not in PROSE
    ] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_here_can_open_a_connection(path: Path) -> None:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = {
        name
        for node in tree
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert {
        name for name in names if name.partition(".")[0] in CONNECTING or name == "urllib.request"
    } == set()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder after one interview; only that of the test is used."""
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("sys.stdin", None)
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"fallen: yes\ncomment: {SECRET}\n", encoding="utf-8")
    assert main(["run", str(write_flow(tmp_path / "falls")), "--answers", str(answers), "--plain"]) == 0
    return tmp_path / "data"


def test_only_the_owner_can_open_what_is_kept(data: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in (data, *data.rglob("*")) if path.is_dir()}
    assert modes == {0o700}
    assert {path.stat().st_mode & 0o777 for path in data.rglob("*") if path.is_file()} == {0o600}


def test_every_file_that_is_kept_is_listed(data: Path) -> None:
    assert [path.name for path in data.iterdir() if f"`{path.name}`" not in PAGE] == []


def test_an_export_is_not_encrypted_and_readable_by_its_owner_alone(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["sessions", "list"])
    session_id = capsys.readouterr().out.splitlines()[-1][:8]
    assert main(["sessions", "export", session_id, "--output", str(tmp_path / "out.json")]) == 0
    assert SECRET in (tmp_path / "out.json").read_text(encoding="utf-8")
    assert (tmp_path / "out.json").stat().st_mode & 0o777 == 0o600


def test_a_network_share_is_pointed_out_in_these_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/home {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(database, "_MOUNTS", mounts)
    quoted = "on a network share"
    assert f"`{quoted}`" in PAGE
    assert quoted in database.network_warning(tmp_path)

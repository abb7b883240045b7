"""A path is never made another one: it is used as it was named, and told so that it can be pasted back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview.cli import main
from interview.flow.answers import Text
from interview.library import data_folder
from interview.store import Store
from interview.text import shell_path
from tests.store.small import AT, event, small_flow

Capture = pytest.CaptureFixture[str]
ODD = ["two  spaces", "no\u00a0break", "e\u0301tat", "not \udcff text", "it's  so", "line\nbreak"]


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / request.param
    folder.mkdir()
    return folder


def in_shell(words: str) -> bytes:
    """The one word that bash makes of something pasted into it."""
    return subprocess.run(["bash", "-c", f"printf %s {words}"], capture_output=True, check=True).stdout


def kept_session() -> str:
    store = Store.open(data_folder())
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("x")))
    store.close()
    return session_id


def test_a_file_set_aside_is_told_by_the_name_it_has(
    odd: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("INTERVIEW_DATA", str(odd))
    kept_session()
    (odd / "sessions.db").write_bytes(b"no database" * 500)
    assert main(["sessions", "check"]) == 1
    said = capsys.readouterr().err.split("It was kept as ")[1].split(". No answer")[0]
    assert in_shell(said) == os.fsencode(odd / "sessions-damaged-1.db")


def test_an_export_goes_where_it_was_sent_and_says_where(odd: Path, capsys: Capture) -> None:
    kept = kept_session()
    assert main(["sessions", "export", kept, "--output", str(odd / "session.json")]) == 0
    said = capsys.readouterr().out.removeprefix("Written to ").rstrip().removesuffix(".")
    assert in_shell(said) == os.fsencode(odd / "session.json")
    assert main(["sessions", "import", str(odd / "session.json")]) == 0


def test_output_to_a_folder_makes_a_file_in_it(odd: Path, capsys: Capture) -> None:
    kept = kept_session()
    for name in (f"{odd}/", str(odd)):
        assert main(["sessions", "export", kept, "--output", name]) == 0
    stem = f"session-{kept[:8]}"
    assert {path.name for path in odd.iterdir()} == {f"{stem}.json", f"{stem}-2.json"}


def test_output_to_a_folder_that_is_not_there_writes_nothing(tmp_path: Path, capsys: Capture) -> None:
    assert main(["graph", "ibm-management", "--output", f"{tmp_path / 'nowhere'}/"]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_output_to_a_dash_is_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = kept_session()
    assert main(["sessions", "export", kept, "--output", "-"]) == 0
    assert capsys.readouterr().out.startswith("{")
    assert main(["graph", "ibm-management", "--output", "-"]) == 0
    assert capsys.readouterr().out.startswith("---")
    assert main(["sessions", "cohort", "small", "--output", "-"]) == 2
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("named", ["~/kept", "~nobody/kept", "~"])
def test_a_home_that_no_shell_filled_in_is_told(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTERVIEW_DATA", named)
    assert main(["sessions", "list"]) == 2
    assert "no shell has replaced the ~" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ["flows"],
        ["templates"],
        ["schema"],
        ["check", "ibm-management"],
        ["graph", "ibm-management"],
        ["render", "ibm-management", "--format", "smartphrase"],
        ["sessions", "list"],
        ["sessions", "check"],
        ["sessions", "purge", "--older-than", "1y"],
        ["run", "ibm-management", "--plain"],
        [],
    ],
)
def test_a_closed_standard_output_is_an_error(command: list[str]) -> None:
    line = " ".join(map(shell_path, [sys.executable, "-m", "interview", *command]))
    run = subprocess.run(
        ["bash", "-c", f"{line} >&-"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "standard output is closed" in run.stderr
    assert "Traceback" not in run.stderr

"""Machine forms are UTF-8 whatever the locale, and what is read is UTF-8 or refused with its place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli import main
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.moments import present
from interview.store import Recording, Store

TYPED = "Sjögren, Übelkeit, 日本"
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(params=["ascii", "latin-1", "cp1252", "utf-16"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs a command where the locale asks for an encoding, everything at pipes."""
    given = {"PYTHONPATH": os.pathsep.join(sys.path), "INTERVIEW_DATA": str(tmp_path / "data")}
    environment = {**os.environ, **given, "PYTHONUTF8": "0", "PYTHONIOENCODING": request.param}

    def start(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "interview", *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=False, env=environment)

    return start


def test_what_is_made_is_utf_8(run: Run, flow: str) -> None:
    answers = f"fallen: yes\ncomment: {TYPED}\n".encode()
    for form in ("note", "json", "html", "markdown", "fhir", "fhir-response"):
        made = run("render", flow, "--answers", "-", "--format", form, given=answers)
        assert (made.returncode, made.stderr) == (0, b"")
        assert TYPED in made.stdout.decode("utf-8")


def test_a_response_from_a_pipe_is_kept_as_it_was(run: Run, flow: str, tmp_path: Path) -> None:
    answers = f"fallen: yes\ncomment: {TYPED}\n".encode()
    response = run("render", flow, "--answers", "-", "--format", "fhir-response", given=answers).stdout
    where = ("--flows", str(Path(flow).parent))
    assert run(*where, "sessions", "import", "-", given=b"\xef\xbb\xbf" + response).returncode == 0
    (saved,) = Store(tmp_path / "data", read_only=True).sessions()
    shown = run(*where, "sessions", "show", saved.id, "--format", "json")
    assert json.loads(shown.stdout.decode("utf-8"))["answers"]["comment"] == TYPED


def test_a_line_that_is_no_text_ends_the_interview_with_its_place_and_keeps_what_came_before(
    run: Run, flow: str, tmp_path: Path
) -> None:
    done = run("run", flow, "--plain", given=b"1\n\xff\n")
    assert done.returncode == 2
    assert b"standard input:2:1: this is not UTF-8 text" in done.stderr
    (saved,) = Store(tmp_path / "data", read_only=True).sessions()
    assert saved.answers == 1


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ('{"resourceType": "x"}'.encode("utf-16"), "{}:1:1: this is UTF-16 text; save it as UTF-8"),
        (b'{"resourceType":\n "caf\xe9"}', "{}:2:6: this is not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_place(
    contents: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "session.json"
    file.write_bytes(contents)
    assert main(["sessions", "import", str(file)]) == 2
    assert told.format(file) in capsys.readouterr().err
    assert not data_folder().exists()


def test_a_label_that_is_no_text_is_refused(flow: str, capsys: pytest.CaptureFixture[str]) -> None:
    recording = Recording.begin(Store(data_folder()), open_flow(flow, None).logic, clock=present)
    recording.answer("fallen", Chosen("yes"))
    recording.close()
    assert main(["sessions", "label", recording.id, "bed caf\udce9"]) == 2
    assert "the label, at its character 8: this is not UTF-8 text" in capsys.readouterr().err

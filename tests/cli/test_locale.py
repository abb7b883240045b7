"""Whatever the locale says of text, what is typed is kept and shown as it was typed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.app import READY
from benchmarks.terminal import Program, visible
from interview.flow.answers import Text
from interview.store import Store
from tests.cli.conftest import FLOW, write_flow

TYPED = "Sjögren, Übelkeit, 日本"
NAMES = ("LANG", "LANGUAGE", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONCOERCECLOCALE")
LOCALES: tuple[Mapping[str, str], ...] = (
    {},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"},
    {"LANG": "xx_YY.nonsense"},
    {"LC_ALL": "xx_YY.nonsense", "LC_CTYPE": "nonsense"},
)


@pytest.fixture(params=LOCALES, ids=lambda locale: " ".join(locale.values()) or "none")
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if name not in NAMES and name[:3] != "LC_"}
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "INTERVIEW_DATA": str(tmp_path / "data")}
    return {**kept, **paths, "TERM": "xterm-256color", **request.param}


@pytest.fixture
def spoken(tmp_path: Path) -> str:
    """The folder of a flow that first asks for free text."""
    text = FLOW.replace(
        "interview: [fallen, limits, age, comment]", "interview: [comment, fallen, limits, age]"
    )
    return str(write_flow(tmp_path / "spoken", text.replace(", ask_when: never", "")))


def test_lines_and_commands_keep_and_show_what_was_typed(environment: dict[str, str], spoken: str) -> None:
    def interview(*arguments: str, typed: str = "") -> str:
        command = [sys.executable, "-m", "interview", *arguments]
        done = subprocess.run(command, input=typed.encode(), capture_output=True, check=True, env=environment)
        assert done.stderr == b""
        return done.stdout.decode("utf-8")

    assert f"Comment: {TYPED}" in interview("run", spoken, "--plain", typed=f"{TYPED}\n")
    (line,) = interview("sessions", "list", "--search", "übelkeit").splitlines()
    assert TYPED in interview("sessions", "show", line.split()[0])
    assert TYPED in interview("sessions", "show", line.split()[0], "--format", "json")


def test_the_full_screen_keeps_and_shows_what_was_typed(
    environment: dict[str, str], spoken: str, tmp_path: Path
) -> None:
    with Program([sys.executable, "-m", "interview", "run", spoken], environment) as program:
        program.until(READY)
        program.settle()
        program.send(TYPED.encode())
        program.settle()
        program.press(b"\r")
        program.until("fallen?")
        assert TYPED in visible(program.output)
        program.end(b"\x11")
    with closing(Store.open(tmp_path / "data")) as store:
        (saved,) = store.unfinished()
        assert [event.answer for event in store.events(saved.id)] == [Text(TYPED)]

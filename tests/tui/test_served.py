"""Another program may show the full screen, in a browser; at a terminal none does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview.tui.served import WEB_DRIVER, is_served

ROOT = Path(__file__).parents[2]
QUIT = b"D\x00\x00\x00\x01\x11"


@pytest.mark.parametrize(
    ("driver", "at_terminal", "served"),
    [
        (WEB_DRIVER, False, True),
        (WEB_DRIVER, True, False),
        ("nowhere:Nothing", False, False),
        ("", False, False),
    ],
)
def test_it_is_shown_by_another_program_only_through_pipes(
    driver: str, at_terminal: bool, served: bool
) -> None:
    assert is_served({"TEXTUAL_DRIVER": driver}, at_terminal=at_terminal) is served


def test_the_full_screen_is_drawn_for_the_program_that_shows_it() -> None:
    command = [sys.executable, "-m", "interview", "run", "ibm-management", "--no-save"]
    environment = {**os.environ, "TEXTUAL_DRIVER": WEB_DRIVER, "TERM": "dumb", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == b"__GANGLION__\n"
        drawn = b""
        while b"Is any of these present now" not in drawn:
            drawn += program.stdout.read(65536)
        program.stdin.write(QUIT)
        program.stdin.flush()
        program.stdout.read()
    assert program.returncode == 0

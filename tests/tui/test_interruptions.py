"""A window of any size, and a program that is stopped and goes on, lose no answer."""

from __future__ import annotations

import shlex
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.app import READY, environment
from benchmarks.flows import long_flow
from benchmarks.terminal import SMALL, Program
from interview.store import Store

CTRL_Q, CTRL_Z = b"\x11", b"\x1a"


def command(tmp_path: Path) -> list[str]:
    return [sys.executable, "-m", "interview", "run", str(long_flow(tmp_path, 8))]


def answered(data: Path) -> list[str]:
    with closing(Store.open(data)) as store:
        (saved,) = store.unfinished()
        return [event.question for event in store.events(saved.id)]


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (500, 500)])
def test_a_window_of_an_odd_size_is_survived(tmp_path: Path, size: tuple[int, int]) -> None:
    with Program(command(tmp_path), environment(tmp_path / "data")) as program:
        program.until(READY)
        program.settle()
        program.press(b"1")
        for columns, lines in (size, SMALL):
            program.resize(columns, lines)
            program.settle()
        program.press(b"2")
        program.end(CTRL_Q)
    assert answered(tmp_path / "data") == ["q_1", "q_2"]


def test_a_program_that_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    """The shell gives the terminal back to it with `fg`."""
    shell = ["sh", "-mc", f"{shlex.join(command(tmp_path))}; echo ST''OPPED; fg"]
    with Program(shell, environment(tmp_path / "data")) as program:
        program.until(READY)
        program.settle()
        program.press(b"1")
        program.send(CTRL_Z)
        program.until("STOPPED")
        program.settle()
        assert answered(tmp_path / "data") == ["q_1"]
        program.press(b"2")
        program.end(CTRL_Q)
    assert answered(tmp_path / "data") == ["q_1", "q_2"]

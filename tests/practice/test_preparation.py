"""Predictions made ready in a process of their own: not waited for, told little, and gone with practice."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from subprocess import DEVNULL, PIPE, Popen

import pytest

from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from interview.practice.case_code import new_code, written_code
from interview.practice.pool import SIZE
from interview.practice.prediction_process import prepare
from interview.practice.preparation import NICE, Preparation, begun
from tests.practice.small import EVEN, no_process, small

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
LONGEST = 60
"""Seconds until predictions for a small flow have to be ready, on any computer."""


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    return small(tmp_path, EVEN).flow


class Begun:
    """A stand-in for the process: it notes what it is told, and is done when the test says so."""

    def __init__(self) -> None:
        self.told: list[list[str]] = []
        self.processes: list[Popen[bytes]] = []

    def __call__(self, told: bytes) -> Popen[bytes]:
        self.told.append(json.loads(told)["codes"])
        self.processes.append(Popen([sys.executable, "-c", "input()"], stdin=PIPE, stderr=DEVNULL))
        return self.processes[-1]

    def done(self) -> None:
        self.processes[-1].communicate()


@pytest.fixture
def stand_in(flow: Flow, tmp_path: Path) -> Iterator[tuple[Preparation, Begun]]:
    process = Begun()
    preparation = Preparation(flow, tmp_path, tmp_path / "cache", begin=process)
    yield preparation, process
    preparation.end()


def test_they_are_made_ready_by_another_process_and_read_from_the_cache(flow: Flow, tmp_path: Path) -> None:
    code = str(new_code(flow, Random(77)))
    preparation = Preparation(flow, tmp_path, tmp_path / "cache", size=20)
    assert preparation.predictions is None
    preparation.add([code])
    assert preparation.process is not None
    assert preparation.process.wait(LONGEST) == 0
    assert preparation.predictions is not None
    assert code in preparation.predictions.cases
    preparation.end()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority")
def test_the_process_stands_back_and_ends_with_practice(tmp_path: Path) -> None:
    preparation = Preparation(load_flow(IBM), IBM, tmp_path / "cache")
    preparation.add()
    assert preparation.process is not None
    assert os.getpriority(os.PRIO_PROCESS, preparation.process.pid) >= NICE
    preparation.end()
    assert preparation.process.returncode not in (None, 0)
    assert preparation.predictions is None
    assert not (tmp_path / "cache").exists()


def test_the_process_ends_by_itself_when_the_program_is_gone(tmp_path: Path) -> None:
    """However the program ended, the other end of the input is closed then."""
    told = {"flow": str(IBM), "cache": str(tmp_path / "cache"), "codes": [], "size": SIZE}
    process = begun(json.dumps(told).encode())
    assert process.stdin is not None
    process.stdin.close()
    process.wait(LONGEST)
    assert not (tmp_path / "cache").exists()


def test_one_process_at_a_time_and_no_case_is_asked_for_twice(stand_in: tuple[Preparation, Begun]) -> None:
    preparation, process = stand_in
    first, later = (str(new_code(preparation.flow, Random(seed))) for seed in (77, 78))
    preparation.add([first])
    preparation.add([first, later])
    assert process.told == [[first]]
    prepare(preparation.flow, preparation.cache, Random(1), [first], size=20)
    process.done()
    preparation.add([first, later])
    assert process.told == [[first], [later]]
    process.done()  # and nothing came of it
    preparation.add([first, later])
    assert process.told == [[first], [later]]


def test_a_flow_of_which_nothing_can_be_kept_is_tried_once(stand_in: tuple[Preparation, Begun]) -> None:
    preparation, process = stand_in
    preparation.add()
    process.done()
    preparation.add([str(new_code(preparation.flow, Random(77)))])
    assert process.told == [[]]
    assert preparation.predictions is None


def test_a_written_case_or_one_of_another_flow_is_not_asked_for(stand_in: tuple[Preparation, Begun]) -> None:
    preparation, process = stand_in
    preparation.add([str(written_code(preparation.flow, "c07")), "elsewhere-1-222222", "nonsense"])
    assert process.told == [[]]


def test_where_no_process_can_begin_practice_goes_on(flow: Flow, tmp_path: Path) -> None:
    preparation = Preparation(flow, tmp_path, tmp_path / "cache", begin=no_process)
    preparation.add()
    preparation.end()
    assert preparation.predictions is None

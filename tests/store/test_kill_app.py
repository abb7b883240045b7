"""The app itself, on a terminal, ended at a random moment: no answer is lost whose next question was shown.

`INTERVIEW_APP_KILLS` sets how often (5).
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyte
import pytest

from benchmarks.app import READY, environment
from benchmarks.flows import long_flow
from benchmarks.terminal import SMALL, Program
from interview.flow.answers import Chosen
from interview.store import Store

pytestmark = pytest.mark.long
KILLS = int(os.environ.get("INTERVIEW_APP_KILLS", "5"))
SLOW = 20.0
"""Seconds after which an app that shows nothing is broken."""
ANSWERS = ("yes", "no")


class App:
    """The app on a terminal of its own, as a person sees it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._screen = pyte.Screen(*SMALL)
        self._stream = pyte.ByteStream(self._screen)
        self._read = 0

    def question(self) -> int:
        """The number of the question on the screen; 0 when there is none."""
        output = self._program.output
        self._stream.feed(bytes(output[self._read :]))
        self._read = len(output)
        found = re.search(r"╭─ Question (\d+) of many", "\n".join(self._screen.display))
        return int(found[1]) if found else 0

    def answer(self, key: bytes) -> None:
        """Press a key and wait for the next question."""
        before, end = self.question(), time.monotonic() + SLOW
        self._program.send(key)
        while self.question() != before + 1:
            assert time.monotonic() < end
            self._program.listen(0.01)

    def answer_and_kill(self, key: bytes, seconds: float) -> None:
        """Press a key, and end the app after so many seconds."""
        self._program.send(key)
        self._program.listen(seconds)
        os.kill(self._program.pid, signal.SIGKILL)
        self._program.listen(SLOW)


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return long_flow(tmp_path_factory.mktemp("flow"), 40)


@contextmanager
def running(flow: Path, data: Path) -> Iterator[App]:
    command = [sys.executable, "-m", "interview", "run", str(flow)]
    with Program(command, environment(data)) as program:
        program.until(READY)
        program.settle()
        yield App(program)


def on_disk(data: Path) -> list[str]:
    with closing(Store.open(data)) as store:
        assert store.notice == ""
        sessions = store.unfinished()
        assert len(sessions) <= 1
        events = store.events(sessions[0].id) if sessions else ()
    assert [event.question for event in events] == [f"q_{number}" for number in range(1, len(events) + 1)]
    return [event.answer.option for event in events if isinstance(event.answer, Chosen)]


def test_no_answer_is_lost_whose_next_question_was_shown(flow: Path, tmp_path: Path) -> None:
    chance = random.Random(3)
    shown = 0
    for run in range(KILLS):
        data = tmp_path / str(run)
        given = [chance.randrange(2) for _ in range(chance.randint(1, 20))]
        with running(flow, data) as app:
            for choice in given[:-1]:
                app.answer(str(choice + 1).encode())
            app.answer_and_kill(str(given[-1] + 1).encode(), chance.random() * 0.08)
            acknowledged = app.question() - 1
        found = on_disk(data)
        assert len(given) - 1 <= acknowledged <= len(found) <= len(given)
        assert found == [ANSWERS[choice] for choice in given[: len(found)]]
        shown += acknowledged
    print(f"{KILLS} kills of the app, {shown} answers acknowledged, 0 lost")
    assert shown

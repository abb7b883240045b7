"""What using the app costs, as ratios against a bare Textual app measured in the same run.

    python -m benchmarks.app [--rounds N]

Programs run in turn, round by round, so that a busy machine slows both alike; only the ratios count.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.flows import long_flow
from benchmarks.terminal import SMALL, WIDE, Painted, Program

CTRL_Q, DOWN, UP = b"\x11", b"\x1b[B", b"\x1b[A"
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h")
"""What puts the terminal back: leave the alternate screen, show the cursor."""

FIRST_QUESTION = "Is any of these present now"
READY = " left"
"""What only the app itself draws; the first question is on the screen before it."""

WALK = [bytes([key]) for key in b"011100012200002000"]
"""An established, typical patient with nothing else to report: 18 keys, two lists being longer than cards."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement beside its peer, and the most the ratio may be."""

    name: str
    ours: list[float]
    peer: list[float]
    bar: float
    unit: str = "ms"

    def __str__(self) -> str:
        ours, peer = statistics.median(self.ours), statistics.median(self.peer)
        verdict = "ok" if ours / peer <= self.bar else "OVER"
        p95 = percentile(self.ours, 0.95)
        return (
            f"{self.name:<44} {ours:8.1f} {peer:8.1f} {self.unit:<4} ratio {ours / peer:5.2f}"
            f"  bar {self.bar:4.2f}  p95 {p95:6.1f}  {verdict}"
        )


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's is touched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "PYTHON"))}
    return {**kept, "TERM": "xterm-256color", "INTERVIEW_DATA": str(home), "COLORTERM": "truecolor"}


def peer(name: str) -> list[str]:
    """Return the command of a peer."""
    return [sys.executable, str(Path(__file__).parent / "peers" / f"{name}.py")]


def ours(*arguments: str) -> list[str]:
    """Return the command of the interview."""
    return [sys.executable, "-m", "interview", *arguments]


@contextmanager
def started(
    command: list[str], text: str, ready: str = "", size: tuple[int, int] = SMALL, home: str = ""
) -> Iterator[tuple[Program, float]]:
    """Run a command in a home, or in a fresh one, until a text shows, and give the milliseconds that took.

    Keys may be pressed once `ready` has shown too.
    """
    with (
        tempfile.TemporaryDirectory() as fresh,
        Program(command, environment(Path(home or fresh)), size) as program,
    ):
        took = program.until(text)
        program.until(ready or text)
        program.settle()
        yield program, took


def start_memory_quit(rounds: int) -> list[Row]:
    """Measure the first question, memory at it, and quitting, with a flow that was loaded before."""
    found: dict[str, tuple[list[float], list[float]]] = {
        name: ([], []) for name in ("start", "memory", "quit")
    }
    commands = (ours("run", "ibm-management"), FIRST_QUESTION, READY), (peer("hello"), "READY", "")
    with tempfile.TemporaryDirectory() as home:
        with started(*commands[0], home=home) as (program, _took):
            program.end(CTRL_Q)
        for _ in range(rounds):
            for side, (command, text, ready) in enumerate(commands):
                with started(command, text, ready, home=home) as (program, took):
                    found["start"][side].append(took)
                    found["memory"][side].append(program.memory())
                    found["quit"][side].append(program.end(CTRL_Q)[0])
    return [
        Row("first question / Textual hello", *found["start"], bar=1.2),
        Row("memory at the first question / hello", *found["memory"], bar=1.25, unit="MiB"),
        Row("quit / hello", *found["quit"], bar=1.25),
    ]


def answers(rounds: int) -> list[Row]:
    """Measure a saved answer to the next question, against moving the highlight of a bare list."""
    return [
        *_answers("80x24: answer, saved, to next question / key", SMALL, rounds, bar=3.0),
        *_answers("120x40, side panel: the same", WIDE, rounds, bar=3.5),
    ]


def _answers(name: str, size: tuple[int, int], rounds: int, bar: float) -> Iterator[Row]:
    keys: list[Painted] = []
    bare: list[Painted] = []
    commits: list[float] = []
    for _ in range(rounds):
        with started(ours("run", "ibm-management"), FIRST_QUESTION, READY, size) as (program, _took):
            keys += [program.press(key) for key in WALK[:-1]]
        with started(peer("optionlist"), "READY", size=size) as (program, _took):
            bare += [program.press(DOWN if n % 2 else UP) for n in range(len(WALK))]
        commits += list(committed(len(WALK)))
    peers = [one.frame for one in bare]
    yield Row(name, [one.frame for one in keys], peers, bar)
    yield Row("  of this, one commit on this disk", commits, peers, bar=0.5)
    yield Row("  until the last byte", [one.last for one in keys], peers, bar=40 / statistics.median(peers))


def committed(times: int) -> Iterator[float]:
    """Yield the milliseconds that each of some small transactions takes on the disk of the store."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(f"{folder}/commits.db")) as database,
    ):
        database.execute("create table event (words text)")
        for number in range(times):
            begun = time.perf_counter()
            with database:
                database.execute("insert into event values (?)", (str(number),))
            yield (time.perf_counter() - begun) * 1000


def turns(rounds: int) -> list[Row]:
    """Measure answers after 500 turns against those after 5, in two interviews that take turns."""
    early: list[float] = []
    late: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        command = ours("run", str(long_flow(Path(folder), 540)))
        for _ in range(rounds):
            with (
                started(command, "Question 1 ", READY) as (long, _),
                started(command, "Question 1 ", READY) as (short, _),
            ):
                for program, answered in ((long, 500), (short, 5)):
                    for _ in range(answered):
                        program.press(b"1")
                for _ in range(30):
                    early.append(short.press(b"1").frame)
                    late.append(long.press(b"1").frame)
    return [Row("answer after 500 turns / after 5", late, early, bar=1.2)]


def command_line(rounds: int) -> list[Row]:
    """Measure the processor time of `--help` against an empty Python program."""
    help_: list[float] = []
    nothing: list[float] = []
    for _ in range(rounds * 2):
        help_.append(processor_time(ours("--help")))
        nothing.append(processor_time([sys.executable, "-c", "pass"]))
    return [Row("--help / python -c pass (processor)", help_, nothing, bar=2.0)]


def processor_time(command: list[str]) -> float:
    """Return the milliseconds of processor time a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def restored() -> Iterator[str]:
    """Say whether the terminal is put back after each way of ending."""
    ways: list[tuple[str, bytes | signal.Signals]] = [
        ("ctrl+q", CTRL_Q),
        ("SIGTERM", signal.SIGTERM),
        ("SIGHUP", signal.SIGHUP),
    ]
    for name, action in ways:
        with started(ours("run", "ibm-management"), FIRST_QUESTION, READY) as (program, _took):
            _milliseconds, written = program.end(action)
        whole = all(sequence in written for sequence in RESTORED)
        yield f"terminal restored after {name:<28} {'ok' if whole else 'NOT RESTORED'}"


def main() -> None:
    """Measure everything and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    print(f"{'':<44} {'ours':>8} {'peer':>8}")
    parts: list[Callable[[int], list[Row]]] = [start_memory_quit, answers, command_line]
    for part in parts:
        for row in part(rounds):
            print(row, flush=True)
    for row in turns(max(1, rounds // 5)):
        print(row, flush=True)
    for line in restored():
        print(line, flush=True)


if __name__ == "__main__":
    main()

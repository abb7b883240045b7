"""What practice costs: a patient for each rule, and a whole case.

    python -m benchmarks.practice [--rounds N]

A row is over where one draw takes too long, or more than one in twenty do. Time of a processor is measured,
so that a busy machine makes no row slower.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.library import flow_folder
from interview.practice.case import Case, open_case
from interview.practice.case_code import new_code
from interview.practice.next_patient import next_patient
from interview.practice.odds import Odds
from interview.practice.patients import NoPatient, Patients
from interview.practice.pool import pool
from interview.practice.practice import Practice
from interview.practice.prediction_cache import keep_predictions, kept_predictions, prediction_file
from interview.practice.prediction_process import collect_rarely
from interview.practice.predictions import Predictions, predict
from interview.practice.twins import Twins
from interview.tui.app import MANY_NEW

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
DAY = NOW.date()


@dataclass(frozen=True, slots=True)
class Row:
    """How long something took, in ms, and the most it may take: of 95 in 100, and ever."""

    name: str
    took: list[float]
    most_of: float
    most: float

    def __str__(self) -> str:
        ordered = sorted(self.took)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        verdict = "ok" if p95 <= self.most_of and ordered[-1] <= self.most else "OVER"
        return (
            f"{self.name:<44} {statistics.median(ordered):7.1f} ms  p95 {p95:6.1f} (bar {self.most_of:.0f})"
            f"  worst {ordered[-1]:6.1f} (bar {self.most:.0f})  {verdict}"
        )


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Return how much time of a processor something took, in ms, each time: other programs do not count."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1e3)
    return found


def main() -> None:
    """Print a row for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="draws for each rule")
    rounds = parser.parse_args().rounds
    flow, rng = load_flow(flow_folder("ibm-management").path), Random(1)
    _freeze()
    ready: list[Twins] = []

    def begin() -> None:
        twins = Twins(Patients(compile_flow(flow)))
        open_case(twins, new_code(flow, rng), DAY)
        ready.append(twins)

    print(Row("first case, from a flow that is loaded", timed(begin, 5), 250, 250))
    twins = ready[-1]
    draws: list[float] = []
    for rule in twins.rules():
        waits = flow.recommendations[rule].while_open is not None
        try:
            draws += timed(lambda: twins.draw(rule, rng, 2 if waits else 0), rounds)  # noqa: B023
        except NoPatient as error:
            print(error)
    print(Row(f"a patient for a rule ({len(twins.rules())} rules)", draws, 15, 50))
    _cases(twins, flow, rounds)
    _beliefs(twins, flow, rounds)


def _freeze() -> None:
    """Let garbage be looked for as `tui.app` does, whose screen practice is on: not in what is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_NEW)


def _cases(twins: Twins, flow: Flow, rounds: int) -> None:
    """Print what whole cases cost, and what is asked after them."""
    rng = Random(3)
    cases: list[Case] = []
    opened = timed(lambda: cases.append(open_case(twins, new_code(flow, rng), DAY)), 5 * rounds)
    print(Row("a whole case and its list", opened, 150, 150))
    after = iter(cases)
    asked = timed(lambda: _ask(next(after)), 5 * rounds)
    print(Row("its flip question and its twist", asked, 150, 150))
    print(Row("the next case, from Enter", timed(_next_case(flow, rng), 2 * rounds)[1:], 150, 150))


def _ask(case: Case) -> None:
    case.flip_question(0)
    case.twist_question(0)


def _next_case(flow: Flow, rng: Random) -> Callable[[], None]:
    """Return what Enter does after the answers: the case is closed and another one begins."""
    practice = Practice(compile_flow(flow), clock=lambda: NOW, rng=rng)

    def enter() -> None:
        if practice.attempt is not None:
            practice.commit(2)
            practice.close()
        practice.begin()

    return enter


def _beliefs(twins: Twins, flow: Flow, rounds: int) -> None:
    """Print what it costs to know what somebody believes, as in a process of its own."""
    collect_rarely()
    rng, cases = Random(2), pool(twins, Random(1), size=200)
    took = []
    for line in twins.rules():
        few = dict([(code, one) for code, one in cases.items() if one.rule == line][:20])
        took += timed(lambda: predict(flow, few, line), 1)  # noqa: B023
    print(Row("the beliefs of one rule", took, 1_000, 1_000))
    tracemalloc.start()
    ready: list[Predictions] = []
    all_of_them = timed(lambda: ready.append(predict(flow, cases)), 1)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"all beliefs of {len(cases)} cases: {all_of_them[0] / 1e3:.1f} s traced, {peak:.0f} MB (bar 250)")
    odds = Odds(ready[0]).practising(twins.rules()[0])
    with TemporaryDirectory() as folder:
        keep_predictions(flow, ready[0], Path(folder))
        kept = timed(lambda: kept_predictions(flow, Path(folder)), 5)
        size = prediction_file(flow, Path(folder)).stat().st_size / 1e6
    print(Row(f"predictions of {len(cases)} cases read ({size:.1f} MB)", kept, 300, 300))
    chosen = timed(lambda: next_patient(odds, ready[0].cases, rng), 5 * rounds)
    print(Row("the next patient", chosen, 150, 150))


if __name__ == "__main__":
    main()

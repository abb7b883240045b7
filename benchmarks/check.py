"""What loading and proving a flow costs: 1,000 questions against 100, and against reading the YAML alone.

    python -m benchmarks.check [--rounds N]

Everything runs in turn, round by round, so that a busy machine slows all alike; only the ratios count.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import yaml

from benchmarks.realistic import realistic_flow
from interview.check.proofs import prove
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow

COUNTS = (100, 1_000)
MOST_GROWTH = 15.0
"""Ten times the questions may cost this many times as much."""
MOST_OVER_YAML = 5.0
"""Loading and proving may cost this many times what PyYAML with libyaml takes to read the same file."""


def main() -> int:
    """Measure, print a table, and return 1 when a bar is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        folders = {count: realistic_flow(Path(scratch), count) for count in COUNTS}
        times = _measured(folders, rounds)
    lines = list(_table(times))
    print("\n".join(text for text, _ in lines))
    print(f"most memory in use: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0 if all(within for _, within in lines) else 1


def _measured(folders: dict[int, Path], rounds: int) -> dict[tuple[str, int], float]:
    """Return the median time in milliseconds of each step and size."""
    times: dict[tuple[str, int], list[float]] = {}
    for _ in range(rounds):
        for count, folder in folders.items():
            for step, work in _steps(folder):
                start = perf_counter()
                work()
                times.setdefault((step, count), []).append(1_000 * (perf_counter() - start))
    return {key: statistics.median(values) for key, values in times.items()}


def _steps(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "yaml", lambda: yaml.load((folder / "flow.yaml").read_bytes(), yaml.CSafeLoader)
    yield "load", lambda: load_flow(folder)
    logic = compile_flow(load_flow(folder))
    yield "prove", lambda: list(prove(logic))


def _table(times: dict[tuple[str, int], float]) -> Iterator[tuple[str, bool]]:
    """Yield lines with a verdict where there is a bar."""
    few, many = COUNTS
    for step in ("yaml", "load", "prove"):
        ratio = times[step, many] / times[step, few]
        yield f"{step:<28}{times[step, few]:9.1f}{times[step, many]:9.1f} ms   ratio {ratio:5.1f}", True
    both = {count: times["load", count] + times["prove", count] for count in COUNTS}
    growth, over = both[many] / both[few], both[many] / times["yaml", many]
    yield _judged(f"load and prove, {many} to {few}", growth, MOST_GROWTH)
    yield _judged(f"load and prove to yaml, {many}", over, MOST_OVER_YAML)


def _judged(name: str, ratio: float, bar: float) -> tuple[str, bool]:
    verdict = "ok" if ratio <= bar else "OVER"
    return f"{name:<49} ratio {ratio:5.1f}   bar {bar:4.1f}   {verdict}", ratio <= bar


if __name__ == "__main__":
    sys.exit(main())

"""What a passphrase costs: `python -m benchmarks.encryption`. The two kinds of store take turns."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from interview.flow.answers import Text
from interview.store import Store
from interview.store.encryption import encrypt
from tests.store.small import AT, event, small_flow

PASSPHRASE = "correct horse battery"
COMMITS, OPENINGS = 500, 20


def seconds(action: Callable[[], object]) -> float:
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


def opened(folder: Path, passphrase: str) -> None:
    store = Store.open(folder, passphrase=passphrase)
    store.sessions()
    store.close()


def measured(root: Path) -> tuple[list[list[float]], list[list[float]]]:
    """Seconds of each commit and of each opening: of the plain store, and of the encrypted one."""
    kinds = ((root / "plain", ""), (root / "encrypted", PASSPHRASE))
    encrypt(*kinds[1])
    stores = [Store.open(folder, passphrase=passphrase) for folder, passphrase in kinds]
    ids = [store.begin(small_flow(), at=AT) for store in stores]
    commits: list[list[float]] = [[], []]
    openings: list[list[float]] = [[], []]
    for number in range(COMMITS):
        for store, session_id, taken in zip(stores, ids, commits, strict=True):
            said = event(Text(f"answer {number}"))
            taken.append(seconds(partial(store.append, session_id, said)))
    for store in stores:
        store.close()
    for _ in range(OPENINGS):
        for kind, taken in zip(kinds, openings, strict=True):
            taken.append(seconds(partial(opened, *kind)))
    return commits, openings


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as root:
        for what, taken in zip(("save an answer", "open"), measured(Path(root)), strict=True):
            plain, encrypted = (median(times) * 1000 for times in taken)
            ratio = encrypted / plain
            print(f"{what:16} plain {plain:7.2f} ms  encrypted {encrypted:7.2f} ms  ratio {ratio:6.2f}")


if __name__ == "__main__":
    main()

"""A program whose disk fails and recovers; it prints what the person was told and what is on disk at the end.

faulty.py full        no file may grow further, as on a full disk
faulty.py read_only   folder and file can only be read
faulty.py refused     the folder cannot even be entered
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from small import begin, texts  # type: ignore[import-not-found]

from interview.flow.answers import Text
from interview.store import Recording, Store, StoreError

NOBODY = 65534
PAGE = 4096


def full(folder: Path) -> Callable[[], None]:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (PAGE, most)
    )  # a journal needs more, and nothing is done without
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def read_only(folder: Path) -> Callable[[], None]:
    return changed_modes(folder, 0o500, 0o400)


def refused(folder: Path) -> Callable[[], None]:
    return changed_modes(folder, 0, 0)


def changed_modes(folder: Path, folder_mode: int, file_mode: int) -> Callable[[], None]:
    file = folder / "sessions.db"

    def restore() -> None:
        folder.chmod(0o700)
        file.chmod(0o600)

    file.chmod(file_mode)
    folder.chmod(folder_mode)
    return restore


def answer(recording: Recording, count: int) -> list[str]:
    """Give answers; return the problem shown after each."""
    problems = []
    for _ in range(count):
        number = len(recording.session.events)
        recording.answer("comment", Text(f"answer {number} " + "x" * 400))
        problems.append(recording.problem)
    return problems


def seen(folder: Path, session_id: str) -> int:
    """Return how many answers can be looked at while the fault lasts; 0 when none can."""
    try:
        return len(texts(Store.open(folder, read_only=True), session_id))
    except StoreError:
        return 0


def main(fault: Callable[[Path], Callable[[], None]], folder: Path) -> None:
    recording = begin(Store.open(folder))
    before = answer(recording, 30)
    mend = fault(folder)
    during = answer(recording, 5)
    in_memory = len(recording.session.events)
    looked_at = seen(folder, recording.id)
    mend()
    after = answer(recording, 1)
    recording.close()
    kept = [text.split()[1] for text in texts(Store.open(folder), recording.id)]
    told = {"before": before, "during": during, "after": after, "in_memory": in_memory, "seen": looked_at}
    print(json.dumps({**told, "kept": kept}))


if __name__ == "__main__":
    if os.geteuid() == 0:
        os.seteuid(NOBODY)  # whoever may do everything is refused nothing
    base = Path(tempfile.mkdtemp())
    try:
        main({"full": full, "read_only": read_only, "refused": refused}[sys.argv[1]], base / "sessions")
    finally:
        shutil.rmtree(base)

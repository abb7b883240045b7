"""Predictions made ready beside practice, never in its way; until they are, patients are drawn without.

They are worked out in a process of their own, which hands them over in the cache: no key waits for it, and
its memory goes with it. Codes of practice cases are all it is told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from interview.errors import UsageError
from interview.flow.model import Flow
from interview.practice.case_code import read_code
from interview.practice.pool import SIZE
from interview.practice.prediction_cache import kept_predictions, prediction_file
from interview.practice.predictions import Predictions

NICE = 10
"""How far the process stands back behind all others."""
_COMMAND = (sys.executable, "-m", "interview.practice.prediction_process")
_HOME = Path(__file__).parents[2]
"""Where the package of this very program is found."""


def begun(told: bytes) -> subprocess.Popen[bytes]:
    """Begin the process that works predictions out, and tell it what to do; `OSError` where none can begin.

    It has no window, and no signal that the terminal sends reaches it.
    """
    windows = ("CREATE_NO_WINDOW", "BELOW_NORMAL_PRIORITY_CLASS")
    process = subprocess.Popen(
        _COMMAND,
        bufsize=0,
        cwd=_HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=sum(getattr(subprocess, name, 0) for name in windows),
    )
    assert process.stdin is not None
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
    with suppress(OSError):
        process.stdin.write(told + b"\n")
    return process


@dataclass(slots=True)
class Preparation:
    """The predictions for one flow, read from a folder; `cache` is the folder they are kept in."""

    flow: Flow
    folder: Path
    cache: Path
    size: int = SIZE
    begin: Callable[[bytes], subprocess.Popen[bytes]] = begun
    process: subprocess.Popen[bytes] | None = None
    """The one that was begun last."""
    _wanted: dict[str, None] = field(default_factory=dict)
    """The codes that are asked for."""
    _told: set[str] = field(default_factory=set)
    """Those that a process was told of."""
    _failed: bool = False
    """Whether the work was done and nothing is kept: a flow too entangled, a folder that takes nothing."""
    _read: tuple[object, Predictions | None] = (None, None)
    """What tells the file that was read from a later one, and the predictions in it."""

    @property
    def predictions(self) -> Predictions | None:
        """None until they are ready."""
        file, stamp = prediction_file(self.flow, self.cache), None
        with suppress(OSError):
            found = file.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if stamp != self._read[0]:
            self._read = (stamp, kept_predictions(self.flow, self.cache) if stamp else None)
        return self._read[1]

    def add(self, codes: Iterable[str] = ()) -> None:
        """Have what is not ready made ready, these cases too; one at a time, the rest when that is done.

        A written case, and one of another flow or version, says nothing of the rules and is left out.
        """
        self._wanted.update((code, None) for code in codes if self._is_drawn(code))
        if self.process is not None and self.process.poll() is None:
            return
        known = self.predictions
        left = [code for code in self._wanted if not (known and code in known.cases)]
        self._failed = self._failed or (known is None and self.process is not None)
        if not self._failed and (known is None or not self._told.issuperset(left)):
            self._told.update(left)
            self._work(left)

    def end(self) -> None:
        """Have it stop; what is not ready then is begun anew another time."""
        if self.process is not None:
            with self.process as process:
                process.kill()

    def _work(self, codes: list[str]) -> None:
        self.end()
        told = {
            "flow": str(self.folder.absolute()),
            "cache": str(self.cache.absolute()),
            "codes": codes,
            "size": self.size,
        }
        with suppress(OSError):
            self.process = self.begin(json.dumps(told).encode("ascii"))

    def _is_drawn(self, code: str) -> bool:
        try:
            read_code(self.flow, code)
        except UsageError:
            return False
        return True

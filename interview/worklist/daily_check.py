"""Once a day every kept session is looked through for damage, beside an interview and never in its way."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from interview.store import Store, StoreError
from interview.store.private_files import private_file
from interview.text import one_line

NAME = "checked.json"
"""The file that says when the last check was, and what it found."""
MOST = 10_000
REST = 0.02
"""Seconds between a few sessions and the next: a key that is pressed meanwhile is answered at once."""


@dataclass(slots=True)
class DailyCheck:
    """The check of one store."""

    store: Store
    today: Callable[[], date] = date.today
    rest: float = REST
    _stop: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> threading.Thread | None:
        """Look through the sessions in a thread, which ends with the program, unless that was done today."""
        if self._last.get("day") == str(self.today()):
            return None
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        return thread

    def end(self) -> None:
        """Have it stop soon; what is not looked through then is tomorrow, or at the next start."""
        self._stop.set()

    @property
    def told(self) -> str:
        """What the last check found, for the person; empty when nothing was damaged."""
        return one_line(self._last.get("told", ""))

    def _run(self) -> None:
        with suppress(StoreError, _Stopped), closing(self.store.looking()) as looking:
            found = looking.check(self._pause)
            self._write({"day": str(self.today()), "told": str(found)})

    def _pause(self) -> None:
        if self._stop.wait(self.rest):
            raise _Stopped

    @property
    def _last(self) -> dict[str, str]:
        try:
            with self._path.open(encoding="utf-8") as file:
                found = json.loads(file.read(MOST))
        except (OSError, ValueError, RecursionError):
            return {}
        return (
            {key: value for key, value in found.items() if isinstance(value, str)}
            if isinstance(found, dict)
            else {}
        )

    def _write(self, what: dict[str, str]) -> None:
        if not self.store.folder.is_dir():
            return
        with suppress(OSError):
            private_file(self._path).write_text(json.dumps(what) + "\n", encoding="utf-8")

    @property
    def _path(self) -> Path:
        return self.store.folder / NAME


@contextmanager
def looked_through(store: Store | None) -> Iterator[Callable[[], object]]:
    """Give what begins the daily check; it ends with this."""
    if store is None:
        yield lambda: None
        return
    check = DailyCheck(store)
    try:
        yield check.begin
    finally:
        check.end()


class _Stopped(Exception):
    """The program ends."""

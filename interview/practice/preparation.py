"""Predictions made ready beside practice, never in its way; until they are, patients are drawn without."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from interview.errors import InterviewError
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.practice.case_code import read_code
from interview.practice.patients import Patients
from interview.practice.pool import SIZE, PoolCase, pool, pool_case
from interview.practice.prediction_cache import keep_predictions, kept_predictions
from interview.practice.predictions import Predictions, predict
from interview.practice.twins import Twins

REST = 0.005
"""Seconds between a piece of work and the next: a key that is pressed meanwhile is answered at once."""


@dataclass(slots=True)
class Preparation:
    """The predictions for one flow. `cache` is the folder they are kept in, if they are."""

    flow: Flow
    rng: Random
    cache: Path | None = None
    size: int = SIZE
    rest: float = REST
    predictions: Predictions | None = None
    """None until they are ready, and for a flow that is too entangled for them."""
    ready: threading.Event = field(default_factory=threading.Event)
    """Set while nothing is left to do."""
    _wanted: dict[str, None] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _wake: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> threading.Thread:
        """Make them ready in a thread, which ends with the program."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        return thread

    def end(self) -> None:
        """Have it stop soon; what is not ready then is begun anew another time."""
        self._stop.set()
        self._wake.set()

    def add(self, codes: Iterable[str]) -> None:
        """Have more cases predicted, such as those that were drawn before it was ready."""
        new = [code for code in codes if code not in self._wanted]
        if new:
            self._wanted.update(dict.fromkeys(new))
            self.ready.clear()
            self._wake.set()

    def _run(self) -> None:
        with suppress(InterviewError, _Stopped):
            self.predictions = self._kept() or self._worked_out()
            while True:
                self._wake.clear()
                self._work_out_more(self.predictions)
                if not self._wake.is_set():
                    self.ready.set()
                self._wake.wait()
                self._pause()

    def _kept(self) -> Predictions | None:
        return kept_predictions(self.flow, self.cache) if self.cache else None

    def _worked_out(self) -> Predictions:
        found = predict(self.flow, pool(self._twins(), self.rng, self._pause, self.size), pause=self._pause)
        self._keep(found)
        return found

    def _work_out_more(self, known: Predictions) -> None:
        """Add what was asked for; a code that is none of this flow's, or without a patient, is left out."""
        wanted = [code for code in tuple(self._wanted) if code not in known.patients]
        if not wanted:
            return
        twins, cases = self._twins(), dict[str, PoolCase]()
        for code in wanted:
            self._pause()
            with suppress(InterviewError):
                cases[code] = pool_case(twins, read_code(self.flow, code))
        if cases:
            more = predict(self.flow, cases, pause=self._pause)
            self.predictions = Predictions(known.beliefs, {**known.patients, **more.patients})
            self._keep(self.predictions)

    def _keep(self, found: Predictions) -> None:
        if self.cache:
            keep_predictions(self.flow, found, self.cache)

    def _twins(self) -> Twins:
        """Return the flow's patients in diagrams of their own: two threads cannot share any."""
        return Twins(Patients(compile_flow(self.flow)))

    def _pause(self) -> None:
        if self._stop.wait(self.rest):
            raise _Stopped


class _Stopped(Exception):
    """Practice ends."""

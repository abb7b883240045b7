"""Predictions worked out: what is not kept yet of a flow, in a process of its own.

`python -m interview.practice.prediction_process` reads what to do as a line of JSON, keeps what it finds in
the cache and says nothing. It ends when it is done, and at once when its input is closed: whatever becomes of
the program that began it, nothing is left behind.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from io import FileIO, RawIOBase
from pathlib import Path
from random import Random, SystemRandom
from threading import Thread

from interview.errors import InterviewError
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.practice.case_code import read_code
from interview.practice.coverage import coverage
from interview.practice.patients import Patients
from interview.practice.pool import SIZE, PoolCase, pool_case
from interview.practice.prediction_cache import keep_predictions, kept_predictions
from interview.practice.predictions import predict
from interview.practice.twins import Twins


def prepare(flow: Flow, cache: Path, rng: Random, codes: Iterable[str] = (), size: int = SIZE) -> None:
    """Keep predictions for a pool of about this size, unless some are kept, and for the cases of codes.

    Codes that are none of this flow's, or without a patient, are left out.
    """
    known, twins = kept_predictions(flow, cache), Twins(Patients(compile_flow(flow)))
    found = known or coverage(twins, rng, size)
    if cases := _asked_for(twins, [code for code in codes if code not in found.cases]):
        found = found.with_more(predict(flow, cases))
    if found is not known:
        keep_predictions(flow, found, cache)


def _asked_for(twins: Twins, codes: Iterable[str]) -> dict[str, PoolCase]:
    found = {}
    for code in codes:
        with suppress(InterviewError):
            found[code] = pool_case(twins, read_code(twins.patients.flow, code))
    return found


def main(source: RawIOBase) -> None:
    """Do what the first line of the input says; without a buffer, a thread may wait for more as all ends."""
    collect_rarely()
    told = json.loads(source.readline())
    Thread(target=_end_with, args=(source,), daemon=True).start()
    with suppress(InterviewError):
        flow, cache = load_flow(Path(told["flow"])), Path(told["cache"])
        prepare(flow, cache, SystemRandom(), told["codes"], told["size"])


def collect_rarely() -> None:
    """Look for garbage once in a while: hundreds of thousands of nodes are made, and nearly all are kept."""
    gc.set_threshold(20_000, 20, 20)


def _end_with(source: RawIOBase) -> None:
    """End at once when the other end of the input is closed, also by a kill."""
    source.readall()
    os._exit(0)


if __name__ == "__main__":
    main(FileIO(0))

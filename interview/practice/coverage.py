"""Cases to find every misunderstanding by: a pool, and more patients for those that show in few of it.

Who could have a misunderstanding that shows in one patient of a thousand would otherwise meet that patient
once, and it would stay one among others.
"""

from __future__ import annotations

from itertools import islice
from random import Random

from interview.practice.pool import SIZE, pool
from interview.practice.predictions import Predictions, predict
from interview.practice.sample import Bits, ones
from interview.practice.twins import Twins

FEW = 5
"""In how many cases each misunderstanding shows at least, where so many are found."""
MORE = 3
"""How many times as many cases as the pool has are looked through for them."""


def coverage(twins: Twins, rng: Random, size: int = SIZE) -> Predictions:
    """Return what all beliefs say of a pool of about this size, and of the further cases that show them."""
    flow, first = twins.patients.flow, pool(twins, rng, size)
    every = {**first, **pool(twins, rng, MORE * size)}
    found = predict(flow, every)
    kept = found.bits(first)
    for shows in sorted(found.shows, key=int.bit_count):
        kept |= _some(shows & ~kept, FEW - (shows & kept).bit_count())
    return predict(flow, {code: every[code] for code in found.codes(kept)})


def _some(patients: Bits, count: int) -> Bits:
    """Return the first of some patients, so many at most."""
    return sum(1 << place for place in islice(ones(patients), max(0, count)))

"""The next patient: the one expected to tell the likeliest beliefs apart, by its list of lines.

Source: expected information, as in computerised adaptive testing for cognitive diagnosis (CD-CAT).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import combinations
from random import Random

from interview.check.cases.responses import Response
from interview.practice.odds import OTHERWISE, SLIP, Odds
from interview.practice.predictions import KNOWS, Predicted, Way
from interview.practice.sample import Bits, nth, ones

MOST = 150
"""Patients looked at."""
HEADS = 20
"""Of so many of the likeliest beliefs some patients are among them in whom they show."""
CLOSE = 4
"""Of each two of so many, patients in whom only one of them shows."""
FOR_EACH = 5
APART = 60
"""So many of the likeliest beliefs are told apart."""
LEAST = 1e-6
"""Bits that a patient has to tell at least."""
OVERLAP = 2 * math.sqrt((1 - SLIP) * OTHERWISE) + (len(Response) - 2) * OTHERWISE
"""How alike two beliefs answer a line on which they differ, from 0 to 1 (the Bhattacharyya coefficient)."""


def the_list(patient: Predicted) -> Iterable[str]:
    """Return the lines that are decided on in a case."""
    return patient.case.lines


def next_patient(
    odds: Odds,
    codes: Iterable[str],
    rng: Random,
    seen: Collection[str] = (),
    decided: Callable[[Predicted], Iterable[str]] = the_list,
) -> str | None:
    """Return which of these cases tells most by the lines decided on; None where none tells anything.

    Cases that were seen, or of which nothing is predicted, are left out.
    """
    weights, best, most = weights_of(odds, rng), None, LEAST
    unseen = odds.predictions.bits(codes) & ~odds.predictions.bits(seen)
    for code in _looked_at(odds, unseen, rng):
        patient = odds.predictions.patient(code)
        told = information(patient, decided(patient), patient.ways(weights))
        if told > most:
            best, most = code, told
    return best


def weights_of(odds: Odds, rng: Random) -> dict[int, float]:
    """Return the shares of the likeliest beliefs that are wrong."""
    shares = odds.in_question
    return {belief: shares[belief] for belief in _likeliest(shares, rng)[:APART]}


def information(patient: Predicted, lines: Iterable[str], ways: Mapping[Way, float]) -> float:
    """Return at least how many bits the responses to some lines are expected to tell, by how likely the ways
    to answer all lines are that are not right.

    Source: the lower bound on the entropy of a mixture by A. Kolchinsky, B. D. Tracey, Entropy 2017;19:361.
    """
    said = _masses(ways, patient.among.within(lines))
    differ, masses = patient.among.differ, list(said.values())
    near = masses.copy()
    for (i, one), (j, other) in combinations(enumerate(said), 2):
        alike = OVERLAP ** differ(one, other)
        near[i] += masses[j] * alike
        near[j] += masses[i] * alike
    return -sum(mass * math.log2(all_near) for mass, all_near in zip(masses, near, strict=True))


def _masses(ways: Mapping[Way, float], decided: Way) -> Mapping[Way, float]:
    """Return how likely each way is to answer the lines decided on."""
    masses = defaultdict[Way, float](float)
    for way, weight in ways.items():
        if said := way & decided:
            masses[said] += weight
    right = 1 - sum(masses.values())
    return {**masses, 0: right} if right > 0 else masses


def _looked_at(odds: Odds, patients: Bits, rng: Random) -> Collection[str]:
    """Return some in whom the likeliest beliefs show, some in whom one of two does, and others at random."""
    shows, codes = odds.predictions.shows, tuple(odds.predictions.cases)
    heads = _likeliest(odds.shares, rng)[:HEADS]
    showing = [shows[belief] for belief in heads]
    showing += [shows[one] ^ shows[other] for one, other in combinations(heads[:CLOSE], 2)]
    drawn = (some & patients for some in showing)
    found = dict.fromkeys(
        nth(some, rng.randrange(some.bit_count())) for some in drawn if some for _ in range(FOR_EACH)
    )
    others = [place for place in ones(patients) if place not in found]
    places = [*found, *rng.sample(others, min(max(0, MOST - len(found)), len(others)))]
    return [codes[place] for place in places]


def _likeliest(shares: Mapping[int, float], rng: Random) -> list[int]:
    """Return the beliefs, the likeliest first; those that are as likely in any order."""
    return sorted(shares.keys() - {KNOWS}, key=lambda belief: (-shares[belief], rng.random()))

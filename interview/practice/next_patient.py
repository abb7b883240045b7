"""The next patient: the one expected to tell the likeliest beliefs apart, by its list of lines.

Source: expected information, as in computerised adaptive testing for cognitive diagnosis (CD-CAT).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random

from interview.practice.key import Response
from interview.practice.odds import OTHERWISE, SLIP, Odds
from interview.practice.predictions import KNOWS, Predicted

MOST = 60
"""Patients looked at."""
HEADS = 20
"""Of so many of the likeliest beliefs some patients are among them in whom they show."""
FOR_EACH = 2
APART = 40
"""So many of the likeliest beliefs are told apart."""
LEAST = 1e-6
"""Bits that a patient has to tell at least."""
OVERLAP = 2 * math.sqrt((1 - SLIP) * OTHERWISE) + (len(Response) - 2) * OTHERWISE
"""How alike two beliefs answer a line on which they differ, from 0 to 1 (the Bhattacharyya coefficient)."""

Departures = frozenset[tuple[str, Response]]
"""What a belief says of a patient that is not right."""


def next_patient(odds: Odds, codes: Iterable[str], rng: Random, seen: Collection[str] = ()) -> str | None:
    """Return which of these cases tells most by its list; None where none tells anything.

    Cases that were seen, or of which nothing is predicted, are left out.
    """
    patients, weights = odds.predictions.patients, weights_of(odds)
    best, most = None, LEAST
    for code in _looked_at(odds, sorted(patients.keys() & set(codes) - set(seen)), rng):
        told = information(patients[code], patients[code].lines, weights)
        if told > most:
            best, most = code, told
    return best


def weights_of(odds: Odds) -> list[float]:
    """Return the shares of the likeliest beliefs, by place, and 0 for others and for knowing the rules."""
    shares = odds.in_question
    weights = [0.0] * len(odds.predictions.beliefs)
    for belief in sorted(shares, key=lambda one: -shares[one])[:APART]:
        weights[belief] = shares[belief] if belief != KNOWS else 0.0
    return weights


def information(patient: Predicted, lines: Iterable[str], weights: Sequence[float]) -> float:
    """Return at least how many bits the responses to some lines are expected to tell.

    Source: the lower bound on the entropy of a mixture by A. Kolchinsky, B. D. Tracey, Entropy 2017;19:361.
    """
    masses = _masses(patient, lines, weights)
    told = 0.0
    for one, mass in masses.items():
        near = sum(other * OVERLAP ** _differ(one, said) for said, other in masses.items())
        told -= mass * math.log2(near)
    return told


def _masses(patient: Predicted, lines: Iterable[str], weights: Sequence[float]) -> Mapping[Departures, float]:
    """Return how likely each way is to answer these lines."""
    departures: dict[int, list[tuple[str, Response]]] = {}
    for line in lines:
        for response, held in patient.wrong.get(line, {}).items():
            for belief in held:
                if weights[belief]:
                    departures.setdefault(belief, []).append((line, response))
    masses: dict[Departures, float] = {}
    for belief, said in departures.items():
        key = frozenset(said)
        masses[key] = masses.get(key, 0.0) + weights[belief]
    right = 1 - sum(masses.values())
    return {**masses, frozenset(): right} if right > 0 else masses


def _differ(one: Departures, other: Departures) -> int:
    """Return on how many lines two ways to answer differ."""
    return len({line for line, _ in one ^ other})


def _looked_at(odds: Odds, codes: list[str], rng: Random) -> Collection[str]:
    """Return some in whom the likeliest beliefs show, and others at random."""
    left, shows = set(codes), odds.predictions.shows
    heads = [belief for belief in odds.ranking[: HEADS + 1] if belief != KNOWS]
    showing = [[code for code in shows[belief] if code in left] for belief in heads]
    found = dict.fromkeys(rng.choice(some) for some in showing if some for _ in range(FOR_EACH))
    others = [code for code in codes if code not in found]
    return [*found, *rng.sample(others, min(max(0, MOST - len(found)), len(others)))]

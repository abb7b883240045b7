"""The next patient: the one expected to tell the likeliest beliefs apart, and the lines that do.

Source: expected information, as in computerised adaptive testing for cognitive diagnosis (CD-CAT).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from interview.practice.key import Response
from interview.practice.odds import OTHERWISE, SLIP, Odds
from interview.practice.predictions import KNOWS, Predicted

MOST = 100
"""Patients looked at."""
HEADS = 8
"""Of so many of the likeliest beliefs some patients are among them in whom they show."""
FOR_EACH = 4
LEAST = 1e-6
"""Bits that a patient has to tell at least."""


@dataclass(frozen=True, slots=True)
class NextPatient:
    """The code of a case, and the lines to have decided, the most telling first."""

    code: str
    lines: tuple[str, ...]


def next_patient(
    odds: Odds, codes: Iterable[str], rng: Random, count: int = 5, seen: Collection[str] = ()
) -> NextPatient | None:
    """Return which of these cases tells most by up to `count` of its lines; None where none tells anything.

    Cases that were seen, or of which nothing is predicted, are left out.
    """
    patients, shares = odds.predictions.patients, odds.in_question
    weights = [0.0] * len(odds.predictions.beliefs)
    for belief, share in shares.items():
        weights[belief] = share if belief != KNOWS else 0.0
    best, lines, most = "", (), LEAST
    for code in _looked_at(odds, sorted(patients.keys() & set(codes) - set(seen)), rng):
        told = gains(patients[code], weights)[:count]
        total = sum(gain for gain, _ in told)
        if total > most:
            best, lines, most = code, tuple(line for _, line in told), total
    return NextPatient(best, lines) if best else None


def gains(patient: Predicted, weights: list[float]) -> list[tuple[float, str]]:
    """Return how many bits each line of a patient is expected to tell, the most first.

    `weights` are the shares of the beliefs; what is missing to 1 is that the rules are known.
    """
    found = []
    for line, said in patient.wrong.items():
        masses = {response: sum([weights[one] for one in held]) for response, held in said.items()}
        wrong = sum(masses.values())
        if wrong:
            found.append((information({**masses, patient.right[line]: 1 - wrong}), line))
    return sorted(found, reverse=True)


def information(believed: Mapping[Response, float]) -> float:
    """Return the bits that a response is expected to tell, from how likely each one is believed."""
    chances = [OTHERWISE + believed.get(one, 0.0) * (1 - SLIP - OTHERWISE) for one in Response]
    return _entropy(chances) - _NOISE


def _entropy(chances: Iterable[float]) -> float:
    return -sum(chance * math.log2(chance) for chance in chances if chance > 0)


_NOISE = _entropy((1 - SLIP, *[OTHERWISE] * (len(Response) - 1)))


def _looked_at(odds: Odds, codes: list[str], rng: Random) -> Collection[str]:
    """Return some in whom the likeliest beliefs show, and others at random."""
    left, shows = set(codes), odds.predictions.shows
    heads = [belief for belief in odds.ranking[: HEADS + 1] if belief != KNOWS]
    showing = [[code for code in shows[belief] if code in left] for belief in heads]
    found = dict.fromkeys(rng.choice(some) for some in showing if some for _ in range(FOR_EACH))
    others = [code for code in codes if code not in found]
    return [*found, *rng.sample(others, min(max(0, MOST - len(found)), len(others)))]

"""The pool that the next patient is chosen from: cases about every rule, more where more can go wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from interview.flow.answers import Answer
from interview.practice.beliefs import bearing_on, clinical_mutants
from interview.practice.case_code import CaseCode
from interview.practice.decisions import decisions
from interview.practice.drawn_case import code_for, drawn_case
from interview.practice.patients import NoPatient
from interview.practice.twins import Twins

SIZE = 2_000
"""Cases in a pool, about."""
MOST_OF_A_RULE = 150


@dataclass(frozen=True, slots=True)
class PoolCase:
    """What of a case is looked at: the patient, the rule it is about, and the list to decide on."""

    answers: Mapping[str, Answer]
    rule: str
    lines: tuple[str, ...]
    asked: frozenset[str]
    """Every line that can be asked of this patient."""


def pool_case(twins: Twins, code: CaseCode) -> PoolCase:
    """Return the case of a code; `NoPatient` where there is none."""
    drawn = drawn_case(twins, code)
    lines = decisions(drawn.key, drawn.rule, code.rng("list"))
    return PoolCase(drawn.patient.answers, drawn.rule, lines, frozenset(drawn.key.right))


def pool(twins: Twins, rng: Random, size: int = SIZE) -> dict[str, PoolCase]:
    """Return cases about each rule by their codes."""
    found: dict[str, PoolCase] = {}
    for rule, count in _counts(twins, size).items():
        for _ in range(count):
            code = code_for(twins, rule, rng)
            with suppress(NoPatient):
                found[str(code)] = pool_case(twins, code)
    return found


def _counts(twins: Twins, size: int) -> Mapping[str, int]:
    """Return how many cases each rule gets: one half evenly, the other by how many faults bear on it."""
    rules, flow = twins.rules(), twins.patients.flow
    made = clinical_mutants(flow)
    faults = {rule: bearing_on(flow, rule, made) for rule in rules}
    total = sum(map(len, faults.values())) or 1
    share = {rule: 0.5 / len(rules) + 0.5 * len(faults[rule]) / total for rule in rules}
    return {rule: min(MOST_OF_A_RULE, math.ceil(size * share[rule])) for rule in rules}

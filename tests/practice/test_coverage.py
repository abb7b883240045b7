"""Cases for every misunderstanding: those that show in few patients of a pool are shown by further ones."""

from __future__ import annotations

from pathlib import Path
from random import Random

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.coverage import FEW, coverage
from interview.practice.patients import Patients
from interview.practice.pool import pool
from interview.practice.predictions import predict
from interview.practice.twins import Twins

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"


def test_a_misunderstanding_that_shows_in_few_cases_of_the_pool_is_shown_by_more() -> None:
    twins = Twins(Patients(compile_flow(load_flow(IBM))))
    alone = predict(twins.patients.flow, pool(twins, Random(1), size=60))
    found = coverage(twins, Random(1), size=60)
    assert alone.cases.keys() <= found.cases.keys()
    assert alone.beliefs == found.beliefs
    before, after = ([min(FEW, shows.bit_count()) for shows in one.shows] for one in (alone, found))
    assert all(fewer <= more for fewer, more in zip(before, after, strict=True))
    assert after.count(FEW) > 1.2 * before.count(FEW)
    assert len(found.cases) < 4 * len(alone.cases)

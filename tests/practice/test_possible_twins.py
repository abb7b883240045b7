"""A look at who is drawn, before there are answers, leaves out nobody for whom a line is decisive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.practice.patients import NoPatient, Patients
from interview.practice.twins import Twins
from tests.effort import tries
from tests.engine.strategies import flows
from tests.practice.small import EVEN, small
from tests.scores import flows as scores

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"


def looked_at(twins: Twins, line: str, count: int, rng: Random) -> Iterator[tuple[bool, bool]]:
    """Yield whether each who is drawn passes the look, and whether the line is decisive for them."""
    patients, possible = twins.patients, twins.possible(line)
    for _ in range(count):
        drawn = patients.drawn(rng)
        answers = patients.answers(drawn)
        known = patients.without(answers, patients.unknown(answers))
        passes = possible.has_one(patients.values(drawn, possible.levels))
        yield passes, twins.is_decisive(patients.session(known), line)


@pytest.mark.parametrize("more", ["", "  tested: {unknown: age >= 65}\n"])
def test_nobody_is_left_out_of_a_small_flow(tmp_path: Path, more: str) -> None:
    twins, rng = Twins(Patients(small(tmp_path, EVEN + more))), Random(1)
    for line in twins.rules():
        seen = set(looked_at(twins, line, 150, rng))
        assert (False, True) not in seen
        assert (True, True) in seen


@pytest.mark.parametrize("name", ["bmi", "curb65"])
def test_nobody_is_left_out_where_numbers_are_made_of_others(tmp_path: Path, name: str) -> None:
    """Another number can lie in the same band, and what is made of it in another one."""
    twins, rng = Twins(Patients(compile_flow(load_flow(scores.written(name, tmp_path))))), Random(3)
    for line in twins.rules():
        assert (False, True) not in set(looked_at(twins, line, 60, rng))


def test_nobody_is_left_out_of_the_shipped_flow_and_few_pass_in_vain() -> None:
    twins = Twins(Patients(compile_flow(load_flow(IBM))))
    rng, seen = Random(2), Counter[tuple[bool, bool]]()
    for line in twins.rules():
        seen.update(looked_at(twins, line, 8, rng))
    assert seen[False, True] == 0
    assert seen[False, False] > seen[True, False]


@settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(flows(), st.integers(0, 10_000))
def test_nobody_is_left_out_of_any_flow(flow: Flow, seed: int) -> None:
    twins, rng = Twins(Patients(compile_flow(flow))), Random(seed)
    try:
        twins.patients.drawn(rng)
    except NoPatient:
        assume(False)
    for line in flow.recommendations:
        assert (False, True) not in set(looked_at(twins, line, 3, rng))

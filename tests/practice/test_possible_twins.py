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
from tests.practice.small import EVEN, SMALL, small
from tests.scores import flows as scores

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"


def looked_at(
    twins: Twins, line: str, count: int, rng: Random, unknown: int = 0
) -> Iterator[tuple[bool, bool]]:
    """Yield whether each who is drawn passes the look, and whether the line is decisive for them.

    Where all is known that the flow does not hide, there are two looks, and both have to be passed.
    """
    patients, possible = twins.patients, twins.possible(line)
    for _ in range(count):
        drawn = patients.drawn(rng)
        answers = patients.answers(drawn)
        names = rng.sample(list(answers), min(unknown, len(answers)))
        known = patients.without(answers, patients.unknown(answers).union(names))
        passes = twins.can_have_one(drawn, known, line)
        if not unknown:
            passes = passes and possible.has_one(patients.values(drawn, possible.levels))
        yield passes, twins.is_decisive(patients.session(known), line)


@pytest.mark.parametrize("unknown", [0, 1, 2])
@pytest.mark.parametrize("more", ["", "  tested: {unknown: age >= 65}\n"])
def test_nobody_is_left_out_of_a_small_flow(tmp_path: Path, more: str, unknown: int) -> None:
    twins, rng = Twins(Patients(small(tmp_path, EVEN + more))), Random(1)
    for line in twins.rules():
        seen = set(looked_at(twins, line, 150, rng, unknown))
        assert (False, True) not in seen
        assert (True, True) in seen


@pytest.mark.parametrize("unknown", [0, 1])
@pytest.mark.parametrize("name", ["bmi", "curb65"])
def test_nobody_is_left_out_where_numbers_are_made_of_others(tmp_path: Path, name: str, unknown: int) -> None:
    """Another number can lie in the same band, and what is made of it in another one."""
    twins, rng = Twins(Patients(compile_flow(load_flow(scores.written(name, tmp_path))))), Random(3)
    for line in twins.rules():
        assert (False, True) not in set(looked_at(twins, line, 60, rng, unknown))


def test_what_is_not_asked_can_be_settled_by_a_constraint(tmp_path: Path) -> None:
    """Rash is so of everybody, though signs are asked of those with a cough alone."""
    flow = (
        SMALL.replace("signs:\n    {ask: Signs?,", "signs:\n    {ask_when: cough is yes, ask: Signs?,")
        .replace("must: {any: [age >= 18, signs lacks pain]}", "must: signs has any of (rash)")
        .replace("conflicts:\n  odd: {when: {all: [cough is no, any signs]}, say: Odd.}\n", "")
        .replace(
            "{all: [result is low, signs has none of (fever)]}",
            "{at least 2 of: [cough is yes, signs has any of (rash), signs has any of (fever)]}",
        )
    )
    twins, rng = Twins(Patients(small(tmp_path, EVEN, flow))), Random(4)
    assert set(looked_at(twins, "wait", 60, rng)) == {(True, True), (False, False)}


@pytest.mark.parametrize("unknown", [0, 2])
def test_nobody_is_left_out_of_the_shipped_flow_and_few_pass_in_vain(unknown: int) -> None:
    twins = Twins(Patients(compile_flow(load_flow(IBM))))
    rng, seen = Random(2), Counter[tuple[bool, bool]]()
    for line in twins.rules():
        seen.update(looked_at(twins, line, 8, rng, unknown))
    assert seen[False, True] == 0
    assert seen[False, False] > 4 * seen[True, False]


@settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(flows(), st.integers(0, 10_000), st.integers(0, 2))
def test_nobody_is_left_out_of_any_flow(flow: Flow, seed: int, unknown: int) -> None:
    twins, rng = Twins(Patients(compile_flow(flow))), Random(seed)
    try:
        twins.patients.drawn(rng)
    except NoPatient:
        assume(False)
    for line in flow.recommendations:
        assert (False, True) not in set(looked_at(twins, line, 3, rng, unknown))

"""The order of variables is that of asking, unless a condition would then need far too large a diagram."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview.check.proofs import prove
from interview.engine import conclude
from interview.flow.conditions.syntax import All, Any, AtLeast, Condition
from interview.flow.logic import variable_order as chosen
from interview.flow.logic.compiler import compile_flow
from interview.flow.logic.variable_order import variable_order
from interview.flow.model import Flow
from tests.effort import tries
from tests.engine import brute
from tests.engine.examples import clinic, flow, is_, line, yes_no
from tests.engine.strategies import flows, sayings
from tests.engine.test_properties import session_of

PAIRS = 24


def both(n: int) -> Condition:
    return All((is_(f"left{n}", "yes"), is_(f"right{n}", "yes")))


def pairs(count: int = PAIRS, *, facts: bool = False) -> Flow:
    """Questions about the left, then about the right, and lines about both sides of any pair."""
    questions = [yes_no(f"{side}{n}") for side in ("left", "right") for n in range(count)]
    parts = tuple(both(n) for n in range(count))
    lines = [line("any", Any(parts)), line("several", AtLeast(3, parts))]
    return flow(questions, lines, facts={"bilateral": Any(parts)} if facts else None)


@pytest.mark.parametrize("facts", [False, True])
def test_pairs_that_are_asked_far_apart_stay_small(facts: bool) -> None:
    made = pairs(facts=facts)
    logic = compile_flow(made)
    for one in made.recommendations.values():
        logic.node(one.when)
    assert len(logic.diagrams.level) < 2_000
    assert "not-proved" not in [one.code for one in prove(logic)]


def test_questions_are_named_in_the_order_of_asking_all_the_same() -> None:
    made = pairs()
    found = conclude(session_of(compile_flow(made), {}))
    node = found.session.logic.node(made.recommendations["any"].when)
    assert found.session.completions.matters(node) == tuple(made.questions)


def test_other_flows_keep_the_order_of_asking() -> None:
    for made in (clinic(), pairs(8)):
        assert variable_order(made) == tuple(made.questions)


@pytest.fixture
def always_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "MOST_CROSSING", 0)


@given(st.data())
@settings(
    max_examples=tries(40),
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_what_follows_does_not_depend_on_the_order(always_moved: None, data: st.DataObject) -> None:
    made = data.draw(flows(constrained=False))
    answers = data.draw(sayings(made))
    found = conclude(session_of(compile_flow(made), answers)).statuses
    assert found == brute.statuses(made, answers)

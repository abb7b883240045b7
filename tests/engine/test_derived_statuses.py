"""Lines that follow from numbers no program can count out: never settled wrongly, whatever is missing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview.engine import conclude
from interview.flow.logic import derived
from interview.flow.logic.compiler import compile_flow
from tests.effort import tries
from tests.engine import brute
from tests.engine.strategies import flows, sayings
from tests.engine.test_properties import session_of


@pytest.fixture
def nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every question had too many values, and every number too many boxes to be tied exactly."""
    monkeypatch.setattr(derived, "MOST_VALUES", 0)
    monkeypatch.setattr(derived, "MOST_SUMS", 0)


@given(st.data())
@settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_numbers_tied_by_bands_are_never_settled_wrongly(
    nothing_is_counted: None, data: st.DataObject
) -> None:
    flow = data.draw(flows(constrained=False))
    logic = compile_flow(flow)
    assert not logic.forms.counted
    answers = data.draw(sayings(flow))
    found = conclude(session_of(logic, answers)).statuses
    for name, status in brute.statuses(flow, answers).items():
        waits = flow.recommendations[name].while_open
        assert found[name] in ("holds" if waits else "open", status)

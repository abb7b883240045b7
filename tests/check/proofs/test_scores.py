"""Scores are proved: no sum without a name, no points for nobody; impossible sums are no finding."""

from __future__ import annotations

from decimal import Decimal

from interview.check.proofs import prove
from interview.flow.conditions.syntax import Compare, Condition
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow, Points, Policy, Row, Score, ScoreBand, Table
from tests.engine.examples import flow, is_, line, one, yes_no

GIVES = {"a": 2, "b": 3}
"""Sums of 0, 2, 3 and 5; never 1 or 4."""


def scored(*bands: tuple[int, int], also: Condition | None = None) -> Flow:
    points = [Points(is_(name, "yes"), Decimal(give)) for name, give in GIVES.items()]
    points += [Points(also, Decimal(1))] if also else []
    named = (ScoreBand(f"{low}", f"{low}", Decimal(low), Decimal(high)) for low, high in bands)
    rows = tuple(Row(Compare("s", "=", sum_), f"o{sum_}") for sum_ in range(6))
    outcomes = {f"o{sum_}": "" for sum_ in range(6)}
    return flow(
        [yes_no("a"), yes_no("b"), one("c", "x", "y")],
        [line("some", Compare("s", ">=", 2)), line("none", Compare("s", "<", 2)), line("c", is_("c", "x"))],
        tables=[Table("t", "t", Policy.UNIQUE, rows, None, outcomes)],
        scores=[Score("s", "s", tuple(points), tuple(named))],
    )


def codes(made: Flow) -> list[str]:
    return [found.code for found in prove(compile_flow(made)) if found.code != "nothing-recommended"]


def test_sums_that_nobody_comes_to_need_no_name_and_no_row() -> None:
    assert codes(scored()) == []
    assert codes(scored((0, 2), (3, 3), (5, 5))) == []
    assert codes(scored((0, 9))) == []


def test_a_sum_without_a_name_is_found_with_a_patient() -> None:
    (found,) = [one_ for one_ in prove(compile_flow(scored((0, 3)))) if one_.code == "score-gap"]
    assert dict(found.patient) == {"a": "yes", "b": "yes"}
    assert found.message == "a sum of 5 lies in none of the bands of 's'; name it"


def test_points_that_nobody_gets_are_found() -> None:
    assert "never-holds" in codes(scored(also=is_("c")))
    assert codes(scored(also=is_("c", "x"))) == ["table-gap"]

"""What diagrams cannot settle within their budget a SAT solver does; without one, that is said plainly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs import prove
from interview.check.proofs.patient_space import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.flow.conditions.syntax import All, Any, Not
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.library import flow_folder
from tests.check.proofs.made_up import made_up
from tests.engine.examples import flow, is_, line, yes_no

TOO_LITTLE = 2_000


def entangled(pairs: int) -> Flow:
    """A flow with pairs that are far apart in any order, and a line for no one, which diagrams find hard."""
    others = [(n, (by * n + by) % pairs) for n in range(pairs) for by in (1, 3, 5)]
    together = [All((is_(f"q{one}", "yes"), is_(f"q{other + pairs}", "yes"))) for one, other in others]
    either = Any(tuple(together))
    return flow(
        [yes_no(f"q{n}") for n in range(2 * pairs)],
        [line("one", either), line("two", Not(either)), line("odd", All((either, Not(either))))],
    )


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


def test_within_the_budget_nothing_else_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "interview.check.proofs.sat", None)
    diagnostics = list(prove(compile_flow(entangled(6))))
    assert codes(diagnostics) == ["never-holds"]


def test_past_the_budget_the_sat_solver_takes_over() -> None:
    diagnostics = list(prove(compile_flow(entangled(14)), budget=TOO_LITTLE))
    assert codes(diagnostics) == ["never-holds"]


def test_past_the_budget_without_the_extra_each_thing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.check.proofs.prover.find_spec", lambda name: None)
    diagnostics = list(prove(compile_flow(entangled(14)), budget=TOO_LITTLE))
    assert set(codes(diagnostics)) == {"not-proved"}
    assert {name for name in ("one", "two", "odd") for f in diagnostics if f"'{name}'" in f.message} == {
        "one",
        "two",
        "odd",
    }
    assert all("not proved; it may be with a solver" in diagnostic.message for diagnostic in diagnostics)


def test_one_hard_claim_does_not_spoil_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.check.proofs.prover.find_spec", lambda name: None)
    hard = entangled(14)
    prover = Prover(hard, TOO_LITTLE)
    with pytest.raises(NotProvedError):
        prover.find(Claim(settled=(hard.recommendations["odd"].when,)))
    assert prover.find(Claim(settled=(is_("q0", "yes"),))) is not None
    assert prover.find(Claim(settled=(is_("q0", "yes"), is_("q0", "no")))) is None


def test_a_budget_of_nothing_still_gives_the_same_errors() -> None:
    """With the SAT solver alone, whatever it can be asked is decided alike."""
    asked = 0
    for seed in range(150):
        made = made_up(seed)
        plain, solved = Prover(made, 100_000), Prover(made, 0)
        for item in made.recommendations.values():
            claim = Claim(settled=(item.when,), among=Among.ALL)
            try:
                found = solved.find(claim)
            except NotProvedError:
                continue
            asked += 1
            assert (found is None) is (plain.find(claim) is None), seed
    assert asked > 200


def test_the_shipped_flow_has_no_error() -> None:
    diagnostics = prove(compile_flow(load_flow(flow_folder("ibm-management").path)))
    warnings = {"unused-answer", "nothing-recommended"}
    assert [diagnostic for diagnostic in diagnostics if diagnostic.code not in warnings] == []


def test_the_solver_is_not_loaded_before_it_is_needed() -> None:
    import interview.check.proofs.prover as prover

    assert "pysat" not in Path(prover.__file__).read_text().replace('find_spec("pysat")', "")

"""What an interview would have to compile and cannot, the check says before the bedside does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.check.proofs.compilation import runnable
from interview.flow.conditions.syntax import All, Always, Any
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.logic.diagrams import Diagrams
from interview.flow.model import Conflict, Ends
from tests.engine.examples import flow, is_, line, yes_no


def crossed(pairs: int, budget: int, place: str = "r") -> Logic:
    """A flow that asks the first of every pair before any second one, and in one place needs both."""
    asked = [yes_no(f"{side}{number}") for side in "ab" for number in range(pairs)]
    both = Any(tuple(All((is_(f"a{number}", "yes"), is_(f"b{number}", "yes"))) for number in range(pairs)))
    made = flow(asked, [line("r", both if place == "r" else Always())])
    if place == "ends":
        made = replace(made, ends=Ends(both, frozenset(), "over"))
    if place == "clash":
        made = replace(made, conflicts={"clash": Conflict("clash", both, "clash")})
    logic = compile_flow(made)
    logic.diagrams = Diagrams(logic.diagrams.sizes, budget)
    return logic


@pytest.mark.parametrize("place", ["r", "ends", "clash"])
def test_what_is_too_entangled_is_named(place: str) -> None:
    [found] = runnable(crossed(12, 2_000, place))
    assert (found.code, f"'{place}' is more entangled" in found.message) == ("cannot-be-run", True)


def test_what_can_be_compiled_can_be_run() -> None:
    assert list(runnable(crossed(6, budget=2_000))) == []

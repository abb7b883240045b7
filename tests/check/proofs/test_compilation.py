"""What an interview would have to compile and cannot, the check says before the bedside does."""

from __future__ import annotations

from interview.check.proofs.compilation import runnable
from interview.flow.conditions.syntax import All, Any
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.logic.diagrams import Diagrams
from tests.engine.examples import flow, is_, line, yes_no


def crossed(pairs: int, budget: int) -> Logic:
    """A flow that asks the first of every pair before any second one, and needs both."""
    asked = [yes_no(f"{side}{number}") for side in "ab" for number in range(pairs)]
    both = (All((is_(f"a{number}", "yes"), is_(f"b{number}", "yes"))) for number in range(pairs))
    logic = compile_flow(flow(asked, [line("r", Any(tuple(both)))]))
    logic.diagrams = Diagrams(logic.diagrams.sizes, budget)
    return logic


def test_what_is_too_entangled_is_named() -> None:
    [found] = runnable(crossed(12, budget=2_000))
    assert (found.code, "'r' is more entangled" in found.message) == ("cannot-be-run", True)


def test_what_can_be_compiled_can_be_run() -> None:
    assert list(runnable(crossed(6, budget=2_000))) == []

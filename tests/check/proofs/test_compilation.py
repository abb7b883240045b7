"""What an interview would have to compile and cannot, the check says before the bedside does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain, count
from random import Random

import pytest

from interview.check.proofs.compilation import BUDGET, runnable
from interview.engine import Event, EventKind, Status, conclude, explain, most_useful, record, start
from interview.flow.answers import Chosen, Number
from interview.flow.conditions.syntax import All, Always, Any, Compare
from interview.flow.logic.compiler import compile_flow
from interview.flow.logic.diagrams import MOST, Diagrams
from interview.flow.model import Conflict, Constraint, Ends, Flow
from tests.engine.examples import difference, flow, is_, line, number, yes_no

NOW = "2026-01-01T00:00:00Z"


def crossed(pairs: int, place: str = "r") -> Flow:
    """A flow that asks the first of every pair before any second one, and in one place needs both."""
    asked = [yes_no(f"{side}{number}") for side in "ab" for number in range(pairs)]
    both = Any(tuple(All((is_(f"a{number}", "yes"), is_(f"b{number}", "yes"))) for number in range(pairs)))
    made = flow(asked, [line("r", both if place == "r" else Always())])
    if place == "ends":
        made = replace(made, ends=Ends(both, frozenset(), "over"))
    if place == "clash":
        made = replace(made, conflicts={"clash": Conflict("clash", both, "clash")})
    return made


@pytest.mark.parametrize("place", ["r", "ends", "clash"])
def test_what_is_too_entangled_is_named(place: str) -> None:
    [found] = runnable(crossed(12, place), 2_000)
    assert (found.code, f"'{place}' is more entangled" in found.message) == ("cannot-be-run", True)


def test_what_can_be_compiled_can_be_run() -> None:
    assert list(runnable(crossed(6), 2_000)) == []


def apart(groups: int, *, far: bool = False) -> Flow:
    """Numbers with differences and constraints of their own, and lines about some of them.

    With `far` the second numbers are asked after all first ones.
    """
    names = [(f"a{n}", f"b{n}") for n in range(groups)]
    questions = [number(name, 0, 100, whole=False) for pair in names for name in pair]
    differences = [difference(f"d{n}", *pair) for n, pair in enumerate(names)]
    lines = [
        line(f"r{n}", All((Compare(f"d{n}", ">", 10), Compare(f"b{(n + 1) % groups}", "<", 40))))
        for n in range(groups)
    ]
    asked = [name for side in zip(*names, strict=True) for name in side] if far else [*chain(*names)]
    made = flow(questions, lines, screens=[(name,) for name in asked], differences=differences)
    musts = {f"c{n}": Constraint(f"c{n}", Compare(f"d{n}", ">", -90), f"c{n}") for n in range(groups)}
    return replace(made, constraints=musts)


def test_differences_and_constraints_that_stand_apart_cost_their_lines_little() -> None:
    """Five times the groups, about five times the work, where all of them weighed on every line before."""
    assert list(runnable(apart(10), 5_000)) == []
    assert list(runnable(apart(50), 25_000)) == []


@pytest.mark.parametrize("far", [False, True], ids=["near", "far"])
def test_numbers_that_stand_apart_never_meet_in_one_diagram(far: bool) -> None:
    """Of 70 groups asked far apart, one diagram of all would have more than 2^70 nodes."""
    assert list(runnable(apart(70, far=far), 2_000)) == []
    assert list(runnable(apart(140, far=far), 4_000)) == []


@pytest.mark.parametrize("made", [crossed(9), apart(12)], ids=["crossed", "apart"])
@pytest.mark.parametrize("seed", range(3))
def test_what_can_be_run_can_be_run_in_any_order_however_often_answers_change(made: Flow, seed: int) -> None:
    budget = next(most for most in count(1_000, 500) if not list(runnable(made, most)))
    logic = compile_flow(made)
    logic.diagrams = Diagrams(logic.diagrams.sizes, budget * MOST // BUDGET)
    random, session = Random(seed), start(logic)
    names = [name for _ in range(5) for name in random.sample(list(made.questions), len(made.questions))]
    for place, name in enumerate(names):
        said = Number(Decimal(random.randrange(100)))
        answer = Chosen(random.choice(["yes", "no"])) if made.questions[name].options else said
        session = record(session, Event(str(place), EventKind.ANSWERED, name, NOW, answer))
        conclusions = conclude(session)
        explain(conclusions, next(iter(made.recommendations)))
        most_useful(conclusions)


def test_a_session_goes_on_with_new_diagrams_before_the_old_ones_are_full() -> None:
    made = crossed(5)
    logic = compile_flow(made)
    logic.diagrams = Diagrams(logic.diagrams.sizes, 200)
    first = start(logic)
    before = conclude(first).statuses
    assert logic.diagrams.half_full
    yes = [Event(name, EventKind.ANSWERED, name, NOW, Chosen("yes")) for name in ("a1", "b1")]
    then = record(record(first, yes[0]), yes[1])
    assert (then.logic is logic, then.logic.diagrams.budget) == (False, 200)
    assert (conclude(then).statuses, conclude(first).statuses) == ({"r": Status.HOLDS}, before)

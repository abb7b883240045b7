"""Long and deep flows are proved in steps that grow with their length, without deep recursion."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.realistic import realistic_flow
from interview.check.proofs import patient_space, prove
from interview.flow.conditions.syntax import All, Any, AtLeast, Condition, Holds, Not
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow, Question
from tests.engine.examples import flow, is_, line, yes_no


def codes(made: Flow) -> list[str]:
    return [diagnostic.code for diagnostic in prove(compile_flow(made))]


def lines(names: list[str]) -> dict[str, Condition]:
    return {
        "all": All(tuple(is_(name, "yes") for name in names)),
        "some": Any(tuple(is_(name, "no") for name in names)),
    }


def chain(asked: list[Question]) -> Flow:
    """One question after the other, with a line for all of them and one for the rest."""
    found = lines([question.id for question in asked])
    return flow(asked, [line(name, when) for name, when in found.items()])


def test_steps_grow_with_the_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the questions, about ten times the steps, all on one set of diagrams."""
    steps = {}
    for count in (100, 1_000):
        used: list[patient_space.Bounded] = []

        class Noted(patient_space.Bounded):
            def __init__(
                self, sizes: tuple[int, ...], most: int, used: list[patient_space.Bounded] = used
            ) -> None:
                super().__init__(sizes, most)
                used.append(self)

        with monkeypatch.context() as patch:
            patch.setattr(patient_space, "Bounded", Noted)
            assert codes(load_flow(realistic_flow(tmp_path, count))) == ["nothing-recommended"]
        assert len(used) == 1
        steps[count] = used[0].steps
    assert steps[1_000] < 15 * steps[100]


def test_a_chain_of_facts_written_backwards() -> None:
    count = 4_000
    facts: dict[str, Condition] = {
        f"f{n}": Any((Holds(f"f{n + 1}"), is_("q", "yes"))) for n in range(count - 1)
    }
    facts[f"f{count - 1}"] = is_("q", "yes")
    made = flow([yes_no("q")], [line("one", Holds("f0")), line("two", Not(Holds("f0")))], facts=facts)
    assert codes(made) == []


def test_a_chain_of_questions_asked_after_each_other() -> None:
    names = [f"q{n}" for n in range(200)]
    later = [yes_no(name, ask_when=is_(before, "yes")) for before, name in pairwise(names)]
    assert codes(chain([yes_no(names[0]), *later])) == []


def test_a_chain_of_questions_that_apply_after_each_other() -> None:
    names = [f"q{n}" for n in range(60)]
    later = [yes_no(name, applies_when=is_(before, "yes")) for before, name in pairwise(names)]
    assert codes(chain([yes_no(names[0]), *later])) == []


def test_half_of_two_hundred() -> None:
    names = [f"q{n}" for n in range(200)]
    half = AtLeast(100, tuple(is_(name, "yes") for name in names))
    assert codes(flow([yes_no(name) for name in names], [line("one", half), line("two", Not(half))])) == []

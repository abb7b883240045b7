"""What a fault leaves to compile: little, and never other diagrams than the whole flow's."""

from __future__ import annotations

from pathlib import Path

from interview.check.paths.mutation.equivalence import ChangedFact, SharedLogic, common_logic, mutant_logic
from interview.check.paths.mutation.mutants import Mutant, mutants
from interview.engine.conclusions import subject
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic
from tests.check.paths.small import FLOW, folder

IBM = Path(__file__).parents[4] / "flows" / "ibm-management"
GATED = FLOW.replace("ask_when: unsteady", "applies_when: unsteady, otherwise: no")


def diagrams(logic: Logic) -> list[object]:
    """Return the diagram of each line, table and question by a logic."""
    flow = logic.flow
    lines = [logic.node(subject(flow, line)) for line in flow.recommendations.values()]
    return [lines, [dict(logic.table(name)) for name in flow.tables], dict(logic.asked), logic.ends]


def of_facts(path: Path) -> tuple[Logic, list[Mutant]]:
    flow = load_flow(path)
    made = [one for one in mutants(flow) if one.rule.topic == "facts"]
    return common_logic(flow, made), made


def test_a_changed_fact_means_what_the_whole_flow_means_with_it() -> None:
    logic, made = of_facts(IBM)
    apart = [mutant_logic(one, logic) for one in made]
    assert sum(isinstance(one, ChangedFact) for one in apart) > 100
    for one, mutant in zip(apart, made, strict=True):
        whole = SharedLogic(mutant.flow, logic, logic.following[mutant.rule.owner])
        assert diagrams(one) == diagrams(whole), mutant.fault


def test_a_fact_that_decides_whether_a_question_applies_is_compiled_whole(tmp_path: Path) -> None:
    logic, made = of_facts(folder(tmp_path, {}, GATED))
    assert made
    apart = [mutant_logic(mutant, logic) for mutant in made]
    assert not any(isinstance(one, ChangedFact) for one in apart)
    assert all(one.asked["aid"] != logic.asked["aid"] for one in apart)

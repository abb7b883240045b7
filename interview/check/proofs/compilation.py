"""Whether a flow can be run at all: what an interview works out before its first answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.engine.completions import Completions, complete
from interview.errors import Place
from interview.flow.conditions.syntax import Condition
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.logic.diagrams import MOST, BudgetError, Diagrams
from interview.flow.model import Flow

BUDGET = MOST // 5
"""What may be needed before the first answer, of all that an interview may take between two answers."""

Part = tuple[Place, str, Callable[[], object]]


def runnable(flow: Flow, budget: int = BUDGET) -> Iterator[Diagnostic]:
    """Yield the first part of a flow that is too entangled for an interview to be held with it."""
    logic = compile_flow(flow)
    logic.diagrams = Diagrams(logic.diagrams.sizes, budget)
    for place, name, worked_out in _parts(logic):
        try:
            worked_out()
        except (BudgetError, RecursionError):
            said = f"the flow cannot be run: '{name}' is more entangled than an interview can follow"
            yield Diagnostic(place, "cannot-be-run", said)
            return


def _parts(logic: Logic) -> Iterator[Part]:
    flow: Flow = logic.flow
    for question in flow.questions.values():
        for condition in (question.applies_when, question.ask_when):
            yield question.place, question.id, partial(logic.node, condition)
    for place, name, condition in _concluded(flow):
        yield place, name, partial(logic.node, condition)
    for table in flow.tables.values():
        yield table.place, table.id, partial(logic.table, table.id)
    for score in flow.scores.values():
        yield score.place, score.id, partial(logic.number, score.id)
    for constraint in flow.constraints.values():
        yield constraint.place, constraint.id, partial(logic.node, constraint.must)
    if flow.ends:
        yield flow.ends.place, "ends", partial(logic.node, flow.ends.when)
    yield from _open(logic)


def _open(logic: Logic) -> Iterator[Part]:
    """Yield what is looked at while nothing is answered: numbers and constraints bear on every line."""
    flow: Flow = logic.flow
    completions = cache(partial(complete, logic, {}))
    for name, figure in flow.figures.items():
        yield figure.place, name, completions
    for constraint in flow.constraints.values():
        yield constraint.place, constraint.id, completions
    for place, name, condition in _concluded(flow):
        yield place, name, partial(_weigh, completions, condition)


def _concluded(flow: Flow) -> Iterator[tuple[Place, str, Condition]]:
    """Yield the conditions that an interview judges after every answer."""
    for fact in flow.facts.values():
        yield fact.place, fact.id, fact.when
    for line in flow.recommendations.values():
        yield line.place, line.id, line.when
        if line.if_open:
            yield line.place, line.id, line.if_open.when
    for conflict in flow.conflicts.values():
        yield conflict.place, conflict.id, conflict.when


def _weigh(completions: Callable[[], Completions], condition: Condition) -> None:
    """Work out what a condition is and which questions it waits for."""
    open_ = completions()
    open_.matters(open_.logic.node(condition))

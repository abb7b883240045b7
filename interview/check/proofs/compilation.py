"""Whether a flow can be run at all: everything that an interview compiles is compiled, within its limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.errors import Place
from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import BudgetError
from interview.flow.model import Flow


def runnable(logic: Logic) -> Iterator[Diagnostic]:
    """Yield the first part of a flow that is too entangled for an interview to be held with it."""
    for place, name, compiled in _parts(logic):
        try:
            compiled()
        except (BudgetError, RecursionError):
            said = f"the flow cannot be run: '{name}' is more entangled than an interview can follow"
            yield Diagnostic(place, "cannot-be-run", said)
            return


def _parts(logic: Logic) -> Iterator[tuple[Place, str, Callable[[], object]]]:
    flow: Flow = logic.flow
    for question in flow.questions.values():
        for condition in (question.applies_when, question.ask_when):
            yield question.place, question.id, partial(logic.node, condition)
    for fact in flow.facts.values():
        yield fact.place, fact.id, partial(logic.node, fact.when)
    for table in flow.tables.values():
        yield table.place, table.id, partial(logic.table, table.id)
    for line in flow.recommendations.values():
        yield line.place, line.id, partial(logic.node, line.when)
        if line.if_open:
            yield line.place, line.id, partial(logic.node, line.if_open.when)
    for part in flow.constraints.values():
        yield part.place, part.id, partial(logic.node, part.must)
    for conflict in flow.conflicts.values():
        yield conflict.place, conflict.id, partial(logic.node, conflict.when)
    if flow.ends:
        yield flow.ends.place, "ends", partial(logic.node, flow.ends.when)

"""Lines that an interview may leave open although the answers settle them; it never settles one wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.engine.conclusions import subject
from interview.engine.shared_operands import apart
from interview.flow.conditions.syntax import names
from interview.flow.logic.compiler import Logic
from interview.flow.logic.dependencies import behind
from interview.flow.logic.derived import is_tied_exactly
from interview.flow.model import Flow, Recommendation


def stay_open(logic: Logic) -> Iterator[Diagnostic]:
    """Yield the lines of numbers that are made of the same questions and cannot be judged together."""
    groups = [{one.id for one in group} for group in apart(logic)] + [*map(set, logic.forms.inexact)]
    for line in logic.flow.recommendations.values() if groups else ():
        used = set(_used(logic.flow, line))
        for group in groups:
            alone = all(is_tied_exactly(logic.flow, name) for name in group)
            if len(used & group) > alone:
                shown = ", ".join(f"'{name}'" for name in sorted(group))
                said = (
                    f"'{line.id}' may stay open too long, because numbers that are made of the same answers "
                    f"cannot be judged together exactly: {shown}"
                )
                yield Diagnostic(line.place, "stays-open", said)


def _used(flow: Flow, line: Recommendation) -> tuple[str, ...]:
    """Return all that a line follows from, and what every line is judged under."""
    ends = [flow.ends.when] if flow.ends else []
    stated = [subject(flow, line), *ends, *(constraint.must for constraint in flow.constraints.values())]
    return behind(flow, frozenset[str]().union(*map(names, stated)))

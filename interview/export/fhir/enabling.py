"""When each question is on the form: where the engine asks it, and where it was picked to be answered."""

from __future__ import annotations

from collections.abc import Mapping

from interview.export.fhir.form_conditions import ALWAYS, ByChoice, When, both, either, opposite
from interview.export.fhir.form_logic import Settled
from interview.flow.conditions.syntax import Never
from interview.flow.logic.compiler import Logic


def enabling(logic: Logic) -> Mapping[str, When]:
    """Return when each question is on the form, in the order of asking.

    That is where the engine asks it; once an answer has ended the plan, no later question. A question that is
    asked only by choice is on it wherever it applies. Every other can be picked where it may apply.
    """
    settled, diagrams = Settled(logic), logic.diagrams
    over = _after_the_end(logic)
    found: dict[str, When] = {}
    for name, applies in logic.applies.items():
        fitting = opposite(settled.certain(diagrams.negate(applies)))
        if isinstance(logic.flow.questions[name].ask_when, Never):
            found[name] = fitting
            continue
        asked = (settled.holds_before_the_end if name in over else settled.holds)(logic.asked[name])
        found[name] = asked if asked == ALWAYS else either(asked, both(ByChoice(name), fitting))
    return found


def by_choice(enabled: Mapping[str, When]) -> tuple[str, ...]:
    """Return the questions that can be picked although they are not asked."""
    return tuple(name for name, when in enabled.items() if _mentions(when, ByChoice(name)))


def _mentions(when: When, leaf: When) -> bool:
    parts = getattr(when, "parts", ())
    return when == leaf or any(_mentions(part, leaf) for part in parts)


def _after_the_end(logic: Logic) -> frozenset[str]:
    """Return the questions that come after the one whose answer can end the plan."""
    levels = logic.diagrams.support(logic.ends)
    names = list(logic.applies)
    deciding = {logic.variables[level].name for level in levels}
    last = max((index for index, name in enumerate(names) if name in deciding), default=len(names))
    return frozenset(names[last + 1 :])

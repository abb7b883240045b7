"""Every condition of a flow and every part of one, each with its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any as Anything

from interview.errors import NOWHERE, Place
from interview.flow.conditions.syntax import All, Any, AtLeast, Condition, Not, children
from interview.flow.model import Flow

Step = tuple[int, ...]
"""The way from a condition to a part of it: which child, then which child of that; empty for the whole."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition and what it belongs to."""

    topic: str
    """Where it stands in the language: `facts`, `tables`, `questions`, `recommendations`, ..."""
    owner: str
    """The id of what it belongs to; empty for the end of the plan."""
    key: str
    """The key it stands under, such as `when`, `ask_when` or `if_open`."""
    condition: Condition
    place: Place = NOWHERE
    """Where its owner stands."""
    row: int = -1
    """Which row of a table."""

    @property
    def title(self) -> str:
        """The rule in a few words, such as `speech_therapy` or `enmc_2011, row 2`."""
        name = self.owner or self.topic
        if self.row >= 0:
            return f"{name}, row {self.row + 1}"
        return name if self.key in ("when", "must") else f"{name}, {self.key}"


def rules(flow: Flow) -> Iterator[Rule]:
    """Yield every condition of a flow, in the order in which things build on one another."""
    for question in flow.questions.values():
        yield Rule("questions", question.id, "ask_when", question.ask_when, question.place)
        yield Rule("questions", question.id, "applies_when", question.applies_when, question.place)
    for fact in flow.facts.values():
        yield Rule("facts", fact.id, "when", fact.when, fact.place)
    for table in flow.tables.values():
        for index, row in enumerate(table.rows):
            yield Rule("tables", table.id, "when", row.when, row.place, index)
    for line in flow.recommendations.values():
        if not line.while_open:
            yield Rule("recommendations", line.id, "when", line.when, line.place)
        if line.if_open:
            yield Rule("recommendations", line.id, "if_open", line.if_open.when, line.place)
    for conflict in flow.conflicts.values():
        yield Rule("conflicts", conflict.id, "when", conflict.when, conflict.place)
    for constraint in flow.constraints.values():
        yield Rule("constraints", constraint.id, "must", constraint.must, constraint.place)
    if flow.ends:
        yield Rule("ends", "", "when", flow.ends.when, flow.ends.place)


def with_condition(flow: Flow, rule: Rule, condition: Condition) -> Flow:
    """Return the flow with another condition in the place of a rule's."""
    if rule.topic == "ends":
        return replace(flow, ends=replace(flow.ends, when=condition)) if flow.ends else flow
    declared = getattr(flow, rule.topic)
    part = declared[rule.owner]
    if rule.row >= 0:
        row = replace(part.rows[rule.row], when=condition)
        part = replace(part, rows=(*part.rows[: rule.row], row, *part.rows[rule.row + 1 :]))
    elif rule.key == "if_open":
        part = replace(part, if_open=replace(part.if_open, when=condition))
    else:
        part = replace(part, **{rule.key: condition})
    changed: dict[str, Anything] = {rule.topic: {**declared, rule.owner: part}}
    return replace(flow, **changed)


def parts(condition: Condition, step: Step = ()) -> Iterator[tuple[Step, Condition]]:
    """Yield a condition and every part of it, each with the way to it."""
    yield step, condition
    for index, child in enumerate(children(condition)):
        yield from parts(child, (*step, index))


def put(condition: Condition, step: Step, part: Condition) -> Condition:
    """Return a condition with another part at the end of a way."""
    if not step:
        return part
    return with_children(
        condition,
        tuple(
            put(child, step[1:], part) if index == step[0] else child
            for index, child in enumerate(children(condition))
        ),
    )


def with_children(condition: Condition, conditions: tuple[Condition, ...]) -> Condition:
    """Return a condition of the same kind over other parts."""
    match condition:
        case Not():
            return Not(conditions[0])
        case All():
            return All(conditions)
        case Any():
            return Any(conditions)
        case AtLeast(count=count):
            return AtLeast(count, conditions)
        case _:
            raise TypeError(f"has no parts: {condition!r}")

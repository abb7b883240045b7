"""Every mutant of a flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interview.check.paths.mutants.conditions import faults
from interview.check.paths.mutants.model import Mutant
from interview.check.paths.rules import Rule, parts, put, rules, with_condition
from interview.flow.conditions.syntax import Always, Never
from interview.flow.model import Flow, Row, Stance, Table

_OPPOSITE = {
    Stance.FOR: Stance.AGAINST,
    Stance.AGAINST: Stance.FOR,
    Stance.CAUTION: Stance.INFORM,
    Stance.INFORM: Stance.CAUTION,
}


def mutants(flow: Flow) -> Iterator[Mutant]:
    """Yield the flow with each fault that is put into it, one at a time."""
    for rule in rules(flow):
        yield from _of_rule(flow, rule)
    for table in flow.tables.values():
        yield from _of_table(flow, table)
    yield from _of_stances(flow)
    yield from _of_end(flow)


def _of_rule(flow: Flow, rule: Rule) -> Iterator[Mutant]:
    if rule.topic == "recommendations" and rule.key == "when" and isinstance(rule.condition, Always):
        yield Mutant(with_condition(flow, rule, Never()), rule, "always becomes never")
    for step, part in parts(rule.condition):
        for other, fault in faults(part, flow):
            changed = with_condition(flow, rule, put(rule.condition, step, other))
            yield Mutant(changed, rule, fault, step)


def _of_table(flow: Flow, table: Table) -> Iterator[Mutant]:
    """Yield the table with another outcome in one row, without one row, or with two rows swapped."""
    for index, row in enumerate(table.rows):
        rule = Rule("tables", table.id, "when", row.when, row.place, index)
        before, after = table.rows[:index], table.rows[index + 1 :]
        other = _next(table, row.then)
        rows = (*before, replace(row, then=other), *after)
        yield _with_rows(flow, table, rule, rows, f"{row.then} becomes {other}")
        yield _with_rows(flow, table, rule, (*before, *after), "without this row")
        if after:
            swapped = (*before, after[0], row, *after[1:])
            yield _with_rows(flow, table, rule, swapped, "swapped with the row below")
    if table.otherwise is not None:
        other = _next(table, table.otherwise)
        tables = {**flow.tables, table.id: replace(table, otherwise=other)}
        rule = Rule("tables", table.id, "otherwise", Always(), table.place)
        yield Mutant(replace(flow, tables=tables), rule, f"{table.otherwise} becomes {other}")


def _with_rows(flow: Flow, table: Table, rule: Rule, rows: tuple[Row, ...], fault: str) -> Mutant:
    return Mutant(replace(flow, tables={**flow.tables, table.id: replace(table, rows=rows)}), rule, fault)


def _next(table: Table, outcome: str) -> str:
    outcomes = list(table.outcomes)
    return outcomes[(outcomes.index(outcome) + 1) % len(outcomes)]


def _of_stances(flow: Flow) -> Iterator[Mutant]:
    for line in flow.recommendations.values():
        other = _OPPOSITE[line.stance]
        lines = {**flow.recommendations, line.id: replace(line, stance=other)}
        rule = Rule("recommendations", line.id, "stance", line.when, line.place)
        yield Mutant(replace(flow, recommendations=lines), rule, f"{line.stance} becomes {other}")


def _of_end(flow: Flow) -> Iterator[Mutant]:
    """Yield the flow with one recommendation fewer, or one more, that outlasts the end of the plan."""
    if flow.ends is None:
        return
    rule = Rule("ends", "", "keep", flow.ends.when, flow.ends.place)
    for name in flow.recommendations:
        fault = f"without: {name}" if name in flow.ends.keep else f"also: {name}"
        yield Mutant(replace(flow, ends=replace(flow.ends, keep=flow.ends.keep ^ {name})), rule, fault)

"""The mutants of a flow: each has one small fault in a condition, a table, a number, a stance or a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from interview.check.locations import Rule, Step, parts, put, rules, with_condition
from interview.flow.conditions.printer import in_words, worked_out_in_words
from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Is,
    Never,
    Not,
    children,
    names,
)
from interview.flow.decimals import minus, numeral, plus, trimmed
from interview.flow.logic.arithmetic import holds_nought
from interview.flow.logic.dependencies import Mentions, conditions
from interview.flow.logic.derived import limits
from interview.flow.model import BETWEEN_DATES, DerivedNumber, Flow, Operation, Row, Score, Stance, Table

_OPPOSITE = {
    Stance.FOR: Stance.AGAINST,
    Stance.AGAINST: Stance.FOR,
    Stance.CAUTION: Stance.INFORM,
    Stance.INFORM: Stance.CAUTION,
}

_OPERATORS = {"<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "=": ()}
"""The same direction with the other end, and the other direction."""


_OF_ALL = (Operation.SUM, Operation.MEAN, Operation.LEAST, Operation.GREATEST)
_IN_ORDER = (Operation.DIFFERENCE, Operation.RATIO, Operation.PERCENT_FALL, *BETWEEN_DATES)
_OTHER_WAY = {
    Operation.SUM: Operation.DIFFERENCE,
    Operation.DIFFERENCE: Operation.SUM,
    Operation.PERCENT_FALL: Operation.DIFFERENCE,
    Operation.MEAN: Operation.GREATEST,
    Operation.LEAST: Operation.GREATEST,
    Operation.GREATEST: Operation.LEAST,
    Operation.DAYS_BETWEEN: Operation.MONTHS_BETWEEN,
    Operation.MONTHS_BETWEEN: Operation.YEARS_BETWEEN,
    Operation.YEARS_BETWEEN: Operation.MONTHS_BETWEEN,
}
"""What may be written in the place of an operation on the same operands."""

Fault = tuple[Condition, str]
"""A condition that stands in the place of another one, and what that did to it in words."""


def mutants(flow: Flow) -> Iterator[Mutant]:
    """Yield the flow with each fault that is put into it, one at a time."""
    for rule in rules(flow):
        yield from _of_rule(flow, rule)
    for table in flow.tables.values():
        yield from _of_table(flow, table)
    for score in flow.scores.values():
        yield from _of_score(flow, score)
    decide = Mentions(flow).order({name for condition in conditions(flow) for name in names(condition)})
    for number in flow.numbers.values():
        if number.id in decide:
            yield from _of_number(flow, number)
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


def _of_score(flow: Flow, score: Score) -> Iterator[Mutant]:
    """Yield the score with one point more or less somewhere, or without what gives some."""
    for index, points in enumerate(score.points):
        rule = Rule("scores", score.id, "when", points.when, score.place, -1 if points.of else index)
        before, after = score.points[:index], score.points[index + 1 :]
        for give in (plus(points.give, _step(points.give)), minus(points.give, _step(points.give))):
            told = f"{in_words(points.when)} gives {numeral(give)} instead of {numeral(points.give)}"
            changed = replace(score, points=(*before, replace(points, give=give), *after))
            yield Mutant(replace(flow, scores={**flow.scores, score.id: changed}), rule, told)


def _of_number(flow: Flow, number: DerivedNumber) -> Iterator[Mutant]:
    """Yield the number with a constant one step off, worked out in another way, or the other way round."""
    rule = Rule("numbers", number.id, number.operation, Always(), number.place)
    for other in _other_numbers(number):
        if not _divides_by_nought(flow, other):
            told = f"{worked_out_in_words(number)} becomes {worked_out_in_words(other)}"
            yield Mutant(replace(flow, numbers={**flow.numbers, number.id: other}), rule, told)


def _other_numbers(number: DerivedNumber) -> Iterator[DerivedNumber]:
    operands = number.operands
    for index, operand in enumerate(operands):
        before, after = operands[:index], operands[index + 1 :]
        if isinstance(operand, Decimal):
            for shifted in (minus(operand, _step(operand)), plus(operand, _step(operand))):
                yield replace(number, operands=(*before, shifted, *after))
        if number.operation in _OF_ALL and len(operands) > 2:
            yield replace(number, operands=(*before, *after))
    if number.operation in _IN_ORDER:
        yield replace(number, operands=operands[::-1])
    if other := _OTHER_WAY.get(number.operation):
        fits = other is not Operation.DIFFERENCE or len(operands) == 2
        yield replace(number, operation=other if fits else Operation.MEAN)


def _divides_by_nought(flow: Flow, number: DerivedNumber) -> bool:
    divisor = {Operation.RATIO: -1, Operation.PERCENT_FALL: 0}.get(number.operation)
    if divisor is None:
        return False
    operand = number.operands[divisor]
    return operand == 0 if isinstance(operand, Decimal) else holds_nought(limits(flow, operand))


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


def faults(condition: Condition, flow: Flow) -> Iterator[Fault]:
    """Yield what can stand in the place of one part of a condition; faults of its own parts are left out."""
    text = in_words(condition)
    match condition:
        case Always() | Never():
            return
        case Not(condition=child):
            yield child, f"{text} becomes {in_words(child)}"
        case All(conditions=parts) | Any(conditions=parts):
            was, became = ("and", "or") if isinstance(condition, All) else ("or", "and")
            yield (Any if was == "and" else All)(parts), f"'{was}' becomes '{became}' in: {text}"
            yield Not(condition), f"negated: {text}"
            yield from _without_one(condition)
        case AtLeast(count=count, conditions=parts):
            for other in (count - 1, count + 1):
                if 0 < other <= len(parts):
                    yield replace(condition, count=other), f"{count} becomes {other} in: {text}"
            yield Not(condition), f"negated: {text}"
            yield from _without_one(condition)
        case _:
            yield Not(condition), f"negated: {text}"
            yield from (
                (other, f"{text} becomes {in_words(other)}") for other in _other_leaf(condition, flow)
            )


def _without_one(condition: All | Any | AtLeast) -> Iterator[Fault]:
    """Yield the condition with one clause dropped."""
    kept = children(condition)
    for index, dropped in enumerate(kept):
        rest = (*kept[:index], *kept[index + 1 :])
        said = f"without: {in_words(dropped)}"
        if isinstance(condition, AtLeast):
            yield replace(condition, count=min(condition.count, len(rest)), conditions=rest), said
        else:
            yield (rest[0] if len(rest) == 1 else type(condition)(rest)), said


def _other_leaf(condition: Condition, flow: Flow) -> Iterator[Condition]:
    match condition:
        case Compare(name=name, operator=operator, value=value):
            step = _step(value)
            yield from (replace(condition, operator=other) for other in _OPERATORS[operator])
            yield from (
                replace(condition, value=shifted) for shifted in (minus(value, step), plus(value, step))
            )
        case Is(name=name):
            yield from _other_options(condition, _ids(flow, name))
        case Has(question=name, option=option):
            yield Has(name, _neighbour(option, _ids(flow, name)))


def _step(value: Decimal) -> Decimal:
    """Return one step of the last digit a threshold is written with."""
    exponent = trimmed(value).as_tuple().exponent
    return Decimal((0, (1,), min(int(exponent), 0)))


def _other_options(condition: Is, completions: list[str]) -> Iterator[Condition]:
    """Yield the condition with each of its answers swapped for the next one, and with each one left out."""
    for option in sorted(condition.options):
        rest = condition.options - {option}
        other = _neighbour(
            option, [word for word in completions if word == option or word not in condition.options]
        )
        if other != option:
            yield Is(condition.name, rest | {other})
        if rest:
            yield Is(condition.name, rest)


def _neighbour(word: str, completions: list[str]) -> str:
    """Return the next word; after the last, the first."""
    return completions[(completions.index(word) + 1) % len(completions)]


def _ids(flow: Flow, name: str) -> list[str]:
    if name in flow.tables:
        return list(flow.tables[name].outcomes)
    return [option.id for option in flow.questions[name].options]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A flow with one fault."""

    flow: Flow
    rule: Rule
    """The rule with the fault; for a fault outside of conditions, one that names its owner."""
    fault: str
    """What was changed, in words."""
    step: Step = ()
    """Which part of the rule's condition was changed."""

"""What decides in a flow, as plain data: lists and words that are the same for every way of writing it.

Numbers go into a hash as the binary ones they were to the first program, so that no flow gets another one.
A binary number keeps apart what has up to 15 digits; what has more goes in as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from interview.digest import sha256
from interview.flow.answer_text import to_plain
from interview.flow.conditions.syntax import (
    All,
    Always,
    AtLeast,
    Compare,
    Condition,
    Has,
    Holds,
    Is,
    Never,
    Not,
)
from interview.flow.conditions.syntax import Any as AnyOf
from interview.flow.decimals import exact
from interview.flow.model import DerivedNumber, Flow, Operation, Question, QuestionType, Score


def logic_hash(flow: Flow) -> str:
    """Return the SHA-256, in hexadecimal, of everything that decides what is asked and what follows."""
    ends = flow.ends
    logic = {
        "questions": {name: _question(question) for name, question in sorted(flow.questions.items())},
        "interview": [list(screen.questions) for screen in flow.screens],
        "facts": {name: plain_condition(fact.when) for name, fact in sorted(flow.facts.items())},
        "tables": {
            name: [
                table.policy,
                [[plain_condition(row.when), row.then] for row in table.rows],
                table.otherwise,
                sorted(table.outcomes),
            ]
            for name, table in sorted(flow.tables.items())
        },
        "numbers": {name: plain_number(part) for name, part in sorted(flow.numbers.items())},
        "recommendations": {
            name: [
                plain_condition(line.when),
                line.while_open,
                plain_condition(line.if_open.when) if line.if_open else None,
            ]
            for name, line in sorted(flow.recommendations.items())
        },
        "conflicts": {name: plain_condition(part.when) for name, part in sorted(flow.conflicts.items())},
        "constraints": {name: plain_condition(part.must) for name, part in sorted(flow.constraints.items())},
        "ends": [plain_condition(ends.when), sorted(ends.keep)] if ends else None,
        "urgent": flow.urgent,
    }
    if flow.scores:
        logic["scores"] = {name: plain_score(score) for name, score in sorted(flow.scores.items())}
    return digest(logic)


def plain_number(number: DerivedNumber) -> list[Any]:
    """Return how a derived number is worked out; a difference as its two operands, as it always was."""
    operands = [str(one) if isinstance(one, str) else float(one) for one in number.operands]
    return operands if number.operation is Operation.DIFFERENCE else [number.operation, *operands]


def plain_score(score: Score) -> list[Any]:
    """Return what a score counts; in what order does not matter."""
    return sorted(([plain_condition(part.when), float(part.give)] for part in score.points), key=repr)


def plain_condition(condition: Condition) -> Any:
    """Return a condition as lists and words, the same for every way of writing it."""
    return _FORMS[type(condition)](condition)


def _question(question: Question) -> list[Any]:
    limits = question.range
    options = [] if question.type is QuestionType.YES_NO else sorted(option.id for option in question.options)
    return [
        question.type,
        options,
        question.unit,
        [float(limits.low), float(limits.high), limits.whole] if limits else None,
        plain_condition(question.ask_when),
        plain_condition(question.applies_when),
        to_plain(question.otherwise) if question.otherwise else None,
        *(["future"] if question.future else []),
    ]


def _several(conditions: tuple[Condition, ...]) -> list[Any]:
    """Return conditions whose order does not matter, in one order."""
    return sorted((_FORMS[type(condition)](condition) for condition in conditions), key=repr)


_FORMS: dict[type, Callable[[Any], Any]] = {
    Always: lambda _: True,
    Never: lambda _: False,
    Is: lambda node: ["is", node.name, *sorted(node.options)],
    Has: lambda node: ["has", node.question, node.option],
    Compare: lambda node: [node.operator, node.name, float(node.value)],
    Holds: lambda node: node.fact,
    Not: lambda node: ["not", plain_condition(node.condition)],
    All: lambda node: ["all", *_several(node.conditions)],
    AnyOf: lambda node: ["any", *_several(node.conditions)],
    AtLeast: lambda node: ["at least", node.count, *_several(node.conditions)],
}


def plain_decimal(value: Decimal) -> float | str:
    """Return a number as it goes into a hash."""
    return float(value) if exact(float(value)) == value else str(value)


def digest(value: object, plain: Callable[[Any], Any] = plain_decimal) -> str:
    """Return the SHA-256, in hexadecimal, of data as canonical JSON; `plain` makes JSON of what is none."""
    text = json.dumps(value, default=plain, separators=(",", ":"), check_circular=False)
    return sha256(text.encode("ascii")).hexdigest()

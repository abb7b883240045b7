"""Two fingerprints of a flow: of what follows from the answers, and of everything a reader sees.

Numbers go into them as the binary ones they were to the first program, so that no flow gets another hash.
A binary number keeps apart what has up to 15 digits; what has more goes in as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from typing import Any

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
from interview.flow.loading.parsed import Item, Pending, Topics
from interview.flow.model import DerivedNumber, Flow, Operation, Question, QuestionType, Score
from interview.flow.yaml.nodes import Node, Scalar

_NOT_CONTENT = frozenset(("include", "reviewed"))
"""How a flow is split into files is not content; a review names the content hash and cannot be part of it."""

_ADDED = frozenset(("scores", "phrases", "letters", "rows", "usual", "unlikely"))
"""Parts the first flows could not have: left out where there are none, so that no hash changes."""


def content_hash(flow: Item, topics: Topics, ends: Item | None) -> str:
    """Return the SHA-256 of all data of a flow, in hexadecimal, whatever its comments and split into files.

    The order of answers, outcomes, rows, sections and screens counts; that of keys, and of ids in a
    topic, does not.
    """
    content: dict[str, Any] = {
        name: value for name, value in flow.values.items() if name not in topics and name not in _NOT_CONTENT
    }
    content |= {
        section: dict(sorted(items.items()))
        for section, items in topics.items()
        if items or section not in _ADDED
    }
    content["ends"] = ends
    return digest(dict(sorted(content.items())))


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


def digest(value: object) -> str:
    """Return the SHA-256, in hexadecimal, of data as canonical JSON."""
    text = json.dumps(value, default=_content, separators=(",", ":"), check_circular=False)
    return sha256(text.encode("ascii")).hexdigest()


def _content(value: Item | Pending | Node | Decimal) -> Any:
    """Return what `json` cannot write by itself as something it can."""
    if isinstance(value, Item):
        return {name: part for name, part in sorted(value.values.items()) if name != "reviewed"}
    if isinstance(value, Decimal):
        return float(value) if exact(float(value)) == value else str(value)
    if isinstance(value, Scalar):
        return value.value
    from interview.flow.yaml.strict import data  # and YAML with it, which nobody needs who hashes logic alone

    return data(value.node if isinstance(value, Pending) else value)

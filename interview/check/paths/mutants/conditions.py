"""Faults in conditions: what an author could have written by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from interview.flow.conditions.printer import in_words
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
)
from interview.flow.model import Flow

_OPERATORS = {"<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "=": ()}
"""The same direction with the other end, and the other direction."""


Fault = tuple[Condition, str]
"""A condition that stands in the place of another one, and what that did to it in words."""


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
            yield from (replace(condition, value=shifted) for shifted in (value - step, value + step))
        case Is(name=name):
            yield from _other_options(condition, _ids(flow, name))
        case Has(question=name, option=option):
            yield Has(name, _neighbour(option, _ids(flow, name)))


def _step(value: float) -> float:
    """Return one step of the last digit a threshold is written with."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 10.0 ** min(int(exponent), 0)


def _other_options(condition: Is, known: list[str]) -> Iterator[Condition]:
    """Yield the condition with each of its answers swapped for the next one, and with each one left out."""
    for option in sorted(condition.options):
        rest = condition.options - {option}
        other = _neighbour(
            option, [word for word in known if word == option or word not in condition.options]
        )
        if other != option:
            yield Is(condition.name, rest | {other})
        if rest:
            yield Is(condition.name, rest)


def _neighbour(word: str, known: list[str]) -> str:
    """Return the next word; after the last, the first."""
    return known[(known.index(word) + 1) % len(known)]


def _ids(flow: Flow, name: str) -> list[str]:
    if name in flow.tables:
        return list(flow.tables[name].outcomes)
    return [option.id for option in flow.questions[name].options]

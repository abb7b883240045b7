"""The parts a checked condition is made of.

A condition is a tree of frozen nodes. Names have been resolved and answers checked by the time a tree
exists, so nothing that reads one has to handle a misspelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from interview.flow.decimals import exact


@dataclass(frozen=True, slots=True)
class Always:
    """Holds for everyone."""


@dataclass(frozen=True, slots=True)
class Never:
    """Holds for no one; as `ask_when`, a question asked only by choice."""


@dataclass(frozen=True, slots=True)
class Is:
    """A choice is one of these options, or a table has one of these outcomes."""

    name: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Has:
    """A several-choices answer has this one option."""

    question: str
    option: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A number or derived number compared with a constant; `operator` is one of < <= > >= =."""

    name: str
    operator: str
    value: Decimal

    def __init__(self, name: str, operator: str, value: Decimal | float) -> None:
        """Take what is compared, how, and with what."""
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "operator", operator)
        object.__setattr__(self, "value", exact(value))


@dataclass(frozen=True, slots=True)
class Holds:
    """A fact is true."""

    fact: str


@dataclass(frozen=True, slots=True)
class Not:
    """The condition below does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every condition below holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one condition below holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the conditions below hold."""

    count: int
    conditions: tuple[Condition, ...]


Condition = Always | Never | Is | Has | Compare | Holds | Not | All | Any | AtLeast


def within(name: str, low: Decimal, high: Decimal) -> Condition:
    """Return the condition that a number lies between two, both included."""
    if low == high:
        return Compare(name, "=", low)
    return All((Compare(name, ">=", low), Compare(name, "<=", high)))


def children(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions directly below this one."""
    match condition:
        case Not(condition=child):
            return (child,)
        case All(conditions=parts) | Any(conditions=parts) | AtLeast(conditions=parts):
            return parts
        case _:
            return ()


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield this condition and every one below it."""
    left = [condition]
    while left:
        yield (part := left.pop())
        left += children(part)[::-1]


def names(condition: Condition) -> frozenset[str]:
    """Return the questions, facts, tables and derived numbers a condition mentions directly."""
    found = set()
    for node in walk(condition):
        match node:
            case Is(name=name) | Compare(name=name) | Has(question=name) | Holds(fact=name):
                found.add(name)
            case _:
                pass
    return frozenset(found)

"""Conditions back in words: in the condition language itself, or with the labels a reader knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Holds,
    Is,
    Never,
    Not,
    children,
)
from interview.flow.decimals import exact, numeral, trimmed
from interview.flow.model import LAST_VISIT, TODAY, DerivedNumber, Operation


class Naming(Protocol):
    """What questions, facts, tables and their answers are called."""

    def subject(self, name: str) -> str:
        """Return what a question, fact, table or number is called."""

    def options(self, name: str, ids: frozenset[str]) -> list[str]:
        """Return what these answers or outcomes are called, in the order to list them."""

    def are_all(self, name: str, ids: frozenset[str]) -> bool:
        """Return whether these are known to be all answers, so that "any" says it shorter."""


class Ids:
    """Everything by its id, as a flow's author writes it."""

    def subject(self, name: str) -> str:
        """Return the id."""
        return name

    def options(self, name: str, ids: frozenset[str]) -> list[str]:
        """Return the ids in the order of the alphabet."""
        return sorted(ids)

    def are_all(self, name: str, ids: frozenset[str]) -> bool:
        """Return False: an id alone does not tell which others there are."""
        return False


IDS = Ids()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline: how deep it is indented, and its words."""

    depth: int
    text: str


def in_words(condition: Condition, naming: Naming = IDS) -> str:
    """Return a condition as text; with ids, text that is read back as an equal condition."""
    match condition:
        case Always():
            return "always"
        case Never():
            return "never"
        case Not(condition=child):
            return _negated(child, naming)
        case All(conditions=parts) | Any(conditions=parts):
            word = " and " if isinstance(condition, All) else " or "
            return _listed(condition, naming) or word.join(_bracketed(part, naming) for part in parts)
        case AtLeast(count=count, conditions=parts):
            return f"at least {count} of ({', '.join(in_words(part, naming) for part in parts)})"
        case _:
            return _leaf(condition, naming)


def outline(condition: Condition, naming: Naming, width: int, depth: int = 0) -> Iterator[Line]:
    """Yield a condition as indented lines; a part that fits into `width` characters stays on one line."""
    text = in_words(condition, naming)
    parts = children(condition)
    if not parts or len(text) <= width - 2 * depth or _listed(condition, naming):
        yield Line(depth, text)
        return
    yield Line(depth, _heading(condition))
    for part in children(parts[0]) if _is_none(condition) else parts:
        yield from outline(part, naming, width, depth + 1)


def number(value: Decimal | float) -> str:
    """Return a number the way people write it: without an exponent, and whole where it is."""
    return numeral(trimmed(exact(value)))


def worked_out_in_words(derived: DerivedNumber, naming: Naming = IDS) -> str:
    """Return how a derived number is worked out, as text."""
    words = DAY_NAMES if derived.counts_time else {}
    parts = [
        words.get(operand) or naming.subject(operand) if isinstance(operand, str) else number(operand)
        for operand in derived.operands
    ]
    return _OPERATIONS[derived.operation](parts)


DAY_NAMES = {TODAY: "the day of the visit", LAST_VISIT: "the last visit"}
"""Dates that nobody is asked for, in words."""


_OPERATIONS: dict[Operation, Callable[[list[str]], str]] = {
    Operation.SUM: lambda parts: " plus ".join(parts),
    Operation.DIFFERENCE: lambda parts: f"{parts[0]} minus {parts[1]}",
    Operation.PRODUCT: lambda parts: f"{parts[0]} times {parts[1]}",
    Operation.RATIO: lambda parts: f"{parts[0]} divided by {parts[1]}",
    Operation.PERCENT_FALL: lambda parts: f"fall in % from {parts[0]} to {parts[1]}",
    Operation.MEAN: lambda parts: f"mean of {', '.join(parts)}",
    Operation.LEAST: lambda parts: f"least of {', '.join(parts)}",
    Operation.GREATEST: lambda parts: f"greatest of {', '.join(parts)}",
    Operation.DAYS_BETWEEN: lambda parts: f"days from {parts[0]} to {parts[1]}",
    Operation.MONTHS_BETWEEN: lambda parts: f"full months from {parts[0]} to {parts[1]}",
    Operation.YEARS_BETWEEN: lambda parts: f"full years from {parts[0]} to {parts[1]}",
}


def _is_none(condition: Condition) -> bool:
    return isinstance(condition, Not) and isinstance(condition.condition, Any)


def _heading(condition: Condition) -> str:
    if _is_none(condition):
        return "none of:"
    match condition:
        case All():
            return "all of:"
        case Any():
            return "any of:"
        case AtLeast(count=count):
            return f"at least {count} of:"
        case _:
            return "not:"


def _leaf(condition: Condition, naming: Naming) -> str:
    match condition:
        case Is(name=name, options=options):
            listed = naming.options(name, options)
            text = listed[0] if len(listed) == 1 else f"one of ({', '.join(listed)})"
            return f"{naming.subject(name)} is {text}"
        case Has(question=name, option=option):
            return f"{naming.subject(name)} has any of ({_options(naming, name, option)})"
        case Compare(name=name, operator=operator, value=value):
            return f"{naming.subject(name)} {'is' if operator == '=' else operator} {number(value)}"
        case Holds(fact=fact):
            return naming.subject(fact)
        case _:
            raise TypeError(f"not a condition: {condition!r}")


def _negated(child: Condition, naming: Naming) -> str:
    match child:
        case Has(question=name, option=option):
            return f"{naming.subject(name)} lacks {_options(naming, name, option)}"
        case Any() if listed := _listed(child, naming, "has none of"):
            return listed
        case All() if listed := _listed(child, naming, "lacks any of"):
            return listed
        case _:
            return f"not {_bracketed(child, naming)}"


def _bracketed(condition: Condition, naming: Naming) -> str:
    """Return a condition as a term: an `and` or `or` inside another one stands in brackets."""
    text = in_words(condition, naming)
    joined = isinstance(condition, All | Any) and not _listed(condition, naming)
    return f"({text})" if joined else text


def _listed(condition: Condition, naming: Naming, verb: str = "") -> str:
    """Return `X has any of (a, b)` for answers of one question; empty for anything else."""
    parts = children(condition)
    has = [part for part in parts if isinstance(part, Has)]
    names = {part.question for part in has}
    if not isinstance(condition, All | Any) or len(has) != len(parts) or len(names) != 1:
        return ""
    if len(set(has)) != len(has):  # the language lists an answer once
        return ""
    (name,) = names
    subject = naming.subject(name)
    if isinstance(condition, Any) and naming.are_all(name, frozenset(part.option for part in has)):
        return f"not any {subject}" if verb else f"any {subject}"
    verb = verb or ("has all of" if isinstance(condition, All) else "has any of")
    listed = ", ".join(_options(naming, name, part.option) for part in has)
    return f"{subject} {verb} ({listed})"


def _options(naming: Naming, name: str, option: str) -> str:
    return naming.options(name, frozenset((option,)))[0]

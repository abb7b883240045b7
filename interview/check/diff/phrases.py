"""Minimal conditions in words of the flow language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from interview.check.diff.patient_groups import Part, Term
from interview.flow.conditions.printer import in_words
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Has, Is, Not
from interview.flow.logic.bands import Band
from interview.flow.logic.compiler import YES, Logic, Variable, limits

EVERYONE = "always"


def term_in_words(logic: Logic, term: Term) -> str:
    """Return a condition as text: statements first, then answers in the order of asking."""
    words = [part.words for part in term if part.level < 0]
    answers = sorted((part for part in term if part.level >= 0), key=lambda part: part.level)
    for _, parts in groupby(answers, key=lambda part: _group(logic.variables[part.level])):
        for condition in _conditions(logic, list(parts)):
            text = in_words(condition)
            words.append(f"({text})" if isinstance(condition, Any) and len(term) > 1 else text)
    return " and ".join(words) or EVERYONE


def _group(variable: Variable) -> tuple[str, bool]:
    return variable.name, bool(variable.option)


def _conditions(logic: Logic, parts: list[Part]) -> Iterator[Condition]:
    variables = [logic.variables[part.level] for part in parts]
    if variables[0].option:
        yield from _ticks(variables, [part.mask == YES for part in parts])
    elif variables[0].bands:
        yield _number(logic, variables[0], parts[0].mask)
    else:
        yield _choice(variables[0], parts[0].mask)


def _ticks(variables: list[Variable], present: list[bool]) -> Iterator[Condition]:
    options = [Has(variable.name, variable.option) for variable in variables]
    chosen = tuple(option for option, there in zip(options, present, strict=True) if there)
    absent = tuple(option for option, there in zip(options, present, strict=True) if not there)
    if chosen:
        yield chosen[0] if len(chosen) == 1 else All(chosen)
    if absent:
        yield Not(absent[0] if len(absent) == 1 else Any(absent))


def _choice(variable: Variable, mask: int) -> Condition:
    chosen = frozenset(value for index, value in enumerate(variable.values) if mask >> index & 1)
    others = frozenset(variable.values) - chosen
    if len(others) == 1 < len(chosen):
        return Not(Is(variable.name, others))
    return Is(variable.name, chosen)


def _number(logic: Logic, variable: Variable, mask: int) -> Condition:
    everything = limits(logic.flow, variable.name)
    spans = [_span(variable.name, band, everything) for band in _runs(variable, mask)]
    return spans[0] if len(spans) == 1 else Any(tuple(spans))


def _runs(variable: Variable, mask: int) -> Iterator[Band]:
    """Yield the numbers of a mask as bands, neighbouring ones joined."""
    inside = [index for index in range(len(variable.bands)) if mask >> index & 1]
    for _, run in groupby(enumerate(inside), key=lambda item: item[1] - item[0]):
        members = [variable.bands[index] for _, index in run]
        yield Band(members[0].low, members[-1].high, members[0].low_open, members[-1].high_open)


def _span(name: str, band: Band, everything: Band) -> Condition:
    if band.low == band.high:
        return Compare(name, "=", band.low)
    ends = []
    if (band.low, band.low_open) != (everything.low, everything.low_open):
        ends.append(Compare(name, ">" if band.low_open else ">=", band.low))
    if (band.high, band.high_open) != (everything.high, everything.high_open):
        ends.append(Compare(name, "<" if band.high_open else "<=", band.high))
    return ends[0] if len(ends) == 1 else All(tuple(ends))

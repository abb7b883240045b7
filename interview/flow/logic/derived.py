"""Derived numbers of a flow: what they are made of, what they can be, and which can be counted out.

A number is *counted* when every way in which its operands can turn out is looked at, value by value: then
conditions on it are exact, whatever else they are about. Otherwise it is a variable of its own, tied to its
operands band by band. That is exact too while no other number is made of the same questions; if one is, a
line can stay open too long, and never be settled wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod

from interview.flow.conditions.syntax import Has
from interview.flow.decimals import INFINITY
from interview.flow.logic.arithmetic import span, worked_out
from interview.flow.logic.bands import Band, exactly, full, whole
from interview.flow.logic.days import EVERY_DAY, is_date, lies_behind
from interview.flow.logic.dependencies import used_by
from interview.flow.model import BETWEEN_DATES, TODAY, DerivedNumber, Flow, Operation, Points

MOST_VALUES = 301
"""Whole numbers that a question can have at most, to be counted out."""
MOST_SUMS = 2_000
"""Different values that a number can have at most, to be counted out."""
MOST_PAIRS = 50_000
"""Pairs of values put together at most, to count out a number."""
MOST_BOXES = 512
"""Ways in which operands lie in their bands, looked at to tie a number to them."""

_KEEPS_WHOLE = (Operation.SUM, Operation.DIFFERENCE, Operation.LEAST, Operation.GREATEST)


def leaves(flow: Flow, name: str) -> tuple[str, ...]:
    """Return the questions, scores and days a number is worked out from, through the numbers in between."""
    number = flow.numbers.get(name)
    if number is None:
        return (name,)
    ids = (operand for operand in number.operands if isinstance(operand, str))
    return tuple(dict.fromkeys(leaf for operand in ids for leaf in leaves(flow, operand)))


def value(flow: Flow, name: str, known: Mapping[str, Fraction]) -> Fraction:
    """Return what a number is when its leaves are these; `KeyError` when one is missing."""
    number = flow.numbers.get(name)
    if number is None:
        return known[name]
    return worked_out(number.operation, [_operand_value(flow, one, known) for one in number.operands])


def _operand_value(flow: Flow, operand: str | Decimal, known: Mapping[str, Fraction]) -> Fraction:
    return Fraction(operand) if isinstance(operand, Decimal) else value(flow, operand, known)


def reach(flow: Flow, name: str, bands: Mapping[str, Band]) -> Band:
    """Return what a number can be when its leaves lie in these bands; a leaf without one is anything."""
    number = flow.numbers.get(name)
    if number is None:
        return bands[name] if name in bands else limits(flow, name)
    found = span(number.operation, operand_bands(flow, number, bands))
    if number.counts_time and number.operands[1] == TODAY and lies_behind(flow, str(number.operands[0])):
        since = found.overlap(Band(0, INFINITY))
        found = found if since.empty else since
    return whole(found) if is_whole(flow, name) else found


def operand_bands(flow: Flow, number: DerivedNumber, bands: Mapping[str, Band]) -> list[Band]:
    """Return what the operands of a number can be when its leaves lie in these bands."""
    return [
        exactly(operand) if isinstance(operand, Decimal) else reach(flow, operand, bands)
        for operand in number.operands
    ]


def limits(flow: Flow, name: str) -> Band:
    """Return everything a number or date question, a score, a day or a derived number of the flow can be."""
    if is_date(flow, name):
        return EVERY_DAY
    if name in flow.scores:
        return Band(*score_limits(flow.scores[name].points))
    if name in flow.numbers:
        return reach(flow, name, {})
    return full(flow.questions[name].range)


def score_limits(points: Iterable[Points]) -> tuple[Decimal, Decimal]:
    """Return the least and the most a score can come to; of the answers to one choice only one counts."""
    low, high = Decimal(0), Decimal(0)
    for gives in _together(points):
        low, high = low + min(gives), high + max(gives)
    return low, high


def _together(points: Iterable[Points]) -> Iterator[list[Decimal]]:
    """Yield what each item of a score can give."""
    one_of: dict[str, list[Decimal]] = {}
    for part in points:
        if part.of and not isinstance(part.when, Has):
            one_of.setdefault(part.of, []).append(part.give)
        else:
            yield [Decimal(0), part.give]
    yield from one_of.values()


def is_whole(flow: Flow, name: str) -> bool:
    """Return whether a number takes whole values only."""
    if is_date(flow, name):
        return True
    if name in flow.scores:
        return all(part.give == part.give.to_integral_value() for part in flow.scores[name].points)
    number = flow.numbers.get(name)
    if number is None:
        limits = flow.questions[name].range
        return bool(limits and limits.whole)
    if number.counts_time:
        return True
    constant = all(one == one.to_integral_value() for one in number.operands if isinstance(one, Decimal))
    keeps = number.operation in (*_KEEPS_WHOLE, Operation.PRODUCT)
    return keeps and constant and all(is_whole(flow, operand) for operand in number.names)


@dataclass(frozen=True, slots=True)
class Forms:
    """How conditions on the derived numbers of a flow are decided."""

    counted: frozenset[str]
    """Numbers that are counted out, those in between included."""
    tied: tuple[str, ...]
    """Numbers with a variable of their own."""
    inexact: tuple[tuple[str, ...], ...]
    """Groups of tied numbers for which a line can stay open too long."""


def forms(flow: Flow, compared: Collection[str]) -> Forms:
    """Return how the numbers that conditions compare are decided."""
    counted: list[str] = []
    inexact: list[tuple[str, ...]] = []
    for group in _groups(flow, [name for name in flow.numbers if name in compared]):
        if all(of_two_questions(flow, flow.numbers[name]) for name in group):
            continue
        if len(group) == 1 and is_tied_exactly(flow, group[0]):
            continue
        if all(_can_be_counted(flow, name) for name in group):
            counted += group
        else:
            inexact.append(tuple(group))
    tied = tuple(name for name in flow.numbers if name in compared and name not in counted)
    return Forms(frozenset(counted), tied, tuple(inexact))


def of_two_questions(flow: Flow, number: DerivedNumber) -> bool:
    """Return whether a number is one question's less another's: such numbers are judged together exactly."""
    both = len(number.names) == 2 and all(name in flow.questions for name in number.names)
    return number.operation is Operation.DIFFERENCE and both


def questions_of(flow: Flow, name: str) -> frozenset[str]:
    """Return the questions behind a number: its leaves, and what its scores count."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            question = flow.questions.get(name)
            found |= {name} if question else set()
            if question is None or question.otherwise is not None:
                waiting.extend(used_by(flow, name))
    return frozenset(found)


def _groups(flow: Flow, compared: Sequence[str]) -> list[list[str]]:
    """Return the numbers that are made of the same questions, together."""
    groups: list[tuple[set[str], list[str]]] = []
    for name in compared:
        used, members = set(questions_of(flow, name)), [name]
        for other in [group for group in groups if not group[0].isdisjoint(used)]:
            groups.remove(other)
            used, members = used | other[0], other[1] + members
        groups.append((used, members))
    return [members for _, members in groups]


def is_tied_exactly(flow: Flow, name: str) -> bool:
    """Return whether what bands of its leaves say of a number alone is all there is to say."""
    occurring = list(_occurrences(flow, name))
    if leaves_no_gap(flow, name) and len({leaf for leaf, _ in occurring}) == len(occurring):
        return True
    ways: dict[str, list[int]] = {}
    for leaf, way in occurring:
        ways.setdefault(leaf, []).append(way)
    one_way = all(
        len(found) == 1 or found in ([1] * len(found), [-1] * len(found)) for found in ways.values()
    )
    stepped = [leaf for leaf in ways if leaf in flow.scores or is_whole(flow, leaf)]
    steps = [len(_values(flow, leaf)) for leaf in stepped]
    return one_way and all(steps) and prod(steps) <= MOST_BOXES


def leaves_no_gap(flow: Flow, name: str) -> bool:
    """Return whether a number takes every whole value between its ends, as the whole numbers below it do."""
    plain = all(one.operation in (*_KEEPS_WHOLE, *BETWEEN_DATES) for one in _within(flow, name))
    return plain and all(leaf not in flow.scores and is_whole(flow, leaf) for leaf in leaves(flow, name))


def _within(flow: Flow, name: str) -> Iterator[DerivedNumber]:
    """Yield a derived number and those it is made of."""
    if name in flow.numbers:
        yield flow.numbers[name]
        for operand in flow.numbers[name].names:
            yield from _within(flow, operand)


def _occurrences(flow: Flow, name: str, way: int = 1) -> Iterator[tuple[str, int]]:
    """Yield each mention of a leaf, and which way it moves the number: up, down, or 0 for both."""
    number = flow.numbers.get(name)
    if number is None:
        yield name, way
        return
    bands = operand_bands(flow, number, {})
    for index, operand in enumerate(number.operands):
        if isinstance(operand, str):
            yield from _occurrences(flow, operand, way * _way(number.operation, bands, index))


def _way(operation: Operation, bands: Sequence[Band], index: int) -> int:
    """Return which way an operand moves a result: up, down, or 0 for both."""
    match operation:
        case Operation.DIFFERENCE:
            return -1 if index else 1
        case Operation.DAYS_BETWEEN | Operation.MONTHS_BETWEEN | Operation.YEARS_BETWEEN:
            return 1 if index else -1
        case Operation.PRODUCT:
            return _sign(bands[1 - index])
        case Operation.RATIO:
            return -_sign(bands[0]) * _sign(bands[1]) ** 2 if index else _sign(bands[1])
        case Operation.PERCENT_FALL:
            return -_sign(bands[0]) if index else _sign(bands[1])
        case _:
            return 1


def _sign(band: Band) -> int:
    if band.low >= 0:
        return 1
    return -1 if band.high <= 0 else 0


def singled(flow: Flow, name: str) -> tuple[Fraction, ...]:
    """Return every value a whole-number question or a score can have; none when there are too many."""
    everything = limits(flow, name)
    if not is_whole(flow, name) or Fraction(everything.high) - Fraction(everything.low) >= MOST_VALUES:
        return ()
    return tuple(Fraction(number) for number in range(int(everything.low), int(everything.high) + 1))


def _can_be_counted(flow: Flow, name: str) -> bool:
    return 0 < len(_values(flow, name)) <= MOST_SUMS


def _values(flow: Flow, name: str) -> frozenset[Fraction]:
    """Return every value a number can have; none when there are too many to be counted out."""
    if name in flow.scores:
        return sums(flow.scores[name].points)
    if name in flow.questions or is_date(flow, name):
        return frozenset(singled(flow, name))
    number = flow.numbers[name]
    parts = [
        frozenset({Fraction(one)}) if isinstance(one, Decimal) else _values(flow, one)
        for one in number.operands
    ]
    found = parts[0]
    for part in parts[1:]:
        if not 0 < len(found) * len(part) <= MOST_PAIRS:
            return frozenset()
        found = frozenset(worked_out(_in_steps(number.operation), [a, b]) for a in found for b in part)
    return frozenset(one / len(parts) for one in found) if number.operation is Operation.MEAN else found


def _in_steps(operation: Operation) -> Operation:
    return Operation.SUM if operation is Operation.MEAN else operation


def sums(points: Iterable[Points]) -> frozenset[Fraction]:
    """Return every sum that some of these points come to; none when there are too many."""
    found = frozenset({Fraction(0)})
    for gives in _together(points):
        found = frozenset(total + Fraction(give) for total in found for give in gives)
        if len(found) > MOST_SUMS:
            return frozenset()
    return found


def combination(operation: Operation) -> Callable[[Fraction, Fraction], Fraction]:
    """Return an operation as one on two numbers; a mean is left as a sum."""
    step = _in_steps(operation)
    return lambda a, b: worked_out(step, [a, b])

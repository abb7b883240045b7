"""Answers for which derived numbers lie in given bands: one number after the other is chosen, and what is
left for the others narrowed.

Source: F. Benhamou et al., Revising hull and box consistency, ICLP 1999.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from interview.flow.decimals import terminating
from interview.flow.logic.arithmetic import operand_left, span
from interview.flow.logic.bands import Band, Exact, exactly, is_finite, whole
from interview.flow.logic.derived import is_whole, leaves, limits, operand_bands
from interview.flow.logic.diagrams import BudgetError
from interview.flow.model import Flow

MOST_TRIES = 300
MOST_ROUNDS = 2

Boxes = dict[str, Band]


def fitting(flow: Flow, wanted: Mapping[str, Band], within: Mapping[str, Band]) -> dict[str, Decimal] | None:
    """Return a number for every question behind the derived numbers, so that each lies in its band.

    `within` are bands of questions, and the scores that are known; a question without one can be anything
    in its range. None when there are no such numbers; `BudgetError` when none were found though there may be.
    """
    among = list(dict.fromkeys(leaf for name in wanted for leaf in leaves(flow, name)))
    boxes = {leaf: within[leaf] if leaf in within else limits(flow, leaf) for leaf in among}
    narrowed = _narrowed(flow, wanted, boxes)
    if narrowed is None:
        return None
    search = _Search(flow, wanted)
    questions = [leaf for leaf in among if leaf in flow.questions]
    for order in (questions, questions[::-1]):
        found = search.chosen(narrowed, order)
        if found is not None:
            return {name: found[name] for name in questions}
    raise BudgetError("no numbers were found that fit together")


class _Search:
    def __init__(self, flow: Flow, wanted: Mapping[str, Band]) -> None:
        self._flow, self._wanted, self._tries = flow, wanted, 0

    def chosen(self, boxes: Boxes, order: list[str]) -> dict[str, Decimal] | None:
        """Choose a number for one question after the other."""
        if not order:
            return {}
        name, rest = order[0], order[1:]
        for value in dict.fromkeys(self._candidates(name, boxes[name])):
            self._tries += 1
            if self._tries > MOST_TRIES:
                raise BudgetError("no numbers were found that fit together")
            left = _narrowed(self._flow, self._wanted, {**boxes, name: exactly(value)})
            found = None if left is None else self.chosen(left, rest)
            if found is not None:
                return {name: value, **found}
        return None

    def _candidates(self, name: str, band: Band) -> Iterator[Decimal]:
        everything = limits(self._flow, name)
        tries: list[Exact] = [band.example(everything), band.low, band.high, band.some()]
        for value in tries:
            found = value if isinstance(value, Decimal) else terminating(value)
            if isinstance(found, Decimal) and is_finite(found) and found in band and self._fits(name, found):
                yield found

    def _fits(self, name: str, value: Decimal) -> bool:
        return not is_whole(self._flow, name) or value == value.to_integral_value()


def _narrowed(flow: Flow, wanted: Mapping[str, Band], boxes: Boxes) -> Boxes | None:
    """Return what is left of each band; None when that is nothing."""
    boxes = dict(boxes)
    for _ in range(MOST_ROUNDS):
        before = dict(boxes)
        if not all(_narrow(flow, name, band, boxes) for name, band in wanted.items()):
            return None
        if boxes == before:
            break
    return boxes


def _narrow(flow: Flow, name: str, result: Band, boxes: Boxes) -> bool:
    """Narrow the bands of everything a number is made of; return whether anything is left."""
    number = flow.numbers.get(name)
    if number is None:
        left = boxes[name].overlap(result)
        boxes[name] = whole(left) if is_whole(flow, name) and not left.empty else left
        return not boxes[name].empty
    bands = operand_bands(flow, number, boxes)
    found = span(number.operation, bands).overlap(result)
    if found.empty:
        return False
    return all(
        _narrow(flow, operand, operand_left(number.operation, bands, index, found), boxes)
        for index, operand in enumerate(number.operands)
        if isinstance(operand, str)
    )

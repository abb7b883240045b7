"""Answers for which derived numbers lie in given bands: one number after the other is chosen, and what is
left for the others narrowed.

Source: F. Benhamou et al., Revising hull and box consistency, ICLP 1999.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from interview.flow.decimals import certain, terminating
from interview.flow.logic.arithmetic import operand_left, span
from interview.flow.logic.bands import Band, Exact, exactly, is_finite, whole
from interview.flow.logic.days import answer_of, is_date, is_day, is_month, lies_behind, said
from interview.flow.logic.derived import is_whole, leaves, limits, operand_bands, reach
from interview.flow.logic.diagrams import BudgetError
from interview.flow.model import TODAY, Flow

USUAL_DAY = date(2026, 1, 15)
"""On which patients who are made up are seen, if on that day there are such; only how far dates are apart
matters."""
MOST_TRIES = 300
MOST_ROUNDS = 2

Boxes = dict[str, Band]


def fitting(flow: Flow, wanted: Mapping[str, Band], within: Mapping[str, Band]) -> dict[str, Decimal] | None:
    """Return a number for every question and day behind the derived numbers, so that each lies in its band.

    `within` are bands of questions and days, and the scores that are known; a question without one can be
    anything in its range. A date is the whole number of its day. None when there are no such numbers;
    `BudgetError` when none were found though there may be.
    """
    among = list(dict.fromkeys(leaf for name in wanted for leaf in leaves(flow, name)))
    boxes = {leaf: within[leaf] if leaf in within else limits(flow, leaf) for leaf in among}
    if TODAY in within and is_day(flow, TODAY):
        boxes[TODAY] = within[TODAY]
    left = _narrowed(flow, wanted, boxes)
    if left is None:
        return None
    search = _Search(flow, wanted)
    asked = [leaf for leaf in among if leaf not in flow.scores]
    usual = _usual(flow, boxes, within)
    for start in (left if usual == boxes else _narrowed(flow, wanted, usual), left):
        for order in (asked, asked[::-1]) if start else ():
            found = search.chosen(start or {}, order)
            if found is not None:
                return {name: found[name] for name in asked}
    raise BudgetError("no numbers were found that fit together")


def _usual(flow: Flow, boxes: Boxes, within: Mapping[str, Band]) -> Boxes:
    """Return bands in which the visit is on a usual day, and no date that has to lie behind is after it."""
    today = within.get(TODAY, exactly(USUAL_DAY.toordinal()))
    usual = dict(boxes)
    for leaf, band in boxes.items():
        if leaf == TODAY and is_day(flow, leaf):
            usual[leaf] = today
        elif is_date(flow, leaf) and lies_behind(flow, leaf):
            usual[leaf] = band.overlap(Band(band.low, today.high))
    return boxes if any(band.empty for band in usual.values()) else usual


class _Search:
    def __init__(self, flow: Flow, wanted: Mapping[str, Band]) -> None:
        self._flow, self._wanted, self._tries = flow, wanted, 0

    def chosen(self, boxes: Boxes, order: list[str]) -> dict[str, Decimal] | None:
        """Choose a number for one question after the other."""
        if not order:
            return {} if self._sure(boxes) else None
        name, rest = order[0], order[1:]
        for value in dict.fromkeys(self._candidates(name, boxes[name])):
            self._tries += 1
            if self._tries > MOST_TRIES:
                raise BudgetError("no numbers were found that fit together")
            answered = self._answered(name, value)
            known = rest and boxes[name] == answered  # so it has narrowed the others; the last is judged anew
            left = boxes if known else _narrowed(self._flow, self._wanted, {**boxes, name: answered})
            found = None if left is None else self.chosen(left, rest)
            if found is not None:
                return {name: value, **found}
        return None

    def _answered(self, name: str, value: Decimal) -> Band:
        """Return what an answer says of a question: one number, or every day of a month."""
        month = said(answer_of(self._flow, name, value)) if is_month(self._flow, name) else None
        return month or exactly(value)

    def _sure(self, boxes: Boxes) -> bool:
        """Return whether the numbers lie in their bands on whatever day of its month a date is."""
        if not any(is_month(self._flow, name) for name in boxes):
            return True
        days = {name: self._answered(name, certain(band.low)) for name, band in boxes.items()}
        return all(_within(reach(self._flow, name, days), band) for name, band in self._wanted.items())

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
        if not _behind_the_visit(flow, boxes):
            return None
        if not all(_narrow(flow, name, band, boxes) for name, band in wanted.items()):
            return None
        if boxes == before:
            break
    return boxes


def _behind_the_visit(flow: Flow, boxes: Boxes) -> bool:
    """Keep dates that have to lie behind the visit no later than it; return whether that can be."""
    if TODAY not in boxes or not is_day(flow, TODAY):
        return True
    for leaf, band in boxes.items():
        if leaf != TODAY and is_date(flow, leaf) and lies_behind(flow, leaf):
            today = boxes[TODAY].overlap(Band(band.low, boxes[TODAY].high))
            boxes[leaf], boxes[TODAY] = band.overlap(Band(band.low, today.high)), today
            if today.empty or boxes[leaf].empty:
                return False
    return True


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


def _within(found: Band, band: Band) -> bool:
    return found.low in band and found.high in band

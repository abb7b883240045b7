"""Whether derived numbers and scores can be worked out: their operands, units, divisors, points and bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

from interview.flow.answers import Reason
from interview.flow.loading.parsed import Item, Topics
from interview.flow.loading.structure import IN_CONDITIONS, operand_names
from interview.flow.logic.arithmetic import holds_nought
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.derived import limits
from interview.flow.model import BETWEEN_DATES, DAYS, LAST_VISIT, TODAY, Flow, Operation, QuestionType
from interview.flow.yaml.nodes import Report, Scalar, shown
from interview.flow.yaml.strict import data

MOST_POINTS = 101
"""Different whole numbers that a question can have at most to count as points itself."""

_KEEPS_UNIT = (
    Operation.SUM,
    Operation.DIFFERENCE,
    Operation.MEAN,
    Operation.LEAST,
    Operation.GREATEST,
    Operation.PERCENT_FALL,
)
_DIVISOR = {Operation.RATIO: 1, Operation.PERCENT_FALL: 0}


def dates(topics: Topics) -> dict[str, Item | None]:
    """Return what time can be counted between, by id; which questions are dates is told apart."""
    return {**topics["questions"], **dict.fromkeys(DAYS)}


def operands(topics: Topics) -> dict[str, Item]:
    """Return what a derived number can be worked out from, by id."""
    return {**topics["numbers"], **topics["scores"], **topics["questions"]}


def check_numbers(topics: Topics, report: Report) -> None:
    """Report operands that are no numbers, have a stand-in, or do not go together."""
    for name, item in topics["numbers"].items():
        words = operand_names(item)
        operation = next((one for one in Operation if one in item.values), None)
        if operation in BETWEEN_DATES:
            _check_dates(name, words, topics, report)
            continue
        for word in words:
            _check_operand(name, word, topics["questions"].get(word.value), report)
        if operation is None:
            continue
        constants = len(item.values[operation]) - len(words)
        if not words:
            report.add(item.at(operation), "wrong-operands", f"'{name}' is made of nothing but constants")
        elif operation is Operation.PRODUCT and constants != 1:
            said = f"'{name}' multiplies two numbers; a product is that of a number and a constant"
            report.add(item.at(operation), "wrong-operands", said)
        _check_units(name, item, operation, topics, report)


def _check_dates(name: str, words: list[Scalar], topics: Topics, report: Report) -> None:
    """Report what is no date, and time that is counted backwards."""
    past = [word.value == LAST_VISIT for word in words]
    for index, word in enumerate(words):
        question = next(
            (topics[kind][word.value] for kind in IN_CONDITIONS if word.value in topics[kind]), None
        )
        if question is None:
            continue
        form = question.values.get("type")
        past[index] = form is not None and not question.values.get("future", False)
        if word.value in DAYS:
            said = f"'{word.value}' is a day that nobody is asked for here; choose another id for what has it"
            report.add(word, "reserved-word", said)
        elif form is not None and form not in (QuestionType.DATE, QuestionType.MONTH):
            report.add(word, "not-a-date", f"'{word.value}' is not a question of type date or month")
    if len(words) == 2 and words[0].value == TODAY and past[1]:
        said = f"'{name}' counts back from the visit to '{words[1].value}'; put the earlier date first"
        report.add(words[0], "dates-reversed", said)


def _check_operand(name: str, word: Scalar, question: Item | None, report: Report) -> None:
    if question is None:
        return
    form = question.values.get("type")
    if form is not None and form != QuestionType.NUMBER:
        report.add(word, "not-a-number", f"'{word.value}' is not a question of type number")
    elif "otherwise" in question.values and data(question.values["otherwise"]) != Reason.NOT_ASSESSED:
        said = f"'{word.value}' is part of '{name}', so only not_assessed fits here"
        report.add(question.written("otherwise"), "otherwise-in-difference", said)


def _check_units(name: str, item: Item, operation: Operation, topics: Topics, report: Report) -> None:
    if operation not in _KEEPS_UNIT:
        return
    units = {_unit(word.value, topics, frozenset()) for word in operand_names(item)} - {None}
    if len(units) > 1:
        verb = "subtracts" if operation is Operation.DIFFERENCE else "puts together"
        listed = " and ".join(sorted(unit or "none" for unit in units if unit is not None))
        report.add(
            item.at(operation), "different-units", f"'{name}' {verb} numbers in different units: {listed}"
        )


def _unit(name: str, topics: Topics, above: frozenset[str]) -> str | None:
    """Return the unit of an operand; None when nothing tells it."""
    if name in topics["questions"]:
        question = topics["questions"][name].values
        return question.get("unit", "") if question.get("type") == QuestionType.NUMBER else None
    item = topics["numbers"].get(name)
    if item is None or name in above:
        return None
    if "unit" in item.values:
        unit: str = item.values["unit"]
        return unit
    operation = next((one for one in Operation if one in item.values), None)
    if operation in BETWEEN_DATES:
        return BETWEEN_DATES[operation]
    if operation not in _KEEPS_UNIT or operation is Operation.PERCENT_FALL:
        return None
    return next((_unit(word.value, topics, above | {name}) for word in operand_names(item)), None)


def check_divisors(flow: Flow, topics: Topics, report: Report) -> None:
    """Report numbers that would be divided by nought for somebody."""
    endless: set[str] = set()
    for name in Mentions(flow).order(flow.numbers):
        number = flow.numbers.get(name)
        if number is None:
            continue
        if not endless.isdisjoint(number.names):
            endless.add(name)
            continue
        operand = number.operands[_DIVISOR[number.operation]] if number.operation in _DIVISOR else Decimal(1)
        nought = operand == 0 if isinstance(operand, Decimal) else holds_nought(limits(flow, operand))
        if nought:
            endless.add(name)
            said = f"'{name}' divides by '{operand}', which can be 0; give it a range that leaves 0 out"
            report.add(topics["numbers"][name].at(number.operation), "divides-by-zero", said)


def check_scores(topics: Topics, report: Report) -> None:
    """Report points that cannot be counted, and bands that share a sum."""
    for name, item in topics["scores"].items():
        counted: set[str] = set()
        for part in item.values.get("points", ()):
            word = part.values.get("of")
            if word is not None and word.value in topics["questions"]:
                _check_counted(name, word, topics["questions"][word.value], report)
                if word.value in counted:
                    report.add(word, "repeated", f"'{name}' counts '{word.value}' twice")
                counted.add(word.value)
        _check_bands(item, report)


def _check_counted(score: str, word: Scalar, question: Item, report: Report) -> None:
    """Report a question whose answers are no points."""
    form = question.values.get("type")
    if form in (QuestionType.ONE, QuestionType.SEVERAL):
        answers: Mapping[str, Any] = question.values.get("answers", {})
        for answer, option in answers.items():
            if "points" not in option.values:
                said = f"'{score}' counts '{word.value}', so {shown(answer)} needs 'points' beside its label"
                report.add(option.place, "points-missing", said)
    elif form == QuestionType.NUMBER:
        low, high = question.values.get("range", (0, MOST_POINTS))
        if not question.values.get("whole") or high - low >= MOST_POINTS:
            said = (
                f"'{word.value}' counts as it is only with 'whole: true' and a range of at most "
                f"{MOST_POINTS} numbers; else write 'when: {word.value} >= ...' and what to give"
            )
            report.add(word, "not-points", said)
    elif form is not None:
        said = (
            f"the answers of '{word.value}' are no points; write 'when: {word.value} is yes' and what to give"
        )
        report.add(word, "not-points", said)


def _check_bands(item: Item, report: Report) -> None:
    bands = [(name, part) for name, part in item.values.get("bands", {}).items() if "sums" in part.values]
    for (one, first), (other, second) in combinations(bands, 2):
        low, high = max(first.values["sums"][0], second.values["sums"][0]), min(_highs(first, second))
        if low <= high:
            report.add(second.place, "bands-overlap", f"a sum of {low} lies in '{one}' and in '{other}'")


def _highs(*bands: Item) -> Iterator[Decimal]:
    return (band.values["sums"][1] for band in bands)

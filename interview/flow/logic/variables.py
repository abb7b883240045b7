"""The variables of a flow's diagrams, and which values of one an answer or a comparison leaves.

A choice is one variable, a number one with a value per band, a several-choices question one yes/no variable
per option; a derived number that is tied to its operands has one as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from interview.flow.answers import Chosen, Number, Several
from interview.flow.conditions.syntax import Compare, walk
from interview.flow.logic.bands import COMPARISONS, Band, Exact, cut
from interview.flow.logic.dependencies import conditions
from interview.flow.logic.derived import Forms, is_whole, leaves, limits, questions_of, singled
from interview.flow.model import Flow, Question, QuestionType

Threshold = tuple[str, Decimal]
Cuts = Mapping[str, Sequence[Threshold]]

NO, YES = 1, 2
"""Masks of an option of several choices: absent, present."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One level of the diagrams: a question, an option of one, or a derived number."""

    level: int
    name: str
    option: str
    """The option of a several-choices question; empty otherwise."""
    values: tuple[str, ...] = ()
    """The option ids of a choice."""
    bands: tuple[Band, ...] = ()

    @property
    def size(self) -> int:
        """How many values the variable has."""
        return 2 if self.option else len(self.values) or len(self.bands)

    def band_of(self, number: Exact) -> int:
        """Return the mask of the band a number lies in; of every band it could lie in when in none."""
        for index, band in enumerate(self.bands):
            if number in band:
                return 1 << index
        return (1 << len(self.bands)) - 1


def variables(flow: Flow, forms: Forms, compared: Cuts, order: Sequence[str]) -> Iterator[Variable]:
    """Yield the variables in this order of the questions; a tied number follows the last one behind it.

    `compared` is what each number is compared with.
    """
    cuts = _cuts(flow, forms, compared)
    places = {name: place for place, name in enumerate(order)}
    following: dict[str, list[str]] = {}
    for number in forms.tied:
        last = max(questions_of(flow, number), key=places.__getitem__, default=order[0])
        following.setdefault(last, []).append(number)
    level = 0
    for name in order:
        parts = list(_parts(flow.questions[name], cuts.get(name, []), flow))
        parts += [(number, "", (), _bands(flow, number, cuts[number])) for number in following.get(name, ())]
        for part_name, option, values, bands in parts:
            yield Variable(level, part_name, option, values, bands)
            level += 1


Part = tuple[str, str, tuple[str, ...], tuple[Band, ...]]


def _parts(question: Question, thresholds: Sequence[Threshold], flow: Flow) -> Iterator[Part]:
    match question.type:
        case QuestionType.SEVERAL:
            for option in question.options:
                yield (question.id, option.id, (), ())
        case QuestionType.YES_NO | QuestionType.ONE:
            yield (question.id, "", tuple(option.id for option in question.options), ())
        case QuestionType.NUMBER:
            yield (question.id, "", (), _bands(flow, question.id, thresholds))
        case _:
            pass


def _bands(flow: Flow, name: str, thresholds: Sequence[Threshold]) -> tuple[Band, ...]:
    return cut(limits(flow, name), thresholds, is_whole(flow, name))


def _cuts(flow: Flow, forms: Forms, compared: Cuts) -> Cuts:
    """Return where each number is cut: at its thresholds, and at every value where it is counted out."""
    counted = {leaf for number in forms.counted for leaf in leaves(flow, number)}
    singles = {name: [("=", Decimal(int(value))) for value in singled(flow, name)] for name in counted}
    return {**compared, **{name: [*compared.get(name, ()), *values] for name, values in singles.items()}}


def thresholds(flow: Flow) -> dict[str, list[Threshold]]:
    """Return what each number is compared with: the operator and the constant."""
    found: dict[str, list[Threshold]] = {}
    for condition in conditions(flow):
        for node in walk(condition):
            if isinstance(node, Compare):
                found.setdefault(node.name, []).append((node.operator, node.value))
    return found


def answer_mask(variable: Variable, answer: object) -> int:
    """Return the values a variable can still have under an answer; every bit set when it says nothing."""
    match answer:
        case Chosen(option=option):
            return 1 << variable.values.index(option)
        case Several(chosen=chosen) if variable.option in chosen:
            return YES
        case Several(rest_absent=True):
            return NO
        case Number(value=value):
            return variable.band_of(value)
        case _:
            return -1


def answer_masks(variables: Sequence[Variable], answer: object) -> dict[int, int]:
    """Return the same by level, of those variables of a question that an answer says something of."""
    if isinstance(answer, Several):
        chosen, others = answer.chosen, answer.rest_absent
        return {
            one.level: YES if one.option in chosen else NO
            for one in variables
            if others or one.option in chosen
        }
    return {one.level: mask for one in variables if (mask := answer_mask(one, answer)) >= 0}


def compared(variable: Variable, symbol: str, value: Decimal) -> int:
    """Return the mask of the bands in which a comparison holds."""
    compare = COMPARISONS[symbol]
    return sum(1 << index for index, band in enumerate(variable.bands) if compare(band.some(), value))

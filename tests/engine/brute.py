"""Conclusions by brute force: every completion of a small flow's answers is tried, one by one."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
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
    names,
)
from interview.flow.logic.dependencies import behind
from interview.flow.model import Flow, Operation, Question, QuestionType

Answers = Mapping[str, Answer]
OPERATIONS: dict[Operation, Callable[[list[Fraction]], Fraction]] = {
    Operation.SUM: lambda parts: sum(parts, Fraction(0)),
    Operation.DIFFERENCE: lambda parts: parts[0] - parts[1],
    Operation.PRODUCT: lambda parts: parts[0] * parts[1],
    Operation.RATIO: lambda parts: parts[0] / parts[1],
    Operation.PERCENT_FALL: lambda parts: 100 * (parts[0] - parts[1]) / parts[0],
    Operation.MEAN: lambda parts: sum(parts, Fraction(0)) / len(parts),
    Operation.LEAST: min,
    Operation.GREATEST: max,
}
OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}


class World:
    """One completion: a full answer to every question."""

    def __init__(self, flow: Flow, answers: Answers) -> None:
        self.flow, self.answers = flow, answers
        self._applies: dict[str, bool] = {}

    def value(self, name: str) -> Answer:
        """Return what a question counts as here: its answer, or its `otherwise` where it does not apply."""
        question = self.flow.questions[name]
        if question.otherwise is not None and not self.applies(name):
            return question.otherwise
        return self.answers[name]

    def applies(self, name: str) -> bool:
        """Return whether a question applies, whatever those that do not apply would have brought."""
        when = self.flow.questions[name].applies_when
        if isinstance(when, Always):
            return True
        if name not in self._applies:
            out = [
                one
                for one in behind(self.flow, names(when))
                if one in self.flow.questions
                and self.flow.questions[one].otherwise is None
                and not self.applies(one)
            ]
            self._applies[name] = all(world.true(when) for world in self._with_any(out))
        return self._applies[name]

    def _with_any(self, names: list[str]) -> Iterator[World]:
        """Yield what this completion would be with any other answers to some questions."""
        if not names:
            yield self
            return
        for values in product(*(every(self.flow.questions[name]) for name in names)):
            yield World(self.flow, {**self.answers, **dict(zip(names, values, strict=True))})

    def number(self, name: str) -> Fraction:
        if name in self.flow.scores:
            return sum(
                (Fraction(part.give) for part in self.flow.scores[name].points if self.true(part.when)),
                Fraction(0),
            )
        derived = self.flow.numbers.get(name)
        if derived:
            parts = [
                Fraction(one) if isinstance(one, Decimal) else self.number(one) for one in derived.operands
            ]
            return OPERATIONS[derived.operation](parts)
        answer = self.value(name)
        assert isinstance(answer, Number)
        return Fraction(answer.value)

    def outcome(self, table: str) -> str | None:
        rows = self.flow.tables[table].rows
        matched = (row.then for row in rows if self.true(row.when))
        return next(matched, self.flow.tables[table].otherwise)

    def true(self, condition: Condition) -> bool:
        match condition:
            case Always():
                return True
            case Never():
                return False
            case Not(condition=child):
                return not self.true(child)
            case All(conditions=parts):
                return all(self.true(part) for part in parts)
            case Any(conditions=parts):
                return any(self.true(part) for part in parts)
            case AtLeast(count=count, conditions=parts):
                return sum(self.true(part) for part in parts) >= count
            case Holds(fact=fact):
                return self.true(self.flow.facts[fact].when)
            case Compare(name=name, operator=symbol, value=value):
                return OPERATORS[symbol](self.number(name), value)
            case Is(name=name, options=options):
                return self._chosen(name) in options
            case Has(question=name, option=option):
                ticked = self.value(name)
                assert isinstance(ticked, Several)
                return option in ticked.chosen

    def _chosen(self, name: str) -> str | None:
        if name in self.flow.tables:
            return self.outcome(name)
        value = self.value(name)
        assert isinstance(value, Chosen)
        return value.option


def every(question: Question) -> list[Answer]:
    """Return every complete answer to a question."""
    options = [option.id for option in question.options]
    if question.type is QuestionType.SEVERAL:
        sizes = range(len(options) + 1)
        return [Several(frozenset(chosen)) for size in sizes for chosen in combinations(options, size)]
    if question.type is QuestionType.NUMBER:
        assert question.range is not None
        return [Number(float(n)) for n in range(int(question.range.low), int(question.range.high) + 1)]
    return [Chosen(option) for option in options]


def fits(complete: Answer, said: Answer | None) -> bool:
    """Return whether a complete answer agrees with what was said."""
    if said is None or isinstance(said, NotAssessed):
        return True
    if isinstance(said, Several) and not said.rest_absent:
        return isinstance(complete, Several) and said.chosen <= complete.chosen
    return complete == said


def all_worlds(flow: Flow, answers: Answers) -> Iterator[World]:
    """Yield every completion of these answers, whatever the flow's constraints say."""
    choices = [
        [answer for answer in every(question) if fits(answer, answers.get(name))]
        for name, question in flow.questions.items()
    ]
    for values in product(*choices):
        yield World(flow, dict(zip(flow.questions, values, strict=True)))


def active(flow: Flow, answers: Answers) -> dict[str, Answer]:
    """Drop the answers to questions that do not apply whatever the rest turns out to be.

    A question is looked at after those that decide whether it applies; an answer that counts says it does.
    """
    kept: dict[str, Answer] = {}
    left = list(all_worlds(flow, {}))
    for name in in_dependence(flow):
        if name in answers and any(world.applies(name) for world in left):
            kept[name] = said = answers[name]
            applying = [world for world in left if world.applies(name)] if says_something(said) else left
            left = [world for world in applying if fits(world.answers[name], said)]
    return kept


def in_dependence(flow: Flow) -> list[str]:
    """Return the questions, each after all that its applying follows from, otherwise as they are asked."""
    found: list[str] = []

    def put(name: str) -> None:
        for one in behind(flow, names(flow.questions[name].applies_when)):
            if one in flow.questions and one not in found:
                put(one)
        if name not in found:
            found.append(name)

    for name in flow.questions:
        put(name)
    return found


def says_something(answer: Answer) -> bool:
    return not isinstance(answer, NotAssessed) and answer != Several(frozenset(), rest_absent=False)


def counting(flow: Flow, answers: Answers) -> list[World]:
    """Return the completions of the answers that count, whatever the flow's constraints say."""
    said = active(flow, answers)
    sure = [name for name, answer in said.items() if says_something(answer)]
    return [world for world in all_worlds(flow, said) if all(map(world.applies, sure))]


def worlds(flow: Flow, answers: Answers) -> list[World]:
    """Return the completions conclusions are judged over."""
    left = counting(flow, answers)
    for constraint in flow.constraints.values():
        left = [world for world in left if world.true(constraint.must)] or left
    if not flow.ends or ended(flow, answers):
        return left
    when = flow.ends.when
    return [world for world in left if not world.true(when)] or left


def ended(flow: Flow, answers: Answers) -> bool:
    """Return whether the answers given end the plan, whatever the rest turns out to be."""
    if flow.ends is None:
        return False
    when = flow.ends.when
    return all(world.true(when) for world in counting(flow, answers))


def truth(left: list[World], condition: Condition) -> bool | None:
    """Return True or False when every completion agrees, else None."""
    found = {world.true(condition) for world in left}
    return found.pop() if len(found) == 1 else None


def statuses(flow: Flow, answers: Answers) -> dict[str, str]:
    """Return every recommendation's status."""
    left, over = worlds(flow, answers), ended(flow, answers)
    words = {True: "holds", False: "ruled_out", None: "open"}
    found = {}
    for line in flow.recommendations.values():
        if over and flow.ends and line.id not in flow.ends.keep:
            found[line.id] = "ruled_out"
        elif line.while_open:
            waiting = truth(left, flow.facts[line.while_open].when) is None
            found[line.id] = "holds" if waiting else "ruled_out"
        else:
            found[line.id] = words[truth(left, line.when)]
    return found

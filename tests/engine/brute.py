"""Conclusions by brute force: every completion of a small flow's answers is tried, one by one."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from decimal import Decimal
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
)
from interview.flow.model import Flow, Question, QuestionType

Answers = Mapping[str, Answer]
OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}


class World:
    """One completion: a full answer to every question."""

    def __init__(self, flow: Flow, answers: Answers) -> None:
        self.flow, self.answers = flow, answers

    def value(self, name: str) -> Answer:
        """Return what a question counts as here: its answer, or its `otherwise` where it does not apply."""
        question = self.flow.questions[name]
        if question.otherwise is not None and not self.true(question.applies_when):
            return question.otherwise
        return self.answers[name]

    def number(self, name: str) -> Decimal:
        difference = self.flow.differences.get(name)
        if difference:
            return self.number(difference.minuend) - self.number(difference.subtrahend)
        answer = self.value(name)
        assert isinstance(answer, Number)
        return answer.value

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
    """Drop, in asking order, the answers to questions that do not apply whatever the rest turns out to be."""
    kept: dict[str, Answer] = {}
    for name, question in flow.questions.items():
        applies = any(world.true(question.applies_when) for world in all_worlds(flow, kept))
        if applies and name in answers:
            kept[name] = answers[name]
    return kept


def worlds(flow: Flow, answers: Answers) -> list[World]:
    """Return the completions conclusions are judged over."""
    left = list(all_worlds(flow, active(flow, answers)))
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
    return all(world.true(when) for world in all_worlds(flow, active(flow, answers)))


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

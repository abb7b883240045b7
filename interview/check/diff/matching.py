"""Which questions and answers of two versions of a flow are the same ones, and conditions in shared names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

from interview.flow.answers import Answer, Chosen, Several
from interview.flow.conditions.syntax import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Is,
    Not,
)
from interview.flow.model import DerivedNumber, Flow, Question, QuestionType

_SHAPES = {QuestionType.YES_NO: QuestionType.ONE, QuestionType.TEXT: QuestionType.MONTH}
"""Types that take the same place in logic."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the old version's questions, derived numbers and answers are called beside the new version's."""

    names: Mapping[str, str]
    """Old question or derived number to its shared name; a name of its own when the new one has no like."""
    options: Mapping[str, Mapping[str, str]]
    """Old question to its renamed answers, old id to new."""

    def option(self, question: str, option: str) -> str:
        """Return the shared id of an old answer."""
        return self.options.get(question, {}).get(option, option)

    def answer(self, question: str, answer: Answer | None) -> Answer | None:
        """Return an old answer in shared ids."""
        shared = partial(self.option, question)
        match answer:
            case Chosen(option=option):
                return Chosen(shared(option))
            case Several(chosen=chosen):
                return replace(answer, chosen=frozenset(map(shared, chosen)))
            case _:
                return answer

    def condition(self, condition: Condition) -> Condition:
        """Return an old condition in shared names."""
        match condition:
            case Is(name=name, options=options) if name in self.names:
                return Is(self.names[name], frozenset(self.option(name, option) for option in options))
            case Has(question=name, option=option):
                return Has(self.names[name], self.option(name, option))
            case Compare(name=name):
                return replace(condition, name=self.names[name])
            case Not(condition=child):
                return Not(self.condition(child))
            case All(conditions=parts) | Any(conditions=parts) | AtLeast(conditions=parts):
                return replace(condition, conditions=tuple(map(self.condition, parts)))
            case _:
                return condition


def match_flows(old: Flow, new: Flow) -> Match:
    """Pair the questions, answers and derived numbers of two versions.

    A question or answer with another id but the same wording counts as renamed. A question of another type,
    or a derived number of other questions, is not the same one whatever its id.
    """
    names: dict[str, str] = {}
    for question in old.questions.values():
        like = _question_like(question, old, new)
        taken = like in names.values()
        names[question.id] = _free(question.id, names, old, new) if taken or not like else like
    for difference in old.differences.values():
        operands = names[difference.minuend], names[difference.subtrahend]
        same = _operands(new.differences.get(difference.id)) == operands
        names[difference.id] = difference.id if same else _free(difference.id, names, old, new)
    options = {
        question.id: dict(_renamed_options(question, new.questions[names[question.id]]))
        for question in old.questions.values()
        if names[question.id] in new.questions
    }
    return Match(names, options)


def shape(question: Question) -> QuestionType:
    """Return what a question is to logic: one of several values, several yes/no, a number, or nothing."""
    return _SHAPES.get(question.type, question.type)


def _question_like(question: Question, old: Flow, new: Flow) -> str:
    """Return the id of the same question in the new version; empty when there is none."""
    same = new.questions.get(question.id)
    if same is not None:
        return same.id if shape(same) is shape(question) else ""
    alike = (
        other.id
        for other in new.questions.values()
        if other.id not in old.questions and other.ask == question.ask and shape(other) is shape(question)
    )
    return next(alike, "")


def _renamed_options(old: Question, new: Question) -> Iterator[tuple[str, str]]:
    before, after = ({option.id: option.label for option in question.options} for question in (old, new))
    gone = {label: id_ for id_, label in before.items() if id_ not in after}
    for id_, label in after.items():
        if id_ not in before and label in gone:
            yield gone.pop(label), id_


def _operands(difference: DerivedNumber | None) -> tuple[str, str] | None:
    return (difference.minuend, difference.subtrahend) if difference else None


def _free(name: str, names: Mapping[str, str], old: Flow, new: Flow) -> str:
    """Return a name for something only the old version has: its own, or one nothing else goes by."""
    taken = {*names.values(), *new.questions, *new.differences, *new.tables, *new.facts}
    if name not in taken:
        return name
    taken |= {*old.questions, *old.differences, *old.tables, *old.facts}
    tries = (f"{name}_before{number or ''}" for number in count())
    return next(candidate for candidate in tries if candidate not in taken)

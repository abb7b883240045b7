"""Two versions of a flow over one space of answers, so that their diagrams can be compared.

Each version keeps its own rules and gets the questions, answers and thresholds of the other. A question it
does not have is one it never asks and never looks at. Which questions and answers are the same ones is
found by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TypeVar

from interview.flow.answers import Answer, Chosen, Several
from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Is,
    Never,
    Not,
    walk,
)
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.logic.dependencies import Mentions, conditions
from interview.flow.model import (
    Conflict,
    DerivedNumber,
    Fact,
    Flow,
    NumberRange,
    Operand,
    Question,
    QuestionType,
    Row,
    Score,
    Screen,
    Table,
)
from interview.flow.plain_logic import plain_score

Item = TypeVar("Item")
_THRESHOLDS = "thresholds of both versions"

_SHAPES = {QuestionType.YES_NO: QuestionType.ONE, QuestionType.MONTH: QuestionType.DATE}
"""Types that take the same place in logic."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Both versions, compiled over the same variables into one store of diagrams."""

    old: Logic
    new: Logic
    match: Match
    old_order: tuple[str, ...]
    """The old version's questions, by their shared names, in its order of asking."""
    new_order: tuple[str, ...]


def align(old: Flow, new: Flow) -> Aligned:
    """Compile both versions over the union of their questions, answers and number thresholds."""
    match = match_flows(old, new)
    shared = _shared_names(old, match)
    old_order, new_order = _order(shared), _order(new)
    questions = {name: _union(name, shared, new) for name in _merged(old_order, new_order)}
    numbers = {**new.numbers, **shared.numbers}
    scores = {**new.scores, **shared.scores}
    thresholds = Any(tuple(dict.fromkeys((*_comparisons(shared), *_comparisons(new)))))
    logics = [
        compile_flow(
            replace(
                _completed(flow, questions, thresholds), numbers=numbers, scores={**scores, **flow.scores}
            ),
            order=tuple(questions),
        )
        for flow in (shared, new)
    ]
    logics[1].diagrams = logics[0].diagrams
    return Aligned(logics[0], logics[1], match, old_order, new_order)


def _order(flow: Flow) -> tuple[str, ...]:
    return tuple(name for screen in flow.screens for name in screen.questions)


def _merged(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Return the new order, with each question only the old version has behind the one it stood behind."""
    merged = list(new)
    place = 0
    for name in old:
        if name not in merged:
            merged.insert(place, name)
        place = merged.index(name) + 1
    return merged


def _union(name: str, old: Flow, new: Flow) -> Question:
    """Return a question with the answers and range of both versions, which nothing asks or rules on."""
    sides = [flow.questions[name] for flow in (new, old) if name in flow.questions]
    options = {option.id: option for side in reversed(sides) for option in side.options}
    order = dict.fromkeys(option.id for side in sides for option in side.options)
    return replace(
        sides[0],
        options=tuple(options[id_] for id_ in order),
        range=_spanning([side.range for side in sides]),
        future=any(side.future for side in sides),
        ask_when=Never(),
        applies_when=Always(),
        otherwise=None,
    )


def _spanning(ranges: list[NumberRange | None]) -> NumberRange | None:
    known = [limits for limits in ranges if limits]
    if len(known) < len(ranges):
        return None
    low, high = min(limits.low for limits in known), max(limits.high for limits in known)
    return NumberRange(low, high, all(limits.whole for limits in known))


def _completed(flow: Flow, questions: Mapping[str, Question], thresholds: Any) -> Flow:
    """Return a version with everything either can be answered, its numbers cut at the thresholds of both."""
    own = {
        name: replace(
            shared,
            ask_when=flow.questions[name].ask_when,
            applies_when=flow.questions[name].applies_when,
            otherwise=flow.questions[name].otherwise,
        )
        for name, shared in questions.items()
        if name in flow.questions
    }
    mention = Conflict(
        _THRESHOLDS, thresholds, ""
    )  # a condition that only mentions numbers and is never judged
    return replace(
        flow,
        questions={**questions, **own},
        screens=tuple(Screen((name,)) for name in questions),
        conflicts={**flow.conflicts, _THRESHOLDS: mention},
    )


def _comparisons(flow: Flow) -> Iterator[Condition]:
    for condition in conditions(flow):
        yield from (node for node in walk(condition) if isinstance(node, Compare))


def _shared_names(old: Flow, match: Match) -> Flow:
    """Return the old version with its questions, answers and derived numbers under their shared names."""
    names, shared = match.names, match.condition
    return replace(
        old,
        questions={
            names[question.id]: _shared_question(question, match) for question in old.questions.values()
        },
        screens=tuple(
            replace(screen, questions=tuple(names[name] for name in screen.questions))
            for screen in old.screens
        ),
        facts={fact.id: _shared_fact(fact, match) for fact in old.facts.values()},
        tables={table.id: _shared_table(table, match) for table in old.tables.values()},
        numbers={
            names[part.id]: replace(part, id=names[part.id], operands=match.operands(part))
            for part in old.numbers.values()
        },
        scores={names[part.id]: _shared_score(part, match) for part in old.scores.values()},
        recommendations={
            line.id: replace(
                line,
                when=shared(line.when),
                if_open=line.if_open and replace(line.if_open, when=shared(line.if_open.when)),
            )
            for line in old.recommendations.values()
        },
        conflicts={part.id: replace(part, when=shared(part.when)) for part in old.conflicts.values()},
        constraints={part.id: replace(part, must=shared(part.must)) for part in old.constraints.values()},
        ends=old.ends and replace(old.ends, when=shared(old.ends.when)),
    )


def _shared_question(question: Question, match: Match) -> Question:
    return replace(
        question,
        id=match.names[question.id],
        options=tuple(
            replace(option, id=match.option(question.id, option.id)) for option in question.options
        ),
        ask_when=match.condition(question.ask_when),
        applies_when=match.condition(question.applies_when),
        otherwise=match.answer(question.id, question.otherwise),
    )


def _shared_fact(fact: Fact, match: Match) -> Fact:
    return replace(fact, when=match.condition(fact.when))


def _shared_score(score: Score, match: Match) -> Score:
    points = tuple(replace(part, when=match.condition(part.when)) for part in score.points)
    return replace(score, id=match.names.get(score.id, score.id), points=points)


def _shared_table(table: Table, match: Match) -> Table:
    rows = tuple(Row(match.condition(row.when), row.then, row.place) for row in table.rows)
    return replace(table, rows=rows)


def each(old: Mapping[str, Item], new: Mapping[str, Item]) -> Iterator[tuple[str, Item | None, Item | None]]:
    """Yield what stands under each id before and after, in the new order; what is gone comes last."""
    for name, item in new.items():
        yield name, old.get(name), item
    for name, item in old.items():
        if name not in new:
            yield name, item, None


@dataclass(frozen=True, slots=True)
class Match:
    """What the old version's questions, derived numbers and answers are called beside the new version's."""

    names: Mapping[str, str]
    """Old question, score or derived number to its shared name; its own when the new one has no like."""
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

    def operands(self, number: DerivedNumber) -> tuple[Operand, ...]:
        """Return the operands of an old derived number in shared names."""
        return tuple(self.names.get(one, one) if isinstance(one, str) else one for one in number.operands)

    def condition(self, condition: Condition) -> Condition:
        """Return an old condition in shared names."""
        match condition:
            case Is(name=name, options=options) if name in self.names:
                return Is(self.names[name], frozenset(self.option(name, option) for option in options))
            case Has(question=name, option=option):
                return Has(self.names[name], self.option(name, option))
            case Compare(name=name):
                return replace(condition, name=self.names.get(name, name))
            case Not(condition=child):
                return Not(self.condition(child))
            case All(conditions=parts) | Any(conditions=parts) | AtLeast(conditions=parts):
                return replace(condition, conditions=tuple(map(self.condition, parts)))
            case _:
                return condition


def match_flows(old: Flow, new: Flow) -> Match:
    """Pair the questions, answers and derived numbers of two versions.

    A question or answer with another id but the same wording counts as renamed. A question of another type,
    or a derived number or score made of something else, is not the same one whatever its id.
    """
    names: dict[str, str] = {}
    for question in old.questions.values():
        like = _question_like(question, old, new)
        taken = like in names.values()
        names[question.id] = _free(question.id, names, old, new) if taken or not like else like
    options = {
        question.id: dict(_renamed_options(question, new.questions[names[question.id]]))
        for question in old.questions.values()
        if names[question.id] in new.questions
    }
    match = Match(names, options)
    for name in Mentions(old).order([*old.scores, *old.numbers]):
        if name in old.scores or name in old.numbers:
            same = _same_score(old, new, name, match) or _same_number(old, new, name, match)
            names[name] = name if same else _free(name, names, old, new)
    return match


def shape(question: Question) -> QuestionType:
    """Return what a question is to logic: one of several values, some yes/no, a number, a date or nothing."""
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


def _same_score(old: Flow, new: Flow, name: str, match: Match) -> bool:
    if name not in old.scores or name not in new.scores:
        return False
    return plain_score(_shared_score(old.scores[name], match)) == plain_score(new.scores[name])


def _same_number(old: Flow, new: Flow, name: str, match: Match) -> bool:
    if name not in old.numbers or name not in new.numbers:
        return False
    before, after = old.numbers[name], new.numbers[name]
    return (before.operation, match.operands(before)) == (after.operation, after.operands)


def _free(name: str, names: Mapping[str, str], old: Flow, new: Flow) -> str:
    """Return a name for something only the old version has: its own, or one nothing else goes by."""
    taken = {*names.values(), *new.questions, *new.numbers, *new.scores, *new.tables, *new.facts}
    if name not in taken:
        return name
    taken |= {*old.questions, *old.numbers, *old.scores, *old.tables, *old.facts}
    tries = (f"{name}_before{number or ''}" for number in count())
    return next(candidate for candidate in tries if candidate not in taken)

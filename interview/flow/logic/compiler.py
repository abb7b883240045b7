"""A flow's conditions, compiled into decision diagrams.

Answers are variables (`variables`). Scores and derived numbers that can be counted out have none: they are
diagrams that end in numbers. Any other derived number is a variable of its own, tied to the questions it is
made of (`ties`). Levels follow the order of asking, or one in which diagrams stay smaller (`variable_order`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from operator import add, truediv

from interview.flow.answers import Answer
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
from interview.flow.decimals import terminating
from interview.flow.logic.bands import COMPARISONS, Band
from interview.flow.logic.dependencies import Mentions, behind
from interview.flow.logic.derived import Forms, combination, forms, limits, of_two_questions, questions_of
from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams
from interview.flow.logic.differences import components
from interview.flow.logic.number_diagrams import NumberDiagrams
from interview.flow.logic.ties import Ties
from interview.flow.logic.variable_order import variable_order
from interview.flow.logic.variables import (
    YES,
    Cuts,
    Variable,
    answer_mask,
    answer_masks,
    compared,
    thresholds,
    variables,
)
from interview.flow.model import DerivedNumber, Flow, Operation, Screen, Table


class Logic:
    """A flow with its diagrams. Compiled on demand and kept; safe to share between sessions."""

    def __init__(self, flow: Flow, order: Sequence[str] = ()) -> None:
        """Take a flow, and the order of the questions' variables where it is not to be chosen."""
        self.flow = flow
        order = order or variable_order(flow)
        self.variables = tuple(variables(flow, self.forms, self.thresholds, order))
        self.diagrams = Diagrams([variable.size for variable in self.variables])
        self.of: dict[str, tuple[Variable, ...]] = {}
        """The variables of each question and derived number that has any."""
        for variable in self.variables:
            self.of[variable.name] = (*self.of.get(variable.name, ()), variable)
        self._numbers: dict[str, int] = {}
        self.together: dict[tuple[str | Answer | None, ...], int] = {}
        """What differences of the same numbers say of each other; kept by `engine.shared_operands`."""
        self._nodes: dict[Condition, int] = {}
        self._applying: dict[str, int] = {}
        self._tables: dict[str, dict[str, int]] = {}
        self._masks: dict[str, tuple[Answer, Mapping[int, int]]] = {}

    def renewed(self) -> Logic:
        """Return this, or the flow with new diagrams where these have come to half of what they may take."""
        if not self.diagrams.half_full:
            return self
        new = Logic(self.flow)
        new.diagrams = Diagrams(self.diagrams.sizes, self.diagrams.budget)
        return new

    def node(self, condition: Condition) -> int:
        """Return the diagram of a condition."""
        found = self._nodes.get(condition)
        if found is None:
            found = self._nodes[condition] = self._compile(condition)
        return found

    def masks(self, question: str, answer: Answer) -> Mapping[int, int]:
        """Return the values that an answer leaves, by level, of those it says something of.

        The last answer to each question is kept: a session is worked out anew with every event, from answers
        that are the same but for one.
        """
        kept = self._masks.get(question)
        if kept is None or kept[0] is not answer:
            kept = self._masks[question] = answer, answer_masks(self.of.get(question, ()), answer)
        return kept[1]

    def is_compiled(self, condition: Condition) -> bool:
        """Return whether the diagram of a condition has been made already."""
        return condition in self._nodes

    def table(self, name: str) -> Mapping[str, int]:
        """Return the diagram of each outcome of a table, in table order."""
        if name not in self._tables:
            self._tables[name] = self._compile_table(self.flow.tables[name])
        return self._tables[name]

    @cached_property
    def ends(self) -> int:
        """The diagram of the answer that ends the plan; "never" for a flow without one."""
        return self.node(self.flow.ends.when) if self.flow.ends else NEVER

    @cached_property
    def settled(self) -> dict[tuple[int, tuple[tuple[int, int], ...]], bool]:
        """Whether an answer, as masks by level, settles a diagram; kept by `engine.usefulness`."""
        return {}

    @cached_property
    def fitting(self) -> dict[tuple[tuple[tuple[str, Band], ...], ...], Mapping[str, Decimal] | None]:
        """Numbers that put derived ones in bands, by what is wanted and what is known; kept by
        `engine.would_change`."""
        return {}

    @cached_property
    def screens(self) -> Mapping[str, Screen]:
        """The screen of each question."""
        return {name: screen for screen in self.flow.screens for name in screen.questions}

    @cached_property
    def dependence(self) -> tuple[str, ...]:
        """Questions and tied numbers, each after those that decide whether it applies; else as asked."""
        mentions, asked = Mentions(self.flow), (name for s in self.flow.screens for name in s.questions)
        found: dict[str, None] = {}
        for name in (*asked, *self.forms.tied):
            found.update(dict.fromkeys(mentions.order([name], skip=found)))
        return tuple(name for name in found if name in self.flow.questions or name in self.forms.tied)

    @cached_property
    def applies(self) -> Mapping[str, int]:
        """The diagram of each question's applying, in the order of asking.

        Where another question does not apply and counts as not assessed, it has to apply whatever that one
        would have brought.
        """
        for name in self.dependence:
            if name in self.flow.questions:
                self.applying(name)
        return {name: self.applying(name) for screen in self.flow.screens for name in screen.questions}

    def applying(self, question: str) -> int:
        """Return the diagram of a question's applying."""
        found = self._applying.get(question)
        if found is None:
            node = self.node(self.flow.questions[question].applies_when)
            ties = self.tied(self.diagrams.support(node))
            found = self._applying[question] = self.known(node, ties)
        return found

    def known(self, node: int, care: int) -> int:
        """Return where a diagram is true by the answers to questions that apply, whatever others would bring.

        `care` is what is so of everybody: only such patients are looked at.
        """
        if not self.beneath(self.diagrams.support(node), self.gated):
            return node
        unlike = self.diagrams.negate(care)
        return self.whatever(self.diagrams.disjoin(unlike, node), self._unseen, self.gated)

    def tied(self, levels: Set[int]) -> int:
        """Return what ties the derived numbers among these levels to their operands."""
        return self.diagrams.all_of(
            self.tie(name) for name in self.forms.tied if self.of[name][0].level in levels
        )

    def tie(self, name: str) -> int:
        """Return the diagram over the values of a number's leaves and its own bands that go together."""
        return self.ties.of(name, {})[0]

    @cached_property
    def ties(self) -> Ties:
        """What ties derived numbers to their leaves, also where some of these are known."""
        return Ties(self.flow, self.of, self.diagrams, self.number_diagrams, self.number)

    @cached_property
    def forms(self) -> Forms:
        """How conditions on derived numbers are decided."""
        return forms(self.flow, self.thresholds)

    @cached_property
    def shared(self) -> Sequence[tuple[Sequence[str], Sequence[DerivedNumber]]]:
        """The numbers that several differences share, with these differences."""
        tied = (self.flow.numbers[name] for name in self.forms.tied)
        differences = [one for one in tied if of_two_questions(self.flow, one)]
        found = [
            (names, [one for one in differences if one.names[0] in names])
            for names in components((one.names[0], one.names[1]) for one in differences)
        ]
        return [(names, group) for names, group in found if len(group) > 1]

    @cached_property
    def thresholds(self) -> Cuts:
        """What each number is compared with."""
        return thresholds(self.flow)

    @cached_property
    def number_diagrams(self) -> NumberDiagrams:
        """The diagrams that end in numbers."""
        return NumberDiagrams(self.diagrams)

    def number(self, name: str) -> int:
        """Return the diagram of what a score, or a derived number that is counted out, comes to."""
        if name not in self._numbers:
            self._numbers[name] = self._count(name)
        return self._numbers[name]

    def everything(self, name: str) -> Band:
        """Return all that a number question, a score or a derived number can be."""
        if not self.is_counted(name):
            return limits(self.flow, name)
        found = self.number_diagrams.numbers(self.number(name))
        return Band(terminating(min(found)), terminating(max(found)))

    def _count(self, name: str) -> int:
        diagrams = self.number_diagrams
        if name in self.flow.scores:
            points = self.flow.scores[name].points
            given = [diagrams.points(self.node(part.when), Fraction(part.give)) for part in points]
            return diagrams.combined(add, given)
        if name in self.flow.questions:
            variable = self.of[name][0]
            return diagrams.by_value(variable.level, [Fraction(band.low) for band in variable.bands])
        number = self.flow.numbers[name]
        parts = [
            diagrams.end(Fraction(operand)) if isinstance(operand, Decimal) else self.number(operand)
            for operand in number.operands
        ]
        found = diagrams.combined(combination(number.operation), parts)
        if number.operation is Operation.MEAN:
            found = diagrams.combined(truediv, [found, diagrams.end(Fraction(len(parts)))])
        return found

    def _unseen(self, question: str) -> int:
        return self.diagrams.negate(self.applying(question))

    @cached_property
    def apart(self) -> Set[str]:
        """Questions that always apply, and whose answers say nothing of what else there can be: no other
        question, constraint, number of its own levels or end of the plan depends on them."""
        flow = self.flow
        bound = [question.applies_when for question in flow.questions.values()]
        bound += [constraint.must for constraint in flow.constraints.values()]
        bound += [flow.ends.when] if flow.ends else []
        depended_on = {*behind(flow, {*self.forms.tied}.union(*map(names, bound)))}
        return frozenset(
            name
            for name, question in flow.questions.items()
            if isinstance(question.applies_when, Always) and name not in depended_on
        )

    @cached_property
    def gated(self) -> frozenset[str]:
        """Questions whose answers stay open while they do not apply."""
        return frozenset(
            name
            for name, question in self.flow.questions.items()
            if self.levels_of(name)
            and not isinstance(question.applies_when, Always)
            and question.otherwise is None
        )

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """The diagram of each question's being asked: it applies, and `ask_when` holds."""
        return {
            name: self.diagrams.conjoin(self.node(self.flow.questions[name].ask_when), applies)
            for name, applies in self.applies.items()
        }

    def whatever(self, node: int, unseen: Callable[[str], int], questions: Collection[str]) -> int:
        """Return where a diagram is true whatever the answers to those of the questions that are unseen.

        `unseen` gives the diagram of where a question is, which does not depend on unseen answers itself. It
        depends on questions before it in the order of dependence, so the last of them comes first.
        """
        diagrams = self.diagrams
        names = self.beneath(diagrams.support(node), questions)
        for name in sorted(names, key=self._places.__getitem__, reverse=True):
            node = diagrams.choose(unseen(name), self.always(node, self.levels_of(name)), node)
        return node

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.dependence)}

    def always(self, node: int, levels: frozenset[int]) -> int:
        """Return where a diagram is true whatever the values at these levels."""
        return self.diagrams.negate(self.diagrams.exists(self.diagrams.negate(node), levels))

    def levels_of(self, question: str) -> frozenset[int]:
        """Return a question's levels and those of the numbers derived from it."""
        parts = (question, *(name for name in self.forms.tied if question in self._made_of[name]))
        return frozenset(variable.level for part in parts for variable in self.of.get(part, ()))

    def beneath(self, levels: Set[int], questions: Collection[str]) -> list[str]:
        """Return those of the questions that have one of these levels, or a number derived from them."""
        found = dict.fromkeys(name for level in levels for name in self.behind(level))
        return [name for name in found if name in questions]

    @cached_property
    def asked_at(self) -> Mapping[str, int]:
        """The place of each question in the order of asking."""
        order = (name for screen in self.flow.screens for name in screen.questions)
        return {name: place for place, name in enumerate(order)}

    def behind(self, level: int) -> tuple[str, ...]:
        """Return the question a level belongs to, or those a derived number is made of."""
        name = self.variables[level].name
        return self._made_of.get(name, (name,))

    @cached_property
    def following(self) -> Mapping[str, Set[str]]:
        """Everything that follows from a question, number, score, fact or table, itself included."""
        flow, found = self.flow, dict[str, set[str]]()
        for part in (flow.questions, flow.numbers, flow.scores, flow.facts, flow.tables):
            for name in part:
                for cause in behind(flow, (name,)):
                    found.setdefault(cause, set()).add(name)
        return found

    @cached_property
    def _made_of(self) -> dict[str, tuple[str, ...]]:
        made_of = {name: questions_of(self.flow, name) for name in self.forms.tied}
        return {name: tuple(sorted(used, key=self.asked_at.__getitem__)) for name, used in made_of.items()}

    def _compile(self, condition: Condition) -> int:
        diagrams = self.diagrams
        match condition:
            case Always():
                return ALWAYS
            case Never():
                return NEVER
            case Not(condition=child):
                return diagrams.negate(self.node(child))
            case All(conditions=parts):
                return diagrams.all_of([self.node(part) for part in parts])
            case Any(conditions=parts):
                return diagrams.any_of([self.node(part) for part in parts])
            case AtLeast(count=count, conditions=parts):
                return diagrams.at_least(count, [self.node(part) for part in parts])
            case Holds(fact=fact):
                return self.node(self.flow.facts[fact].when)
            case _:
                return self._leaf(condition)

    def _leaf(self, condition: Condition) -> int:
        match condition:
            case Is(name=name, options=options) if name in self.flow.tables:
                outcomes = self.table(name)
                return self.diagrams.any_of([outcomes[option] for option in options])
            case Is(name=name, options=options):
                variable = self.of[name][0]
                mask = sum(1 << variable.values.index(option) for option in options)
            case Has(question=name, option=option):
                variable = next(v for v in self.of[name] if v.option == option)
                mask = YES
            case Compare(name=name, operator=symbol, value=value) if self.is_counted(name):
                met, constant = COMPARISONS[symbol], Fraction(value)
                return self.number_diagrams.where(self.number(name), lambda number: met(number, constant))
            case Compare(name=name, operator=symbol, value=value):
                variable = self.of[name][0]
                mask = compared(variable, symbol, value)
            case _:
                raise TypeError(f"not a condition: {condition!r}")
        return self._literal(variable, mask)

    def is_counted(self, name: str) -> bool:
        """Return whether a name is a score or a derived number that is counted out."""
        return name in self.flow.scores or name in self.forms.counted

    def _literal(self, variable: Variable, mask: int) -> int:
        """Return a variable's diagram; while its question does not apply it counts as `otherwise`."""
        raw = self.diagrams.literal(variable.level, mask)
        question = self.flow.questions.get(variable.name)
        if question is None or question.otherwise is None:
            return raw
        applies = self.applying(question.id)
        counted = bool(answer_mask(variable, question.otherwise) & mask)
        if counted:
            return self.diagrams.disjoin(raw, self.diagrams.negate(applies))
        return self.diagrams.conjoin(raw, applies)

    def _compile_table(self, table: Table) -> dict[str, int]:
        """The first row that matches decides, under either policy; `unique` is proved elsewhere."""
        diagrams = self.diagrams
        outcomes = dict.fromkeys(table.outcomes, NEVER)
        left = ALWAYS
        for row in table.rows:
            matched = self.node(row.when)
            outcomes[row.then] = diagrams.disjoin(outcomes[row.then], diagrams.conjoin(left, matched))
            left = diagrams.conjoin(left, diagrams.negate(matched))
        if table.otherwise is not None:
            outcomes[table.otherwise] = diagrams.disjoin(outcomes[table.otherwise], left)
        return outcomes


def compile_flow(flow: Flow, order: Sequence[str] = ()) -> Logic:
    """Return the flow with its diagrams; in this order of variables, if one is given."""
    return Logic(flow, order)

"""A flow's conditions, compiled into decision diagrams.

A choice is one variable, a number one variable with a value per band, a several-choices question one yes/no
variable per option. Scores and derived numbers that can be counted out have no variable: they are diagrams
that end in numbers. Any other derived number is a variable of its own, tied to the questions it is made of
(`derived`). Levels follow the order of asking, or one in which diagrams stay smaller (`variable_order`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from operator import add, truediv

from interview.flow.answers import Answer, Chosen, Number, Several
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
    walk,
)
from interview.flow.decimals import terminating
from interview.flow.logic.bands import COMPARISONS, Band, cut, exactly
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.derived import (
    MOST_BOXES,
    Forms,
    combination,
    forms,
    is_whole,
    leaves,
    leaves_no_gap,
    limits,
    questions_of,
    reach,
    singled,
)
from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams
from interview.flow.logic.number_diagrams import NumberDiagrams
from interview.flow.logic.variable_order import variable_order
from interview.flow.model import Flow, Operation, Question, QuestionType, Table

Threshold = tuple[str, Decimal]
Cuts = Mapping[str, Sequence[Threshold]]
Case = tuple[int, Band]
"""The diagram of where a number lies in a band, and the band."""

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

    def band_of(self, number: Decimal) -> int:
        """Return the mask of the band a number lies in; of every band it could lie in when in none."""
        for index, band in enumerate(self.bands):
            if number in band:
                return 1 << index
        return (1 << len(self.bands)) - 1


class Logic:
    """A flow with its diagrams. Compiled on demand and kept; safe to share between sessions."""

    def __init__(self, flow: Flow, order: Sequence[str] = ()) -> None:
        """Take a flow, and the order of the questions' variables where it is not to be chosen."""
        self.flow = flow
        cuts = _cuts(flow, self.forms, self.thresholds)
        self.variables = tuple(_variables(flow, self.forms, cuts, order or variable_order(flow)))
        self.diagrams = Diagrams([variable.size for variable in self.variables])
        self.of: dict[str, tuple[Variable, ...]] = {}
        """The variables of each question and derived number that has any."""
        for variable in self.variables:
            self.of[variable.name] = (*self.of.get(variable.name, ()), variable)
        self._ties: dict[tuple[str | Answer | None, ...], tuple[int, int]] = {}
        self._numbers: dict[str, int] = {}
        self.together: dict[tuple[str | Answer | None, ...], int] = {}
        """What differences of the same numbers say of each other; kept by `engine.shared_operands`."""
        self._nodes: dict[Condition, int] = {}
        self._applying: dict[str, int] = {}
        self._tables: dict[str, dict[str, int]] = {}

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
            unlike = self.diagrams.negate(self.tied(self.diagrams.support(node)))
            if self.beneath(self.diagrams.support(node), self.gated):
                node = self.whatever(self.diagrams.disjoin(unlike, node), self._unseen, self.gated)
            found = self._applying[question] = node
        return found

    def tied(self, levels: Set[int]) -> int:
        """Return what ties the derived numbers among these levels to their operands."""
        return self.diagrams.all_of(
            self.tie(name) for name in self.forms.tied if self.of[name][0].level in levels
        )

    def tie(self, name: str) -> int:
        """Return the diagram over the values of a number's leaves and its own bands that go together."""
        return self.tie_of(name, {})[0]

    def tie_of(self, name: str, answers: Mapping[str, Answer]) -> tuple[int, int]:
        """Return what ties a number to its leaves where some are known, and a mask of the bands left."""
        key = (name, *(answers.get(leaf) for leaf in leaves(self.flow, name)))
        if key not in self._ties:
            self._ties[key] = self._tie(name, answers)
        return self._ties[key]

    def _tie(self, name: str, answers: Mapping[str, Answer]) -> tuple[int, int]:
        diagrams, variable = self.diagrams, self.of[name][0]
        among = leaves(self.flow, name)
        relation, reachable = NEVER, 0
        singly = not leaves_no_gap(self.flow, name)
        for case in product(*self.cases(name, answers, singly=singly)):
            span = reach(self.flow, name, {leaf: band for leaf, (_, band) in zip(among, case, strict=True)})
            mask = sum(1 << index for index, band in enumerate(variable.bands) if span.meets(band))
            parts = [*(node for node, _ in case), diagrams.literal(variable.level, mask)]
            relation = diagrams.disjoin(relation, diagrams.all_of(parts))
            reachable |= mask
        return relation, reachable

    def cases(self, name: str, answers: Mapping[str, Answer], *, singly: bool) -> list[list[Case]]:
        """Return the cases of each leaf of a number: value by value if that is asked for and there is room,
        then by bands, else all as one."""
        among = leaves(self.flow, name)
        forms = [self._cases_of(leaf, answers.get(leaf), singly) for leaf in among]
        chosen = [found[0] for found in forms]
        while prod(map(len, chosen)) > MOST_BOXES:
            most = max(range(len(chosen)), key=lambda index: len(chosen[index]))
            forms[most] = forms[most][1:]
            chosen[most] = forms[most][0]
        return chosen

    def _cases_of(self, leaf: str, answer: Answer | None, singly: bool) -> list[list[Case]]:
        """Return ways to take apart what a leaf can be, the finest first; the last leaves it whole."""
        everything = [(ALWAYS, limits(self.flow, leaf))]
        if leaf in self.flow.scores:
            node = self.number(leaf)
            values = sorted(self.number_diagrams.numbers(node))
            by_value = [(self.number_diagrams.where(node, value.__eq__), exactly(value)) for value in values]
            return [by_value, everything]
        if isinstance(answer, Number):
            return [[(ALWAYS, exactly(answer.value))]]
        variable = self.of[leaf][0]
        nodes = [self.diagrams.literal(variable.level, 1 << index) for index in range(variable.size)]
        by_band = list(zip(nodes, variable.bands, strict=True))
        singles = [
            (node, exactly(value))
            for node, band in by_band
            for value in (singled(self.flow, leaf) if singly else ())
            if value in band
        ]
        return [found for found in (singles, by_band, everything) if found]

    @cached_property
    def forms(self) -> Forms:
        """How conditions on derived numbers are decided."""
        return forms(self.flow, self.thresholds)

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
    def gated(self) -> frozenset[str]:
        """Questions whose answers stay open while they do not apply."""
        return frozenset(
            name
            for name, question in self.flow.questions.items()
            if name in self.of
            and not isinstance(question.applies_when, Always)
            and question.otherwise is None
        )

    @cached_property
    def linked(self) -> Mapping[int, frozenset[int]]:
        """The levels that bear on each other through derived numbers, constraints and the end, together."""
        flow, groups = self.flow, list[set[int]]()
        for name in self.forms.tied:
            names = (name, *self._made_of[name])
            groups.append({variable.level for one in names for variable in self.of.get(one, ())})
        parts = (self.node(constraint.must) for constraint in flow.constraints.values())
        groups += [set(self.diagrams.support(part)) for part in (*parts, self.ends)]
        found: dict[int, frozenset[int]] = {}
        for group in groups:
            merged = frozenset(group.union(*(found.get(level, ()) for level in group)))
            found.update(dict.fromkeys(merged, merged))
        return found

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
            out = unseen(name)
            anyway = diagrams.conjoin(out, self.always(node, self.levels_of(name)))
            node = diagrams.disjoin(diagrams.conjoin(diagrams.negate(out), node), anyway)
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


def conditions(flow: Flow) -> Iterator[Condition]:
    """Yield every condition of a flow."""
    for question in flow.questions.values():
        yield question.ask_when
        yield question.applies_when
    for fact in flow.facts.values():
        yield fact.when
    for table in flow.tables.values():
        for row in table.rows:
            yield row.when
    for score in flow.scores.values():
        for part in score.points:
            yield part.when
    for recommendation in flow.recommendations.values():
        yield recommendation.when
        if recommendation.if_open:
            yield recommendation.if_open.when
    for conflict in flow.conflicts.values():
        yield conflict.when
    for constraint in flow.constraints.values():
        yield constraint.must
    if flow.ends:
        yield flow.ends.when


def _variables(flow: Flow, forms: Forms, cuts: Cuts, order: Sequence[str]) -> Iterator[Variable]:
    """Yield the variables in this order of the questions; a tied number follows the last one behind it."""
    waiting = {name: set(questions_of(flow, name)) for name in forms.tied}
    level = 0
    for name in order:
        parts = list(_parts(flow.questions[name], cuts.get(name, []), flow))
        for number, questions in list(waiting.items()):
            questions.discard(name)
            if not questions:
                del waiting[number]
                parts.append((number, "", (), _bands(flow, number, cuts[number])))
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


def compared(variable: Variable, symbol: str, value: Decimal) -> int:
    """Return the mask of the bands in which a comparison holds."""
    compare = COMPARISONS[symbol]
    return sum(1 << index for index, band in enumerate(variable.bands) if compare(band.some(), value))

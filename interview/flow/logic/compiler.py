"""A flow's conditions, compiled into decision diagrams.

A choice is one variable, a number one variable with a value per band, a several-choices question one yes/no
variable per option, a derived number a variable of its own that `engine.completions` ties to its operands.
Levels follow the order of asking.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

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
from interview.flow.logic.bands import COMPARISONS, Band, cut, full
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams
from interview.flow.logic.differences import can_differ
from interview.flow.model import DerivedNumber, Flow, Question, QuestionType, Table

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

    def within(self, minuend: Band, subtrahend: Band, wholes: tuple[bool, bool]) -> int:
        """Return the mask of the bands in which numbers of two bands can differ (`can_differ`)."""
        reached = (can_differ(minuend, subtrahend, band, wholes) for band in self.bands)
        return sum(1 << index for index, one in enumerate(reached) if one)


class Logic:
    """A flow with its diagrams. Compiled on demand and kept; safe to share between sessions."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.variables = tuple(_variables(flow))
        self.diagrams = Diagrams([variable.size for variable in self.variables])
        self.of: dict[str, tuple[Variable, ...]] = {}
        """The variables of each question and derived number that has any."""
        for variable in self.variables:
            self.of[variable.name] = (*self.of.get(variable.name, ()), variable)
        self.ties: dict[tuple[str, Answer | None, Answer | None], tuple[int, int]] = {}
        """What ties a derived number to its operands, by their answers; kept by `engine.completions`."""
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
        """Questions and derived numbers, each after those that decide whether it applies; else as asked."""
        mentions, asked = Mentions(self.flow), (name for s in self.flow.screens for name in s.questions)
        found: dict[str, None] = {}
        for name in (*asked, *self.flow.differences):
            found.update(dict.fromkeys(mentions.order([name], skip=found)))
        return tuple(name for name in found if name in self.flow.questions or name in self.flow.differences)

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
        ties = (self.tie(d) for d in self.flow.differences.values() if self.of[d.id][0].level in levels)
        return self.diagrams.all_of(ties)

    def tie(self, difference: DerivedNumber) -> int:
        """Return the diagram over the bands of two numbers and of their difference that go together."""
        minuend, subtrahend, derived = (
            self.of[name][0] for name in (difference.minuend, difference.subtrahend, difference.id)
        )
        wholes = whole_operands(self.flow, difference)
        relation = NEVER
        for i, left in enumerate(minuend.bands):
            for j, right in enumerate(subtrahend.bands):
                mask = derived.within(left, right, wholes)
                literals = [(minuend, 1 << i), (subtrahend, 1 << j), (derived, mask)]
                case = self.diagrams.all_of([self.diagrams.literal(v.level, bits) for v, bits in literals])
                relation = self.diagrams.disjoin(relation, case)
        return relation

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
        """The levels that bear on each other through differences, constraints and the end, together."""
        flow, groups = self.flow, list[set[int]]()
        for one in flow.differences.values():
            names = (one.id, one.minuend, one.subtrahend)
            groups.append({variable.level for name in names for variable in self.of[name]})
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
        derived = [d.id for d in self.flow.differences.values() if question in (d.minuend, d.subtrahend)]
        parts = (question, *derived)
        return frozenset(variable.level for part in parts for variable in self.of.get(part, ()))

    def beneath(self, levels: Set[int], questions: Collection[str]) -> list[str]:
        """Return those of the questions that have one of these levels, or a number derived from them."""
        found = dict.fromkeys(name for level in levels for name in self.behind(level))
        return [name for name in found if name in questions]

    def behind(self, level: int) -> tuple[str, ...]:
        """Return the question a level belongs to, or the two a derived number is made of."""
        name = self.variables[level].name
        difference = self.flow.differences.get(name)
        return (difference.minuend, difference.subtrahend) if difference else (name,)

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
            case Compare(name=name, operator=symbol, value=value):
                variable = self.of[name][0]
                mask = _compared(variable, self.flow, symbol, value)
            case _:
                raise TypeError(f"not a condition: {condition!r}")
        return self._literal(variable, mask)

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


def compile_flow(flow: Flow) -> Logic:
    """Return the flow with its diagrams."""
    return Logic(flow)


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


def limits(flow: Flow, name: str) -> Band:
    """Return everything a number or derived number of the flow can be."""
    if name in flow.differences:
        difference = flow.differences[name]
        return limits(flow, difference.minuend).minus(limits(flow, difference.subtrahend))
    return full(flow.questions[name].range)


def is_whole(flow: Flow, name: str) -> bool:
    """Return whether a number or derived number takes whole values only."""
    if name in flow.differences:
        difference = flow.differences[name]
        return is_whole(flow, difference.minuend) and is_whole(flow, difference.subtrahend)
    limits = flow.questions[name].range
    return bool(limits and limits.whole)


def whole_operands(flow: Flow, difference: DerivedNumber) -> tuple[bool, bool]:
    """Return of both numbers of a difference whether they take whole values only."""
    return is_whole(flow, difference.minuend), is_whole(flow, difference.subtrahend)


def _variables(flow: Flow) -> Iterator[Variable]:
    """Yield the variables in the order of asking; a derived number follows the later of its operands."""
    order = [name for screen in flow.screens for name in screen.questions]
    thresholds = _thresholds(flow)
    waiting = dict(flow.differences)
    seen: set[str] = set()
    level = 0
    for name in order:
        seen.add(name)
        ready = [d for d in waiting.values() if {d.minuend, d.subtrahend} <= seen]
        parts = list(_parts(flow.questions[name], thresholds.get(name, []), flow))
        for difference in ready:
            del waiting[difference.id]
            bands = _bands(flow, difference.id, thresholds.get(difference.id, []))
            parts.append((difference.id, "", (), bands))
        for part_name, option, values, bands in parts:
            yield Variable(level, part_name, option, values, bands)
            level += 1


Part = tuple[str, str, tuple[str, ...], tuple[Band, ...]]


def _parts(question: Question, thresholds: list[tuple[str, Decimal]], flow: Flow) -> Iterator[Part]:
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


def _bands(flow: Flow, name: str, thresholds: list[tuple[str, Decimal]]) -> tuple[Band, ...]:
    return cut(limits(flow, name), thresholds, is_whole(flow, name))


def _thresholds(flow: Flow) -> dict[str, list[tuple[str, Decimal]]]:
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for condition in conditions(flow):
        for node in walk(condition):
            if isinstance(node, Compare):
                found.setdefault(node.name, []).append((node.operator, node.value))
    return found


def _compared(variable: Variable, flow: Flow, symbol: str, value: Decimal) -> int:
    compare = COMPARISONS[symbol]
    everything = limits(flow, variable.name)
    return sum(
        1 << index for index, band in enumerate(variable.bands) if compare(band.example(everything), value)
    )

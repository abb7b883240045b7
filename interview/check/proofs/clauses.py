"""Conditions as clauses for a SAT solver (Tseitin 1970)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interview.check.proofs.witness import below
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
from interview.flow.logic.bands import COMPARISONS
from interview.flow.logic.compiler import YES, Logic, Variable, answer_mask, limits
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import Table

Literals = tuple[int, ...]
"""For each value of a level, the literal that is true when it has that value."""


@dataclass(slots=True, eq=False)
class Answers:
    """One set of answers conditions can be read in: literals by level, those of `others` where not given."""

    levels: dict[int, Literals] = field(default_factory=dict)
    others: Answers | None = None
    read: dict[Condition | str | int, int] = field(default_factory=dict)
    """What has been turned into clauses already: conditions, tables and diagrams, to literals."""


class Clauses:
    """Turns conditions into clauses and hands them to a solver's `add`."""

    def __init__(self, logic: Logic, mentions: Mentions, add: Callable[[Sequence[int]], object]) -> None:
        self.logic = logic
        self.true = 1
        self.base = Answers()
        self._mentions = mentions
        self._add = add
        self._last = 1
        add([self.true])

    def literal(self, condition: Condition, answers: Answers) -> int:
        """Return the literal that is true where a condition is."""
        for name in self._mentions.order(names(condition)):
            if name in self.logic.flow.facts:
                self._of(self.logic.flow.facts[name].when, answers)
            elif name in self.logic.flow.tables:
                self._of_table(self.logic.flow.tables[name], answers)
            elif name in self.logic.flow.questions:
                self._of(self.logic.flow.questions[name].applies_when, answers)
        return self._of(condition, answers)

    def diagram(self, node: int, answers: Answers) -> int:
        """Return the literal that is true where a diagram is."""
        diagrams, read = self.logic.diagrams, answers.read
        read[NEVER], read[ALWAYS] = -self.true, self.true
        for part in sorted(below(diagrams, node)):  # a node is made after its children
            if part not in read:
                values = zip(self.level(diagrams.level[part], answers), diagrams.children[part], strict=True)
                read[part] = self.any_of([self.all_of([value, read[child]]) for value, child in values])
        return read[node]

    def level(self, level: int, answers: Answers) -> Literals:
        """Return the literals of a level's values, exactly one of which is true."""
        while level not in answers.levels and answers.others:
            answers = answers.others
        if level not in answers.levels:
            answers.levels[level] = self.new(level)
        return answers.levels[level]

    def new(self, level: int) -> Literals:
        """Return new literals for a level's values."""
        size = self.logic.diagrams.sizes[level]
        if size == 2:
            self._last += 1
            return (-self._last, self._last)
        literals = tuple(range(self._last + 1, self._last + size + 1))
        self._last += size
        self._add(literals)
        for index, one in enumerate(literals):
            for other in literals[:index]:
                self._add([-one, -other])
        return literals

    def all_of(self, literals: Iterable[int]) -> int:
        """Return the literal that is true when all of these are."""
        parts = set(literals) - {self.true}
        if -self.true in parts or any(-part in parts for part in parts):
            return -self.true
        if len(parts) < 2:
            return parts.pop() if parts else self.true
        self._last += 1
        for part in parts:
            self._add([-self._last, part])
        self._add([self._last, *(-part for part in parts)])
        return self._last

    def any_of(self, literals: Iterable[int]) -> int:
        """Return the literal that is true when one of these is."""
        return -self.all_of(-literal for literal in literals)

    def _of(self, condition: Condition, answers: Answers) -> int:
        if condition not in answers.read:
            answers.read[condition] = self._read(condition, answers)
        return answers.read[condition]

    def _read(self, condition: Condition, answers: Answers) -> int:
        match condition:
            case Always():
                return self.true
            case Never():
                return -self.true
            case Not(condition=part):
                return -self._of(part, answers)
            case All(conditions=parts):
                return self.all_of(self._of(part, answers) for part in parts)
            case Any(conditions=parts):
                return self.any_of(self._of(part, answers) for part in parts)
            case AtLeast(count=count, conditions=parts):
                return self._at_least(count, [self._of(part, answers) for part in parts])
            case Holds(fact=fact):
                return self._of(self.logic.flow.facts[fact].when, answers)
            case _:
                return self._leaf(condition, answers)

    def _leaf(self, condition: Is | Has | Compare, answers: Answers) -> int:
        match condition:
            case Is(name=name, options=options) if name in self.logic.flow.tables:
                outcomes = self._of_table(self.logic.flow.tables[name], answers)
                return self.any_of(outcomes[option] for option in options)
            case Is(name=name, options=options):
                variable = self.logic.of[name][0]
                mask = sum(1 << index for index, value in enumerate(variable.values) if value in options)
            case Has(question=name, option=option):
                variable = next(part for part in self.logic.of[name] if part.option == option)
                mask = YES
            case Compare(name=name, operator=symbol, value=value):
                variable = self.logic.of[name][0]
                examples = [band.example(limits(self.logic.flow, name)) for band in variable.bands]
                met = [COMPARISONS[symbol](example, value) for example in examples]
                mask = sum(1 << index for index, holds in enumerate(met) if holds)
        return self._counted(variable, mask, answers)

    def _counted(self, variable: Variable, mask: int, answers: Answers) -> int:
        """Return where a variable counts as a value in the mask: as `otherwise` while it does not apply."""
        literals = self.level(variable.level, answers)
        raw = self.any_of(literal for value, literal in enumerate(literals) if mask >> value & 1)
        question = self.logic.flow.questions.get(variable.name)
        if question is None or question.otherwise is None:
            return raw
        applies = self._of(question.applies_when, answers)
        if answer_mask(variable, question.otherwise) & mask:
            return self.any_of([raw, -applies])
        return self.all_of([raw, applies])

    def _of_table(self, table: Table, answers: Answers) -> Mapping[str, int]:
        """Return the literal of each outcome; the first row that matches decides."""
        keys = {outcome: f"{table.id} {outcome}" for outcome in table.outcomes}
        if any(key not in answers.read for key in keys.values()):
            given: dict[str, list[int]] = {outcome: [] for outcome in table.outcomes}
            left = self.true
            for row in table.rows:
                matched = self._of(row.when, answers)
                given[row.then].append(self.all_of([left, matched]))
                left = self.all_of([left, -matched])
            if table.otherwise is not None:
                given[table.otherwise].append(left)
            answers.read.update({keys[outcome]: self.any_of(given[outcome]) for outcome in table.outcomes})
        return {outcome: answers.read[key] for outcome, key in keys.items()}

    def _at_least(self, count: int, literals: Sequence[int]) -> int:
        reached = [self.true] + [-self.true] * count
        for literal in literals:
            for n in range(count, 0, -1):
                reached[n] = self.any_of([reached[n], self.all_of([literal, reached[n - 1]])])
        return reached[count]

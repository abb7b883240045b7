"""Claims decided by a SAT solver, where diagrams grow past their budget. Needs the `check` extra.

Conditions become clauses (Tseitin 1970). That a condition holds whatever some open answers would have been
is found by counterexamples: a patient is proposed, completions of that patient are searched for one in
which it fails, and each one found becomes a clause that rules out every patient it would fail for (Janota
et al., Artificial Intelligence 2016).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pysat.solvers import Glucose4

from interview.check.proofs.patient_space import Among, Claim, NotProvedError, Patients, groups
from interview.check.proofs.witness import Patient, Values, below, number_values, patient
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
from interview.flow.logic.compiler import Logic
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.logic.variables import YES, Variable, answer_mask, compared
from interview.flow.model import Table

MOST_CONFLICTS = 1_000_000
"""Conflicts a solver may run into before it gives up on a question."""
MOST_ROUNDS = 1_000
"""Patients that are proposed before giving up."""

Literals = tuple[int, ...]
"""For each value of a level, the literal that is true when it has that value."""


def satisfy(patients: Patients, mentions: Mentions, claim: Claim) -> Patient | None:
    """Return a patient of whom the claim is true, None when there is none.

    `NotProvedError` when that takes too long. Of the diagrams only those of where questions do not apply of
    derived numbers and of scores are used, which are small; `BudgetError` when they are not.
    """
    for among in groups(claim.among):
        with Glucose4() as solver:
            found = _Search(patients, mentions, solver, among).find(claim)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Model:
    """One set of answers the solver found."""

    values: Values
    literals: frozenset[int]


class _Search:
    """One solver with everything that is so for a group of patients."""

    def __init__(self, patients: Patients, mentions: Mentions, solver: Glucose4, among: Among) -> None:
        self._patients = patients
        self._solver = solver
        self._clauses = Clauses(patients.logic, mentions, solver.add_clause)
        self._base = self._clauses.base
        self._granted: list[Condition] = []
        self._goal: list[int] = []
        self._inactive: dict[str, int] = {}
        solver.add_clause([self._ties(self._base)])
        if among is not Among.ANY_ANSWERS:
            self._restrict(among)

    def find(self, claim: Claim) -> Patient | None:
        """Return a patient of whom the claim is true."""
        self._goal += [self._literal(condition) for condition in claim.settled]
        self._goal += [-self._literal(condition) for condition in claim.fails]
        for condition in (*claim.decided, *claim.unsettled):
            self._literal(condition)
        self._gate()
        self._goal += [self._could_fail(condition) for condition in claim.unsettled]
        for model in self._proposals():
            if self._contradicted(claim, model):
                continue
            found = patient(self._patients.logic, model.values)
            if found is not None:
                return found
            numbers = number_values(self._patients.logic, model.values)
            self._solver.add_clause([-self._base.levels[level][value] for level, value in numbers])
        return None

    def _restrict(self, among: Among) -> None:
        """Take for granted what is so for all patients of the group."""
        for constraint in self._patients.flow.constraints.values():
            self._grant(constraint.must)
        end = self._patients.flow.ends
        if end and self._solve([-self._literal(end.when)]):
            if among is Among.GOING_ON:
                self._grant(Not(end.when))
            else:
                self._goal.append(self._clauses.diagram(self._patients.known(end.when), self._base))
        elif among is Among.ENDED:
            self._goal.append(-self._clauses.true)

    def _grant(self, condition: Condition) -> None:
        """Take a condition for granted, unless no one is left then."""
        literal = self._literal(condition)
        if self._solve([literal]):
            self._solver.add_clause([literal])
            self._granted.append(condition)

    def _gate(self) -> None:
        """Work out where each question that bears on the claim does not apply."""
        gated = self._patients.logic.gated
        while (
            new := set(self._patients.logic.beneath(self._base.levels.keys(), gated)) - self._inactive.keys()
        ):
            for name in sorted(new):
                node = self._patients.inactive(name)
                self._inactive[name] = self._clauses.diagram(node, self._base)

    def _could_fail(self, condition: Condition) -> int:
        """Return where a condition is false for some answers to the questions that do not apply."""
        other = Answers(others=self._base)
        for name in self._inactive:
            other.levels |= {
                level: self._clauses.new(level) for level in self._patients.logic.levels_of(name)
            }
        for level, literals in other.levels.items():
            out = [
                self._inactive[name] for name in self._patients.logic.behind(level) if name in self._inactive
            ]
            for here, there in zip(self._clauses.level(level, self._base), literals, strict=True):
                self._solver.add_clause([*out, -here, there])
        return self._clauses.all_of([self._possible(other), -self._clauses.literal(condition, other)])

    def _proposals(self) -> Iterator[_Model]:
        for _ in range(MOST_ROUNDS):
            model = self._solve(self._goal)
            if model is None:
                return
            yield model
        raise NotProvedError(f"not proved: more than {MOST_ROUNDS} patients would have to be looked at")

    def _contradicted(self, claim: Claim, model: _Model) -> bool:
        """Return whether some answers to questions that do not apply break the claim, and learn from them."""
        out = [literal for literal in self._inactive.values() if literal in model.literals]
        names = [name for name, literal in self._inactive.items() if literal in model.literals]
        free = frozenset[int]().union(*map(self._patients.logic.levels_of, names)) & model.values.keys()
        fixed = [self._base.levels[level][model.values[level]] for level in model.values.keys() - free]
        for condition in (*claim.settled, *claim.decided):
            literal = self._literal(condition)
            literal = literal if literal in model.literals else -literal
            counter = self._solve([*fixed, -literal]) if free else None
            if counter:
                here, there = self._with(model, free), self._with(counter, free)
                one, other = (self._clauses.literal(condition, copy) for copy in (here, there))
                impossible = [-literal for literal in (*out, self._possible(here), self._possible(there))]
                self._solver.add_clause([*impossible, -one, other])
                self._solver.add_clause([*impossible, one, -other])
                return True
        return False

    def _with(self, model: _Model, free: Iterable[int]) -> Answers:
        """Return answers that have the values of a model at these levels."""
        true = self._clauses.true
        sizes = self._patients.diagrams.sizes
        levels = {
            level: tuple(true if value == model.values[level] else -true for value in range(sizes[level]))
            for level in free
        }
        return Answers(levels, self._base)

    def _possible(self, answers: Answers) -> int:
        """Return where answers are those of a patient there is."""
        granted = [self._clauses.literal(condition, answers) for condition in self._granted]
        return self._clauses.all_of([self._ties(answers), *granted])

    def _ties(self, answers: Answers) -> int:
        return self._clauses.all_of([self._clauses.diagram(tie, answers) for tie in self._patients.ties])

    def _literal(self, condition: Condition) -> int:
        return self._clauses.literal(condition, self._base)

    def _solve(self, assumptions: Iterable[int]) -> _Model | None:
        """Return answers that satisfy every clause and the assumptions; None when there are none."""
        self._solver.conf_budget(MOST_CONFLICTS)
        found = self._solver.solve_limited(assumptions=list(assumptions))
        if found is None:
            raise NotProvedError(f"not proved: the solver gave up after {MOST_CONFLICTS} conflicts")
        if not found:
            return None
        literals = frozenset(self._solver.get_model())
        values = {
            level: next((value for value, literal in enumerate(choices) if literal in literals), 0)
            for level, choices in self._base.levels.items()
        }
        return _Model(values, literals)


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
                self.logic.applying(name)
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
            case Compare(name=name) if self.logic.is_counted(name):
                return self.diagram(self.logic.node(condition), answers)
            case Compare(name=name, operator=symbol, value=value):
                variable = self.logic.of[name][0]
                mask = compared(variable, symbol, value)
        return self._counted(variable, mask, answers)

    def _counted(self, variable: Variable, mask: int, answers: Answers) -> int:
        """Return where a variable counts as a value in the mask: as `otherwise` while it does not apply."""
        literals = self.level(variable.level, answers)
        raw = self.any_of(literal for value, literal in enumerate(literals) if mask >> value & 1)
        question = self.logic.flow.questions.get(variable.name)
        if question is None or question.otherwise is None:
            return raw
        applies = self.diagram(self.logic.applying(question.id), answers)
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

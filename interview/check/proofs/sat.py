"""Claims decided by a SAT solver, where diagrams grow past their budget. Needs the `check` extra.

That a condition holds whatever some open answers would have been is found by counterexamples: a patient is
proposed, completions of that patient are searched for one in which it fails, and each one found becomes a
clause that rules out every patient it would fail for (Janota et al., Artificial Intelligence 2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pysat.solvers import Glucose4

from interview.check.proofs.claims import Among, Claim, NotProvedError
from interview.check.proofs.clauses import Answers, Clauses
from interview.check.proofs.patient_space import Patients
from interview.check.proofs.witness import Patient, Values, number_values, patient
from interview.flow.conditions.syntax import Condition, Not
from interview.flow.logic.dependencies import Mentions

MOST_CONFLICTS = 1_000_000
"""Conflicts a solver may run into before it gives up on a question."""
MOST_ROUNDS = 1_000
"""Patients that are proposed before giving up."""


def satisfy(patients: Patients, mentions: Mentions, claim: Claim) -> Patient | None:
    """Return a patient of whom the claim is true, None when there is none.

    `NotProvedError` when that takes too long. Of the diagrams only those of where questions do not apply and
    of derived numbers are used, which are small; `BudgetError` when they are not.
    """
    for among in [Among.GOING_ON, Among.ENDED] if claim.among is Among.ALL else [claim.among]:
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
        gated = self._patients.gated
        while new := set(self._patients.beneath(self._base.levels.keys(), gated)) - self._inactive.keys():
            for name in sorted(new):
                node = self._patients.inactive(name)
                self._inactive[name] = self._clauses.diagram(node, self._base)

    def _could_fail(self, condition: Condition) -> int:
        """Return where a condition is false for some answers to the questions that do not apply."""
        other = Answers(others=self._base)
        for name in self._inactive:
            other.levels |= {level: self._clauses.new(level) for level in self._patients.levels_of(name)}
        for level, literals in other.levels.items():
            out = [self._inactive[name] for name in self._patients.behind(level) if name in self._inactive]
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
        free = frozenset[int]().union(*map(self._patients.levels_of, names)) & model.values.keys()
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

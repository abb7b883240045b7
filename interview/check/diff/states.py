"""What one version concludes for each complete patient, as diagrams.

A complete patient has an answer to every question. Answers to questions that do not apply count as unknown,
as they do in an interview, so a conclusion can be open even then. `interview.engine.completions` has the
rules for one session; these are the same rules for all patients at once.

A view is what one part of a flow comes to: a line, a fact, a table, whether a question is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from interview.engine.completions import complete
from interview.engine.conclusions import subject
from interview.engine.plan_end import is_kept
from interview.flow.conditions.syntax import Condition, Holds
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.logic.derived import leaves
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import Conflict, Constraint, Fact, Flow, Question, Recommendation, Table

States = Mapping[str, int]
"""Each state something can be in, and the diagram of the patients for whom it is."""

HOLDS, RULED_OUT, OPEN = "holds", "ruled_out", "open"

ABSENT: States = {"": ALWAYS}
"""The states of what a version does not have."""


class Patients:
    """Every complete patient, through the eyes of one version."""

    def __init__(self, logic: Logic, possible: int) -> None:
        self.logic, self._diagrams = logic, logic.diagrams
        self._possible = possible
        self._truths: dict[int, tuple[int, int]] = {}
        self.active: dict[str, int] = {}
        """The diagram of the patients a question or derived number counts for; absent when for everyone."""
        self._conditional: list[tuple[frozenset[int], int]] = []
        self._find_conditional()

    def truth(self, condition: Condition) -> States:
        """Return for whom a condition is true, false or open."""
        true, false = self._truth(self.logic.node(condition))
        return {HOLDS: true, RULED_OUT: false, OPEN: self._neither(true, false)}

    def asked(self, question: str) -> States:
        """Return for whom a question is asked, not asked or only offered, as far as its own conditions go."""
        asked, not_asked = self._truth(self.logic.asked[question])
        return {"asked": asked, "not asked": not_asked, "offered": self._neither(asked, not_asked)}

    def outcomes(self, table: str) -> States:
        """Return for whom a table has each outcome, or is open."""
        settled = {outcome: self._truth(node)[0] for outcome, node in self.logic.table(table).items()}
        return {**settled, OPEN: self._neither(*settled.values())}

    def status(self, line: Recommendation) -> States:
        """Return for whom a recommendation holds, is ruled out or is open."""
        diagrams, flow = self._diagrams, self.logic.flow
        if line.while_open:
            waiting = self.truth(flow.facts[line.while_open].when)[OPEN]
            states = {HOLDS: waiting, RULED_OUT: diagrams.negate(waiting), OPEN: NEVER}
        else:
            states = dict(self.truth(line.when))
        if is_kept(flow, line.id):
            return states
        going_on = diagrams.negate(self.ended)
        ruled_out = diagrams.disjoin(states[RULED_OUT], self.ended)
        kept = {name: diagrams.conjoin(states[name], going_on) for name in (HOLDS, OPEN)}
        return {**kept, RULED_OUT: ruled_out}

    @cached_property
    def ended(self) -> int:
        """The patients whose answers end the plan."""
        return self._diagrams.negate(self._some(self._diagrams.negate(self.logic.ends)))

    @cached_property
    def _care(self) -> int:
        """The completions that unknown answers are judged over, as `engine.completions` chooses them."""
        diagrams, care = self._diagrams, self._possible
        for constraint in self.logic.flow.constraints.values():
            care = self._narrowed(care, self.logic.node(constraint.must))
        return self._narrowed(care, diagrams.negate(self.logic.ends))

    def _narrowed(self, care: int, further: int) -> int:
        """Narrow completions for those patients of whom some are left."""
        diagrams = self._diagrams
        nothing_left = diagrams.negate(self._some(diagrams.conjoin(care, further)))
        return diagrams.conjoin(care, diagrams.disjoin(further, nothing_left))

    def _truth(self, node: int) -> tuple[int, int]:
        """Return for whom a diagram is true, and for whom false, whatever their unknown answers are."""
        found = self._truths.get(node)
        if found is None:
            found = self._truths[node] = self._settled(node)
        return found

    def _settled(self, node: int) -> tuple[int, int]:
        diagrams = self._diagrams
        if not self._touches(node):
            return node, diagrams.negate(node)
        can_be = self._some(diagrams.conjoin(self._care, node))
        can_fail = self._some(diagrams.conjoin(self._care, diagrams.negate(node)))
        return diagrams.negate(can_fail), diagrams.negate(can_be)

    def _neither(self, *states: int) -> int:
        return self._diagrams.negate(self._diagrams.any_of(states))

    def _touches(self, node: int) -> bool:
        support = self._diagrams.support(node)
        return any(not levels.isdisjoint(support) for levels, _ in self._conditional)

    def _some(self, node: int) -> int:
        """Return for whom some values of the answers that do not count make a diagram true."""
        diagrams = self._diagrams
        for levels, active in reversed(self._conditional):
            if not levels.isdisjoint(diagrams.support(node)):
                counted = diagrams.conjoin(active, node)
                unknown = diagrams.conjoin(diagrams.negate(active), diagrams.exists(node, levels))
                node = diagrams.disjoin(counted, unknown)
        return node

    def _find_conditional(self) -> None:
        """Find who has which questions and derived numbers, each after what decides about it."""
        for name in self.logic.dependence:
            if name in self.logic.flow.questions:
                self._remember(name, self.logic.applying(name))
            else:
                parts = leaves(self.logic.flow, name)
                self._remember(name, self._diagrams.all_of([self.active.get(part, ALWAYS) for part in parts]))

    def _remember(self, name: str, active: int) -> None:
        levels = frozenset(self._levels(name))
        if active != ALWAYS:
            self.active[name] = active
            self._conditional += [(levels, active)] if levels else []

    def _levels(self, *names: str) -> Iterator[int]:
        for name in names:
            yield from (variable.level for variable in self.logic.of.get(name, ()))


def possible_patients(logic: Logic) -> int:
    """Return the diagram of the patients whose derived numbers fit the numbers they derive from."""
    bare = compile_flow(replace(logic.flow, constraints={}, ends=None), order=tuple(logic.asked_at))
    bare.diagrams = diagrams = logic.diagrams
    completions = complete(bare, {})
    narrowed = [diagrams.literal(level, mask) for level, mask in completions.masks.items()]
    return diagrams.all_of([completions.satisfied, *narrowed])


def transitions(
    old: States, new: States, conjoin: Callable[[int, int], int]
) -> Iterator[tuple[str, str, int]]:
    """Yield each state before and another after, with the patients who go from one to the other."""
    for before, left in old.items():
        for after, right in new.items():
            if before != after:
                yield before, after, conjoin(left, right)


@dataclass(frozen=True, slots=True)
class View:
    """What one version makes of something."""

    states: States
    nodes: Mapping[str, int]
    """The diagrams behind the states, before answers that do not apply are taken as unknown."""
    about: tuple[Condition, ...]
    notable: frozenset[str] = field(default_factory=frozenset)
    """The states worth telling of something that is added or removed."""


def line_view(side: Patients, line: Recommendation) -> View:
    """Return for whom a recommendation holds, is ruled out or is open."""
    flow, logic = side.logic.flow, side.logic
    when = subject(flow, line)
    gated = not is_kept(flow, line.id)
    nodes = {
        "when": logic.node(when),
        "waits": ALWAYS if line.while_open else NEVER,
        "ends": logic.ends if gated else NEVER,
    }
    about = (when, flow.ends.when) if flow.ends and gated else (when,)
    return View(side.status(line), nodes, about, frozenset({HOLDS}))


def open_wording_view(side: Patients, line: Recommendation) -> View:
    """Return for whom a recommendation is worded while it is open."""
    if line.if_open is None:
        return View({"not worded": ALWAYS}, {}, ())
    return _two_states(side, line.if_open.when, "worded", "not worded")


def fact_view(side: Patients, fact: Fact) -> View:
    """Return for whom a fact holds."""
    return View(side.truth(fact.when), {"when": side.logic.node(fact.when)}, (fact.when,))


def table_view(side: Patients, table: Table) -> View:
    """Return for whom a table has which outcome."""
    about = tuple(row.when for row in table.rows)
    return View(side.outcomes(table.id), side.logic.table(table.id), about)


def asked_view(side: Patients, question: Question) -> View:
    """Return for whom a question is asked."""
    about = (question.ask_when, question.applies_when)
    nodes = {"asked": side.logic.asked[question.id]}
    return View(side.asked(question.id), nodes, about, frozenset({"asked"}))


def applies_view(side: Patients, question: Question) -> View:
    """Return for whom a question makes sense."""
    node = side.logic.node(question.applies_when)
    states = {"applies": node, "does not apply": side.logic.diagrams.negate(node)}
    return View(states, {"applies": node}, (question.applies_when,))


def conflict_view(side: Patients, conflict: Conflict) -> View:
    """Return who is warned."""
    return _two_states(side, conflict.when, "shown", "not shown")


def constraint_view(side: Patients, constraint: Constraint) -> View:
    """Return which patients are taken to be possible."""
    node = side.logic.node(constraint.must)
    states = {"possible": node, "impossible": side.logic.diagrams.negate(node)}
    return View(states, {"must": node}, (constraint.must,), frozenset({"impossible"}))


def urgent_view(side: Patients, flow: Flow) -> View:
    """Return who sees the urgent banner."""
    if not flow.urgent:
        return View({"not urgent": ALWAYS}, {}, ())
    return _two_states(side, Holds(flow.urgent), "urgent", "not urgent")


def ends_view(side: Patients, flow: Flow) -> View:
    """Return for whom the interview ends early."""
    ends = flow.ends
    states = {"ends": side.ended, "goes on": side.logic.diagrams.negate(side.ended)}
    return View(states, {"when": side.logic.ends}, (ends.when,) if ends else (), frozenset({"ends"}))


def _two_states(side: Patients, when: Condition, yes: str, no: str) -> View:
    """Return a view of something that is so only when a condition is known to hold."""
    truth = side.truth(when)
    negative = side.logic.diagrams.disjoin(truth[RULED_OUT], truth[OPEN])
    nodes = {"when": side.logic.node(when)}
    return View({yes: truth[HOLDS], no: negative}, nodes, (when,), frozenset({yes}))

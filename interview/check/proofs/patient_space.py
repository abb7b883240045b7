"""The patients there can be, as diagrams, and the claims that are made about them.

A patient is one complete set of answers: every question that applies has one. A condition is *settled* for
a patient when it holds whatever the questions that do not apply would have brought; that is when the
interview says that it holds. A claim asks whether there is a patient of whom all of something is so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from interview.errors import InterviewError
from interview.flow.conditions.syntax import Condition, Not, names
from interview.flow.logic.compiler import compile_flow
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import NEVER, BudgetError, Diagrams
from interview.flow.model import Flow

Nearby = dict[int, list[int]]
"""Diagrams by the levels they depend on."""


class Bounded(Diagrams):
    """Diagrams that raise `BudgetError` after a number of steps: nodes looked up or made."""

    __slots__ = ("most", "steps")

    def __init__(self, sizes: Sequence[int], most: int) -> None:
        self.steps, self.most = 0, most
        super().__init__(sizes)

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the node with these children."""
        self.steps += 1
        if self.steps > self.most:
            raise BudgetError(f"not proved: more than {self.most} steps would be needed")
        return super().node(level, children)


class Compiled:
    """Diagrams of a flow, made when they are first needed; `BudgetError` past `budget` steps in all."""

    def __init__(self, flow: Flow, mentions: Mentions, budget: int) -> None:
        self.flow = flow
        self.logic = compile_flow(flow)
        self.diagrams = self.logic.diagrams = Bounded(self.logic.diagrams.sizes, budget)
        self._mentions = mentions
        self._ready: set[str] = set()

    def node(self, condition: Condition) -> int:
        """Return the diagram of a condition; what it follows from comes first, so recursion stays flat."""
        if not self.logic.is_compiled(condition):
            self._prepare(names(condition))
        return self.logic.node(condition)

    def depends_on(self, condition: Condition) -> frozenset[tuple[str, str]]:
        """Return the questions a condition can depend on, each with the option or none."""
        variables = [self.logic.variables[level] for level in self.support(self.node(condition))]
        return frozenset(
            (name, variable.option) for variable in variables for name in self.logic.behind(variable.level)
        )

    def inactive(self, question: str) -> int:
        """Return where a question is known not to apply."""
        self._prepare([question])
        return self.diagrams.negate(self.logic.applying(question))

    @cached_property
    def ties(self) -> tuple[int, ...]:
        """What ties each derived number to its operands."""
        return tuple(self.logic.tie(name) for name in self.logic.forms.tied)

    @cached_property
    def derived(self) -> frozenset[int]:
        """The levels of derived numbers."""
        return frozenset(self.logic.of[name][0].level for name in self.logic.forms.tied)

    def support(self, node: int) -> frozenset[int]:
        """Return the levels a diagram depends on."""
        return self.diagrams.support(node)

    def close(self, node: int, unseen: Callable[[str], int], questions: Collection[str]) -> int:
        """Return where a diagram is true whatever the answers to those of the questions that are unseen."""
        return self.logic.whatever(node, unseen, questions)

    def _prepare(self, starts: Iterable[str]) -> None:
        for name in self._mentions.order(starts, skip=self._ready):
            if name in self.flow.questions:
                self.logic.applying(name)
            elif name in self.flow.facts:
                self.logic.node(self.flow.facts[name].when)
            elif name in self.flow.tables:
                self.logic.table(name)
            self._ready.add(name)


class Patients(Compiled):
    """Everyone a flow can meet."""

    def __init__(self, flow: Flow, mentions: Mentions, budget: int) -> None:
        super().__init__(flow, mentions, budget)
        self._impossible: list[int] = []
        self._settled: dict[tuple[int, Among], int] = {}
        self._nearby: dict[Among, Nearby] = {}

    def where(self, claim: Claim) -> Iterator[list[int]]:
        """Yield diagrams that are all true of the patients a claim is about, for each group of patients."""
        for among in groups(claim.among):
            claimed = list(self._claimed(claim, among))
            claimed += [self.ended] if among is Among.ENDED else []
            bearing = (*claimed, *map(self.node, claim.decided))
            levels = frozenset[int]().union(*map(self.support, bearing))
            yield [*claimed, *self._bearing(levels, self._shared(among))]

    def settled(self, condition: Condition, among: Among) -> int:
        """Return where a condition holds whatever questions that do not apply would have brought."""
        node = self.node(condition)
        key = (node, among)
        if key not in self._settled:
            self._settled[key] = self.whatever(node, among, self.inactive, self.logic.gated)
        return self._settled[key]

    def whatever(
        self, node: int, among: Among, unseen: Callable[[str], int], questions: Collection[str]
    ) -> int:
        """Return where a diagram is true whatever the answers to those of the questions that are unseen,
        for patients there are."""
        care = self.care(self.support(node), among)
        if not self.logic.beneath(self.support(node) | self.support(care), questions):
            return node
        return self.close(self.implies(care, node), unseen, questions)

    def known(self, condition: Condition) -> int:
        """Return where a condition holds by the answers alone, without what is so for all patients."""
        return self.close(self.node(condition), self.inactive, self.logic.gated)

    def care(self, levels: Set[int], among: Among) -> int:
        """Return what is so for all these patients and bears on these levels."""
        return self.diagrams.all_of(self._bearing(levels, self._shared(among)))

    def with_gates(self, levels: frozenset[int], among: Among) -> frozenset[int]:
        """Return these levels and all that bear on them: through what is so of all these patients, and by
        deciding whether their questions apply."""
        gates = map(self.inactive, self.logic.beneath(levels, self.logic.gated))
        parts = [*gates, *self._bearing(levels, self._shared(among))]
        found = levels.union(*map(self.support, parts))
        return levels if found == levels else self.with_gates(found, among)

    def said_by_answers(self, levels: frozenset[int]) -> int:
        """Return what answers say of these levels: all questions apply whose applying depends on them."""
        nodes = (self.diagrams.negate(self.inactive(name)) for name in self.flow.questions)
        return self.diagrams.all_of([node for node in nodes if levels & self.support(node)])

    def implies(self, a: int, b: int) -> int:
        """Return where `b` is true or `a` is not."""
        return self.diagrams.disjoin(self.diagrams.negate(a), b)

    def rule_out(self, values: Iterable[tuple[int, int]]) -> int:
        """Remember that nobody has these values (level, value) together; return the diagram of that."""
        literals = [self.diagrams.literal(level, 1 << value) for level, value in values]
        self._impossible.append(self.diagrams.negate(self.diagrams.all_of(literals)))
        self._settled.clear()
        self._nearby.clear()
        return self._impossible[-1]

    @cached_property
    def constraints(self) -> dict[str, int]:
        """The constraints that count. One nobody can satisfy together with those before is dropped."""
        kept: dict[str, int] = {}
        nearby = self._index(self.ties, {})
        for name, constraint in self.flow.constraints.items():
            node = self.node(constraint.must)
            before = self._bearing(self.support(node), nearby)
            if self.diagrams.all_of([node, *before]) != NEVER:
                kept[name] = node
                self._index([node], nearby)
        return kept

    @cached_property
    def ends(self) -> int:
        """Where the answer that ends the plan is given; "never" when it is everyone's or no one's."""
        node = self.node(self.flow.ends.when) if self.flow.ends else NEVER
        before = self._bearing(self.support(node), self._index([*self.ties, *self.constraints.values()], {}))
        going_on = self.diagrams.all_of([self.diagrams.negate(node), *before])
        return NEVER if going_on == NEVER else node

    @cached_property
    def ended(self) -> int:
        """Where the interview knows that the plan has ended."""
        return self.known(self.flow.ends.when) if self.flow.ends and self.ends != NEVER else NEVER

    def _claimed(self, claim: Claim, among: Among) -> Iterator[int]:
        negate = self.diagrams.negate
        for condition in claim.fails:
            yield negate(self.node(condition))
        for condition in claim.settled:
            yield self.settled(condition, among)
        for condition in claim.unsettled:
            yield negate(self.settled(condition, among))
        for condition in claim.decided:
            either = (self.settled(condition, among), self.settled(Not(condition), among))
            yield self.diagrams.disjoin(*either)

    def _shared(self, among: Among) -> Nearby:
        """Return all that is so for every one of these patients."""
        if among not in self._nearby:
            parts = [*self.ties, *self._impossible]
            if among is not Among.ANY_ANSWERS:
                parts += self.constraints.values()
            if among is Among.GOING_ON:
                parts.append(self.diagrams.negate(self.ends))
            self._nearby[among] = self._index(parts, {})
        return self._nearby[among]

    def _index(self, parts: Iterable[int], index: Nearby) -> Nearby:
        for part in parts:
            for level in self.support(part):
                index.setdefault(level, []).append(part)
        return index

    def _bearing(self, levels: Iterable[int], nearby: Nearby) -> list[int]:
        """Return the parts that bear on these levels, directly or through each other."""
        found: dict[int, None] = {}
        reached, left = set(levels), list(levels)
        while left:
            for part in nearby.get(left.pop(), ()):
                if part not in found:
                    found[part] = None
                    left += self.support(part) - reached
                    reached |= self.support(part)
        return list(found)


class Among(StrEnum):
    """The patients a claim is about."""

    GOING_ON = "going_on"
    """Patients who satisfy the constraints and did not give the answer that ends the plan."""
    ENDED = "ended"
    """Patients who satisfy the constraints and gave it."""
    ALL = "all"
    """Both."""
    ANY_ANSWERS = "any_answers"
    """Whatever can be answered at all, constraints or not."""


def groups(among: Among) -> tuple[Among, ...]:
    """Return the groups of patients that are looked at one by one."""
    return (Among.GOING_ON, Among.ENDED) if among is Among.ALL else (among,)


@dataclass(frozen=True, slots=True)
class Claim:
    """There is a patient for whom all of this is so."""

    settled: tuple[Condition, ...] = ()
    """Each of these holds."""
    fails: tuple[Condition, ...] = ()
    """Each of these can be false."""
    unsettled: tuple[Condition, ...] = ()
    """Each of these is false or stays open."""
    decided: tuple[Condition, ...] = ()
    """Each of these holds or is ruled out, and does not stay open."""
    among: Among = Among.GOING_ON

    @property
    def about(self) -> frozenset[str]:
        """The names the claim mentions."""
        return frozenset().union(*map(names, self.settled + self.fails + self.unsettled + self.decided))


class NotProvedError(InterviewError):
    """Nothing was found out about a claim; the text says what would help."""

"""Everything that follows from a flow, as diagrams: equivalent flows have all of it alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import lru_cache
from typing import Any as Anything

from interview.check.diff.alignment import align
from interview.check.paths.mutation.mutants import Mutant
from interview.check.paths.path_file import Aspect
from interview.engine.completions import complete
from interview.engine.conclusions import subject
from interview.engine.plan_end import is_kept
from interview.flow.conditions.syntax import Always, Any, Compare, Condition, Never, names, walk
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.logic.dependencies import conditions
from interview.flow.logic.diagrams import NEVER
from interview.flow.model import Conflict, Flow, Recommendation

Key = tuple[str, str]
"""An aspect, or the ground below, and the id it is about."""
GROUND = ("ground", "")
"""What decides which answers count: `applies_when`, constraints and the end of the plan."""
Consequences = Mapping[Key, Hashable]

_CONDITIONAL = (
    "questions",
    "facts",
    "tables",
    "scores",
    "recommendations",
    "conflicts",
    "constraints",
    "unlikely",
    "usual",
)
"""What has conditions, by name; beside it there is the end of the plan."""
_UPSTREAM = frozenset(("facts", "tables", "questions", "scores"))
"""What other conditions build on."""


def consequences(logic: Logic) -> Consequences:
    """Return the diagram of every conclusion, and of every question's being asked.

    Numbers that cannot be (a difference that is not that of its operands) are left out, and so is what a
    line would say after an end of the plan that it does not outlast.
    """
    return dict(_keys(logic, _possible(logic)))


def _keys(logic: Logic, sure: int) -> Iterator[tuple[Key, Hashable]]:
    flow, conjoin = logic.flow, logic.diagrams.conjoin
    going_on = conjoin(sure, logic.diagrams.negate(logic.ends))
    musts = tuple(conjoin(sure, logic.node(part.must)) for part in flow.constraints.values())
    yield GROUND, (conjoin(sure, logic.ends), tuple(logic.applies.values()), musts)
    for name, line in flow.recommendations.items():
        kept = is_kept(flow, name)
        yield (Aspect.STATUS, name), _status(logic, line, going_on, sure if kept else NEVER)
        yield (Aspect.STANCE, name), line.stance
        if line.if_open:
            ended = conjoin(sure, logic.ends) if kept else NEVER
            yield (Aspect.WORDED, name), tuple(_said(logic, line, region) for region in (going_on, ended))
    for name in flow.tables:
        yield (Aspect.TABLE, name), tuple(conjoin(sure, node) for node in logic.table(name).values())
    for name, fact in flow.facts.items():
        yield (Aspect.FACT, name), conjoin(sure, logic.node(fact.when))
    for name, node in logic.asked.items():
        yield (Aspect.ASKED, name), conjoin(going_on, node)
    for name, conflict in flow.conflicts.items():
        yield (Aspect.WARNINGS, name), conjoin(sure, logic.node(conflict.when))


def _status(logic: Logic, line: Recommendation, going_on: int, kept: int) -> Hashable:
    """Return where a line's condition is true before the end of the plan, and where it is at all."""
    node, conjoin = logic.node(subject(logic.flow, line)), logic.diagrams.conjoin
    before, ever = conjoin(node, going_on), conjoin(node, kept)
    if line.while_open:
        return before, ever
    return logic.diagrams.disjoin(before, ever)


def _said(logic: Logic, line: Recommendation, region: int) -> int:
    """Return where in a region the wording of an open line is worth saying; nowhere if it cannot be open."""
    node, conjoin = logic.node(subject(logic.flow, line)), logic.diagrams.conjoin
    can_hold, can_fail = conjoin(region, node), conjoin(region, logic.diagrams.negate(node))
    if line.if_open is None or NEVER in (can_hold, can_fail):
        return NEVER
    return conjoin(region, logic.node(line.if_open.when))


def _possible(logic: Logic) -> int:
    """Return the diagram of all numbers that can be given together."""
    free = SharedLogic(replace(logic.flow, constraints={}, ends=None), logic)
    return complete(free, {}).satisfied


class SharedLogic(Logic):
    """A variant of a flow, compiled into the diagrams of another one with the same questions.

    What means the same in both is taken from there.
    """

    def __init__(self, flow: Flow, like: Logic, otherwise: Set[str] = frozenset()) -> None:
        """Take the variant, the other one, and the names that mean something else."""
        self.flow = flow
        self.variables, self.diagrams = like.variables, like.diagrams
        self.of, self.together = like.of, like.together
        self.forms, self.number_diagrams = like.forms, like.number_diagrams
        self._like, self._otherwise = like, otherwise
        if self._is_kept(flow.scores):
            self.ties = like.ties
        self._numbers: dict[str, int] = {}
        self._nodes: dict[Condition, int] = {}
        self._applying: dict[str, int] = {}
        self._tables: dict[str, dict[str, int]] = {}
        self._masks = like._masks

    def node(self, condition: Condition) -> int:
        """Return the diagram of a condition."""
        if not self._otherwise:
            return self._like.node(condition)
        found = self._nodes.get(condition)
        if found is None:
            kept = self._is_kept(names(condition))
            found = self._like.node(condition) if kept else self._compile(condition)
            self._nodes[condition] = found
        return found

    def table(self, name: str) -> Mapping[str, int]:
        """Return the diagram of each outcome of a table, in table order."""
        return self._like.table(name) if self._is_kept((name,)) else super().table(name)

    def applying(self, question: str) -> int:
        """Return the diagram of a question's applying."""
        return self._like.applying(question) if self._is_kept((question,)) else super().applying(question)

    def number(self, name: str) -> int:
        """Return the diagram of what a score, or a derived number that is counted out, comes to."""
        return self._like.number(name) if self._is_kept((name,)) else super().number(name)

    def _is_kept(self, among: Iterable[str]) -> bool:
        """Return whether all these names mean the same in both."""
        return self._otherwise.isdisjoint(among)


class ChangedFact(SharedLogic):
    """A variant in which one fact holds for others, and that decides no question's applying.

    Whatever follows from it is made of what follows when it holds for everybody, and when for nobody.
    """

    def __init__(self, flow: Flow, like: Logic, fact: str) -> None:
        """Take the variant, the flow's own logic, and the fact."""
        super().__init__(flow, like, like.following[fact])
        self._fact, self._is_true = fact, super().node(flow.facts[fact].when)

    def node(self, condition: Condition) -> int:
        """Return the diagram of a condition."""
        found = self._nodes.get(condition)
        if found is None:
            if self._is_kept(names(condition)):
                found = self._like.node(condition)
            else:
                always, never = (one.node(condition) for one in _settled(self._like, self._fact))
                found = self.diagrams.choose(self._is_true, always, never)
            self._nodes[condition] = found
        return found


@lru_cache(maxsize=1)
def _settled(like: Logic, fact: str) -> tuple[Logic, Logic]:
    """Return the flow's logic with a fact that always holds, and with one that never does."""
    flow, following = like.flow, like.following[fact]
    facts = (replace(flow.facts[fact], when=when) for when in (Always(), Never()))
    flows = (replace(flow, facts={**flow.facts, fact: one}) for one in facts)
    always, never = (SharedLogic(one, like, following) for one in flows)
    return always, never


def as_two_versions(flow: Flow, mutant: Mutant) -> tuple[Consequences, Consequences]:
    """Return what follows from a flow and from a mutant of one of its numbers, over the same variables.

    A number that is worked out otherwise has another variable, tied to the same answers.
    """
    aligned = align(flow, mutant.flow)
    return consequences(aligned.old), consequences(aligned.new)


def common_logic(flow: Flow, mutants: Iterable[Mutant]) -> Logic:
    """Return the flow's logic, with numbers cut into bands at the thresholds of all mutants as well."""
    numeric = (mutant for mutant in mutants if _comparisons((mutant.rule.condition,)))
    flows = (flow, *(_changed(mutant.flow, flow) for mutant in numeric))
    compared = tuple(dict.fromkeys(part for one in flows for part in _comparisons(conditions(one))))
    if not compared:
        return compile_flow(flow)
    everywhere = Conflict("thresholds", Any(compared), "")
    wide = replace(flow, conflicts={**flow.conflicts, everywhere.id: everywhere})
    return SharedLogic(flow, Logic(wide))


def mutant_logic(mutant: Mutant, like: Logic) -> Logic:
    """Return a mutant's logic, compiling anew only what can differ from the flow's own."""
    topic, owner = mutant.rule.topic, mutant.rule.owner
    if topic not in _UPSTREAM:
        return SharedLogic(mutant.flow, like)
    if topic == "facts" and like.following[owner].isdisjoint(like.flow.questions):
        return ChangedFact(mutant.flow, like, owner)
    return SharedLogic(mutant.flow, like, like.following[owner])


def _comparisons(among: Iterable[Condition]) -> list[Compare]:
    """Return the comparisons with a number among the parts of conditions."""
    return [part for condition in among for part in walk(condition) if isinstance(part, Compare)]


def _changed(flow: Flow, before: Flow) -> Flow:
    """Return a flow with nothing but those parts that were otherwise before."""
    parts: dict[str, Anything] = {}
    for topic in _CONDITIONAL:
        now, earlier = getattr(flow, topic), getattr(before, topic)
        changed = [] if now is earlier else [name for name in now if now[name] is not earlier.get(name)]
        parts[topic] = {name: now[name] for name in changed}
    return replace(flow, **parts)

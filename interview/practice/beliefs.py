"""What a trainee can misunderstand: each clinical rule with one fault, where that changes a line of somebody.

Faults that change the same for every patient there can be are one belief. A belief that shows in no line of
any patient is none.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass

from interview.check.paths.mutation.equivalence import common_logic, mutant_logic
from interview.check.paths.mutation.mutants import Mutant, mutants
from interview.engine.conclusions import subject
from interview.engine.plan_end import is_kept
from interview.flow.conditions.syntax import names
from interview.flow.logic.compiler import Logic
from interview.flow.logic.dependencies import behind
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import Flow
from interview.practice.patients import Patients

CLINICAL = frozenset(("facts", "tables", "scores", "recommendations", "ends"))
"""Where the rules stand that advise: not what is asked, warned of or worded."""
MOST_NODES = 250_000
"""Nodes, or pairs of nodes, that faults add until they are compiled into a new store."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A misunderstanding; one without mutants is that what is not known is taken for no."""

    mutants: tuple[int, ...]
    """Their places among the `clinical_mutants`, which all show in the same way."""
    owners: tuple[str, ...]
    """What those faults are in: ids of facts, tables, scores and lines, and `ends`."""
    lines: tuple[str, ...]
    """The lines in which it shows, in the order of the flow."""


@dataclass(frozen=True, slots=True)
class WrongLogic:
    """The logic of one fault that shows."""

    place: int
    """Which of the clinical mutants it is."""
    mutant: Mutant
    logic: Logic
    right: Logic
    """The flow's own, in the same diagrams."""
    lines: tuple[str, ...]
    key: Hashable
    """Equal for faults that change the same for every patient."""

    @property
    def owner(self) -> str:
        """The id of what the fault is in; `ends` for the end of the plan."""
        return self.mutant.rule.owner or self.mutant.rule.topic


def clinical_mutants(flow: Flow) -> tuple[Mutant, ...]:
    """Return the flow with each fault in a rule that advises, in an order that only the flow decides."""
    made = mutants(flow)
    return tuple(one for one in made if one.rule.topic in CLINICAL and one.rule.key != "if_open")


def wrong_logics(
    flow: Flow,
    line: str = "",
    looked_at: Collection[str] = (),
    logic: Logic | None = None,
    made: Sequence[Mutant] = (),
) -> Iterator[WrongLogic]:
    """Yield each fault that shows in some line of some patient; with a line, those that show there.

    `looked_at` are the lines looked at with that one, all where none are named. `logic` is the flow's
    own with the thresholds of all faults, and `made` are its `clinical_mutants`, where they are at hand.
    """
    made = made or clinical_mutants(flow)
    practised = [name for name in flow.practised if not looked_at or name == line or name in looked_at]
    bearing = {name: frozenset(bearing_on(flow, name, made)) for name in practised}
    right = _Right(logic, practised) if logic else None
    for place in bearing_on(flow, line, made) if line else range(len(made)):
        if right is None or right.full:
            right = _Right(common_logic(flow, made), practised)
        mutant = made[place]
        wrong = mutant_logic(mutant, right.logic)
        asked = right.change(wrong, line) if line else None
        if line and asked is None:
            continue
        near = (name for name in practised if place in bearing[name])
        found = (asked if name == line else right.change(wrong, name) for name in near)
        if changes := tuple(change for change in found if change):
            lines = tuple(name for name, _, _ in changes)
            yield WrongLogic(place, mutant, wrong, right.logic, lines, changes)


def bearing_on(flow: Flow, line: str, made: Sequence[Mutant]) -> list[int]:
    """Return the places of faults in a line, in what it follows from, and in the end of the plan."""
    owners = {*_behind(flow, line), ""}
    return [
        place
        for place, one in enumerate(made)
        if (one.rule.owner == line if one.rule.topic == "recommendations" else one.rule.owner in owners)
    ]


def decided_by(flow: Flow, line: str) -> frozenset[str]:
    """Return what a line follows from directly: the names in its condition, or the fact that it waits for."""
    told = flow.recommendations[line]
    return frozenset((told.while_open,)) if told.while_open else names(told.when)


def _behind(flow: Flow, line: str) -> tuple[str, ...]:
    """Return everything that a line and the end of the plan follow from."""
    end = names(flow.ends.when) if flow.ends else frozenset()
    return behind(flow, decided_by(flow, line) | end)


Change = tuple[str, int, bool]
"""A line, the fingerprint of where it is true for patients, and whether its stance changed."""


class _Right:
    """The flow's own logic, and what lines are by it."""

    def __init__(self, logic: Logic, lines: Collection[str]) -> None:
        self.logic, self._diagrams = logic, logic.diagrams
        self._levels = {name: self._levels_of(name) for name in lines}
        self._worlds: dict[frozenset[int], int] = {}
        everything = frozenset(range(len(self._diagrams.sizes)))
        levels = sorted({*self._levels.values()}, key=len, reverse=True)
        self._project(Patients(logic).world, everything, levels)
        self._prints = {(ALWAYS, ALWAYS): ALWAYS}
        self._own = {name: self._parts(logic, name) for name in lines}
        self._at_first = self._diagrams.size

    def _project(self, world: int, levels: frozenset[int], wanted: Sequence[frozenset[int]]) -> None:
        """Keep the diagram of all patients at each of the levels that are wanted, from that at all of them.

        They are reached by halves: what is left out for many at once is passed through once.
        """
        if not wanted:
            return
        kept = frozenset[int]().union(*wanted)
        world = self._diagrams.exists(world, levels - kept) if levels > kept else world
        if len(wanted) == 1:
            self._worlds[kept] = world
        else:
            half = len(wanted) // 2
            self._project(world, kept, wanted[:half])
            self._project(world, kept, wanted[half:])

    def _levels_of(self, line: str) -> frozenset[int]:
        known = (self.logic.of.get(name, ()) for name in _behind(self.logic.flow, line))
        return frozenset(one.level for variables in known for one in variables)

    @property
    def full(self) -> bool:
        """Whether faults should go on in new diagrams."""
        return self._diagrams.size + len(self._prints) > self._at_first + MOST_NODES

    def change(self, wrong: Logic, line: str) -> Change | None:
        """Return what becomes of a line; None where it stays the same for every patient."""
        own, other = self.logic.flow.recommendations[line], wrong.flow.recommendations[line]
        turned, parts, right = own.stance is not other.stance, self._parts(wrong, line), self._own[line]
        if parts == right and not turned:
            return None
        shows = self._fingerprint(*parts)
        same = shows == self._fingerprint(*right)
        return None if same and (not turned or shows == NEVER) else (line, shows, turned)

    def _parts(self, logic: Logic, line: str) -> tuple[int, int]:
        """Return the diagrams of the patients whom a line can be about, and of its condition.

        Of all patients this is what bears on the line, which is small. A fault names nothing that its rule
        does not follow from anyway, so it is about no more of them. Unless the line outlasts the end of the
        plan, it is about those whose plan goes on.
        """
        world = self._worlds[self._levels[line]]
        if not is_kept(logic.flow, line):
            world = self._diagrams.conjoin(world, self._diagrams.negate(logic.ends))
        return world, logic.node(subject(logic.flow, logic.flow.recommendations[line]))

    def _fingerprint(self, a: int, b: int) -> int:
        """Return a number that is the same for the same diagram, of a and b, in any store with these levels.

        The two are passed through together, so that the diagram itself is never made.
        """
        if a == NEVER or b == NEVER:
            return NEVER
        found = self._prints.get((a, b))
        if found is None:
            level, children, of = self._diagrams.level, self._diagrams.children, self._fingerprint
            upper, lower = level[a], level[b]
            if upper == lower:
                parts = [x and y and of(x, y) for x, y in zip(children[a], children[b], strict=True)]
            elif upper < lower:
                parts = [x and of(x, b) for x in children[a]]
            else:
                upper, parts = lower, [y and of(a, y) for y in children[b]]
            is_one = parts.count(parts[0]) == len(parts)
            found = self._prints[a, b] = parts[0] if is_one else hash((upper, *parts))
        return found

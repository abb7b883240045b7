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
from interview.flow.logic.diagrams import NEVER, Diagrams
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


def line_node(logic: Logic, line: str) -> int:
    """Return the diagram of a line's condition and of the plan's going on, unless the line outlasts it."""
    node = logic.node(subject(logic.flow, logic.flow.recommendations[line]))
    going_on = logic.diagrams.negate(logic.ends)
    return node if is_kept(logic.flow, line) else logic.diagrams.conjoin(node, going_on)


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
        self.logic = logic
        self.nodes = {name: line_node(logic, name) for name in lines}
        everything = frozenset(range(len(logic.diagrams.sizes)))
        self._worlds = {everything: Patients(logic).world}
        self._levels = {name: self._levels_of(name) for name in lines}
        for levels in sorted(self._levels.values(), key=len, reverse=True):
            self._project(levels)
        self._prints = {0: 0, 1: 1}
        self._at_first = logic.diagrams.size

    def _world_of(self, line: str) -> int:
        """Return the diagram of all patients as far as a line can be about them, which is small.

        A fault names nothing that its rule does not follow from anyway, so it is about no more of them.
        """
        return self._worlds[self._levels[line]]

    def _project(self, levels: frozenset[int]) -> None:
        """Keep the diagram of all patients at some levels, from the smallest one that holds them all."""
        if levels not in self._worlds:
            wider = min((one for one in self._worlds if levels < one), key=len)
            self._worlds[levels] = self.logic.diagrams.exists(self._worlds[wider], wider - levels)

    def _levels_of(self, line: str) -> frozenset[int]:
        known = (self.logic.of.get(name, ()) for name in _behind(self.logic.flow, line))
        return frozenset(one.level for variables in known for one in variables)

    @property
    def full(self) -> bool:
        """Whether faults should go on in new diagrams."""
        return self.logic.diagrams.size > self._at_first + MOST_NODES

    def change(self, wrong: Logic, line: str) -> Change | None:
        """Return what becomes of a line; None where it stays the same for every patient."""
        node = line_node(wrong, line)
        own, other = self.logic.flow.recommendations[line], wrong.flow.recommendations[line]
        turned = own.stance is not other.stance
        if node == self.nodes[line] and not turned:
            return None
        diagrams, world = self.logic.diagrams, self._world_of(line)
        among = diagrams.conjoin(world, node)
        if among == diagrams.conjoin(world, self.nodes[line]) and (not turned or among == NEVER):
            return None
        return line, fingerprint(diagrams, among, self._prints), turned


def fingerprint(diagrams: Diagrams, node: int, known: dict[int, int]) -> int:
    """Return a number that is the same for the same diagram in another store with the same levels."""
    found = known.get(node)
    if found is None:
        parts = (fingerprint(diagrams, child, known) for child in diagrams.children[node])
        found = known[node] = hash((diagrams.level[node], *parts))
    return found

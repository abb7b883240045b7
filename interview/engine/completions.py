"""What the answers given so far leave open: the completions every conclusion is judged over.

An answer counts unless its question is known not to apply, and then says that it does. Completions obey the
flow's constraints, keep derived numbers equal to what their operands make them, and leave out the answer
that ends the plan until it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from fractions import Fraction

from interview.engine.shared_operands import relations
from interview.flow.answers import Answer, NotAssessed, says_something
from interview.flow.logic.compiler import Logic, answer_mask
from interview.flow.logic.diagrams import ALWAYS, FALSE, NEVER, OPEN, TRUE

Masks = dict[int, int]


@dataclass(frozen=True, slots=True)
class Completions:
    """The completions that remain: a mask per settled level, and a diagram they all satisfy."""

    logic: Logic
    masks: Mapping[int, int]
    care: int
    inactive: frozenset[str]
    """Questions that do not apply, whatever the unassessed answers turn out to be."""
    ended: bool
    end_open: bool
    """Whether answers could still end the plan; the completions are those in which it goes on."""
    given: Mapping[int, int]
    """The masks before that was taken for granted."""
    broken: tuple[str, ...]
    """Constraints that the given answers break; they are dropped."""
    memo: dict[int, int]
    """Outcomes by node, shared by every question put to the same masks."""
    left: dict[int, int]
    """What is left of each node under the same masks."""
    instead: dict[frozenset[tuple[str, Answer]], Completions]
    """What other answers would leave open, shared by every recommendation that is explained."""
    parts: dict[frozenset[int], int] = field(default_factory=dict)
    """What of `care` is about these levels and no others."""

    def outcome(self, node: int) -> int:
        """Return FALSE, TRUE or OPEN for a diagram over every remaining completion."""
        diagrams, care = self.logic.diagrams, self.care_about(self.logic.diagrams.support(node))
        if care == ALWAYS:
            return diagrams.outcomes(node, self.masks, self.memo) or OPEN
        holds = diagrams.outcomes(diagrams.conjoin(care, node), self.masks, self.memo)
        fails = diagrams.outcomes(diagrams.conjoin(care, diagrams.negate(node)), self.masks, self.memo)
        return (TRUE if holds & TRUE else 0) | (FALSE if fails & TRUE else 0) or OPEN

    def truth(self, node: int) -> bool | None:
        """Return a diagram's outcome as true, false or None for open."""
        return {TRUE: True, FALSE: False, OPEN: None}[self.outcome(node)]

    def matters(self, node: int) -> tuple[str, ...]:
        """Return the questions that can still decide a diagram, in asking order; none when settled."""
        if self.outcome(node) != OPEN:
            return ()
        diagrams, care = self.logic.diagrams, self.care_about(self.logic.diagrams.support(node))
        if care == ALWAYS:
            levels = diagrams.support(diagrams.restrict(node, self.masks, self.left))
            return questions_at(self.logic, levels)
        holds = diagrams.restrict(diagrams.conjoin(care, node), self.masks, {})
        fails = diagrams.restrict(diagrams.conjoin(care, diagrams.negate(node)), self.masks, {})
        open_levels = diagrams.support(holds) | diagrams.support(fails)
        names = questions_at(self.logic, open_levels)
        return tuple(name for name in names if self._decides(name, holds, fails))

    def care_about(self, levels: Set[int]) -> int:
        """Return what of `care` bears on these levels: a part where the rest stands apart from it, or all."""
        if self.care == ALWAYS:
            return ALWAYS
        diagrams, linked = self.logic.diagrams, self.logic.linked
        every = diagrams.support(self.care)
        near = every & frozenset[int]().union(*(linked.get(level, {level}) for level in levels))
        if near not in self.parts:
            rest = every - near
            part = diagrams.exists(self.care, rest) if rest else self.care
            apart = diagrams.exists(self.care, near) if near else self.care
            self.parts[near] = part if diagrams.conjoin(part, apart) == self.care else self.care
        return self.parts[near]

    def _decides(self, name: str, holds: int, fails: int) -> bool:
        """Return whether two completions that differ only in this question differ in the outcome."""
        diagrams, levels = self.logic.diagrams, self.logic.levels_of(name)
        return diagrams.conjoin(diagrams.exists(holds, levels), diagrams.exists(fails, levels)) != NEVER


def possible_sums(completions: Completions, name: str) -> tuple[Fraction, ...]:
    """Return what a score, or a number that is counted out, can still come to, the lowest first."""
    logic = completions.logic
    node = logic.number(name)
    care = completions.care_about(logic.number_diagrams.support(node))
    found = logic.number_diagrams.possible(node, care, completions.masks)
    return tuple(sorted(found))


def questions_at(logic: Logic, levels: Set[int]) -> tuple[str, ...]:
    """Return the questions behind these levels, a derived number's operands included, in asking order."""
    names = {name for level in levels for name in logic.behind(level)}
    return tuple(sorted(names, key=logic.asked_at.__getitem__))


def complete(logic: Logic, answers: Mapping[str, Answer]) -> Completions:
    """Return what the answers leave open.

    Questions are judged in order of dependence. One that cannot apply is inactive and its answer does not
    count. An answer that counts says that its question applies, and does away with the completions in which
    it does not.
    """
    masks: dict[int, int] = {}
    active: dict[str, Answer] = {}
    inactive: set[str] = set()
    care = ALWAYS
    for name in logic.dependence:
        if name in logic.flow.numbers:
            tie = _tie(logic, name, active, masks)
            care = logic.diagrams.conjoin(care, tie)
        elif not _can_be(logic, logic.applying(name), care, masks):
            inactive.add(name)
        elif name in answers:
            active[name] = answer = answers[name]
            masks.update(_masks(logic, name, answer))
            if says_something(answer):
                care = _narrowed(logic, logic.applying(name), care, masks)
    for relation in relations(logic, active):
        care = _narrowed(logic, relation, care, masks)
    going_on = logic.diagrams.negate(logic.ends)
    ended = not _can_be(logic, going_on, care, masks)
    care, broken = _constrain(logic, care, masks)
    given = dict(masks)
    end_open = _can_be(logic, logic.ends, care, masks) and _can_be(logic, going_on, care, masks)
    if end_open:
        care = _narrowed(logic, going_on, care, masks)
    return Completions(logic, masks, care, frozenset(inactive), ended, end_open, given, broken, {}, {}, {})


def counted(answers: Mapping[str, Answer], completions: Completions) -> dict[str, Answer]:
    """Return the answers that say something and count: neither inactive nor not assessed."""
    return {
        name: answer
        for name, answer in answers.items()
        if name not in completions.inactive and not isinstance(answer, NotAssessed)
    }


def _masks(logic: Logic, name: str, answer: Answer) -> Iterator[tuple[int, int]]:
    for variable in logic.of.get(name, ()):
        mask = answer_mask(variable, answer)
        if mask >= 0:
            yield variable.level, mask


def _constrain(logic: Logic, care: int, masks: Mapping[int, int]) -> tuple[int, tuple[str, ...]]:
    broken = []
    for constraint in logic.flow.constraints.values():
        narrowed = logic.diagrams.conjoin(care, logic.node(constraint.must))
        if logic.diagrams.outcomes(narrowed, masks, {}) == FALSE:
            broken.append(constraint.id)
        else:
            care = narrowed
    return care, tuple(broken)


def _can_be(logic: Logic, node: int, care: int, masks: Mapping[int, int]) -> bool:
    """Return whether a diagram is true in some completion."""
    return node == ALWAYS or logic.diagrams.outcomes(logic.diagrams.conjoin(care, node), masks, {}) != FALSE


def _narrowed(logic: Logic, node: int, care: int, masks: Masks) -> int:
    """Keep the completions in which a diagram is true, unless none is left; return what they satisfy.

    Where one variable decides it, its mask is narrowed instead, which keeps diagrams small.
    """
    diagrams = logic.diagrams
    if not _can_be(logic, node, care, masks):
        return care
    left = diagrams.restrict(node, masks, {})
    levels = diagrams.support(left)
    if len(levels) != 1:
        return diagrams.conjoin(care, left)
    (level,) = levels
    masks[level] = masks.get(level, -1) & sum(child << n for n, child in enumerate(diagrams.children[left]))
    return care


def _tie(logic: Logic, number: str, answers: Mapping[str, Answer], masks: Masks) -> int:
    """Settle or narrow a derived number by its operands; return what ties it to those still open."""
    relation, reachable = logic.tie_of(number, answers)
    masks[logic.of[number][0].level] = reachable
    return relation if relation == ALWAYS else logic.diagrams.restrict(relation, masks, {})

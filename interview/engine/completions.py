"""What the answers given so far leave open: the completions every conclusion is judged over.

An answer counts unless its question is known not to apply, and then says that it does. Completions obey the
flow's constraints, keep derived numbers equal to what their operands make them, and leave out the answer
that ends the plan until it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction

from interview.engine.shared_operands import relations
from interview.flow.answers import Answer, NotAssessed, says_something
from interview.flow.logic.compiler import Logic
from interview.flow.logic.days import is_day
from interview.flow.logic.diagrams import ALWAYS, FALSE, NEVER, OPEN, TRUE
from interview.flow.model import DAYS

Masks = dict[int, int]
Care = dict[int, int]
"""What all completions satisfy, as diagrams that share no level: by level, the diagram that is about it."""


@dataclass(frozen=True, slots=True)
class Completions:
    """The completions that remain: a mask per settled level, and diagrams they all satisfy."""

    logic: Logic
    masks: Mapping[int, int]
    care: Mapping[int, int]
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
    others: dict[str, tuple[tuple[Answer, Completions], ...]] = field(default_factory=dict)
    """By question, every other answer with what it would leave open, shared likewise."""
    days: Mapping[str, Answer] = field(default_factory=dict)
    """The day of the visit and that of the last one, as far as they are known and decide something."""

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
            levels = diagrams.support(diagrams.left(node, self.masks, self.left))
            return questions_at(self.logic, levels)
        holds = diagrams.left(diagrams.conjoin(care, node), self.masks, self.left)
        fails = diagrams.left(diagrams.conjoin(care, diagrams.negate(node)), self.masks, self.left)
        open_levels = diagrams.support(holds) | diagrams.support(fails)
        names = questions_at(self.logic, open_levels)
        return tuple(name for name in names if self._decides(name, holds, fails))

    @property
    def satisfied(self) -> int:
        """The diagram of everything that all completions satisfy."""
        return _about(self.logic, self.care.keys(), self.care)

    def care_about(self, levels: Set[int]) -> int:
        """Return what all completions satisfy that bears on these levels."""
        return _about(self.logic, levels, self.care)

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
    it does not. Among the answers may be the days that nobody is asked for (`flow.model.DAYS`).
    """
    masks: Masks = {}
    care: Care = {}
    days = {name: answers[name] for name in DAYS if name in answers and is_day(logic.flow, name)}
    active: dict[str, Answer] = dict(days)
    inactive: set[str] = set()
    for name in logic.dependence:
        if name in logic.flow.numbers:
            _add(logic, _tie(logic, name, active, masks), care)
        elif not _can_be(logic, applying := logic.applying(name), care, masks):
            inactive.add(name)
        elif name in answers:
            active[name] = answer = answers[name]
            masks.update(logic.masks(name, answer))
            if applying != ALWAYS and says_something(answer):
                _narrow(logic, applying, care, masks)
    for relation in relations(logic, active):
        _narrow(logic, relation, care, masks)
    going_on = logic.diagrams.negate(logic.ends)
    ended = not _can_be(logic, going_on, care, masks)
    broken = tuple(_constrain(logic, care, masks))
    given = dict(masks)
    end_open = _can_be(logic, logic.ends, care, masks) and _can_be(logic, going_on, care, masks)
    if end_open:
        _narrow(logic, going_on, care, masks)
    gone = frozenset(inactive)
    return Completions(logic, masks, care, gone, ended, end_open, given, broken, {}, {}, {}, days=days)


def amend(before: Completions, answers: Mapping[str, Answer], question: str) -> Completions:
    """Return what answers leave open that differ from those before in one question, on the same days."""
    logic = before.logic
    if question not in logic.apart:
        return complete(logic, {**answers, **before.days})
    own = logic.levels_of(question)
    said = logic.masks(question, answers[question]) if question in answers else {}
    masks, given = (
        {**{level: mask for level, mask in kept.items() if level not in own}, **said}
        for kept in (before.masks, before.given)
    )
    return replace(before, masks=masks, given=given, memo={}, left={}, instead={}, others={})


def counted(answers: Mapping[str, Answer], completions: Completions) -> dict[str, Answer]:
    """Return the answers that say something and count: neither inactive nor not assessed."""
    return {
        name: answer
        for name, answer in answers.items()
        if name not in completions.inactive and not isinstance(answer, NotAssessed)
    }


def _constrain(logic: Logic, care: Care, masks: Mapping[int, int]) -> Iterator[str]:
    """Keep to the constraints; yield those that the answers break."""
    for constraint in logic.flow.constraints.values():
        node = logic.node(constraint.must)
        if _can_be(logic, node, care, masks):
            _add(logic, node, care)
        else:
            yield constraint.id


def _can_be(logic: Logic, node: int, care: Care, masks: Mapping[int, int]) -> bool:
    """Return whether a diagram is true in some completion."""
    if node == ALWAYS:
        return True
    together = logic.diagrams.conjoin(_about(logic, logic.diagrams.support(node), care), node)
    return logic.diagrams.outcomes(together, masks, {}) != FALSE


def _narrow(logic: Logic, node: int, care: Care, masks: Masks) -> None:
    """Keep the completions in which a diagram is true, unless none is left.

    Where one variable decides it, its mask is narrowed instead, which keeps diagrams small.
    """
    diagrams = logic.diagrams
    if node == ALWAYS or not _can_be(logic, node, care, masks):
        return
    left = diagrams.restrict(node, masks, {})
    match [*diagrams.support(left)]:
        case []:
            pass
        case [level]:
            allowed = sum(child << value for value, child in enumerate(diagrams.children[left]))
            masks[level] = masks.get(level, -1) & allowed
        case _:
            _add(logic, left, care)


def _about(logic: Logic, levels: Set[int], care: Mapping[int, int]) -> int:
    """Return what of `care` is about these levels, and about others through it."""
    if not care or care.keys().isdisjoint(levels):
        return ALWAYS
    return logic.diagrams.all_of({care[level] for level in levels if level in care})


def _add(logic: Logic, node: int, care: Care) -> None:
    """Have all completions satisfy one more diagram; what stands apart from it stays apart."""
    diagrams = logic.diagrams
    before = _about(logic, diagrams.support(node), care)
    for level in diagrams.support(before):
        del care[level]
    together = diagrams.conjoin(before, node)
    care.update(dict.fromkeys(diagrams.support(together), together))


def _tie(logic: Logic, number: str, answers: Mapping[str, Answer], masks: Masks) -> int:
    """Settle or narrow a derived number by its operands; return what ties it to those still open."""
    relation, reachable = logic.ties.of(number, answers)
    masks[logic.of[number][0].level] = reachable
    return relation if relation == ALWAYS else logic.diagrams.restrict(relation, masks, {})

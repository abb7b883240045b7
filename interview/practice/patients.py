"""Patients drawn from decision diagrams, exactly in proportion to declared weights.

A patient gives a full answer to every question that is asked of them; the others stay unknown. They obey the
constraints of the flow, bring up none of its warnings, and have nothing together that it calls unlikely.

The weight of a diagram is the probability that it holds: one pass upwards gives the weight below each node,
one random choice per level downwards gives a patient. What lies open below a node weighs 1, so nothing has to
be said about it. Source: M. Chavira, A. Darwiche, On probabilistic inference by weighted model counting,
Artif. Intell. 2008;172:772.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import accumulate
from random import Random

from interview.engine.completions import Completions, complete
from interview.engine.session import Session
from interview.errors import UsageError
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several
from interview.flow.conditions.syntax import Never
from interview.flow.decimals import terminating
from interview.flow.logic.bands import Exact
from interview.flow.logic.compiler import Logic
from interview.flow.logic.derived import leaves, questions_of, value
from interview.flow.logic.diagrams import ALWAYS, FALSE, NEVER, TRUE
from interview.flow.logic.variables import answer_masks
from interview.flow.model import DAYS, Flow, NumberRange, QuestionType
from interview.practice.weights import Numbers, Weights, weights

MOST_TRIES = 2_000
"""Draws until numbers fit together and nothing is unlikely; past that no patient is worth waiting for."""
MOST_KNOWN = 10_000
"""Values of derived numbers that are kept."""
COMMON = 0.04
"""What is unlikely and would be so in one of 25 is never drawn; what is rarer is drawn anew."""


_Chance = tuple[int, float, list[float], Sequence[int]]
"""Of a node its level, the weight of all values, the sums up to each but the last, and what lies below."""


class NoPatient(UsageError):
    """No patient can be drawn."""


def opening(flow: Flow) -> frozenset[str]:
    """Return the questions that present a patient: of the first screen, and of a note's first sentence."""
    first = next(iter(flow.sentences), "")
    told = (name for name, question in flow.questions.items() if first and question.phrase.sentence == first)
    return frozenset((*flow.screens[0].questions, *told))


def with_what_continues(flow: Flow, names: Collection[str]) -> frozenset[str]:
    """Return questions and the numbers that are told after one of them that is a number: nobody tells how
    much it is lying, and not sitting."""
    numbers = {name for name, one in flow.questions.items() if one.type is QuestionType.NUMBER}
    begun = numbers.intersection(names)
    after = (name for name in numbers if not begun.isdisjoint(dict(flow.questions[name].phrase.after)))
    return frozenset((*names, *after))


class Patients:
    """The patients of a flow. Made once for a flow, and kept."""

    def __init__(self, logic: Logic) -> None:
        self.logic, self.flow, self._diagrams = logic, logic.flow, logic.diagrams
        named = (name for name in logic.of if name in logic.flow.questions)
        self.numbers = {name: Numbers(logic, name) for name in named if logic.of[name][0].bands}
        """What can be drawn for each question of type number."""
        self.weights: Weights = weights(logic, self.numbers)
        self._below: dict[int, float] = {NEVER: 0.0, ALWAYS: 1.0}
        self._chances: dict[int, _Chance] = {}

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """The diagram of each question's being asked for certain, whatever those would bring that are not."""
        found: dict[str, int] = {}
        for name in self._order:
            earlier = [one for one in found if found[one] != ALWAYS]
            node = self.logic.asked[name]
            found[name] = self.logic.whatever(node, lambda one: self._diagrams.negate(found[one]), earlier)
        return {name: found[name] for name in self.logic.applies if name in found}

    @property
    def _order(self) -> list[str]:
        """Questions that decide something, each after those that decide whether it is asked."""
        return [
            name for name in self.logic.dependence if name in self.flow.questions and name in self.logic.of
        ]

    def whatever(self, node: int) -> int:
        """Return where a diagram is true whatever the answers to the questions that are not asked."""
        gated = [name for name, gate in self.asked.items() if gate != ALWAYS]
        apart = self._diagrams.negate(self.logic.tied(self._diagrams.support(node)))
        node = self._diagrams.disjoin(apart, node)
        return self.logic.whatever(node, lambda name: self._diagrams.negate(self.asked[name]), gated)

    @cached_property
    def world(self) -> int:
        """The diagram of all who obey, are not warned of, and have nothing unlikely that is common."""
        diagrams, flow = self._diagrams, self.flow
        musts = [self.logic.node(constraint.must) for constraint in flow.constraints.values()]
        broken = self.whatever(diagrams.negate(diagrams.all_of(musts)))
        warned = [self.whatever(self.logic.node(conflict.when)) for conflict in flow.conflicts.values()]
        common = [one for one in self._unlikely if self.weight(one) >= COMMON]
        return diagrams.all_of(map(diagrams.negate, (broken, *warned, *common)))

    @cached_property
    def _unlikely(self) -> list[int]:
        """The diagrams of what nobody has together."""
        return [self.whatever(self.logic.node(condition)) for condition in self.flow.unlikely.values()]

    @cached_property
    def _rare(self) -> list[int]:
        """Those that nobody is drawn with but by drawing anew, which keeps the proportions of all others,
        what rules most out first.

        Joined, these would be one large diagram."""
        rare = (one for one in self._unlikely if self.weight(one) < COMMON)
        return sorted(rare, key=self.weight, reverse=True)

    @cached_property
    def _drawn_from(self) -> int:
        """The diagram of all patients, derived numbers left open: they follow from what is drawn."""
        levels = frozenset(self.logic.of[name][0].level for name in self._tied)
        return self._diagrams.exists(self.world, levels) if levels else self.world

    def draw(self, rng: Random) -> Mapping[str, Answer]:
        """Return the answers of a patient; `NoPatient` where the flow leaves none. Dates are never known."""
        return self.answers(self.drawn(rng))

    def drawn(self, rng: Random) -> Drawn:
        """Return a patient who has not answered yet; `NoPatient` where the flow leaves none."""
        for _ in range(MOST_TRIES if self.weight(self._drawn_from) > 0 else 0):
            found = Drawn(self, rng)
            if self._is_one(found):
                return found
        raise NoPatient(f"No patient can be drawn from {self.flow.id}: see usual, unlikely and constraints.")

    def _is_one(self, drawn: Drawn) -> bool:
        """Return whether somebody who was drawn is a patient."""
        fits = self._is_usual(drawn) and not self._hold_any(self._rare, drawn)
        return fits and self.holds(self.world, drawn) and self._is_bounded(drawn)

    def unknown(self, answers: Mapping[str, Answer]) -> frozenset[str]:
        """Return the questions whose answer the flow says that nobody knows yet of somebody."""
        may = [name for name in self.hidden if name in answers]
        masks = self._masks(answers) if may else {}
        outcomes = self._diagrams.outcomes
        return frozenset(name for name in may if outcomes(self.hidden[name], masks, {}) == TRUE)

    @cached_property
    def hidden(self) -> Mapping[str, int]:
        """The diagrams of those of whom nobody knows the answer to a question."""
        said = ((name, usual.unknown) for name, usual in self.flow.usual.items())
        return {name: self.logic.node(one) for name, one in said if not isinstance(one, Never)}

    def without(self, answers: Mapping[str, Answer], names: Collection[str]) -> dict[str, Answer]:
        """Return the answers where nobody knows those to some questions: they are asked and not known, and
        what is asked by their answer only is not asked."""
        unknown = NotAssessed(Reason.NOT_KNOWN)
        left = {name: unknown if name in names else answer for name, answer in answers.items()}
        masks, outcomes = self._masks(left), self._diagrams.outcomes
        return {
            name: one
            for name, one in left.items()
            if outcomes(self.asked.get(name, self.logic.asked.get(name, ALWAYS)), masks, {}) == TRUE
        }

    def _masks(self, answers: Mapping[str, Answer]) -> dict[int, int]:
        """Return the values that answers leave, by level."""
        masks: dict[int, int] = {}
        for name, answer in answers.items():
            masks.update(answer_masks(self.logic.of.get(name, ()), answer))
        return masks

    def session(self, answers: Mapping[str, Answer]) -> Session:
        """Return a session in which these answers have been given, in the order of the flow.

        Among them may be the days of the visits, which nobody is asked for.
        """
        given = {name: answers[name] for name in self.flow.questions if name in answers}
        days = {name: answers[name] for name in DAYS if name in answers}
        return Session(self.logic, (), given, complete(self.logic, {**given, **days}))

    def instead(self, patient: Session, question: str, answer: Answer) -> Session:
        """Return a patient with one answer otherwise, seen on the same day."""
        return self.session({**patient.completions.days, **patient.answers, question: answer})

    def is_patient(self, completions: Completions, nodes: Sequence[int] | None = None) -> bool:
        """Return whether somebody can be so: no constraint broken, nothing to warn of, nothing unlikely. Of
        the diagrams of the last two, `nodes` are looked at where they are given, and all otherwise."""
        nodes = self.excluded if nodes is None else nodes
        return not completions.broken and self._has_none(completions, nodes)

    def _has_none(self, completions: Completions, nodes: Sequence[int]) -> bool:
        outcomes, masks, memo = self._diagrams.outcomes, completions.masks, completions.memo
        open_or_true = (one for one in nodes if outcomes(one, masks, memo) != FALSE)
        return all(completions.outcome(one) != TRUE for one in open_or_true)

    def _is_bounded(self, drawn: Drawn) -> bool:
        """Return whether derived numbers say nothing against somebody. While one number of such a number is
        not asked, bands say less of it than the other number does, so that the engine is asked."""
        known = ([self._is_asked(one, drawn) for one in questions] for questions in self._bounding.values())
        if not any(any(asked) and not all(asked) for asked in known):
            return True
        return self._has_none(self.session(self.answers(drawn)).completions, [*self._bounding])

    def _is_asked(self, name: str, drawn: Drawn) -> bool:
        return name in self.asked and self.holds(self.asked[name], drawn)

    @cached_property
    def _bounding(self) -> Mapping[int, frozenset[str]]:
        """The diagrams of what no patient is, where derived numbers decide it, and the questions behind."""
        levels = {self.logic.of[name][0].level: name for name in self.logic.forms.tied}
        musts = (self.logic.node(constraint.must) for constraint in self.flow.constraints.values())
        supports = {
            one: levels.keys() & self._diagrams.support(one)
            for one in (*map(self._diagrams.negate, musts), *self.excluded)
        }
        return {
            one: frozenset[str]().union(*(questions_of(self.flow, levels[level]) for level in tied))
            for one, tied in supports.items()
            if tied
        }

    @cached_property
    def excluded(self) -> tuple[int, ...]:
        """The diagrams of what is warned of or unlikely."""
        warned = (conflict.when for conflict in self.flow.conflicts.values())
        return tuple(self.logic.node(one) for one in (*warned, *self.flow.unlikely.values()))

    def weight(self, node: int) -> float:
        """Return the probability that a diagram holds, before anything is left out."""
        found = self._below.get(node)
        if found is None:
            parts = zip(self.weights[self._diagrams.level[node]], self._diagrams.children[node], strict=True)
            found = self._below[node] = sum(part * self.weight(child) for part, child in parts if part)
        return found

    def holds(self, node: int, values: Mapping[int, int]) -> bool:
        """Return whether values, by level, make a diagram true."""
        return self._hold_any((node,), values)

    def _hold_any(self, nodes: Sequence[int], values: Mapping[int, int]) -> bool:
        """Return whether values, by level, make one of these diagrams true."""
        level, children = self._diagrams.level, self._diagrams.children
        for node in nodes:
            while node > ALWAYS:
                node = children[node][values[level[node]]]
            if node == ALWAYS:
                return True
        return False

    def fitting(self, rng: Random) -> Mapping[int, int]:
        """Draw values for the levels that bear on each other, in proportion to the weights among those that
        fit together."""
        node, chances, random = self._drawn_from, self._chances, rng.random
        values = {}
        while node > ALWAYS:
            level, total, sums, children = chances.get(node) or self._chance(node)
            value = values[level] = bisect_right(sums, random() * total)
            node = children[value]
        return values

    def free(self, level: int, drawn: Drawn, rng: Random) -> int:
        """Draw a value for another level; that of a number made of others follows from them."""
        name = self._tied_at.get(level)
        if name is None:
            total, sums = self._free[level]
            return bisect_right(sums, rng.random() * total)
        mask = self.logic.of[name][0].band_of(self._value(name, drawn))
        return mask.bit_length() - 1

    @cached_property
    def _free(self) -> list[tuple[float, list[float]]]:
        """The weight of all of a level's values, and the sums up to each but the last, where nothing below
        depends on it."""
        return [_sums(parts) for parts in self.weights]

    def _chance(self, node: int) -> _Chance:
        """Return how a value is chosen at a node, each weighed by what fits together below it."""
        level, children = self._diagrams.level[node], self._diagrams.children[node]
        parts = zip(self.weights[level], children, strict=True)
        total, sums = _sums(part * self.weight(child) for part, child in parts)
        found = self._chances[node] = (level, total, sums, children)
        return found

    @cached_property
    def _tied_at(self) -> Mapping[int, str]:
        return {self.logic.of[name][0].level: name for name in self._tied}

    @cached_property
    def _tied(self) -> list[str]:
        """Numbers made of what is drawn. Dates are not: what is counted between them stays unknown."""
        return [name for name in self.logic.dependence if name in self.flow.numbers and self._is_drawn(name)]

    def _is_drawn(self, name: str) -> bool:
        return all(leaf in self.numbers or leaf in self.flow.scores for leaf in leaves(self.flow, name))

    def _value(self, name: str, drawn: Drawn) -> Exact:
        """Return what a derived number comes to."""
        return self._value_of(name, *(self._leaf(leaf, drawn) for leaf in self._leaves[name]))

    def made_of(self, answers: Mapping[str, Answer], question: str) -> dict[int, int]:
        """Return the masks of the derived numbers that a question's number is part of, as far as the others
        are known."""
        masks: dict[int, int] = {}
        for name in self.logic.forms.tied:
            if question in self._leaves[name]:
                parts = [
                    one.value for leaf in self._leaves[name] if isinstance(one := answers.get(leaf), Number)
                ]
                if len(parts) == len(self._leaves[name]):
                    variable = self.logic.of[name][0]
                    masks[variable.level] = variable.band_of(self._value_of(name, *parts))
        return masks

    @cached_property
    def _value_of(self) -> Callable[..., Exact]:
        """What a derived number comes to by what it is made of: most are drawn again and again."""

        @lru_cache(maxsize=MOST_KNOWN)
        def found(name: str, *parts: Exact) -> Exact:
            known = zip(self._leaves[name], (Fraction(part) for part in parts), strict=True)
            return terminating(value(self.flow, name, dict(known)))

        return found

    @cached_property
    def _leaves(self) -> Mapping[str, Sequence[str]]:
        """What each derived number is made of."""
        return {name: leaves(self.flow, name) for name in self.flow.numbers}

    def _leaf(self, name: str, drawn: Drawn) -> Exact:
        if name in self.numbers:
            return drawn.number(name)
        points = self.flow.scores[name].points
        return Fraction(sum(part.give for part in points if self.holds(self.logic.node(part.when), drawn)))

    def _is_usual(self, drawn: Drawn) -> bool:
        """Return whether the numbers made of others lie where they usually do, those of no one left aside."""
        asked = ((name, limits) for gate, name, limits in self._judged if self.holds(gate, drawn))
        return all(limits.low <= self._value(name, drawn) <= limits.high for name, limits in asked)

    @cached_property
    def _judged(self) -> Sequence[tuple[int, str, NumberRange]]:
        """Derived numbers of which the flow says where they lie as a rule, after when they are asked for."""
        all_of, asked = self._diagrams.all_of, self.asked
        return [
            (all_of(asked[one] for one in questions_of(self.flow, name)), name, usual.range)
            for name, usual in self.flow.usual.items()
            if name in self.flow.numbers and usual.range and self._is_drawn(name)
        ]

    def values(self, drawn: Drawn, levels: Sequence[int]) -> dict[int, int]:
        """Return the masks of those of these levels that the questions that are asked tell something of."""
        told = {gate: self.holds(gate, drawn) for gate in {self._telling[level] for level in levels}}
        return {level: 1 << drawn[level] for level in levels if told[self._telling[level]]}

    def values_of(self, drawn: Drawn, levels: Sequence[int], answers: Mapping[str, Answer]) -> dict[int, int]:
        """Return the masks of those of these levels that answers of theirs tell something of."""
        known = {name for name, answer in answers.items() if not isinstance(answer, NotAssessed)}
        return {level: 1 << drawn[level] for level in levels if known.issuperset(self.logic.behind(level))}

    @cached_property
    def _telling(self) -> Sequence[int]:
        """By level, the diagram of when the questions that tell something of it are asked."""
        asked, behind = self.asked, self.logic.behind
        return [
            self._diagrams.all_of(asked.get(name, NEVER) for name in behind(one.level))
            for one in self.logic.variables
        ]

    def answers(self, drawn: Drawn) -> dict[str, Answer]:
        """Return the answers to the questions that are asked, in the order of asking."""
        asked = (name for name in self.asked if self._is_asked(name, drawn))
        return {name: self._answer(name, drawn) for name in asked}

    def _answer(self, name: str, drawn: Drawn) -> Answer:
        if name in self.numbers:
            return Number(drawn.number(name))
        variables = self.logic.of[name]
        if self.flow.questions[name].type is QuestionType.SEVERAL:
            return Several(frozenset(one.option for one in variables if drawn[one.level]))
        return Chosen(variables[0].values[drawn[variables[0].level]])


class Drawn(dict[int, int]):
    """Somebody who is drawn: values by level. What bears on nothing else is drawn when it is looked at."""

    def __init__(self, patients: Patients, rng: Random) -> None:
        super().__init__(patients.fitting(rng))
        self._patients, self._rng = patients, rng
        self._numbers: dict[str, Decimal] = {}

    def __missing__(self, level: int) -> int:
        found = self[level] = self._patients.free(level, self, self._rng)
        return found

    def number(self, name: str) -> Decimal:
        """Return the number that a question has, one of its band."""
        found = self._numbers.get(name)
        if found is None:
            numbers, level = self._patients.numbers[name], self._patients.logic.of[name][0].level
            found = self._numbers[name] = numbers.number(self[level], self._rng.random())
        return found


def _sums(weights: Iterable[float]) -> tuple[float, list[float]]:
    """Return the sum of weights, and the sums up to each but the last: where a part of the whole lies among
    these is the place of a weight, in proportion to all."""
    *sums, total = accumulate(weights)
    return total, sums

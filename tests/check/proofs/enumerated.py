"""Claims decided by looking at every patient of a small flow, one by one.

Every complete set of answers is a bit; a condition is the set of those it is true for.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

from interview.check.proofs.patient_space import Among, Claim
from interview.flow.answers import Answer
from interview.flow.conditions.syntax import All, Condition, Never, Not
from interview.flow.model import Flow
from tests.engine.brute import Answers, all_worlds, in_dependence


class Everyone:
    """All patients of a flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.worlds = list(all_worlds(flow, {}))
        self.all = (1 << len(self.worlds)) - 1
        self.mask = cache(self._mask)
        self._said = cache(self._saying)
        self._applying = cache(self._applies)
        self._order = in_dependence(flow)
        self.base = self.all
        for constraint in flow.constraints.values():
            self.base = self.base & self.mask(constraint.must) or self.base
        ends = self.mask(flow.ends.when) if flow.ends else 0
        self.ends = ends if self.base & ~ends else 0
        self.sessions = [self.session(world.answers) for world in self.worlds]

    def true(self, claim: Claim) -> bool:
        groups = [Among.GOING_ON, Among.ENDED] if claim.among is Among.ALL else [claim.among]
        return any(self._so(claim, group, index) for group in groups for index in range(len(self.worlds)))

    def session(self, answers: Answers) -> int:
        """The completions that some answers leave, constraints and the end aside."""
        left = self.all
        for name in self._order:
            if name in answers and left & self._applying(name):
                left &= self._applying(name) & self._said(name, answers[name])
        return left

    def holds(self, left: int, condition: Condition, among: Among) -> bool:
        care = {Among.GOING_ON: self.base & ~self.ends, Among.ENDED: self.base}.get(among, self.all)
        return not left & care & ~self.mask(condition)

    def ended(self, left: int) -> bool:
        return bool(self.ends) and not left & ~self.ends

    def is_reached(self, question: str) -> bool:
        """Whether some patient who answers all that is asked, and nothing else, is asked this question."""
        return any(
            self._is_asked(question, self._walk(world.answers))
            for index, world in enumerate(self.worlds)
            if self.base & ~self.ends & 1 << index
        )

    def known_while_open(self, completions: Condition, waiting: Condition, among: Among) -> bool:
        """Whether some answers of these patients settle one condition and leave another open."""
        parts = (Among.GOING_ON, Among.ENDED) if among is Among.ALL else (among,)
        return any(self._known_while_open(completions, waiting, part is Among.ENDED) for part in parts)

    def _known_while_open(self, completions: Condition, waiting: Condition, ended: bool) -> bool:
        there = self.base if ended else self.base & ~self.ends
        names = list(self.flow.questions)
        subsets = [set(some) for size in range(len(names) + 1) for some in combinations(names, size)]
        for index, world in enumerate(self.worlds):
            if there & 1 << index:
                for some in subsets:
                    given = {name: answer for name, answer in world.answers.items() if name in some}
                    if ended and not self.ended(self.session(given)):
                        continue
                    left = self.session(given) & there
                    holds = not left & ~self.mask(completions)
                    if holds and left & self.mask(waiting) and left & ~self.mask(waiting):
                        return True
        return False

    def _so(self, claim: Claim, among: Among, index: int) -> bool:
        left, bit = self.sessions[index], 1 << index
        there = {
            Among.GOING_ON: bool(self.base & ~self.ends & bit),
            Among.ENDED: bool(self.base & bit) and self.ended(left),
            Among.ANY_ANSWERS: True,
        }[among]
        return (
            there
            and all(self.holds(left, condition, among) for condition in claim.settled)
            and all(not bit & self.mask(condition) for condition in claim.fails)
            and not any(self.holds(left, condition, among) for condition in claim.unsettled)
            and all(
                self.holds(left, condition, among) or self.holds(left, Not(condition), among)
                for condition in claim.decided
            )
        )

    def _walk(self, answers: Answers) -> dict[str, Answer]:
        given: dict[str, Answer] = {}
        for _ in self.flow.questions:
            asked = [name for name in self.flow.questions if self._is_asked(name, given)]
            given = {name: answers[name] for name in asked}
        return given

    def _is_asked(self, name: str, given: Answers) -> bool:
        question = self.flow.questions[name]
        chosen = isinstance(question.ask_when, Never)
        asked = question.applies_when if chosen else All((question.ask_when, question.applies_when))
        return self.holds(self.session(given), asked, Among.GOING_ON)

    def _mask(self, condition: Condition) -> int:
        return sum(1 << index for index, world in enumerate(self.worlds) if world.true(condition))

    def _applies(self, name: str) -> int:
        return sum(1 << index for index, world in enumerate(self.worlds) if world.applies(name))

    def _saying(self, name: str, answer: Answer) -> int:
        return sum(1 << index for index, world in enumerate(self.worlds) if world.answers[name] == answer)

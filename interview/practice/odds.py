"""The odds of each belief, from what a trainee said: plain arithmetic, replayed from the first case on.

Somebody who holds a belief answers by it but for slips, which fall on every other response alike; somebody
who guesses gives every response alike. The beliefs about the rules in practice are weighed from the start,
others from the first error in a line that they get wrong: it can be what they say, or a slip from it. All are
judged by everything said from the first case on.

Source: slips and guesses as in the DINA model, with misconceptions beside skills as in Bug-DINO (Appl Psychol
Meas 2018;42:179, doi 10.1177/0146621617722791).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from interview.check.cases.responses import Response
from interview.practice.predictions import KNOWS, Predictions

SLIP = 0.1
"""How often somebody says something else than they believe."""
OTHERWISE = SLIP / (len(Response) - 1)
"""The chance of each response that is not the believed one."""
GUESSED = 1 / len(Response)
GUESSERS = 0.05
"""How many guess, for each who knows the rules."""
SURE = 0.9
"""The share from which a belief is named: odds of 9 to 1 against all else, knowing the rules included."""
FEWEST = 2
"""Cases with an error that a belief explains, until it may be named."""


@dataclass(frozen=True)
class Odds:
    """What is known of a trainee after some cases."""

    predictions: Predictions
    practised: frozenset[int] = frozenset()
    """The beliefs about the rules in practice."""
    evidence: Sequence[float] = ()
    """For each belief, how much likelier what was said is by it than by the rules, as a logarithm."""
    guessing: float = 0.0
    """The same for guessing."""
    suspected: Mapping[int, int] = field(default_factory=dict)
    """The beliefs that get a line wrong in which there was an error, and the cases with one they explain."""

    def practising(self, *rules: str) -> Odds:
        """Return the same with other rules in practice: lines, and facts or tables that they follow from."""
        beliefs = (self.predictions.beliefs_about[rule] for rule in rules)
        return replace(self, practised=frozenset().union(*beliefs))

    def after(self, code: str, said: Mapping[str, Response]) -> Odds:
        """Return the odds after one more case; the same after one of which nothing is predicted."""
        if code not in self.predictions.cases:
            return self
        patient = self.predictions.patient(code)
        evidence = list(self.evidence) or [0.0] * len(self.predictions.beliefs)
        suspected, causes, guessing = dict(self.suspected), set[int](), self.guessing
        for line, response in said.items():
            right = patient.right_response(line)
            if right is None:
                continue
            wrong, usual = patient.wrong(line), chance(response, right)
            guessing += math.log(GUESSED / usual)
            for believed, held in wrong.items():
                more = math.log(chance(response, believed) / usual)
                for belief in held:
                    evidence[belief] += more
            if response is not right:
                causes.update(wrong.get(response, ()))
                for belief in (one for held in wrong.values() for one in held):
                    suspected.setdefault(belief, 0)
        suspected.update({belief: suspected[belief] + 1 for belief in causes})
        return replace(self, evidence=evidence, guessing=guessing, suspected=suspected)

    @cached_property
    def shares(self) -> Mapping[int, float]:
        """How likely each belief is that is weighed, and that the trainee knows the rules.

        What is missing to 1 is that they guess.
        """
        logs = {belief: self._prior(belief) + self._more(belief) for belief in self._weighed}
        logs[KNOWS], guessing = 0.0, math.log(GUESSERS) + self.guessing
        most = max(*logs.values(), guessing)
        weights = {belief: math.exp(one - most) for belief, one in logs.items()}
        total = sum(weights.values()) + math.exp(guessing - most)
        return {belief: weight / total for belief, weight in weights.items()}

    @cached_property
    def ranking(self) -> Sequence[int]:
        """The beliefs that are weighed and "knows the rules", the likeliest first."""
        return sorted(self.shares, key=lambda belief: (-self.shares[belief], belief))

    @property
    def named(self) -> int | None:
        """The belief to be named, if one is that likely; never on the strength of a single case."""
        first, *others = self.ranking
        if first == KNOWS or self.suspected.get(first, 0) < FEWEST:
            return None
        alike = (one for one in others if self.predictions.are_alike(first, one))
        return first if self.shares[first] + sum(self.shares[one] for one in alike) >= SURE else None

    @property
    def suspects(self) -> Mapping[int, float]:
        """The shares of the beliefs that get a line wrong in which there was an error."""
        return {belief: share for belief, share in self.shares.items() if belief in self.suspected}

    @property
    def in_question(self) -> Mapping[int, float]:
        """The shares of what the next patient should tell apart.

        That is what concerns the rule in practice, unless other beliefs have become likelier together.
        """
        elsewhere = [belief for belief in self.shares if belief not in self.practised and belief != KNOWS]
        mine = sum(self.shares[belief] for belief in self.practised)
        left = frozenset(elsewhere if mine >= sum(map(self.shares.__getitem__, elsewhere)) else ())
        kept = {belief: share for belief, share in self.shares.items() if belief not in left}
        total = sum(kept.values())
        return {belief: share / total for belief, share in kept.items()}

    @property
    def _weighed(self) -> frozenset[int]:
        return self.practised.union(self.suspected)

    def _prior(self, belief: int) -> float:
        """Return the odds at first, as a logarithm: what concerns the rules shares 1, all others 1."""
        many = len(self.practised) if belief in self.practised else len(self.predictions.beliefs)
        return -math.log(many)

    def _more(self, belief: int) -> float:
        return self.evidence[belief] if self.evidence else 0.0


def chance(said: Response, believed: Response) -> float:
    """Return how likely somebody says a response who believes another one, or this."""
    return 1 - SLIP if said is believed else OTHERWISE

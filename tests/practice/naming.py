"""A stand-in for what finds misunderstandings: it says one sentence of every plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from interview.practice.attempt import Attempt
from interview.practice.case_code import CaseCode
from interview.practice.misunderstandings import Misunderstandings
from interview.practice.queue import next_code
from interview.practice.twins import Twins

SENTENCE = "You seem to count a cough for a treatment; it counts the other way."


class Naming(Misunderstandings):
    """Prepares nothing."""

    def __init__(self) -> None:
        self.at_work = False
        self.chosen = 0
        self.histories: list[tuple[str, ...]] = []
        """The codes of the cases that each sentence was said of."""

    def begin(self, history: Sequence[Attempt]) -> None:
        self.at_work = True

    def end(self) -> None:
        self.at_work = False

    def choose(self, twins: Twins, history: Sequence[Attempt], today: date, rng: Random) -> CaseCode:
        self.chosen += 1
        return next_code(twins, history, today, rng)

    def sentence(self, history: Sequence[Attempt]) -> str:
        self.histories.append(tuple(attempt.code for attempt in history))
        return SENTENCE

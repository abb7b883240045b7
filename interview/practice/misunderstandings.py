"""What a trainee seems to misunderstand: the sentence that says so, and the case that tells most about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from random import Random

from interview.check.cases.responses import Response
from interview.flow.model import Flow
from interview.practice.attempt import Attempt
from interview.practice.beliefs import Belief, clinical_mutants, decided_by
from interview.practice.case_code import CaseCode, read_code
from interview.practice.drawn_case import rule_of
from interview.practice.fault_words import UNKNOWN_FOR_NO, plainest
from interview.practice.next_patient import next_patient, the_list
from interview.practice.odds import Odds
from interview.practice.predictions import Predicted, Predictions
from interview.practice.preparation import Preparation
from interview.practice.queue import next_code
from interview.practice.twins import Twins

RECENT = 40
"""So many of the last cases count: people learn."""
SUSPICION = 0.02
"""The share of misunderstandings from which the next patient is to tell them apart, whatever the rule: less
than one error gives to a single belief of a thousand, so that none is left until chance shows it again."""


class Misunderstandings:
    """What is behind the errors of one trainee, as far as predictions are ready."""

    def __init__(self, preparation: Preparation) -> None:
        self._preparation = preparation

    def choose(self, twins: Twins, history: Sequence[Attempt], today: date, rng: Random) -> CaseCode:
        """Return the code of the next case, as `next_code` does, about the rule whose turn it is.

        Of its patients it is the one expected to tell most; where a misunderstanding is likely, of all.
        """
        code, odds = next_code(twins, history, today, rng), self._odds(history)
        if odds is None:
            return code
        flow = twins.patients.flow
        found = telling(flow, odds, rule_of(twins, code), rng, {one.code for one in history})
        return read_code(flow, found) if found else code

    def belief(self, history: Sequence[Attempt]) -> Belief | None:
        """Return what somebody seems to believe, once that is likely enough."""
        odds = self._odds(history)
        named = odds.named if odds else None
        return odds.predictions.beliefs[named] if odds and named is not None else None

    def sentence(self, history: Sequence[Attempt]) -> str:
        """Return it in one sentence; empty unless it is likely enough and the last case shows it."""
        odds = self._odds(history)
        named = odds.named if odds else None
        if odds is None or named is None or not self._shows(odds.predictions, named, history):
            return ""
        return in_words(self._preparation.flow, odds.predictions.beliefs[named])

    def begin(self, history: Sequence[Attempt]) -> None:
        """Have predictions made ready for practice that goes on after these attempts."""
        self._preparation.add(one.code for one in _recent(history))

    def end(self) -> None:
        """Leave what is not ready: practice ends."""
        self._preparation.end()

    def _odds(self, history: Sequence[Attempt]) -> Odds | None:
        """Return the odds after the last cases; those of which nothing is predicted yet are asked for."""
        committed = _recent(history)
        self._preparation.add(one.code for one in committed)
        predictions = self._preparation.predictions
        if predictions is None:
            return None
        odds = Odds(predictions)
        for one in committed:
            if _is_known(predictions, one):
                odds = odds.after(one.code, said(predictions, one))
        return odds

    def _shows(self, predictions: Predictions, belief: int, history: Sequence[Attempt]) -> bool:
        last = next((one for one in reversed(history) if one.committed), None)
        if last is None or not _is_known(predictions, last):
            return False
        patient = predictions.patient(last.code)
        return any(said(predictions, last).get(line) is one for line, one in patient.departures(belief))


def telling(
    flow: Flow,
    odds: Odds,
    rule: str,
    rng: Random,
    seen: Collection[str],
    decided: Callable[[Predicted], Iterable[str]] = the_list,
) -> str | None:
    """Return the code of the case that tells most: about a rule, or any if something is suspected."""
    if sum(odds.suspects.values()) >= SUSPICION:
        return next_patient(odds, odds.predictions.cases, rng, seen, decided)
    odds = odds.practising(rule, *decided_by(flow, rule))
    return next_patient(odds, odds.predictions.cases_about[rule], rng, seen, decided)


def in_words(flow: Flow, belief: Belief) -> str:
    """Return a belief in one sentence, by the plainest fault that shows so."""
    made = clinical_mutants(flow)
    return plainest(flow, [made[place] for place in belief.mutants]) if belief.mutants else UNKNOWN_FOR_NO


def said(predictions: Predictions, attempt: Attempt) -> dict[str, Response]:
    """Return the response to each line of a list; what was not placed was left out."""
    lines = predictions.cases[attempt.code].lines
    return {line: attempt.placed.get(line, Response.LEFT_OUT) for line in lines}


def _recent(history: Sequence[Attempt]) -> list[Attempt]:
    return [one for one in history if one.committed][-RECENT:]


def _is_known(predictions: Predictions | None, attempt: Attempt) -> bool:
    return predictions is not None and attempt.code in predictions.cases

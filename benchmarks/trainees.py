"""Simulated trainees: how soon their own wrong rule is ranked first.

    python -m benchmarks.trainees [--trainees N | --all] [--size CASES]

Each answers five lines a case by one wrong rule, with slips of 10% to any other response. It counts as found
when it is ranked first of all, "knows the rules" included, or when what is first says the same of every
patient. `tests/practice/test_trainees.py` holds the bars; run this again when the flow has changed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from interview.check.cases.responses import Response
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.library import flow_folder
from interview.practice.coverage import coverage
from interview.practice.misunderstandings import telling
from interview.practice.next_patient import information, next_patient, weights_of
from interview.practice.odds import SLIP, Odds
from interview.practice.patients import Patients
from interview.practice.pool import SIZE
from interview.practice.predictions import KNOWS, Predicted, Predictions
from interview.practice.twins import Twins

LINES = 5
"""Lines decided in a case."""
LOOKED_AT = 8
"""Lines that are tried together, the most telling."""
ONE_RULE = {12: 93, 20: 98}
"""After so many cases about one rule, of how many in 100 the misunderstanding is found at least."""
WHOLE_FLOW = {8: 88, 12: 93}
"""The same over the whole flow, so many cases after the first in which it shows."""
WHOLE_FLOW_RULE = {4: 88}
"""The same for the rule that is misunderstood."""
WRONGLY_TOLD = 2
"""Of 100 who know all, how many are told a misunderstanding at most."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What trainees are looked at with."""

    flow: Flow
    predictions: Predictions


@dataclass(slots=True)
class Found:
    """Of how many trainees something was found, by the number of cases."""

    trainees: int = 0
    belief: dict[int, int] = field(default_factory=dict)
    rule: dict[int, int] = field(default_factory=dict)
    told: int = 0
    """How many were told a misunderstanding."""
    told_wrongly: int = 0
    """How many were told another one than theirs."""

    def share(self, of: Mapping[int, int], cases: int) -> float:
        """Return the trainees in 100."""
        return 100 * of.get(cases, 0) / self.trainees


def prepared(flow: Flow, size: int) -> Setting:
    """Return the flow with the predictions for a pool of about this size."""
    twins = Twins(Patients(compile_flow(flow)))
    return Setting(flow, coverage(twins, Random(1), size))


def shown(predictions: Predictions, count: int, rng: Random) -> list[int]:
    """Return beliefs that show in somebody, in any order."""
    found = [place for place in range(1, len(predictions.beliefs)) if predictions.shows[place]]
    return rng.sample(found, min(count, len(found)))


def one_rule(setting: Setting, beliefs: Iterable[int], rng: Random, cases: int = 20) -> Found:
    """Have trainees practise the one rule they get wrong."""
    found, predictions = Found(), setting.predictions
    for belief in beliefs:
        owners = predictions.beliefs[belief].owners
        odds = (
            Odds(predictions, frozenset({belief})) if not owners else Odds(predictions).practising(owners[0])
        )
        seen: set[str] = set()
        trainee = _Trainee(setting, belief, found)
        for case in range(1, cases + 1):
            code = next_patient(odds, predictions.cases, rng, seen, _every_line) or _any(
                predictions, seen, rng
            )
            seen.add(code)
            odds = trainee.answers(odds, code, rng)
            trainee.count(odds, case)
    return found


def whole_flow(setting: Setting, beliefs: Iterable[int], rng: Random, cases: int = 12) -> Found:
    """Have trainees practise all rules, from the first case on in which theirs shows."""
    found, predictions = Found(), setting.predictions
    rules = sorted(predictions.cases_about)
    for belief in beliefs:
        odds, seen = Odds(predictions), set[str]()
        trainee = _Trainee(setting, belief, found)
        code: str | None = rng.choice(predictions.codes(predictions.shows[belief]) or list(predictions.cases))
        for case in range(cases + 1):
            code = code or _any(predictions, seen, rng)
            seen.add(code)
            odds = trainee.answers(odds, code, rng, showing=case == 0)
            trainee.count(odds, case)
            code = telling(setting.flow, odds, rng.choice(rules), rng, seen, _every_line)
    return found


def _every_line(patient: Predicted) -> Iterable[str]:
    """Return all lines: a few are chosen among those that can be asked of a patient."""
    return patient.among.lines


def _any(predictions: Predictions, seen: set[str], rng: Random) -> str:
    return rng.choice(sorted(predictions.cases.keys() - seen))


class _Trainee:
    """Somebody who answers by one belief, and is counted."""

    def __init__(self, setting: Setting, belief: int, found: Found) -> None:
        self._setting, self._belief, self._found = setting, belief, found
        self._told: set[int] = set()
        found.trainees += 1

    def answers(self, odds: Odds, code: str, rng: Random, showing: bool = False) -> Odds:
        """Return the odds after a case; with `showing`, one line of it is one that the belief gets wrong."""
        patient = odds.predictions.patient(code)
        wrong = [line for line, _ in patient.departures(self._belief)] if self._belief != KNOWS else []
        first = rng.sample(wrong, min(1, len(wrong))) if showing else []
        said = {line: self._says(patient, line, rng) for line in _lines(odds, patient, rng, first)}
        return odds.after(code, said)

    def _says(self, patient: Predicted, line: str, rng: Random) -> Response:
        believed = patient.says(self._belief, line)
        assert believed is not None, line
        others = [response for response in Response if response is not believed]
        return rng.choice(others) if rng.random() < SLIP else believed

    def count(self, odds: Odds, case: int) -> None:
        """Count what is found after a case."""
        first, beliefs = odds.ranking[0], odds.predictions.beliefs
        mine = first == self._belief or odds.predictions.are_alike(first, self._belief)
        wrong = next((one for one in odds.ranking if one != KNOWS), KNOWS)
        rule = wrong == self._belief or set(beliefs[wrong].owners) & set(beliefs[self._belief].owners)
        self._found.belief[case] = self._found.belief.get(case, 0) + mine
        self._found.rule[case] = self._found.rule.get(case, 0) + bool(rule)
        named = odds.named
        if named is not None and named not in self._told:
            self._found.told += not self._told
            other = named != self._belief and not odds.predictions.are_alike(named, self._belief)
            self._found.told_wrongly += other and not self._told
            self._told.add(named)


def _lines(odds: Odds, patient: Predicted, rng: Random, first: Sequence[str]) -> list[str]:
    """Return the lines to decide: those first, then the most telling together."""
    weights = {belief: one for belief, one in weights_of(odds, rng).items() if patient.departures(belief)}
    lines = [line for line in patient.right if line not in first]
    rng.shuffle(lines)
    touched = {line for belief in weights for line, _ in patient.departures(belief)}
    ways = patient.ways(weights)
    single = {line: information(patient, [line], ways) if line in touched else 0 for line in lines}
    likely, chosen = sorted(lines, key=lambda line: -single[line])[:LOOKED_AT], list(first)
    while likely and len(chosen) < LINES:
        best = max(likely, key=lambda line: information(patient, [*chosen, line], ways))
        chosen.append(best)
        likely.remove(best)
    return chosen


def main() -> None:
    """Print what is found of the shipped flow's trainees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trainees", type=int, default=100)
    parser.add_argument("--all", action="store_true", help="one for each misunderstanding")
    parser.add_argument("--size", type=int, default=SIZE, help="cases in the pool")
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    start = time.process_time()
    setting = prepared(load_flow(flow_folder("ibm-management").path), arguments.size)
    predictions, rng = setting.predictions, Random(arguments.seed)
    print(
        f"{setting.flow.id} {setting.flow.version}: {len(predictions.beliefs) - 1} beliefs, of which "
        f"{sum(not one for one in predictions.shows[1:])} show in none of {len(predictions.cases)} cases; "
        f"{time.process_time() - start:.1f} s of a processor"
    )
    truths = shown(predictions, 10**6 if arguments.all else arguments.trainees, rng)
    found = one_rule(setting, truths, rng)
    for cases, bar in ONE_RULE.items():
        _print(f"one rule, after {cases} cases", found.share(found.belief, cases), bar)
    print(f"  told {found.told}, wrongly at first {found.told_wrongly} of {found.trainees}")
    found = whole_flow(setting, truths, rng)
    for cases, bar in WHOLE_FLOW_RULE.items():
        _print(f"whole flow, the rule after {cases} more cases", found.share(found.rule, cases), bar)
    for cases, bar in WHOLE_FLOW.items():
        _print(f"whole flow, after {cases} more cases", found.share(found.belief, cases), bar)
    print(f"  told {found.told}, wrongly at first {found.told_wrongly} of {found.trainees}")
    found = whole_flow(setting, [KNOWS] * 100, rng, cases=20)
    print(f"who know all are told a misunderstanding: {found.told} of 100 (bar {WRONGLY_TOLD})")
    print(f"{time.process_time() - start:.1f} s of a processor in all")


def _print(name: str, share: float, bar: float) -> None:
    print(f"{name:<48} {share:5.1f}%  (bar {bar}%)  {'ok' if share >= bar else 'MISSED'}")


if __name__ == "__main__":
    main()

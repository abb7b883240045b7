"""Which mutants some path kills, which none does, and which are proved to be no fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from interview.check.paths.mutation.equivalence import (
    GROUND,
    Key,
    as_two_versions,
    common_logic,
    consequences,
    mutant_logic,
)
from interview.check.paths.mutation.mutants import Mutant, mutants
from interview.check.paths.path_file import Aspect, Expectation, Patient
from interview.check.paths.runner import Result, as_in_the_note, worded
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow

_LATE = (Aspect.WARNINGS, Aspect.ASKED, Aspect.SAYS)
"""What takes more than one diagram to look up, cheapest first."""

ENDS = "ends"


@dataclass(frozen=True, slots=True)
class MutationRun:
    """What became of every mutant."""

    killed: int
    survivors: tuple[Mutant, ...]
    """No path notices them."""
    equivalent: tuple[Mutant, ...]
    """Every conclusion and every question asked has the same diagram as without the fault."""


def run_mutants(flow: Flow, patients: Iterable[Patient]) -> MutationRun:
    """Try every mutant on the patients, whose expectations the flow itself meets."""
    made = tuple(mutants(flow))
    judge = _Judge(common_logic(flow, made), tuple(patients))
    verdicts = [(mutant, judge.verdict(mutant)) for mutant in made]
    survivors = tuple(mutant for mutant, killed in verdicts if killed is False)
    equivalent = tuple(mutant for mutant, killed in verdicts if killed is None)
    return MutationRun(len(made) - len(survivors) - len(equivalent), survivors, equivalent)


class _Judge:
    def __init__(self, logic: Logic, patients: tuple[Patient, ...]) -> None:
        self._logic = logic
        self._consequences = consequences(logic)
        self._patients = patients
        self._results = [Result(logic, patient.answers) for patient in patients]
        self._speakers: dict[str, frozenset[str]] = {}
        self._readings: dict[int, Mapping[str, object]] = {}
        self._expected: dict[Key, list[tuple[int, Expectation]]] = {}
        """Which patients expect something of each part of the picture; `""` stands for all its ids."""
        for index, patient in enumerate(patients):
            for expectation in patient.expectations:
                name = "" if expectation.aspect in _LATE else expectation.name
                key = (str(expectation.aspect), name)
                self._expected.setdefault(key, []).append((index, expectation))

    def verdict(self, mutant: Mutant) -> bool | None:
        """Return whether some path kills the mutant; None when it is proved to be no fault."""
        of_number = mutant.rule.topic == "numbers"
        logic = compile_flow(mutant.flow) if of_number else mutant_logic(mutant, self._logic)
        before, after = (
            as_two_versions(self._logic.flow, mutant)
            if of_number
            else (self._consequences, consequences(logic))
        )
        changed = [key for key, value in before.items() if key in after and after[key] != value]
        if not changed:
            return None
        results: dict[int, Result] = {}
        for index, expectation in self._affected(changed):
            if index not in results:
                results[index] = self._result(logic, index, anew=of_number or GROUND in changed)
            if expectation.aspect is Aspect.SAYS and not self._speaks(index, expectation, results[index]):
                continue
            if not results[index].met(expectation):
                return True
        return False

    def _affected(self, changed: list[Key]) -> Iterator[tuple[int, Expectation]]:
        """Yield the expectations that a change could fail, the cheapest first."""
        aspects = {aspect for aspect, _ in changed}
        keys = list(self._expected) if GROUND in changed else changed
        for key in keys:
            if key[0] not in _LATE:
                yield from self._expected.get(key, ())
            if key[0] == Aspect.STATUS:  # only an open line is worded
                yield from self._expected.get((Aspect.WORDED, key[1]), ())
        for late in _LATE:
            if late in aspects or late is Aspect.SAYS or GROUND in changed:
                yield from self._expected.get((late, ""), ())

    def _result(self, logic: Logic, index: int, *, anew: bool) -> Result:
        """Return a patient's outlook; what the answers leave open is as before unless the ground moved."""
        completions = None if anew else replace(self._results[index].session.completions, logic=logic)
        return Result(logic, self._patients[index].answers, completions)

    def _speaks(self, index: int, expectation: Expectation, result: Result) -> bool:
        """Return whether a mutant speaks differently of what the expected words belong to."""
        if expectation.name not in self._speakers:
            self._speakers[expectation.name] = speakers(self._logic.flow, expectation.name)
        if index not in self._readings:
            self._readings[index] = readings(self._results[index])
        before, after = self._readings[index], readings(result)
        return any(before.get(name) != after.get(name) for name in self._speakers[expectation.name])


def speakers(flow: Flow, words: str) -> frozenset[str]:
    """Return the ids of what these words belong to; all of them when they belong to nothing in particular."""
    wanted = as_in_the_note(words)
    every = dict(_texts(flow))
    found = [name for name, texts in every.items() if any(wanted in as_in_the_note(text) for text in texts)]
    return frozenset(found or every)


def _texts(flow: Flow) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in flow.recommendations.values():
        yield line.id, (line.title, line.say, line.more, line.if_open.say if line.if_open else "")
    for table in flow.tables.values():
        yield table.id, (table.label, table.note, *table.outcomes.values())
    for conflict in flow.conflicts.values():
        yield conflict.id, (conflict.say,)
    for constraint in flow.constraints.values():
        yield constraint.id, (constraint.say,)
    yield ENDS, (flow.ends.say if flow.ends else "",)


def readings(result: Result) -> Mapping[str, object]:
    """Return what decides, for each of those ids, how the note speaks of it."""
    found = result.conclusions
    read: dict[str, object] = {**found.statuses, **found.tables, ENDS: found.ended}
    for warning in found.warnings:
        read[warning.code] = True
    for name in found.statuses:
        if worded(result.session, name):
            read[name] = Aspect.WORDED
    return read

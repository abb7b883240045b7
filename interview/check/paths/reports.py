"""What came of a flow's paths, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from interview.check.locations import ConditionLocations
from interview.check.paths.coverage import Measure
from interview.check.paths.mutation.mutants import Mutant
from interview.check.paths.mutation.survivors import MutationRun
from interview.check.paths.path_file import Aspect, Expectation, Value
from interview.check.paths.runner import Failure, Run
from interview.errors import Place
from interview.flow.yaml.folder import place_from_here

_PROOF = "every conclusion and every question asked has the same diagram as without the fault"


def failures(run: Run, folder: Path) -> Iterator[str]:
    """Yield the expectations that are not met by the flow in a folder, patient by patient."""
    last = None
    for failure in run.failures:
        if failure.patient is not last:
            last = failure.patient
            alone = failure.path.title == last.title
            yield f"\n{failure.path.title}" + ("" if alone else f": {last.title}")
        yield from _failure(failure, folder)


def tally(run: Run) -> str:
    """Return how many patients and expectations there are, and how many of these are not met."""
    expected = sum(len(patient.expectations) for patient in run.patients)
    failed = f"{len(run.failures)} not met" if run.failures else "all met"
    patients = f"{_count(len(run.patients), 'patient')} in {_count(len(run.paths), 'path')}"
    return f"{patients}, {_count(expected, 'expectation')}: {failed}"


def reach(measures: Iterable[Measure], folder: Path, *, gaps: bool) -> Iterator[str]:
    """Yield how much the paths reach; with `gaps`, also each thing that none does."""
    measures = tuple(measures)
    if not gaps:
        yield "reached: " + ", ".join(f"{measure.name} {_share(measure)}" for measure in measures)
        return
    for measure in measures:
        yield f"{measure.name}: {_share(measure)}"
        yield from (f"  {place_from_here(folder, gap.place)}: {gap.text}" for gap in measure.gaps)


def outcome(hunt: MutationRun, places: ConditionLocations, folder: Path) -> Iterator[str]:
    """Yield the mutants that are proved to be no fault and those that no path kills, and how many are."""
    for mutant in hunt.equivalent:
        yield f"  {_mutant(mutant, places, folder)}"
    if hunt.equivalent:
        yield f"equivalent: {len(hunt.equivalent)}, as proved: {_PROOF}"
    for mutant in hunt.survivors:
        yield f"  {_mutant(mutant, places, folder)}"
    yield f"mutants: {hunt.killed} killed, {len(hunt.equivalent)} equivalent, {len(hunt.survivors)} survived"


def _failure(failure: Failure, folder: Path) -> Iterator[str]:
    expectation = failure.expectation
    yield f"  {place_from_here(folder, expectation.place)}: {_about(expectation)}"
    yield f"      expected   {_in_words(expectation, expectation.value)}"
    yield f"      got        {_in_words(expectation, failure.got)}"
    if failure.because:
        yield f"      because    {', '.join(failure.because)}"
    if failure.waits_for:
        yield f"      waits for  {', '.join(failure.waits_for)}"


def _about(expectation: Expectation) -> str:
    if expectation.aspect is Aspect.SAYS:
        return "the full note"
    return expectation.name or str(expectation.aspect)


def _in_words(expectation: Expectation, value: Value) -> str:
    match expectation.aspect, value:
        case Aspect.SAYS, bool():
            return f'{"says" if value else "does not say"} "{expectation.name}"'
        case Aspect.WORDED, bool():
            return "worded" if value else "not worded"
        case Aspect.ASKED, bool():
            return "asked" if value else "not asked"
        case _, None:
            return "open"
        case _, frozenset():
            return (" or " if expectation.aspect is Aspect.TABLE else ", ").join(sorted(value)) or "none"
        case _:
            return str(value).replace("_", " ").lower()


def _mutant(mutant: Mutant, places: ConditionLocations, folder: Path) -> str:
    return f"{place_from_here(folder, _place(mutant, places))}: {mutant.rule.title}: {mutant.fault}"


def _place(mutant: Mutant, places: ConditionLocations) -> Place:
    rule = mutant.rule
    if rule.key in ("stance", "keep", "otherwise"):
        return places.key(*filter(None, (rule.topic, rule.owner, rule.key)))
    return places.of(rule, mutant.step)


def _share(measure: Measure) -> str:
    return f"{measure.reached}/{measure.total}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"

"""Tables: rows that never match or are never reached, gaps, and rows that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs.patient_space import Among, Claim
from interview.check.proofs.proof_run import ConstantWords, ProofRun, diagnostic, proved
from interview.flow.conditions.syntax import All, Always, Any, Not
from interview.flow.model import Policy, Table


def table(run: ProofRun, item: Table) -> Iterator[Diagnostic]:
    """Yield everything wrong with a table."""
    sound = []
    for index, row in enumerate(item.rows):
        found = list(
            proved(row.place, f"whether row {index + 1} of '{item.id}' matches", _row(run, item, index))
        )
        yield from found
        if not found and row.when not in run.dead:
            sound.append(index)
    whole = len(sound) == len(item.rows)
    if item.policy is Policy.UNIQUE:
        yield from _overlaps(run, item, sound)
    elif whole:
        for index in sound[1:]:
            row = item.rows[index]
            what = f"whether row {index + 1} of '{item.id}' is reached"
            yield from proved(row.place, what, _unreached(run, item, index))
    if whole and not run.explained(*(row.when for row in item.rows)):
        yield from proved(item.place, f"whether the rows of '{item.id}' cover everyone", _rest(run, item))


def _row(run: ProofRun, item: Table, index: int) -> Iterator[Diagnostic]:
    row = item.rows[index]
    words = ConstantWords(
        f"row {index + 1} of '{item.id}' can never match",
        f"row {index + 1} of '{item.id}' matches every patient; write 'always' if that is meant",
    )
    return run.constant_diagnostic(row.place, item.id, row.when, Among.ALL, words)


def _unreached(run: ProofRun, item: Table, index: int) -> Iterator[Diagnostic]:
    """Yield that a row is never the first to match."""
    row, above = item.rows[index], Any(tuple(row.when for row in item.rows[:index]))
    first = All((row.when, Not(above)))
    if run.prover.exists(Claim(settled=(first,), among=Among.ALL)):
        return
    patient = run.prover.find(Claim(fails=(Not(first),), among=Among.ALL))
    run.faulty.add(item.id)
    if run.explained(first):
        return
    said = f"row {index + 1} of '{item.id}' is never reached: "
    if patient is None:
        yield diagnostic(
            row.place, "unreachable-row", f"{said}the rows above it already match all its patients"
        )
    else:
        said += "whenever it matches, a row above stays open, as it needs answers that do not apply"
        yield diagnostic(row.place, "unreachable-row", said, patient)


def _overlaps(run: ProofRun, item: Table, sound: list[int]) -> Iterator[Diagnostic]:
    for one, other in combinations(sound, 2):
        place = item.rows[other].place
        what = f"whether rows {one + 1} and {other + 1} of '{item.id}' overlap"
        yield from proved(place, what, _overlap(run, item, one, other))


def _overlap(run: ProofRun, item: Table, one: int, other: int) -> Iterator[Diagnostic]:
    both = (item.rows[one].when, item.rows[other].when)
    patient = run.prover.find(Claim(settled=both, among=Among.ALL))
    if patient is not None:
        said = (
            f"rows {one + 1} and {other + 1} of '{item.id}' match the same patient, and its policy is unique"
        )
        yield diagnostic(item.rows[other].place, "table-overlap", said, patient)


def _rest(run: ProofRun, item: Table) -> Iterator[Diagnostic]:
    """Yield patients for whom no row matches and nothing else is said, or an `otherwise` for no one."""
    patient = run.prover.find(Claim(fails=tuple(row.when for row in item.rows), among=Among.ALL))
    if patient is not None and item.otherwise is None:
        said = f"no row of '{item.id}' matches some patients; add a row or 'otherwise'"
        yield diagnostic(item.place, "table-gap", said, patient)
    given = {row.then for row in item.rows}
    everyone = any(isinstance(row.when, Always) for row in item.rows)
    if patient is None and item.otherwise not in (None, *given) and not everyone:
        run.faulty.add(item.id)
        said = f"'otherwise' of '{item.id}' is never reached: its rows match every patient"
        yield diagnostic(item.place, "unreachable-row", said)

"""Scores: points that everybody or nobody gets, and sums that no band names.

Which sums there are is proved: a band may well name sums that no patient comes to.
"""

from __future__ import annotations

from collections.abc import Iterator

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs.patient_space import Among, Claim
from interview.check.proofs.proof_run import ConstantWords, ProofRun, diagnostic, proved
from interview.flow.conditions.printer import number
from interview.flow.conditions.syntax import Any, Compare, Condition, Not, within
from interview.flow.decimals import certain
from interview.flow.logic.derived import sums
from interview.flow.model import Score


def score(run: ProofRun, item: Score) -> Iterator[Diagnostic]:
    """Yield everything wrong with a score."""
    for part in item.points:
        if not part.of:
            words = ConstantWords(
                f"'{item.id}' gives {number(part.give)} to nobody",
                f"'{item.id}' gives {number(part.give)} to everybody",
            )
            what = f"whether '{item.id}' gives its points"
            found = run.constant_diagnostic(part.place, item.id, part.when, Among.ALL, words)
            yield from proved(part.place, what, found)
    if item.bands and not run.explained(*(part.when for part in item.points)):
        yield from proved(item.place, f"whether the bands of '{item.id}' cover every sum", _gap(run, item))


def _gap(run: ProofRun, item: Score) -> Iterator[Diagnostic]:
    named: list[Condition] = [within(item.id, band.low, band.high) for band in item.bands]
    unnamed = Not(Any(tuple(named)))
    patient = run.prover.find(Claim(settled=(unnamed,), among=Among.ALL))
    if patient is None:
        return
    for total in map(certain, sorted(sums(item.points))):
        if item.band(total) is None:
            found = run.prover.find(Claim(settled=(Compare(item.id, "=", total),), among=Among.ALL))
            if found is not None:
                said = f"a sum of {number(total)} lies in none of the bands of '{item.id}'; name it"
                yield diagnostic(item.place, "score-gap", said, found)
                return
    yield diagnostic(
        item.place, "score-gap", f"a sum lies in none of the bands of '{item.id}'; name it", patient
    )

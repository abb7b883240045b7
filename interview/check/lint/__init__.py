"""What is found in a flow besides mistakes of the language and proofs: wording, sources, dates, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.lint.evidence import codes, dates_of_evidence, reviews, sources
from interview.check.lint.patients import idle_weights, nobody_to_draw
from interview.check.lint.phrases import idle_keys
from interview.check.lint.questions import how_found, how_told, not_asked_as_no, open_answers
from interview.check.lint.thresholds import thresholds
from interview.check.lint.unused import ended_urgent, points_not_counted, unused_parts
from interview.check.lint.wording import (
    doses,
    negated_titles,
    placeholders,
    same_labels,
    sentences,
    verdicts_in_names,
)
from interview.check.locations import Locations
from interview.check.proofs.prover import Prover
from interview.flow.logic.compiler import Logic

BUDGET = 200_000
"""Nodes a proof about wording may need; past it the finding says that it was not proved."""


def lint(folder: Path, logic: Logic, *, today: date) -> Iterator[Diagnostic]:
    """Yield what is found in a flow that loaded from this folder, as of a day."""
    flow, written = logic.flow, Locations(folder)
    found = chain(
        open_answers(flow, written),
        how_found(flow, written),
        how_told(flow, written),
        sources(flow),
        codes(folder, flow),
        dates_of_evidence(flow, written, today),
        reviews(flow, written, today),
        doses(flow, written),
        negated_titles(flow, written),
        placeholders(flow, written),
        same_labels(flow, written),
        verdicts_in_names(flow, written),
        unused_parts(folder, flow, written),
        points_not_counted(flow, written),
        idle_keys(flow, written),
        idle_weights(flow, written),
        thresholds(flow),
        nobody_to_draw(flow, written, BUDGET),
        ended_urgent(flow, Prover(flow, BUDGET)),
        not_asked_as_no(flow, written, BUDGET),
        sentences(flow, Prover(flow, BUDGET), written),
    )
    yield from found

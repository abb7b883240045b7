"""Predictions kept as plain data, by the logic of their flow, so that they are worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from interview.flow.loading import cache_file
from interview.flow.model import Flow
from interview.practice.beliefs import Belief
from interview.practice.key import Response
from interview.practice.predictions import Predicted, Predictions


def kept_predictions(flow: Flow, cache: Path) -> Predictions | None:
    """Return the predictions for a flow that are kept in a folder; None where they have to be worked out."""
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        kept = cache_file.read(_file(flow, cache))
        if kept["made"] != _made(flow):
            return None
        beliefs = tuple(Belief(*map(tuple, parts)) for parts in kept["beliefs"])
        places = range(len(beliefs))
        return Predictions(beliefs, {code: _predicted(one, places) for code, one in kept["patients"].items()})
    return None


def keep_predictions(flow: Flow, predictions: Predictions, cache: Path) -> None:
    """Keep the predictions for a flow; where nothing can be written, nothing is."""
    with suppress(OSError, ValueError, TypeError):
        value = {
            "made": _made(flow),
            "beliefs": [[one.mutants, one.owners, one.lines] for one in predictions.beliefs],
            "patients": {
                code: [one.rule, one.lines, one.right, one.wrong]
                for code, one in predictions.patients.items()
            },
        }
        cache_file.write(_file(flow, cache), value)


def _file(flow: Flow, cache: Path) -> Path:
    return cache / f"practice-{flow.logic_hash}.json"


def _made(flow: Flow) -> list[object]:
    """Return what predictions rest on: the program, and all that is said in the flow, weights included."""
    return [*cache_file.program(), flow.content_hash]


def _predicted(kept: Sequence[Any], places: range) -> Predicted:
    rule, lines, right, wrong = kept
    return Predicted(
        rule,
        tuple(lines),
        {line: Response(one) for line, one in right.items()},
        {
            line: {Response(one): [places[belief] for belief in held] for one, held in said.items()}
            for line, said in wrong.items()
        },
    )

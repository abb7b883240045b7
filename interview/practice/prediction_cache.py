"""Predictions kept as plain data, by the logic of their flow, so that they are worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from interview.check.cases.responses import Response
from interview.flow.loading import cache_file
from interview.flow.model import Flow
from interview.practice.beliefs import Belief
from interview.practice.predictions import Listed, Predictions, Said


def prediction_file(flow: Flow, cache: Path) -> Path:
    """Return the file in a folder that holds the predictions for a flow, if there is one."""
    return cache / f"practice-{flow.logic_hash}.json"


def kept_predictions(flow: Flow, cache: Path) -> Predictions | None:
    """Return the predictions for a flow that are kept in a folder; None where they have to be worked out."""
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        kept = cache_file.read(prediction_file(flow, cache))
        if kept["made"] != _made(flow):
            return None
        beliefs = tuple(Belief(*map(tuple, parts)) for parts in kept["beliefs"])
        cases = {code: Listed(rule, tuple(lines)) for code, (rule, lines) in kept["cases"].items()}
        wrong = [_read(said) for said in kept["wrong"]]
        if len(wrong) == len(beliefs):
            return Predictions(beliefs, cases, _read(kept["right"]), wrong)
    return None


def keep_predictions(flow: Flow, predictions: Predictions, cache: Path) -> None:
    """Keep the predictions for a flow; where nothing can be written, nothing is."""
    value = {
        "made": _made(flow),
        "beliefs": [[one.mutants, one.owners, one.lines] for one in predictions.beliefs],
        "cases": {code: [case.rule, case.lines] for code, case in predictions.cases.items()},
        "right": _written(predictions.right),
        "wrong": [_written(said) for said in predictions.wrong],
    }
    with suppress(OSError, ValueError, TypeError):
        cache_file.write(prediction_file(flow, cache), value)


def _made(flow: Flow) -> list[object]:
    """Return what predictions rest on: the program, and all that is said in the flow, weights included."""
    return [*cache_file.program(), flow.content_hash]


def _written(said: Said) -> dict[str, str]:
    return {f"{line} {response}": f"{bits:x}" for (line, response), bits in said.items()}


def _read(said: Mapping[str, str]) -> Said:
    names = (name.split(" ") for name in said)
    return {
        (line, Response(response)): int(bits, 16)
        for (line, response), bits in zip(names, said.values(), strict=True)
    }

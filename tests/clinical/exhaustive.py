"""Every combination of what can be said to a few questions, unknown included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from interview.engine.conclusions import possible
from interview.flow.logic.compiler import Logic
from tests.clinical.patients import session

UNKNOWN = "not_assessed"


def combinations(said: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield every patient who gives one of these answers, or none, to each of these questions."""
    choices = [[UNKNOWN, *answers] for answers in said.values()]
    for answers in product(*choices):
        yield dict(zip(said, answers, strict=True))


def can_be(logic: Logic, table: str, known: dict[str, Any]) -> set[str]:
    """Return the outcomes the engine still holds possible."""
    return set(possible(session(logic, known), table))


def three(known: Mapping[str, Any], question: str, *answers: Any) -> bool | None:
    """Whether the answer is one of these; None while it is unknown."""
    return None if known[question] == UNKNOWN else known[question] in answers

"""Sign-off: who reviewed a flow or one of its lines, and whether that still counts.

A review names the hash of what was reviewed. When the content changes the hash does too, so a review can
never silently cover what nobody has read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from interview.flow.conditions.syntax import names
from interview.flow.logic.dependencies import used_by
from interview.flow.model import Flow, Operation, Recommendation, Review
from interview.flow.plain_logic import digest, plain_condition, plain_number, plain_score
from interview.moments import months_between

VALID_MONTHS = 24
"""How long a review counts; our choice, since no source sets a time for this content."""

SHORTEST_HASH = 8
"""Leading characters of a hash that are enough to name it."""


class Standing(StrEnum):
    """Whether a review counts."""

    NONE = "none"
    CURRENT = "current"
    CHANGED = "changed"
    """What was reviewed has changed since, or the review does not say what was reviewed."""
    EXPIRED = "expired"
    CLAIMED = "claimed"
    """Whoever made the file that it came with says so, and nobody else."""


def standing(review: Review, content_hash: str, on: date | None = None) -> Standing:
    """Return whether a review covers this content on a day; without a day, whether it ever did."""
    if not review.by:
        return Standing.NONE
    if review.claimed:
        return Standing.CLAIMED
    named = review.content_hash
    if len(named) < SHORTEST_HASH or not content_hash.startswith(named):
        return Standing.CHANGED
    if on is not None and _months_since(review.date, on) >= VALID_MONTHS:
        return Standing.EXPIRED
    return Standing.CURRENT


def review_state(review: Review, content_hash: str, on: date | None = None) -> str:
    """Return the review state as a reader should know it."""
    by = f"{review.by}, {review.date}" if review.date else review.by
    state = {
        Standing.NONE: "not yet reviewed by a clinician",
        Standing.CURRENT: f"reviewed by {by}",
        Standing.CHANGED: f"changed since the review by {by}",
        Standing.EXPIRED: f"review by {by} is out of date",
        Standing.CLAIMED: f"a review by {by} is claimed there",
    }[standing(review, content_hash, on)]
    return f"from an imported file, {state}" if review.claimed else state


def only_claimed(flow: Flow) -> Flow:
    """Return a flow that came in a file of somebody else, with its reviews as what that file claims."""
    lines = {
        name: replace(line, review=replace(line.review, claimed=True))
        for name, line in flow.recommendations.items()
    }
    return replace(flow, review=replace(flow.review, claimed=True), recommendations=lines)


def line_hash(flow: Flow, recommendation: str) -> str:
    """Return the SHA-256, in hexadecimal, of one line: its wording, its grounds and all that decides it."""
    line = flow.recommendations[recommendation]
    return digest({"line": _wording(line), "logic": dict(_logic(flow, line))})


def _wording(line: Recommendation) -> list[Any]:
    said = [line.title, line.say, line.more, line.if_open.say if line.if_open else ""]
    grounds = [list(line.evidence), list(line.sources), list(line.controversies)]
    told = [part for part in (line.for_patient.say, line.for_patient.ask) if part]
    return [line.section, line.stance, line.urgency, *said, *grounds, line.while_open, *told]


def _logic(flow: Flow, line: Recommendation) -> Iterator[tuple[str, Any]]:
    """Yield the line's conditions and, once each, every fact, table and number they reach."""
    yield "", [plain_condition(line.when), plain_condition(line.if_open.when) if line.if_open else None]
    waiting = [*names(line.when), *([line.while_open] if line.while_open else [])]
    waiting += names(line.if_open.when) if line.if_open else []
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            below, described = _described(flow, name)
            yield name, described
            waiting += below


def _described(flow: Flow, name: str) -> tuple[Iterable[str], Any]:
    """Return the names that a name follows from, and what it is itself."""
    if name in flow.facts:
        when = flow.facts[name].when
        return names(when), plain_condition(when)
    if name in flow.tables:
        table = flow.tables[name]
        rows = [[plain_condition(row.when), row.then] for row in table.rows]
        return used_by(flow, name), [table.policy, rows, table.otherwise]
    if name in flow.numbers:
        number = flow.numbers[name]
        known = number.operation is Operation.DIFFERENCE  # older hashes stop at the two questions
        return () if known else number.names, plain_number(number)
    if name in flow.scores:
        return used_by(flow, name), plain_score(flow.scores[name])
    question = flow.questions[name]
    options = [[option.id, option.label] for option in question.options]
    return names(question.applies_when), [question.ask, options, question.unit]


def _months_since(day: str, on: date) -> int:
    """Return full months since a day written as YYYY-MM-DD; many when there is no such day."""
    try:
        then = date.fromisoformat(day)
    except ValueError:
        return VALID_MONTHS
    return months_between(then, on)

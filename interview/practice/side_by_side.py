"""Lines on one matter that hold side by side, one of which calls for something and one of which warns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from interview.check.cases.responses import WARNING, right_response
from interview.check.cases.training import yields
from interview.engine.conclusions import Status, status, subject
from interview.flow.conditions.syntax import names
from interview.flow.model import Flow, Recommendation
from interview.practice.case import Case
from interview.practice.grounds import because
from interview.practice.key import neutral_name
from interview.practice.otherwise import Twist
from interview.practice.turned import IS

BOTH = "Both stand, and neither takes the other back"
Pair = tuple[str, str]
"""A line that calls for something, and one that warns."""


def both_stand(case: Case) -> Iterator[str]:
    """Yield of each such pair in the list of a case that both stand, and why each does."""
    key = case.key
    for pair in side_by_side(key.flow, case.lines, key.status):
        yield _told(key.flow, pair, lambda line: because(key, key.line(line)))


def both_then(case: Case, twist: Twist) -> Iterator[str]:
    """Yield the same of those pairs in the list that stand side by side only by a twist."""
    flow, then = case.key.flow, partial(status, twist.otherwise.twin.session.completions)
    for pair in side_by_side(flow, case.lines, then):
        if not twist.moved.keys().isdisjoint(pair):
            yield _told(flow, pair, twist.otherwise.because)


def _told(flow: Flow, pair: Pair, reason: Callable[[str], str]) -> str:
    rights = (right_response(flow.recommendations[line], Status.HOLDS) for line in pair)
    told = zip(pair, rights, strict=True)
    return ", and ".join(f"{neutral_name(flow, line)} {IS[right]} ({reason(line)})" for line, right in told)


def side_by_side(flow: Flow, lines: Iterable[str], stands: Callable[[str], Status]) -> Iterator[Pair]:
    """Yield the pairs among some lines that hold side by side."""
    asked = [flow.recommendations[name] for name in lines if not yields(flow, name, stands)]
    held = [one for one in asked if stands(one.id) is Status.HOLDS]
    for called in (one for one in held if one.stance not in WARNING):
        for warns in (one for one in held if one.stance in WARNING):
            if _is_one_matter(flow, called, warns):
                yield called.id, warns.id


def _is_one_matter(flow: Flow, one: Recommendation, other: Recommendation) -> bool:
    """Return whether two lines are of one topic, or ask what one table comes to."""
    asked = names(subject(flow, one)) & names(subject(flow, other))
    return bool(one.topic and one.topic == other.topic) or not asked.isdisjoint(flow.tables)

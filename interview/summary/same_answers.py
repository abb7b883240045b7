"""Answers that say the same under two questions: what is known under one is not asked for under the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from interview.flow.answers import Answer, Several
from interview.flow.model import Flow

_Option = tuple[str, str]
"""A question, and an answer of it."""


def known_elsewhere(flow: Flow, answers: Mapping[str, Answer]) -> dict[str, frozenset[str]]:
    """Return for each question the options that were ticked or denied under another that says the same."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in same(flow):
        for known, (question, option) in ((one, other), (other, one)):
            if _is_known(answers.get(known[0]), known[1]):
                found[question].add(option)
    return {question: frozenset(options) for question, options in found.items()}


def same(flow: Flow) -> Iterator[tuple[_Option, _Option]]:
    """Yield each two answers that say the same."""
    for question in flow.questions.values():
        yield from (((question.id, one.id), one.same_as) for one in question.options if one.same_as)


def _is_known(answer: Answer | None, option: str) -> bool:
    return isinstance(answer, Several) and (answer.rest_absent or option in answer.chosen)

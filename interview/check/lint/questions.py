"""Lists of answers that leave somebody out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview.check.diagnostics.diagnostic import Finding
from interview.check.locations import Written
from interview.flow.model import Flow, Question, QuestionType

_REST = frozenset(
    [
        "other",
        "others",
        "another",
        "else",
        "none",
        "neither",
        "no",
        "not",
        "nothing",
        "never",
        "negative",
        "normal",
    ]
)
"""A word in an answer by which it takes in whoever the other answers leave out."""
_BELOW = frozenset(["below", "under", "less", "fewer", "to", "most", "until"])
_ABOVE = frozenset(["above", "over", "more", "least", "from", "beyond"])
"""Words by which two answers bound a scale from both sides."""


def open_answers(flow: Flow, written: Written) -> Iterator[Finding]:
    """Yield lists of answers without an end for everyone else."""
    for question in flow.questions.values():
        lacking = _lacking(question)
        if lacking:
            place = written.key("questions", question.id, "answers")
            yield Finding(place, "open-answers", f"'{question.id}' {lacking}")


def _lacking(question: Question) -> str:
    """Return what a question lacks to take in everyone, in words; empty when it lacks nothing."""
    if question.type is QuestionType.SEVERAL:
        return "" if question.none else "does not word what an empty list means; add 'none:'"
    if question.type is not QuestionType.ONE:
        return ""
    words = [_words(f"{option.id} {option.label}") for option in question.options]
    scale = any(word & _BELOW for word in words) and any(word & _ABOVE for word in words)
    if scale or any(word & _REST for word in words):
        return ""
    return "has no answer for everyone else, such as 'other' or 'none'"


def _words(text: str) -> set[str]:
    return set(re.findall("[a-z]+", text.lower()))

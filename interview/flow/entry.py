"""Answers as people and files write them, and back.

`from_plain` reads the answers-file form (text, number, list or `{chosen, rest}`), `from_text` what a
person types for a number, month or text question. Both refuse with a message that says what is accepted.
"""

from __future__ import annotations

from interview.flow.answers import Answer
from interview.flow.model import Question

Plain = str | int | float | list[str] | dict[str, object] | None


def from_plain(question: Question, value: object) -> Answer | None:
    """Return the answer a file gives; None (no answer) for an absent value.

    `UsageError` names what is wrong and the nearest right answer.
    """
    raise NotImplementedError


def to_plain(answer: Answer) -> Plain:
    """Return an answer in the answers-file form; `from_plain` reads it back to an equal answer."""
    raise NotImplementedError


def from_text(question: Question, typed: str) -> Answer | None:
    """Return the answer a person typed for a number, month or text question; None for nothing typed.

    A decimal comma is understood. A value outside the plausible range is refused, never clamped.
    """
    raise NotImplementedError


def in_words(question: Question, answer: Answer) -> str:
    """Return an answer as a person would read it, such as `yes` or `45 years`."""
    raise NotImplementedError

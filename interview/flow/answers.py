"""What can be said in reply to a question.

An answer is one of five values. "Not assessed" is an answer a person can give; a question nobody has
come to has no answer at all. Logic treats both as unknown and neither ever as "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from interview.flow.decimals import exact


class Reason(StrEnum):
    """Why something was not assessed. Logic ignores the reason, wording may use it."""

    NOT_ASSESSED = "not_assessed"
    NOT_KNOWN = "not_known"
    PENDING = "pending"
    DECLINED = "declined"
    UNREADABLE = "unreadable"
    """It was answered; the entry is damaged and cannot be read any more. Nobody can say this."""


SAYABLE = tuple(reason for reason in Reason if reason is not Reason.UNREADABLE)
"""The reasons that a person can give."""


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """The question was passed over on purpose; it stays open."""

    reason: Reason = Reason.NOT_ASSESSED


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option of a choice, or `yes` or `no`."""

    option: str


@dataclass(frozen=True, slots=True)
class Several:
    """The options that are present, and whether the others were checked and are absent."""

    chosen: frozenset[str] = frozenset()
    rest_absent: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the question's unit, with every digit as it was entered."""

    value: Decimal

    def __init__(self, value: Decimal | float) -> None:
        """Take the number; a binary one stands for the shortest decimal that means it."""
        object.__setattr__(self, "value", exact(value))


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, never used in logic; or a month as `YYYY-MM`, or a date (`interview.flow.dates`)."""

    text: str


Answer = NotAssessed | Chosen | Several | Number | Text


def is_given(answer: Answer | None) -> bool:
    """Return whether an answer counts as one wherever answers are counted: not one that was passed over."""
    return answer is not None and not isinstance(answer, NotAssessed)


def says_something(answer: Answer) -> bool:
    """Return whether an answer is one: not passed over, and not an empty list whose rest nobody checked."""
    return not isinstance(answer, NotAssessed) and answer != Several(frozenset(), rest_absent=False)

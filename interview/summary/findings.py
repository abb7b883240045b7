"""Answers told together: those that say something first, then what is absent."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer on record that says something. An inactive one is kept and does not count."""

    question: str
    label: str
    answer: str
    active: bool
    negative: bool
    """True for "no" and for "none of these" where the rest was checked."""
    found_by: str = ""
    """`history`, `examination`, `test` or `judgement`; empty when the flow does not say."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Answers that count and are told together, at least one."""

    answers: tuple[Answered, ...]

    @property
    def positive(self) -> tuple[Answered, ...]:
        """Those that say more than "no" or "none"."""
        return tuple(one for one in self.answers if not one.negative)

    @property
    def negative(self) -> tuple[Answered, ...]:
        """Those that say "no" or "none"."""
        return tuple(one for one in self.answers if one.negative)


def together(answers: Iterable[Answered]) -> tuple[Findings, ...]:
    """Return the answers that count as one group; no group where there is none."""
    counted = tuple(one for one in answers if one.active)
    return (Findings(counted),) if counted else ()


def behind(answers: Iterable[Answered], questions: Collection[str]) -> tuple[Findings, ...]:
    """Return the answers to these questions as one group."""
    return together(one for one in answers if one.question in questions)

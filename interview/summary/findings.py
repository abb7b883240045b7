"""Answers as they are told, alone and together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from interview.summary.phrases import UNTOLD, Told


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
    told: Told = UNTOLD
    """The answer as it is dictated."""
    partly: str = ""
    """What a list is called of which a part was not checked; else empty."""
    fixed: bool = False
    """Whether it cannot change between two visits."""
    name: str = ""
    """What the question is called in a few words."""
    choices: int = 0
    """How many answers a list has; 0 for a question that is none."""
    implied: bool = False
    """Whether it is not told: another answer presupposes it, or it denies what only makes sense beside
    another that is not so (`presuppositions`)."""

    @property
    def said_by_another(self) -> bool:
        """Whether another answer of its sentence says what this one does."""
        return bool(self.told.sentence) and not (self.told.positive or self.told.negative)


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


def homes(lines: Iterable[tuple[str, Collection[str]]]) -> dict[str, str]:
    """Return for each question the section it bears most on, given each line's section and questions.

    That is the section in which it decides, or could decide, the largest part of the lines.
    """
    completions = list(lines)
    size = Counter(section for section, _ in completions)
    decides = Counter(
        (question, section) for section, questions in completions for question in sorted(questions)
    )
    return {pair[0]: pair[1] for pair in sorted(decides, key=lambda pair: decides[pair] / size[pair[1]])}

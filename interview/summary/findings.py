"""Answers as they are told, alone and together, and what to check in them because it does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from interview.engine import Conclusions, Session
from interview.engine.completions import questions_at
from interview.engine.return_visit import Visits
from interview.flow.answer_text import all_of
from interview.flow.answers import NotAssessed, says_something
from interview.summary.phrases import UNTOLD, Told

NOT_COUNTED = "answer_not_counted"
"""The code of the notice about an answer on record whose question does not apply."""
NO_EARLIER = "earlier_visit_missing"
"""The code of the notice about a return visit whose earlier visit is not kept here."""
NOT_KEPT = "This is a return visit. The earlier visit is not kept here, so nothing is compared with it."


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
    """True for a yes or a choice that goes without saying, as another answer on record presupposes it."""

    @property
    def said_by_another(self) -> bool:
        """Whether another answer of its sentence says what this one does."""
        return bool(self.told.sentence) and not (self.told.positive or self.told.negative)


@dataclass(frozen=True, slots=True)
class Notice:
    """Answers that do not fit together, or one that does not count because of another."""

    code: str
    text: str
    questions: tuple[str, ...]


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


def notices(conclusions: Conclusions, visits: Visits = ()) -> tuple[Notice, ...]:
    """Return what does not fit together, what waits for another answer, and whether a visit is missing."""
    odd = (Notice(found.code, found.text, found.questions) for found in conclusions.warnings)
    missing = [Notice(NO_EARLIER, NOT_KEPT, ())] if visits is None else []
    return (*odd, *not_counted(conclusions.session), *missing)


def not_counted(session: Session) -> Iterator[Notice]:
    """Yield a notice for the answers that do not count because of the same others."""
    questions, logic = session.flow.questions, session.logic
    found: dict[tuple[str, ...], list[str]] = {}
    for name in session.completions.inactive:
        if says_something(session.answers.get(name, NotAssessed())):
            levels = logic.diagrams.support(logic.applies[name])
            gates = tuple(gate for gate in questions_at(logic, levels) if gate in session.answers)
            found.setdefault(gates, []).append(name)
    for gates, names in found.items():
        said = all_of(questions[name].label for name in sorted(names, key=list(questions).index))
        why = all_of(f'"{questions[gate].label}"' for gate in gates) if gates else "other answers"
        verb, does = ("is", "does") if len(names) == 1 else ("are", "do")
        text = f"{said} {verb} on record but {does} not count, because of the answer to {why}."
        yield Notice(NOT_COUNTED, text, (*gates, *names))

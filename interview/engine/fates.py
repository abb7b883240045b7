"""One question before and after a change of its flow, and what that makes of the answer to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from interview.engine.session import accepts
from interview.flow.answer_text import accepted
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.model import Option, Question


class Fate(StrEnum):
    """What became of a question, and of the answer to it where there is one."""

    SAME = "same"
    REWORDED = "reworded"
    """It is asked otherwise: an answer is kept and waits to be confirmed."""
    OPTIONS_ADDED = "options_added"
    """There are further answers to choose from: an answer is kept and waits to be confirmed."""
    UNKNOWN = "unknown"
    """How it was asked is not known any more: an answer is kept and waits to be confirmed."""
    WITHDRAWN = "withdrawn"
    """The answer cannot mean the same any more: the question is unanswered again."""
    GONE = "gone"
    """The flow does not have the question any more: an answer stays in the log only."""
    NEW = "new"


_DOUBTFUL = frozenset({Fate.REWORDED, Fate.OPTIONS_ADDED, Fate.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Compared:
    """One question before and after."""

    id: str
    fate: Fate
    before: Question | None
    """As it was when it was answered or, without an answer, last time; None when none is known."""
    after: Question | None
    said: Answer | None = None
    """The answer as it was given; None when there is none."""
    counts_as: Answer | None = None
    """What it counts as until it is confirmed: an option that was not there to be seen is not absent."""
    why: str = ""
    """Why the answer was withdrawn, as a clause."""

    @property
    def doubtful(self) -> bool:
        """True when there is an answer that waits to be confirmed."""
        return self.said is not None and self.fate in _DOUBTFUL

    @property
    def added(self) -> tuple[Option, ...]:
        """The options that were not there before."""
        return _added(self.before, self.after) if self.before and self.after else ()


def fingerprint(question: Question) -> tuple[object, ...]:
    """Return all that gives an answer its meaning; the order of options is no part of it."""
    options = frozenset((option.id, option.label, option.help) for option in question.options)
    return (question.ask, question.type, options, question.none, question.unit, question.range)


def compared(
    name: str, before: Question | None, after: Question | None, said: Answer | None, *, same_logic: bool
) -> Compared:
    """Return what became of a question and of the answer to it.

    With `same_logic`, a question that is not known any more differed in its words only.
    """
    if after is None:
        return Compared(name, Fate.GONE, before, after, said)
    if before is None and said is None:
        return Compared(name, Fate.NEW, before, after)
    fate = _fate(before, after)
    if fate is not Fate.SAME and said is not None and (why := _misfit(before, after, said, same_logic)):
        return Compared(name, Fate.WITHDRAWN, before, after, said, None, why)
    fresh = fate is Fate.OPTIONS_ADDED or (fate is Fate.UNKNOWN and not same_logic)
    return Compared(name, fate, before, after, said, _cautious(said) if fresh else said)


def _fate(before: Question | None, after: Question) -> Fate:
    if before is None:
        return Fate.UNKNOWN
    if fingerprint(before) == fingerprint(after):
        return Fate.SAME
    return Fate.OPTIONS_ADDED if _added(before, after) else Fate.REWORDED


def _misfit(before: Question | None, after: Question, said: Answer, same_logic: bool) -> str:
    """Return why an answer cannot mean the same any more, as a clause; empty when it can."""
    if before is not None and before.type is not after.type:
        return "the question takes another kind of answer now"
    if before is not None and before.unit != after.unit:
        return f"the unit was {before.unit or 'not given'} and is {after.unit or 'not given'} now"
    if before is None and isinstance(said, Number) and not same_logic:
        return "the unit it was given in is not known any more"
    if accepts(after, said) and not (isinstance(said, Number) and _broken(said, after)):
        return ""
    match said:
        case Chosen() | Several():
            return "this answer cannot be chosen any more"
        case Number():
            return f"{accepted(after)} now"
        case _:
            return "the question takes another kind of answer now"


def _broken(said: Number, after: Question) -> bool:
    """Return whether a number has a fraction where only whole ones are accepted."""
    return bool(after.range and after.range.whole and said.value != int(said.value))


def _added(before: Question, after: Question) -> tuple[Option, ...]:
    known = {option.id for option in before.options}
    return tuple(option for option in after.options if option.id not in known)


def _cautious(said: Answer | None) -> Answer | None:
    """Return an answer without its claim that all else is absent, since there was less to be seen."""
    return replace(said, rest_absent=False) if isinstance(said, Several) else said

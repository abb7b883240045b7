"""A change of flow in words, for both faces of the interview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview.engine.carryover import CarriedAs, Compared, Comparison, LineShift, TableShift
from interview.engine.conclusions import Status
from interview.flow.answer_text import accepted, as_written, in_words, to_plain
from interview.flow.answers import Several
from interview.flow.model import Question
from interview.summary.stance import with_stance

ABSENT = "not in it"
_STATUSES = {
    Status.HOLDS: "holds",
    Status.RULED_OUT: "ruled out",
    Status.OPEN: "open",
    None: ABSENT,
}
_CARRIED = {
    CarriedAs.REWORDED: "asked otherwise",
    CarriedAs.OPTIONS_ADDED: "with further answers",
    CarriedAs.UNKNOWN: "whose earlier wording is not known",
    CarriedAs.WITHDRAWN: "whose answer no longer fits",
    CarriedAs.GONE: "gone",
    CarriedAs.NEW: "new",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: what it is about, and more about it."""

    title: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """A conclusion under the flow of last time and under the one now."""

    title: str
    before: str
    after: str


def headline(comparison: Comparison, title: str) -> str:
    """Return that the flow has changed, and between which versions."""
    then, now = comparison.versions
    if comparison.told:
        return f"{title} has changed since some of these answers were given."
    if not then:
        return f"{title} has changed since this interview was held; that version was not kept (now {now})."
    versions = f"version {then} then, {now} now" if then != now else f"still called version {now}"
    return f"{title} has changed since this interview was held ({versions})."


def overview(comparison: Comparison) -> str:
    """Return in a line or two what has changed, and what that means for what follows."""
    counts = ((comparison.count(carried_as), words) for carried_as, words in _CARRIED.items())
    questions = ", ".join(f"{count} {words}" for count, words in counts if count)
    said = f"Questions: {questions}." if questions else ""
    return " ".join(part for part in (said, _consequence(comparison)) if part)


def _consequence(comparison: Comparison) -> str:
    if comparison.told:
        return ""
    if not comparison.before_known:
        return "What followed from the answers then cannot be shown beside what follows now."
    if comparison.lines or comparison.tables:
        return "What follows from the answers is not the same."
    return "What follows from the answers is the same."


def to_confirm(one: Compared) -> Told:
    """Return an answer that waits to be confirmed."""
    assert one.after is not None
    return Told(f"{one.after.label}: {said_in_words(one)}", tuple(_differences(one, one.after)))


def withdrawn(one: Compared) -> Told:
    """Return an answer that counts no more, and why."""
    label = (one.after or one.before or _nobody(one.id)).label
    why = one.why or "this question is not asked any more"
    rest = "It is asked again." if one.after else "The answer is kept and does not count."
    return Told(f"{label}: {said_in_words(one)}", (f"{why[:1].upper()}{why[1:]}. {rest}",))


def shifts(comparison: Comparison) -> tuple[Shift, ...]:
    """Return the conclusions that differ, tables last."""
    return (*map(_line, comparison.lines), *map(_table, comparison.tables))


def said_in_words(one: Compared) -> str:
    """Return an answer in the words of the question it was given to, as far as that is known."""
    if one.said is None:
        return ""
    if one.before is not None:
        return in_words(one.before, one.said)
    if one.doubtful and one.after is not None:
        return in_words(one.after, one.said)
    plain = to_plain(one.said)
    return ", ".join(plain) if isinstance(plain, list) else as_written(one.said)


def _differences(one: Compared, after: Question) -> Iterator[str]:
    if one.before is None:
        yield f"Asked now: {after.ask}"
    elif one.before.ask != after.ask:
        yield f"Asked then: {one.before.ask}"
        yield f"Asked now: {after.ask}"
    else:
        yield f"Asked: {after.ask}"
    if one.before is not None:
        yield from _answers(one, one.before, after)
    if one.said != one.counts_as:
        yield from _rest(one)


def _answers(one: Compared, before: Question, after: Question) -> Iterator[str]:
    if one.said is not None and in_words(before, one.said) != in_words(after, one.said):
        yield f"The answer is worded now: {in_words(after, one.said)}"
    left = {option.id for option in after.options}
    removed = [option.label for option in before.options if option.id not in left]
    if removed:
        yield f"Not offered any more: {'; '.join(removed)}."
    if one.added:
        yield f"Offered now as well: {'; '.join(option.label for option in one.added)}."
    if before.range != after.range:
        words = accepted(after)
        yield f"{words[:1].upper()}{words[1:]} now."


def _rest(one: Compared) -> Iterator[str]:
    """Say what keeping an answer to several choices says about what was not there to be seen."""
    if isinstance(one.said, Several):
        new = "; ".join(option.label for option in one.added) or "all that is not named"
        yield f"Keeping it says that this is absent too: {new}. Until then the rest counts as not assessed."


def _line(shift: LineShift) -> Shift:
    return Shift(with_stance(shift.title, shift.stance), _STATUSES[shift.before], _STATUSES[shift.after])


def _table(shift: TableShift) -> Shift:
    return Shift(shift.label, _outcome(shift.before), _outcome(shift.after))


def _outcome(left: tuple[str, ...]) -> str:
    if not left:
        return ABSENT
    return left[0] if len(left) == 1 else f"open: {', '.join(left)}"


def _nobody(name: str) -> Question:
    from interview.flow.model import QuestionType

    return Question(name, name, QuestionType.TEXT, name)

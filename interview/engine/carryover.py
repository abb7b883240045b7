"""What becomes of the answers of a session when its flow has changed since they were given.

An answer is kept only while it means the same. Where that is in doubt it is kept and waits to be confirmed;
where it cannot be, its question is unanswered again, never "no". Nothing leaves the log. Each question is
looked at before and after the change; that says as what the answer is carried over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from interview.engine.conclusions import Conclusions, Status, conclude
from interview.engine.session import (
    Carried,
    Event,
    EventKind,
    Said,
    Session,
    accepts,
    before_change,
    carry_over,
    latest,
    replay,
    said_apart_from,
    under_last,
)
from interview.flow.answer_text import accepted
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.logic.compiler import Logic
from interview.flow.model import Option, Question, Stance
from interview.flow.values_in_text import title_for_everyone


@dataclass(frozen=True, slots=True)
class LineShift:
    """A recommendation whose status differs; None where the flow does not have it."""

    id: str
    title: str
    before: Status | None
    after: Status | None
    stance: Stance = Stance.FOR


@dataclass(frozen=True, slots=True)
class TableShift:
    """A table of which other outcomes are possible, in words; none where the flow does not have it."""

    id: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a person should know before going on under a changed flow."""

    versions: tuple[str, str]
    """The version of the flow of last time, empty when that is not known, and of the flow now."""
    questions: tuple[Compared, ...]
    """Those of the flow in its order, then those that are gone."""
    lines: tuple[LineShift, ...]
    tables: tuple[TableShift, ...]
    logic_changed: bool
    """True when what is asked or what follows is decided in another way, as far as is known."""
    before_known: bool
    """False when the flow of last time is not known, so that its conclusions cannot be shown."""
    carried: tuple[Carried, ...]
    """What goes into the log when the session goes on; empty when it is there already."""
    told: bool
    """True when the person went on under the flow before, and only answers are left to be confirmed."""
    before: Conclusions | None = field(default=None, compare=False, repr=False)
    """What followed under the flow of last time, where that differs from the one now."""

    @property
    def to_confirm(self) -> tuple[Compared, ...]:
        """The answers that are kept and wait to be confirmed."""
        return tuple(one for one in self.questions if one.doubtful)

    @property
    def withdrawn(self) -> tuple[Compared, ...]:
        """The answers that count no more: they do not fit any more, or their question is gone."""
        return tuple(one for one in self.questions if one.said is not None and one.counts_as is None)

    @property
    def silent(self) -> bool:
        """True when no answer and no conclusion is touched."""
        return not (self.to_confirm or self.withdrawn or self.lines or self.tables)

    def now(self, session: Session) -> Comparison:
        """Return the same with what follows from the session as it stands by now."""
        if self.before is None:
            return self
        after = conclude(session)
        return replace(
            self, lines=tuple(_lines(self.before, after)), tables=tuple(_tables(self.before, after))
        )

    def count(self, carried_as: CarriedAs) -> int:
        """Return how many questions are carried over like this."""
        return sum(one.carried_as is carried_as for one in self.questions)


def compare(
    events: Iterable[Event],
    new: Logic,
    earlier: Mapping[str, Logic],
    *,
    begun_with: str,
    same_logic: bool = False,
) -> Comparison:
    """Return what becomes of the answers in these events under a flow.

    `begun_with` is the content hash of the flow the session was begun with; `earlier` are the flows that
    are known, by content hash. `same_logic` says that one that is not among them decides everything as the
    flow does now, so that only its words can differ.
    """
    log, now = tuple(events), new.flow.content_hash
    then = before_change(log, begun_with, now)
    completions, last = {**earlier, now: new}, under_last(then, begun_with)
    old = completions.get(last)
    questions = _questions(said_apart_from(log, len(then), begun_with), old, new, completions, same_logic)
    counting = {one.id: one.counts_as for one in questions if one.said is not None and one.after is not None}
    carried = carry_over(log, now, counting)
    found = Comparison(
        versions=(old.flow.version if old else "", new.flow.version),
        questions=questions,
        lines=(),
        tables=(),
        logic_changed=old.flow.logic_hash != new.flow.logic_hash if old else not same_logic,
        before_known=old is not None,
        carried=carried if under_last(log, begun_with) != now else (),
        told=last == now,
        before=conclude(replay(old, then)) if old and last != now else None,
    )
    return found.now(carried_session(log, new, found.carried))


def _questions(
    said: Mapping[str, Said],
    old: Logic | None,
    new: Logic,
    completions: Mapping[str, Logic],
    same_logic: bool,
) -> tuple[Compared, ...]:
    there = old.flow.questions if old else {}
    gone = [name for name in (there or said) if name not in new.flow.questions]
    found = []
    for name in (*new.flow.questions, *gone):
        before = _as_answered(said[name], name, completions) if name in said else there.get(name)
        answer = said[name].answer if name in said else None
        if old is None and answer is None:
            before = new.flow.questions[name]  # nothing was answered, so nothing can have changed its meaning
        found.append(compared(name, before, new.flow.questions.get(name), answer, same_logic=same_logic))
    return tuple(found)


def _as_answered(said: Said, name: str, completions: Mapping[str, Logic]) -> Question | None:
    """Return a question as it was when it was answered; None when that is not known."""
    return completions[said.under].flow.questions.get(name) if said.under in completions else None


def carried_session(log: Sequence[Event], new: Logic, carried: Iterable[Carried]) -> Session:
    """Return the session with its answers carried over, as it would be after going on."""
    events = (
        Event(f"carried-{number}", EventKind.CARRIED, question, "", answer)
        for number, (question, answer) in enumerate(carried)
    )
    return replay(new, [*log, *events])


def taken_over(session: Session, new: Logic) -> Session:
    """Return a session under another flow, without the answers that mean something else there."""
    questions = session.flow.questions
    counts_as: dict[str, Answer | None] = dict.fromkeys(latest(session.events))
    for name, said in session.answers.items():
        after = new.flow.questions.get(name)
        counts_as[name] = compared(name, questions[name], after, said, same_logic=False).counts_as
    _, *carried = carry_over(session.events, new.flow.content_hash, counts_as)
    return carried_session(session.events, new, carried)


def _lines(before: Conclusions, after: Conclusions) -> Iterator[LineShift]:
    """Yield the lines whose status differs; one that is ruled out on one side and missing on the other
    says nothing either way."""
    for name in dict.fromkeys((*after.statuses, *before.statuses)):
        then, now = before.statuses.get(name), after.statuses.get(name)
        if then is now or {then, now} == {None, Status.RULED_OUT}:
            continue
        flow = (after if name in after.statuses else before).session.flow
        line = flow.recommendations[name]
        yield LineShift(name, title_for_everyone(flow, line), then, now, line.stance)


def _tables(before: Conclusions, after: Conclusions) -> Iterator[TableShift]:
    for name in dict.fromkeys((*after.tables, *before.tables)):
        then, now = before.tables.get(name, ()), after.tables.get(name, ())
        if then != now:
            flow = (after if name in after.tables else before).session.flow
            yield TableShift(name, flow.tables[name].label, _outcomes(before, name), _outcomes(after, name))


def _outcomes(conclusions: Conclusions, table: str) -> tuple[str, ...]:
    flow = conclusions.session.flow
    return tuple(flow.tables[table].outcomes[outcome] for outcome in conclusions.tables.get(table, ()))


class CarriedAs(StrEnum):
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


_DOUBTFUL = frozenset({CarriedAs.REWORDED, CarriedAs.OPTIONS_ADDED, CarriedAs.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Compared:
    """One question before and after."""

    id: str
    carried_as: CarriedAs
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
        return self.said is not None and self.carried_as in _DOUBTFUL

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
        return Compared(name, CarriedAs.GONE, before, after, said)
    if before is None and said is None:
        return Compared(name, CarriedAs.NEW, before, after)
    carried_as = _carried_as(before, after)
    if (
        carried_as is not CarriedAs.SAME
        and said is not None
        and (why := _misfit(before, after, said, same_logic))
    ):
        return Compared(name, CarriedAs.WITHDRAWN, before, after, said, None, why)
    fresh = carried_as is CarriedAs.OPTIONS_ADDED or (carried_as is CarriedAs.UNKNOWN and not same_logic)
    return Compared(name, carried_as, before, after, said, _cautious(said) if fresh else said)


def _carried_as(before: Question | None, after: Question) -> CarriedAs:
    if before is None:
        return CarriedAs.UNKNOWN
    if fingerprint(before) == fingerprint(after):
        return CarriedAs.SAME
    return CarriedAs.OPTIONS_ADDED if _added(before, after) else CarriedAs.REWORDED


def _misfit(before: Question | None, after: Question, said: Answer, same_logic: bool) -> str:
    """Return why an answer cannot mean the same any more, as a clause; empty when it can."""
    if before is not None and before.type is not after.type:
        return "the question takes another kind of answer now"
    if before is not None and before.unit != after.unit:
        return f"the unit was {before.unit or 'not given'} and is {after.unit or 'not given'} now"
    if before is None and isinstance(said, Number) and not same_logic:
        return "the unit it was given in is not known any more"
    if accepts(after, said):
        return ""
    match said:
        case Chosen() | Several():
            return "this answer cannot be chosen any more"
        case Number():
            return f"{accepted(after)} now"
        case _:
            return "the question takes another kind of answer now"


def _added(before: Question, after: Question) -> tuple[Option, ...]:
    completions = {option.id for option in before.options}
    return tuple(option for option in after.options if option.id not in completions)


def _cautious(said: Answer | None) -> Answer | None:
    """Return an answer without its claim that all else is absent, since there was less to be seen."""
    return replace(said, rest_absent=False) if isinstance(said, Several) else said

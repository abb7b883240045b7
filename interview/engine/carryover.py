"""What becomes of the answers of a session when its flow has changed since they were given.

An answer is kept only while it means the same. Where that is in doubt it is kept and waits to be confirmed;
where it cannot be, its question is unanswered again, never "no". Nothing leaves the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from interview.engine.carrying import Carried, Said, before_change, carry_over, said_apart_from, under_last
from interview.engine.conclusions import Conclusions, Status, conclude
from interview.engine.fates import Compared, Fate, compared
from interview.engine.session import Event, EventKind, Session, latest, replay
from interview.flow.answers import Answer
from interview.flow.logic.compiler import Logic
from interview.flow.model import Question


@dataclass(frozen=True, slots=True)
class LineShift:
    """A recommendation whose status differs; None where the flow does not have it."""

    id: str
    title: str
    before: Status | None
    after: Status | None


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

    def count(self, fate: Fate) -> int:
        """Return how many questions have a fate."""
        return sum(one.fate is fate for one in self.questions)


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
    known, last = {**earlier, now: new}, under_last(then, begun_with)
    old = known.get(last)
    questions = _questions(said_apart_from(log, len(then), begun_with), old, new, known, same_logic)
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
    known: Mapping[str, Logic],
    same_logic: bool,
) -> tuple[Compared, ...]:
    there = old.flow.questions if old else {}
    gone = [name for name in (there or said) if name not in new.flow.questions]
    found = []
    for name in (*new.flow.questions, *gone):
        before = _as_answered(said[name], name, known) if name in said else there.get(name)
        answer = said[name].answer if name in said else None
        if old is None and answer is None:
            before = new.flow.questions[name]  # nothing was answered, so nothing can have changed its meaning
        found.append(compared(name, before, new.flow.questions.get(name), answer, same_logic=same_logic))
    return tuple(found)


def _as_answered(said: Said, name: str, known: Mapping[str, Logic]) -> Question | None:
    """Return a question as it was when it was answered; None when that is not known."""
    return known[said.under].flow.questions.get(name) if said.under in known else None


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
        yield LineShift(name, flow.recommendations[name].title, then, now)


def _tables(before: Conclusions, after: Conclusions) -> Iterator[TableShift]:
    for name in dict.fromkeys((*after.tables, *before.tables)):
        then, now = before.tables.get(name, ()), after.tables.get(name, ())
        if then != now:
            flow = (after if name in after.tables else before).session.flow
            yield TableShift(name, flow.tables[name].label, _outcomes(before, name), _outcomes(after, name))


def _outcomes(conclusions: Conclusions, table: str) -> tuple[str, ...]:
    flow = conclusions.session.flow
    return tuple(flow.tables[table].outcomes[outcome] for outcome in conclusions.tables.get(table, ()))

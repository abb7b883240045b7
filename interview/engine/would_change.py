"""The smallest changes of answer that would give a recommendation another status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from interview.engine.completions import complete, counted, questions_at
from interview.engine.conclusions import Status, status, subject
from interview.engine.plan_end import is_over
from interview.engine.session import Session, accepts
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.decimals import minus, plus, trimmed
from interview.flow.logic.bands import Band, exactly, whole
from interview.flow.logic.compiler import YES, Variable, is_whole, limits
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import DerivedNumber, QuestionType


@dataclass(frozen=True, slots=True)
class Change:
    """Answers that would give a recommendation another status."""

    answers: Mapping[str, Answer]
    status: Status


def changes(session: Session, recommendation: str, now: Status) -> tuple[Change, ...]:
    """Return every single answer that would change the status; where none adds or drops the line, a set
    of as few answers as possible that does."""
    singles = list(_singles(session, recommendation, now))
    wanted = {Status.HOLDS, Status.RULED_OUT} - {now} - {change.status for change in singles}
    sets = [change for status in sorted(wanted) if (change := _fewest(session, recommendation, status))]
    order = [Status.HOLDS, Status.RULED_OUT, Status.OPEN]
    return tuple(sorted([*singles, *sets], key=lambda change: order.index(change.status)))


def candidates(session: Session, question: str) -> Iterator[Answer]:
    """Yield the answers that the question accepts and that differ from the one on record, one for each way
    logic can tell apart."""
    now = counted(session.answers, session.completions).get(question)
    for answer in dict.fromkeys(_possible(session, question, now)):
        if accepts(session.flow.questions[question], answer) and not _same(session, question, answer, now):
            yield answer


def _possible(session: Session, question: str, now: Answer | None) -> Iterator[Answer]:
    asked = session.flow.questions[question]
    if asked.type is QuestionType.SEVERAL:
        chosen = now.chosen if isinstance(now, Several) else frozenset()
        yield Several(chosen)
        for option in asked.options:
            yield Several(chosen ^ {option.id})
    elif asked.type is QuestionType.NUMBER:
        yield from _numbers(session, question)
    else:
        yield from (Chosen(option.id) for option in asked.options)


def _numbers(session: Session, question: str) -> Iterator[Number]:
    """Yield a number for each band, and for each band of a difference whose other number is known."""
    everything = limits(session.flow, question)
    for band in session.logic.of[question][0].bands:
        yield Number(band.example(everything))
    for difference in session.flow.differences.values():
        operands = (difference.minuend, difference.subtrahend)
        if question in operands:
            other = session.answers.get(operands[question == operands[0]])
            values = [
                operand(session, difference, question, other, band) for band in _bands(session, difference)
            ]
            yield from (Number(value) for value in values if value is not None)


def _bands(session: Session, difference: DerivedNumber) -> tuple[Band, ...]:
    return session.logic.of[difference.id][0].bands


def operand(
    session: Session, difference: DerivedNumber, question: str, other: Answer | None, band: Band
) -> Decimal | None:
    """Return a number that the question can have and that, with the other one, puts the difference in a band;
    None without the other, and where there is no such number."""
    if not isinstance(other, Number):
        return None
    flow, known, everything = session.flow, exactly(other.value), limits(session.flow, question)
    span = band.plus(known) if question == difference.minuend else known.minus(band)
    fitting = span.overlap(everything)
    fitting = whole(fitting) if is_whole(flow, question) and not fitting.empty else fitting
    if fitting.empty:
        return None
    wanted = band.example(limits(flow, difference.id))
    named = trimmed((plus if question == difference.minuend else minus)(other.value, wanted))
    fits = named in fitting and accepts(flow.questions[question], Number(named))
    return named if fits else fitting.example(everything)


def _same(session: Session, question: str, answer: Answer, now: Answer | None) -> bool:
    """Return whether no condition can tell two answers apart."""
    if not (isinstance(answer, Number) and isinstance(now, Number)):
        return answer == now
    if any(question in (d.minuend, d.subtrahend) for d in session.flow.differences.values()):
        return answer == now
    variable = session.logic.of[question][0]
    return variable.band_of(answer.value) == variable.band_of(now.value)


def _singles(session: Session, recommendation: str, now: Status) -> Iterator[Change]:
    for question in _bearing(session, recommendation):
        for answer in candidates(session, question):
            then = after(session, {question: answer}, recommendation)
            if then is not now:
                yield Change({question: answer}, then)


def _bearing(session: Session, recommendation: str) -> tuple[str, ...]:
    """Return the questions a recommendation can depend on: those of its condition, and of the end."""
    logic, flow = session.logic, session.flow
    levels = logic.diagrams.support(logic.node(subject(flow, flow.recommendations[recommendation])))
    if is_over(session.completions, recommendation):
        levels |= logic.diagrams.support(logic.ends)
    return questions_at(logic, levels)


def after(session: Session, changed: Mapping[str, Answer], recommendation: str) -> Status:
    """Return the status a recommendation would have with these answers instead."""
    instead, key = session.completions.instead, frozenset(changed.items())
    if key not in instead:
        instead[key] = complete(session.logic, {**session.answers, **changed})
    return status(instead[key], recommendation)


def _fewest(session: Session, recommendation: str, wanted: Status) -> Change | None:
    """Return a set of as few answers as the diagram needs to reach a status; None where none is found."""
    flow, diagrams = session.flow, session.logic.diagrams
    line = flow.recommendations[recommendation]
    if line.while_open:
        return None
    target = ALWAYS if wanted is Status.HOLDS else NEVER
    going_on = diagrams.negate(session.logic.ends)
    node = session.logic.node(line.when)
    goal = diagrams.conjoin(node if target else diagrams.negate(node), going_on)
    values = diagrams.cheapest(goal, _given_masks(session), ALWAYS)
    if not values:
        return None
    answers = _as_answers(session, values)
    possible = all(accepts(flow.questions[name], answer) for name, answer in answers.items())
    if not possible or after(session, answers, recommendation) is not wanted:
        return None
    for question in tuple(answers):
        fewer = {name: answer for name, answer in answers.items() if name != question}
        if after(session, fewer, recommendation) is wanted:
            answers = fewer
    return Change(answers, wanted)


def _given_masks(session: Session) -> dict[int, int]:
    given = counted(session.answers, session.completions)
    levels = {variable.level for name in given for variable in session.logic.of.get(name, ())}
    return {level: mask for level, mask in session.completions.masks.items() if level in levels}


def _as_answers(session: Session, values: Mapping[int, int]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for level, value in values.items():
        variable = session.logic.variables[level]
        if variable.name in session.flow.differences:
            answers |= _operands(session, session.flow.differences[variable.name], variable.bands[value])
        else:
            before = answers.get(variable.name, session.answers.get(variable.name))
            answers[variable.name] = _answer(session, variable, value, before)
    return answers


def _operands(session: Session, difference: DerivedNumber, band: Band) -> dict[str, Answer]:
    """Return two numbers that put a difference in a band, one of them as on record or at an end."""
    minuend, subtrahend = difference.minuend, difference.subtrahend
    for name, other in ((minuend, subtrahend), (subtrahend, minuend)):
        for first in _firsts(session, name):
            second = operand(session, difference, other, first, band)
            if second is not None:
                return {name: first, other: Number(second)}
    return {}


def _firsts(session: Session, question: str) -> list[Number]:
    """Return the number on record, or the highest and lowest there can be."""
    now, span = session.answers.get(question), limits(session.flow, question)
    if isinstance(now, Number):
        return [now]
    return [Number(end) for end in (span.high, span.low) if end.is_finite()]


def _answer(session: Session, variable: Variable, value: int, before: Answer | None) -> Answer:
    if variable.option:
        chosen = before.chosen if isinstance(before, Several) else frozenset()
        return Several(chosen | {variable.option} if 1 << value == YES else chosen - {variable.option})
    if variable.values:
        return Chosen(variable.values[value])
    return Number(variable.bands[value].example(limits(session.flow, variable.name)))

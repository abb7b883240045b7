"""What is otherwise than at the last visit, in the flow's words and as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from interview.engine import Session
from interview.engine import return_visit as engine
from interview.flow.answer_text import in_words, to_plain
from interview.flow.answers import Answer, Number
from interview.flow.model import Question
from interview.summary.shifts import NO_VISIT, LineShift, Measure, Reading, Shift, Since


def since_last_time(visits: engine.Visits, now: Session) -> Since:
    """Return what changed since the last of these visits, the oldest first; `NO_VISIT` without one."""
    found = engine.since(visits, now)
    if found is None or not visits:
        return NO_VISIT
    questions = {**visits[-1].flow.questions, **now.flow.questions}
    measured = {one.question for one in found.measures}
    return Since(
        at=found.at,
        changed=_shifts(questions, (one for one in found.changed if one.question not in measured)),
        new=_shifts(questions, found.new),
        withdrawn=_shifts(questions, found.withdrawn),
        lines=tuple(_line(now, shift) for shift in found.lines),
        measures=tuple(_measure(questions[one.question], one) for one in found.measures),
    )


def since_as_data(visits: engine.Visits, now: Session) -> dict[str, object] | None:
    """Return the same in the machine form, described in docs/json.md; None without an earlier visit."""
    found = engine.since(visits, now)
    if found is None:
        return None
    shifts = (*found.changed, *found.new, *found.withdrawn)
    return {
        "at": found.at,
        "answers": {
            one.question: {"before": _plain(one.before), "after": _plain(one.after)} for one in shifts
        },
        "recommendations": {
            one.recommendation: {"before": one.before, "after": one.after} for one in found.lines
        },
        "measures": {
            one.question: [{"at": reading.at, "value": reading.value} for reading in one.readings]
            for one in found.measures
        },
        "not_repeated": [one.question for one in found.measures if not one.repeated],
    }


def _plain(answer: Answer | None) -> object:
    return None if answer is None else to_plain(answer)


def _shifts(questions: dict[str, Question], shifts: Iterable[engine.AnswerShift]) -> tuple[Shift, ...]:
    return tuple(
        Shift(
            one.question,
            questions[one.question].label,
            _said(questions[one.question], one.before),
            _said(questions[one.question], one.after),
        )
        for one in shifts
    )


def _said(question: Question, answer: Answer | None) -> str:
    return "" if answer is None else in_words(question, answer)


def _line(now: Session, shift: engine.StatusShift) -> LineShift:
    title = now.flow.recommendations[shift.recommendation].title
    return LineShift(shift.recommendation, title, shift.before or "", shift.after)


def _measure(question: Question, measure: engine.Measure) -> Measure:
    readings = tuple(Reading(reading.at, _number(reading.value)) for reading in measure.readings)
    return Measure(question.id, question.label, question.unit, readings, measure.repeated)


def _number(value: float) -> str:
    return f"{Number(value).value:g}"

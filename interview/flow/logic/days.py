"""The dates that time is counted between: which there are, and the days that an answer leaves for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from interview.flow.answers import Answer, Number, Text
from interview.flow.dates import FIRST, LAST, days_of, lies_ahead
from interview.flow.logic.bands import Band, exactly
from interview.flow.model import DAYS, LAST_VISIT, TODAY, Flow, QuestionType

EVERY_DAY = Band(FIRST.toordinal(), LAST.toordinal())


def is_day(flow: Flow, name: str) -> bool:
    """Return whether this is the day of the visit or of the last one, which nobody is asked for."""
    return name in DAYS and name not in flow.questions and name not in flow.figures


def is_date(flow: Flow, name: str) -> bool:
    """Return whether this is a date: one that is asked for, or a day that nobody is asked for."""
    question = flow.questions.get(name)
    if question is None:
        return is_day(flow, name)
    return question.type in (QuestionType.DATE, QuestionType.MONTH)


def lies_behind(flow: Flow, name: str) -> bool:
    """Return whether a date has to lie behind the visit or on its day, as all do whose question does not say
    otherwise. A month that decides nothing is whatever was written."""
    question = flow.questions.get(name)
    if question is None:
        return name == LAST_VISIT
    if question.future or not is_date(flow, name):
        return False
    return question.type is QuestionType.DATE or _decides(flow, name)


def is_ahead(flow: Flow, name: str, answer: Answer, today: Answer | None) -> bool:
    """Return whether an answer is a date after the visit, where it has to lie behind."""
    if not isinstance(answer, Text) or not isinstance(today, Text) or not lies_behind(flow, name):
        return False
    return lies_ahead(answer.text, date.fromisoformat(today.text))


def _decides(flow: Flow, question: str) -> bool:
    return any(question in number.operands for number in flow.numbers.values() if number.counts_time)


def said(answer: Answer | None) -> Band | None:
    """Return what an answer says of a number, or of the days of a date; None where it says nothing."""
    if isinstance(answer, Number):
        return exactly(answer.value)
    days = days_of(answer.text) if isinstance(answer, Text) else None
    return Band(*days) if days else None


def answer_of(flow: Flow, question: str, value: Decimal) -> Answer:
    """Return a number as the answer to a question: as it is, or the day or month it stands for."""
    if not is_date(flow, question):
        return Number(value)
    day = date.fromordinal(int(value)).isoformat()
    return Text(day[:7] if is_month(flow, question) else day)


def is_month(flow: Flow, name: str) -> bool:
    """Return whether a date is never known better than to the month."""
    return name in flow.questions and flow.questions[name].type is QuestionType.MONTH


def days_left(flow: Flow, name: str, answers: Mapping[str, Answer]) -> Band:
    """Return the days that a date can be: none after the visit where it lies behind."""
    found = said(answers.get(name)) or EVERY_DAY
    today = said(answers.get(TODAY)) if is_day(flow, TODAY) else None
    if today is None or not lies_behind(flow, name):
        return found
    left = found.overlap(Band(found.low, today.high))
    return found if left.empty else left

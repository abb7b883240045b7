"""One session as one row: a value for every column of its flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview.engine import Conclusions, Relevance, Session, conclude, relevance
from interview.export.csv.names import (
    fact_column,
    month_column,
    option_column,
    outcome_column,
    possible_column,
    state_column,
    status_column,
    year_column,
)
from interview.export.csv.sheet import Cell
from interview.export.csv.variables import OPEN
from interview.flow.answer_text import to_plain
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.model import Question, QuestionType
from interview.flow.review import review_state
from interview.summary.conclusion_text import day
from interview.summary.notices import notices

Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Held:
    """A session as it is kept; all but the moment are empty for one that is not. Times are UTC, ISO 8601."""

    session: Session
    at: str
    id: str = ""
    follows: str = ""
    finished: bool | None = None


def row(held: Held, *, free_text: bool = False) -> Row:
    """Return the value of every column, by its name; None is an empty cell."""
    conclusions = conclude(held.session)
    cells = _head(held)
    for question in held.session.flow.questions.values():
        if free_text or question.type is not QuestionType.TEXT:
            cells.update(_question(held.session, question))
    cells.update(_concluded(conclusions))
    return cells


def _head(held: Held) -> Row:
    flow = held.session.flow
    return {
        "session__id": held.id,
        "session__follows": held.follows,
        "session__finished": None if held.finished is None else _yes_no(held.finished),
        "session__date_year": int(held.at[:4]),
        "session__date_month": int(held.at[5:7]),
        "flow__id": flow.id,
        "flow__version": flow.version,
        "flow__logic_hash": flow.logic_hash,
        "flow__content_hash": flow.content_hash,
        "flow__reviewed": review_state(flow.review, flow.content_hash, day(held.at)),
    }


def _question(session: Session, question: Question) -> Iterator[tuple[str, Cell]]:
    active = question.id not in session.known.inactive
    answer = session.answers.get(question.id) if active else None
    yield from _values(question, answer)
    yield state_column(question.id), _state(session, question.id, answer)


def _state(session: Session, name: str, answer: Answer | None) -> str:
    """Return whether a question was answered, and why not; one of `variables.STATES`."""
    if isinstance(answer, NotAssessed):
        return answer.reason.value
    if answer is not None:
        return "answered"
    place = relevance(session, name)
    if place is Relevance.ASKED:
        return "unanswered"
    return "inactive" if place is Relevance.INACTIVE else "not_asked"


def _values(question: Question, answer: Answer | None) -> Iterator[tuple[str, Cell]]:
    match question.type:
        case QuestionType.SEVERAL:
            for option in question.options:
                yield option_column(question.id, option.id), _option(answer, option.id)
        case QuestionType.MONTH:
            year, month = answer.text.split("-") if isinstance(answer, Text) else (None, None)
            yield year_column(question.id), year and int(year)
            yield month_column(question.id), month and int(month)
        case _:
            yield question.id, _single(answer)


def _option(answer: Answer | None, option: str) -> Cell:
    match answer:
        case Several(chosen=chosen) if option in chosen:
            return "yes"
        case Several(rest_absent=True):
            return "no"
        case Several() | NotAssessed():
            return "not_assessed"
        case _:
            return None


def _single(answer: Answer | None) -> Cell:
    match answer:
        case Chosen(option=option):
            return option
        case Text(text=text):
            return text
        case Number():
            value = to_plain(answer)
            return value if isinstance(value, int | float) else None
        case _:
            return None


def _concluded(conclusions: Conclusions) -> Iterator[tuple[str, Cell]]:
    for name, truth in conclusions.facts.items():
        yield fact_column(name), OPEN if truth is None else _yes_no(truth)
    for name, left in conclusions.tables.items():
        yield outcome_column(name), left[0] if len(left) == 1 else OPEN
        yield possible_column(name), " ".join(left)
    for name, status in conclusions.statuses.items():
        yield status_column(name), status.value
    yield "session__warnings", " ".join(warning.code for warning in notices(conclusions))


def _yes_no(truth: bool) -> str:
    return "yes" if truth else "no"

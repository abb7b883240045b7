"""The columns of a flow's table, and their names: the same for every session of a flow, in its order.

Ids hold no double underscore, so what follows one cannot be mistaken for part of an id, and no two columns
can have the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from interview.flow.conditions.printer import in_words
from interview.flow.conditions.syntax import All, Always
from interview.flow.logic.derived import is_whole
from interview.flow.model import Flow, Question, QuestionType
from interview.flow.values_in_text import title_for_everyone
from interview.summary.stance import with_stance

OPEN = "open"
"""A fact, table or recommendation that depends on what is missing."""
NOT_IN_FLOW = "not_in_flow"
"""In a table of several versions of a flow."""

ELSEWHERE = {NOT_IN_FLOW: "this session's version of the flow does not have it"}
YES_NO = {"yes": "yes", "no": "no"}
STATES = {
    "answered": "the value is in its own column",
    "not_assessed": "passed over; never to be taken for no",
    "not_known": "passed over: not known",
    "pending": "passed over: result pending",
    "declined": "passed over: declined by the patient",
    "unreadable": "answered, and not readable any more: the saved entry is damaged",
    "unanswered": "the interview asks it and was left before there was an answer",
    "not_asked": "the interview does not come to it for this patient",
    "inactive": "it does not apply to this patient; an answer on record does not count and is not shown",
    **ELSEWHERE,
}
UNSETTLED = {OPEN: "depends on what is missing", **ELSEWHERE}
FACT = {**YES_NO, **UNSETTLED}
_FIRM = "whatever the missing answers are, as long as session__assuming does not end the plan"
STATUS = {
    "holds": f"stands {_FIRM}",
    "ruled_out": f"does not stand {_FIRM}",
    **UNSETTLED,
}


@dataclass(frozen=True, slots=True)
class Variable:
    """One column, as the codebook tells it. `choices` are the values it can have, with their labels."""

    name: str
    label: str
    type: str
    choices: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    asked_when: str = ""
    """The condition under which the question applies and is asked, by ids; empty for what is not asked."""


HEAD = (
    Variable("session__id", "Session, a random id; empty for one that is not kept", "text"),
    Variable(
        "session__follows", "The session this is a return visit to; only in a table of kept sessions", "text"
    ),
    Variable(
        "session__finished",
        "Whether the interview was finished; only in a table of kept sessions",
        "choice",
        YES_NO,
    ),
    Variable("session__date_year", "Year of the visit, where it was", "whole number"),
    Variable("session__date_month", "Month of the visit, where it was", "whole number", low=1, high=12),
    Variable("flow__id", "Flow the session was held with", "text"),
    Variable("flow__version", "Version of the flow", "text"),
    Variable("flow__logic_hash", "Hash of the flow's logic", "text"),
    Variable("flow__content_hash", "Hash of the flow's content", "text"),
    Variable(
        "flow__errors", "Errors that the check found in the flow the session was held with", "whole number"
    ),
    Variable("flow__reviewed", "Review state of the content on the day of the session", "text"),
)
"""What every table begins with."""


def variables(flow: Flow, *, free_text: bool = False) -> tuple[Variable, ...]:
    """Return the columns of a flow's table."""
    asked = (column for question in flow.questions.values() for column in _question(question, free_text))
    return (
        *HEAD,
        *asked,
        *_facts(flow),
        *_tables(flow),
        *_numbers(flow),
        *_recommendations(flow),
        ASSUMING,
        WARNINGS,
    )


ASSUMING = Variable(
    "session__assuming",
    "Questions that could still end the plan, spaces between: all conclusions are as long as they do not",
    "text",
)
WARNINGS = Variable("session__warnings", "Codes of answers that do not fit together, spaces between", "text")


def _question(question: Question, free_text: bool) -> Iterator[Variable]:
    if question.type is QuestionType.TEXT and not free_text:
        return
    asked = _asked_when(question)
    yield from _values(question, asked)
    yield Variable(state_column(question.id), f"{question.label}: state", "choice", STATES, asked_when=asked)


def _asked_when(question: Question) -> str:
    parts = dict.fromkeys((question.applies_when, question.ask_when))
    parts.pop(Always(), None)
    return in_words(All(tuple(parts)) if len(parts) > 1 else next(iter(parts), Always()))


def _values(question: Question, asked: str) -> Iterator[Variable]:
    label = question.label
    match question.type:
        case QuestionType.SEVERAL:
            for option in question.options:
                name = option_column(question.id, option.id)
                choices = {**YES_NO, "not_assessed": "not checked"}
                yield Variable(name, f"{label}: {option.label}", "choice", choices, asked_when=asked)
        case QuestionType.NUMBER:
            yield _number(question, asked)
        case QuestionType.DATE | QuestionType.MONTH:
            yield Variable(year_column(question.id), f"{label}: year", "whole number", asked_when=asked)
            month = Variable(
                month_column(question.id), f"{label}: month", "whole number", {}, "", 1, 12, asked
            )
            yield month
        case QuestionType.TEXT:
            yield Variable(question.id, label, "free text", asked_when=asked)
        case _:
            choices = {option.id: option.label for option in question.options}
            yield Variable(question.id, label, "choice", choices, asked_when=asked)


def _number(question: Question, asked: str) -> Variable:
    limits = question.range
    kind = "whole number" if limits and limits.whole else "number"
    low, high = (limits.low, limits.high) if limits else (None, None)
    return Variable(question.id, question.label, kind, {}, question.unit, low, high, asked)


def _facts(flow: Flow) -> Iterator[Variable]:
    for fact in flow.facts.values():
        yield Variable(fact_column(fact.id), fact.label, "fact", FACT)


def _tables(flow: Flow) -> Iterator[Variable]:
    for table in flow.tables.values():
        yield Variable(outcome_column(table.id), table.label, "table", {**table.outcomes, **UNSETTLED})
        label = f"{table.label}: outcomes that are still possible, spaces between"
        yield Variable(possible_column(table.id), label, "text")


def _numbers(flow: Flow) -> Iterator[Variable]:
    for one in flow.figures.values():
        whole = "whole number" if is_whole(flow, one.id) else "number"
        for name, which in (
            (number_column(one.id), ""),
            (least_column(one.id), ": the lowest that is still possible"),
            (most_column(one.id), ": the highest that is still possible"),
        ):
            yield Variable(name, f"{one.name}{which}", whole, unit=one.unit)


def _recommendations(flow: Flow) -> Iterator[Variable]:
    for line in flow.recommendations.values():
        title = with_stance(title_for_everyone(flow, line), line.stance)
        yield Variable(status_column(line.id), title, "status", STATUS)


def option_column(question: str, option: str) -> str:
    """Return the column of one option of several choices."""
    return f"{question}___{option}"


def state_column(question: str) -> str:
    """Return the column that says whether a question was answered, and why not."""
    return f"{question}__state"


def year_column(question: str) -> str:
    """Return the column of the year of a date or month."""
    return f"{question}__year"


def month_column(question: str) -> str:
    """Return the column of the month of a date or month, 1 to 12; its day is in no table."""
    return f"{question}__month"


def fact_column(fact: str) -> str:
    """Return the column of a fact."""
    return f"{fact}__fact"


def outcome_column(table: str) -> str:
    """Return the column of a table's outcome."""
    return f"{table}__outcome"


def possible_column(table: str) -> str:
    """Return the column of the outcomes a table can still have."""
    return f"{table}__possible"


def number_column(number: str) -> str:
    """Return the column of a derived number; empty unless it is settled."""
    return f"{number}__number"


def least_column(number: str) -> str:
    """Return the column of the lowest value a derived number can still have."""
    return f"{number}__lowest"


def most_column(number: str) -> str:
    """Return the column of the highest value a derived number can still have."""
    return f"{number}__highest"


def status_column(recommendation: str) -> str:
    """Return the column of a recommendation's status."""
    return f"{recommendation}__status"

"""The table of one session, or of many, one row each, and its codebook, as CSV (RFC 4180).

Spreadsheet programs open it as meant: no cell of text is ever a formula. The codebook says what each column
is, and from which versions of the flow.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from interview.engine import Conclusions, Relevance, Session, conclude, relevance
from interview.engine.derived_numbers import ends, number
from interview.engine.plan_end import assuming
from interview.export.csv.variables import (
    NOT_IN_FLOW,
    OPEN,
    Variable,
    fact_column,
    least_column,
    month_column,
    most_column,
    number_column,
    option_column,
    outcome_column,
    possible_column,
    state_column,
    status_column,
    variables,
    year_column,
)
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.conditions.printer import in_words
from interview.flow.decimals import numeral, plain
from interview.flow.model import Flow, Question, QuestionType
from interview.flow.review import review_state
from interview.moments import day, local
from interview.summary.notices import notices

Cell = str | int | Decimal | None
"""A cell; None is an empty one."""

_CELL_BEGINS = "(^|[;,\t\r\n])"
"""Where a spreadsheet program of some country begins a cell, whatever the quotes say."""
_CALCULATES = "(?=[ ']*[-=+@\t\r\uff0d\uff1d\uff0b\uff20])"
"""What makes it calculate, in the full width of East Asian keyboards too."""
_FORMULA = re.compile(f"{_CELL_BEGINS}{_CALCULATES}")
_INERT = re.compile(f"{_CELL_BEGINS}'{_CALCULATES}")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)

Row = dict[str, Cell]

HEADER = (
    "variable",
    "label",
    "type",
    "choices",
    "unit",
    "lowest",
    "highest",
    "asked_when",
    "flow_versions",
)
_HASH = 8
_ENDS = "Once {}, no further question is asked: the state of each is not_asked or inactive."
_BASIS = "Options and their basis, not orders. What is not assessed is never to be taken for no."


def sheet(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the file: UTF-8 with a byte order mark, which Excel needs, and lines that end in CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(cell: Cell) -> str | int | None:
    if isinstance(cell, Decimal):
        return numeral(cell)
    return inert(cell) if isinstance(cell, str) else cell


def inert(text: str) -> str:
    """Return text with an apostrophe wherever a spreadsheet program would begin to calculate.

    A plain number, such as -5, is none: there is nothing to calculate.
    """
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"\1'", text)


def as_typed(cell: str) -> str:
    """Return the text of a cell without the apostrophes of `inert`."""
    return _INERT.sub(r"\1", cell)


def table(sessions: Sequence[Held], *, free_text: bool = False) -> bytes:
    """Return sessions of one flow as CSV. Each is judged by the version it was held with.

    The columns are those of every version among them, the newest session's first.
    """
    columns = {
        name: meanings[0][0] for name, meanings in merged(versions(sessions), free_text=free_text).items()
    }
    rows = (row(held, free_text=free_text) for held in sessions)
    return sheet(list(columns), (_cells(columns.values(), cells) for cells in rows))


def versions(sessions: Iterable[Held]) -> tuple[Flow, ...]:
    """Return the versions of the flow that sessions were held with, the latest session's first."""
    latest = sorted(sessions, key=lambda held: local(held.at), reverse=True)
    return tuple({held.session.flow.content_hash: held.session.flow for held in latest}.values())


def _cells(columns: Iterable[Variable], cells: Row) -> list[Cell]:
    return [cells[column.name] if column.name in cells else _missing(column) for column in columns]


def _missing(column: Variable) -> Cell:
    """Return what stands for a column that the session's version of the flow does not have."""
    return NOT_IN_FLOW if NOT_IN_FLOW in column.choices else None


@dataclass(frozen=True, slots=True)
class Held:
    """A session as it is kept; all but the moment are empty for one that is not."""

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
        "session__date_year": day(held.at).year,
        "session__date_month": day(held.at).month,
        "flow__id": flow.id,
        "flow__version": flow.version,
        "flow__logic_hash": flow.logic_hash,
        "flow__content_hash": flow.content_hash,
        "flow__errors": held.session.errors,
        "flow__reviewed": review_state(flow.review, flow.content_hash, day(held.at)),
    }


def _question(session: Session, question: Question) -> Iterator[tuple[str, Cell]]:
    active = question.id not in session.completions.inactive
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
        case QuestionType.DATE | QuestionType.MONTH:
            year, month, *_ = (*answer.text.split("-"), None) if isinstance(answer, Text) else (None, None)
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
        case Number(value=value):
            return plain(value)
        case _:
            return None


def _concluded(conclusions: Conclusions) -> Iterator[tuple[str, Cell]]:
    for name, truth in conclusions.facts.items():
        yield fact_column(name), OPEN if truth is None else _yes_no(truth)
    for name, left in conclusions.tables.items():
        yield outcome_column(name), left[0] if len(left) == 1 else OPEN
        yield possible_column(name), " ".join(left)
    flow = conclusions.session.flow
    for name in flow.figures:
        found = number(conclusions.session, name)
        yield from _derived(name, ends(flow, name, found) if found else (None, None))
    for name, status in conclusions.statuses.items():
        yield status_column(name), status.value
    yield "session__assuming", " ".join(assuming(conclusions.session.completions))
    yield "session__warnings", " ".join(warning.code for warning in notices(conclusions))


def _derived(name: str, ends_: tuple[Cell, Cell]) -> Iterator[tuple[str, Cell]]:
    low, high = ends_
    yield number_column(name), low if low == high else None
    yield least_column(name), low
    yield most_column(name), high


def _yes_no(truth: bool) -> str:
    return "yes" if truth else "no"


def codebook(flows: Iterable[Flow], *, free_text: bool = False) -> bytes:
    """Return the codebook of the table of these versions of one flow, the newest first.

    A column that differs between versions has a line for each of its meanings.
    """
    return sheet(HEADER, _lines(tuple(flows), free_text))


def named(flow: Flow) -> str:
    """Return a version of a flow as the codebook names it: its version and how its content hash begins."""
    return f"{flow.version} ({flow.content_hash[:_HASH]})"


def merged(flows: Iterable[Flow], *, free_text: bool = False) -> dict[str, list[tuple[Variable, Flow]]]:
    """Return every column of these flows by name, with what it is in each flow that has it.

    A column that only a later flow has stands behind the one it follows there.
    """
    names: list[str] = []
    meanings: dict[str, list[tuple[Variable, Flow]]] = {}
    for flow in flows:
        place = 0
        for variable in variables(flow, free_text=free_text):
            if variable.name not in meanings:
                names.insert(place, variable.name)
            meanings.setdefault(variable.name, []).append((variable, flow))
            place = names.index(variable.name) + 1
    return {name: meanings[name] for name in names}


def _lines(flows: tuple[Flow, ...], free_text: bool) -> Iterator[list[Cell]]:
    for versions in merged(flows, free_text=free_text).values():
        told: list[Variable] = []
        for variable, _ in versions:
            if variable not in told:
                told.append(variable)
                yield _line(variable, [flow for same, flow in versions if same == variable])
    ends = (_ENDS.format(in_words(flow.ends.when)) for flow in flows if flow.ends)
    uses = (f"{_BASIS} {flow.intended_use}" for flow in flows)
    for note in dict.fromkeys((*ends, *uses)):
        yield ["", note, "note", "", "", None, None, "", ""]


def _line(variable: Variable, flows: list[Flow]) -> list[Cell]:
    choices = " | ".join(f"{value}: {label}" for value, label in variable.choices.items())
    return [
        variable.name,
        variable.label,
        variable.type,
        choices,
        variable.unit,
        _number(variable.low),
        _number(variable.high),
        variable.asked_when,
        "; ".join(named(flow) for flow in flows),
    ]


def _number(value: Decimal | int | None) -> Cell:
    return plain(value) if isinstance(value, Decimal) else value

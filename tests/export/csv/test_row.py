"""A row says what the JSON form says, on every path, and never turns a missing answer into "no"."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from interview.engine import Session
from interview.export.csv.row import Held, row
from interview.export.csv.sheet import as_typed
from interview.export.csv.table import table
from interview.export.csv.variables import variables
from interview.export.json_form import to_contract
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.model import Question, QuestionType
from tests.export.patients import one_of_each_path, scripted
from tests.summary.example import AT, session
from tests.summary.patients import logic


def read(made: bytes) -> list[dict[str, str]]:
    """Read a table as any program would."""
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def answer_in(cells: dict[str, str], question: Question) -> Any:
    """The answer a row holds, in the form of an answers file; None for none that counts."""
    state = cells[f"{question.id}__state"]
    if state in list(Reason):
        return state
    if state != "answered":
        return None
    if question.type is QuestionType.SEVERAL:
        said = {option.id: cells[f"{question.id}___{option.id}"] for option in question.options}
        chosen = sorted(option for option, value in said.items() if value == "yes")
        rest = "not_assessed" in said.values()
        return {"chosen": chosen, "rest": "not_assessed"} if rest else chosen
    value = cells[question.id]
    return float(value) if question.type is QuestionType.NUMBER else as_typed(value)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    found = one_of_each_path()
    made = table([Held(one, AT) for one in found.values()], free_text=True)
    return dict(zip(found, read(made), strict=True))


@pytest.mark.parametrize("name", one_of_each_path())
def test_a_row_says_what_the_json_form_says(name: str, rows: dict[str, dict[str, str]]) -> None:
    patient, cells = one_of_each_path()[name], rows[name]
    said: Any = to_contract(patient, at=AT)
    counting = {key: value for key, value in said["answers"].items() if key not in patient.known.inactive}
    found = {key: answer_in(cells, question) for key, question in patient.flow.questions.items()}
    assert {key: value for key, value in found.items() if value is not None} == counting
    truths = {"yes": True, "no": False, "open": None}
    assert {key: truths[cells[f"{key}__fact"]] for key in said["facts"]} == said["facts"]
    possible = {key: cells[f"{key}__possible"].split() for key in said["tables"]}
    assert possible == {
        key: [left] if isinstance(left, str) else left["possible"] for key, left in said["tables"].items()
    }
    statuses = {line["id"]: line["status"] for line in said["recommendations"]}
    assert {key: cells[f"{key}__status"] for key in statuses} == statuses
    assert cells["session__warnings"].split() == [warning["code"] for warning in said["warnings"]]
    flow = said["flow"]
    assert [cells[f"flow__{key}"] for key in ("id", "version", "logic_hash", "content_hash")] == [
        flow[key] for key in ("id", "version", "logic_hash", "content_hash")
    ]


@pytest.mark.parametrize("free_text", [True, False])
@pytest.mark.parametrize("name", list(scripted())[::50])
def test_every_session_of_a_flow_has_the_same_columns(name: str, free_text: bool) -> None:
    columns = [variable.name for variable in variables(logic().flow, free_text=free_text)]
    assert list(row(Held(scripted()[name], AT), free_text=free_text)) == columns
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize(
    ("answers", "cell", "state"),
    [
        ({"food_sticks": Chosen("no")}, "no", "answered"),
        ({"food_sticks": NotAssessed()}, None, "not_assessed"),
        ({"food_sticks": NotAssessed(Reason.PENDING)}, None, "pending"),
        ({}, None, "unanswered"),
    ],
)
def test_no_is_told_apart_from_what_is_missing(answers: Any, cell: str | None, state: str) -> None:
    cells = row(Held(session(**answers), AT))
    assert (cells["food_sticks"], cells["food_sticks__state"]) == (cell, state)


def test_what_the_interview_does_not_come_to_says_so() -> None:
    cells = row(Held(session(status=Chosen("established")), AT))
    assert (cells["onset_age"], cells["onset_age__state"]) == (None, "not_asked")


def test_an_option_that_was_not_checked_is_not_absent() -> None:
    def options(said: Session) -> tuple[Any, Any]:
        cells = row(Held(said, AT))
        return cells["urgent_problems___choking"], cells["urgent_problems___breathless"]

    chosen = frozenset({"choking"})
    assert options(session(urgent_problems=Several(chosen))) == ("yes", "no")
    assert options(session(urgent_problems=Several(chosen, rest_absent=False))) == ("yes", "not_assessed")
    assert options(session(urgent_problems=NotAssessed())) == ("not_assessed", "not_assessed")
    assert options(session()) == (None, None)


def test_an_answer_that_does_not_count_is_not_in_the_table() -> None:
    kept = next(
        (one, name)
        for one in scripted().values()
        for name, said in one.answers.items()
        if name in one.known.inactive and isinstance(said, Chosen)
    )
    cells = row(Held(kept[0], AT))
    assert (cells[kept[1]], cells[f"{kept[1]}__state"]) == (None, "inactive")


def test_free_text_is_left_out_unless_it_is_asked_for() -> None:
    held = Held(session(comment=Text("=HYPERLINK(1)"), onset_age=Number(62)), AT)
    assert b"HYPERLINK" not in table([held])
    assert "comment" not in row(held)
    assert read(table([held], free_text=True))[0]["comment"] == "'=HYPERLINK(1)"


def test_the_date_is_no_finer_than_a_month() -> None:
    cells = row(Held(session(), AT))
    assert (cells["session__date_year"], cells["session__date_month"]) == (2026, 11)
    assert AT[:10].encode() not in table([Held(session(), AT)])


def test_the_same_session_gives_the_same_bytes() -> None:
    held = Held(session(food_sticks=Chosen("yes")), AT, "abc", "", True)
    assert table([held]) == table([held])

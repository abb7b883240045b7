"""A table of several sessions, also of several versions of a flow, and the codebook that explains it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.engine import Relevance, Session, relevance, start
from interview.export.csv.table import HEADER, Held, as_typed, codebook, inert, row, sheet, table, versions
from interview.export.csv.variables import state_column, variables
from interview.export.json_form import to_contract
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.conditions.syntax import Is
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow, Option, Question, QuestionType
from tests.export.patients import one_of_each_path, scripted
from tests.summary.example import AT, flow, session
from tests.summary.patients import PATHS, logic

LATER = "2026-12-01T10:30:00+00:00"

FORMULAS = ("=CMD()", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "\uff1d1", "\uff0b1")
BEHIND_SEPARATORS = ("no; =CMD()", "no,=CMD()", "no\n=CMD()", "no\n\n-1", "no\t+1")


def read(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def without(name: str) -> Flow:
    """The example before it had this question, under an earlier version."""
    now = flow()
    questions = {key: question for key, question in now.questions.items() if key != name}
    screens = tuple(screen for screen in now.screens if name not in screen.questions)
    lines = {key: line for key, line in now.recommendations.items() if key != "review_drug"}
    return replace(
        now, version="0", content_hash="0" * 16, questions=questions, screens=screens, recommendations=lines
    )


def held_before(name: str) -> Held:
    return Held(start(compile_flow(without(name))), AT, "earlier", "", True)


def test_each_session_is_judged_by_its_own_version_and_its_row_says_which() -> None:
    now = Held(session(steroids=Chosen("yes")), LATER, "later", "earlier", False)
    earlier, later = read(table([held_before("steroids"), now]))
    assert (earlier["flow__version"], later["flow__version"]) == ("0", "1")
    assert (earlier["steroids"], earlier["steroids__state"]) == ("", "not_in_flow")
    assert (earlier["review_drug__status"], later["review_drug__status"]) == ("not_in_flow", "holds")
    assert (later["session__id"], later["session__follows"], later["session__finished"]) == (
        "later",
        "earlier",
        "no",
    )


def test_the_columns_are_those_of_the_latest_session_then_what_only_others_have() -> None:
    now = Held(session(), LATER)
    columns = list(read(table([held_before("steroids"), now]))[0])
    assert columns == [variable.name for variable in variables(flow())]
    back = list(read(table([replace(held_before("steroids"), at="2027-01-01T00:00:00Z"), now]))[0])
    assert sorted(back) == sorted(columns)
    assert back.index("steroids") == back.index("repeat_swallows__state") + 1


def test_the_codebook_has_a_line_for_every_column_of_the_table() -> None:
    sessions = [Held(one, AT) for one in one_of_each_path().values()]
    lines = read(codebook(versions(sessions)))
    assert tuple(lines[0]) == HEADER
    assert [line["variable"] for line in lines if line["variable"]] == list(read(table(sessions))[0])


def test_every_value_of_a_choice_is_explained() -> None:
    explained = {
        line["variable"]: dict(choice.split(": ", 1) for choice in line["choices"].split(" | "))
        for line in read(codebook([logic().flow]))
        if line["choices"]
    }
    for cells in read(table([Held(one, AT) for one in one_of_each_path().values()])):
        for name, values in explained.items():
            assert cells[name] in {"", *values}


def test_a_number_has_its_unit_and_range_and_says_when_it_is_asked() -> None:
    line = next(line for line in read(codebook([flow()])) if line["variable"] == "onset_age")
    assert [line[key] for key in HEADER] == [
        "onset_age",
        "Age at onset",
        "whole number",
        "",
        "years",
        "1",
        "110",
        "status is suspected",
        "1 (abcdef01)",
    ]


def test_the_codebook_tells_the_whole_condition_under_which_a_question_is_asked() -> None:
    lines = {line["variable"]: line for line in read(codebook([logic().flow]))}
    assert lines["fvc_sitting"]["asked_when"] == "fvc_done is yes"
    assert lines["fvc_supine__state"]["asked_when"] == "fvc_done is yes"
    assert lines["swallow_imaging___residue"]["asked_when"] == "swallow_imaging_done is yes"
    for question in logic().flow.questions.values():
        state = lines.get(state_column(question.id))
        at_once = relevance(start(logic()), question.id) is Relevance.ASKED
        assert state is None or at_once == (state["asked_when"] == "always")


def test_the_codebook_joins_what_applies_and_what_is_asked() -> None:
    now = flow()
    both = replace(now.questions["onset_age"], applies_when=Is("steroids", frozenset({"yes"})))
    made = read(codebook([replace(now, questions={**now.questions, "onset_age": both})]))
    (line,) = (line for line in made if line["variable"] == "onset_age")
    assert line["asked_when"] == "steroids is yes and status is suspected"


def test_the_codebook_says_which_answer_ends_the_questions() -> None:
    notes = [line["label"] for line in read(codebook([logic().flow])) if line["type"] == "note"]
    assert notes[0].startswith("Once diagnosis_status is not_ibm, no further question is asked")


def test_a_column_that_means_something_else_in_another_version_has_two_lines() -> None:
    now = flow()
    status = now.questions["status"]
    changed = replace(status, options=(*status.options, Option("likely", "Likely")))
    later = replace(now, version="2", content_hash="2" * 16, questions={**now.questions, "status": changed})
    lines = [line for line in read(codebook([later, now])) if line["variable"] == "status"]
    assert [("likely: Likely" in line["choices"], line["flow_versions"]) for line in lines] == [
        (True, "2 (22222222)"),
        (False, "1 (abcdef01)"),
    ]


def test_wording_of_a_flow_is_inert_in_the_codebook() -> None:
    now = flow()
    hostile = replace(now.questions["food_sticks"], label="=CMD()")
    made = codebook([replace(now, questions={**now.questions, "food_sticks": hostile})])
    assert [line["label"] for line in read(made) if line["variable"] == "food_sticks"] == ["'=CMD()"]


def test_the_codebook_says_what_the_lines_are_and_are_not() -> None:
    last = read(codebook([flow()]))[-1]
    assert last["label"].startswith("Options and their basis, not orders.")
    assert "An aid for clinicians. It is not for patients." in last["label"]


def test_an_answer_survives_reading() -> None:
    (cells,) = read(table([Held(session(onset_age=Number(62)), AT)]))
    assert float(cells["onset_age"]) == 62


def row_read(made: bytes) -> list[dict[str, str]]:
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
    return dict(zip(found, row_read(made), strict=True))


@pytest.mark.parametrize("name", PATHS)
def test_a_row_says_what_the_json_form_says(name: str, rows: dict[str, dict[str, str]]) -> None:
    patient, cells = one_of_each_path()[name], rows[name]
    said: Any = to_contract(patient, at=AT)
    counting = {
        key: value for key, value in said["answers"].items() if key not in patient.completions.inactive
    }
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
        if name in one.completions.inactive and isinstance(said, Chosen)
    )
    cells = row(Held(kept[0], AT))
    assert (cells[kept[1]], cells[f"{kept[1]}__state"]) == (None, "inactive")


def test_free_text_is_left_out_unless_it_is_asked_for() -> None:
    held = Held(session(comment=Text("=HYPERLINK(1)"), onset_age=Number(62)), AT)
    assert b"HYPERLINK" not in table([held])
    assert "comment" not in row(held)
    assert row_read(table([held], free_text=True))[0]["comment"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("text", ["-5+1", "-5,-6", "- 5", "-5;=A1", "-5\n", "--5"])
def test_what_only_begins_as_a_number_is_made_inert(text: str) -> None:
    assert inert(text).startswith("'")
    assert as_typed(inert(text)) == text


def test_the_date_is_no_finer_than_a_month() -> None:
    cells = row(Held(session(), AT))
    assert (cells["session__date_year"], cells["session__date_month"]) == (2026, 11)
    assert AT[:10].encode() not in table([Held(session(), AT)])


def test_the_same_session_gives_the_same_bytes() -> None:
    held = Held(session(food_sticks=Chosen("yes")), AT, "abc", "", True)
    assert table([held]) == table([held])


def begins_a_formula(text: str) -> bool:
    """Whether some part between separators begins with what a spreadsheet program calculates."""
    parts = re.split(r"[;,\t\r\n]", text)
    return any(re.match("[=+\\-@\uff1d\uff0b\uff0d\uff20]", part.lstrip(" ")) for part in parts)


@pytest.mark.parametrize("text", [*FORMULAS, *BEHIND_SEPARATORS])
def test_text_that_would_be_calculated_is_made_inert(text: str) -> None:
    assert not begins_a_formula(inert(text))
    assert inert(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["", "swallowing - worse", "a = b", "O'Brien", "1 - 2", "-5", "+2.5"])
def test_other_text_stays_as_it_was_typed(text: str) -> None:
    assert inert(text) == text


@given(st.text("=+-@;,\t\r\n' ab\"\uff1d"))
def test_what_was_typed_can_be_had_back_and_nothing_is_calculated(text: str) -> None:
    assert as_typed(inert(text)) == text
    assert not begins_a_formula(inert(text))


def test_numbers_stay_numbers_and_no_value_is_an_empty_cell() -> None:
    assert sheet(["a", "b", "c", "d"], [[-3, Decimal("-0.5"), None, "-3"]]).decode("utf-8-sig").split(
        "\r\n"
    ) == [
        "a,b,c,d",
        "-3,-0.5,,-3",
        "",
    ]


def test_excel_is_told_that_it_is_utf_8_and_lines_end_as_the_standard_says() -> None:
    made = sheet(["a"], [["Grüße"]])
    assert made == b"\xef\xbb\xbfa\r\nGr\xc3\xbc\xc3\x9fe\r\n"


@pytest.mark.parametrize("text", ['quoted "so"', "two\nlines", "comma, semicolon; end", "æ – 漢字"])
def test_every_text_comes_back_whole(text: str) -> None:
    read = list(csv.reader(io.StringIO(sheet(["a"], [[text]]).decode("utf-8-sig"), newline="")))
    assert read == [["a"], [text]]

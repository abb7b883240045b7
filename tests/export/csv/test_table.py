"""A table of several sessions, also of several versions of a flow, and the codebook that explains it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from interview.engine import Relevance, relevance, start
from interview.export.csv.codebook import HEADER, codebook
from interview.export.csv.names import state_column
from interview.export.csv.row import Held
from interview.export.csv.table import table, versions
from interview.export.csv.variables import variables
from interview.flow.answers import Chosen, Number
from interview.flow.conditions.syntax import Is
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow, Option
from tests.export.patients import one_of_each_path
from tests.summary.example import AT, flow, session
from tests.summary.patients import logic

LATER = "2026-12-01T10:30:00+00:00"


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
    (cells,) = read(table([Held(session(onset_age=Number(62.5)), AT)]))
    assert float(cells["onset_age"]) == 62.5

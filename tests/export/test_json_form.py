"""The machine form is what docs/json.md says, key by key."""

import json
import re
from pathlib import Path

from interview.export.json_form import render_json, to_contract
from interview.flow.answer_text import from_plain
from interview.flow.answers import Number, Several, Text
from tests.summary.example import AT, PASSED, YES, flow, session, typical
from tests.summary.patients import patient

DOCUMENT = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")


def test_every_documented_key_is_there_and_no_other() -> None:
    contract = to_contract(typical(food_sticks=PASSED), at=AT)
    documented = json.loads(re.search(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[1])  # type: ignore[index]
    assert list(contract) == list(documented)
    assert list(contract["flow"]) == list(documented["flow"])  # type: ignore[call-overload]
    assert list(contract["recommendations"][0]) == list(documented["recommendations"][0])  # type: ignore[index]
    assert contract["schema"] == documented["schema"]


def test_facts_are_true_false_or_null() -> None:
    facts = [to_contract(typical(food_sticks=value), at=AT)["facts"] for value in (YES, PASSED)]
    assert facts == [{"swallow_positive": True}, {"swallow_positive": None}]
    assert to_contract(typical(), at=AT)["facts"] == {"swallow_positive": False}


def test_a_table_is_its_outcome_or_what_is_possible() -> None:
    assert to_contract(typical(), at=AT)["tables"] == {"criteria": "not_met"}
    assert to_contract(typical(food_sticks=YES), at=AT)["tables"] == {
        "criteria": {"possible": ["met", "not_met"]}
    }


def test_every_recommendation_is_listed_in_the_order_of_the_flow() -> None:
    listed = to_contract(typical(food_sticks=PASSED), at=AT)["recommendations"]
    assert [line["id"] for line in listed] == list(flow().recommendations)  # type: ignore[attr-defined]
    therapy = listed[2]  # type: ignore[index]
    assert therapy["status"] == "open"
    assert therapy["depends_on"] == ["food_sticks"]
    assert {"answers": {"food_sticks": "yes"}, "status": "holds"} in therapy["would_change"]
    assert (therapy["stance"], therapy["urgency"], therapy["section"]) == ("for", "soon", "swallowing")
    assert therapy["text"] == "Swallowing therapy for a score ≥ 3, in full."
    assert therapy["sources"] == ["cox2009", "lloyd2018"]


def test_answers_can_be_read_back() -> None:
    partly = Several(frozenset({"choking"}), rest_absent=False)
    said = typical(urgent_problems=partly, onset_age=Number(45), comment=Text("kept"))
    answers = to_contract(said, at=AT)["answers"]
    assert answers["urgent_problems"] == {"chosen": ["choking"], "rest": "not_assessed"}  # type: ignore[index]
    read = {name: from_plain(flow().questions[name], value) for name, value in answers.items()}  # type: ignore[attr-defined]
    assert read == dict(said.answers)


def test_not_assessed_lists_what_applies_and_has_no_answer_but_free_text() -> None:
    assert to_contract(typical(food_sticks=PASSED), at=AT)["not_assessed"] == ["food_sticks", "onset_age"]
    assert "comment" not in to_contract(session(), at=AT)["not_assessed"]  # type: ignore[operator]


def test_warnings_name_their_questions() -> None:
    found = to_contract(typical(urgent_problems=Several(frozenset({"choking"}))), at=AT)["warnings"]
    assert found == [
        {
            "code": "odd",
            "text": "Choking is marked, but food does not stick.",
            "questions": ["urgent_problems", "food_sticks"],
        }
    ]


def test_json_text_holds_the_same() -> None:
    said = typical(comment=Text('日本 <b> " \\'))
    assert json.loads(render_json(said, at=AT)) == to_contract(said, at=AT)


def test_an_answer_that_another_keeps_from_counting_is_among_the_warnings() -> None:
    assert to_contract(patient("half_measured"), at=AT)["warnings"] == []
    assert to_contract(patient("measured_after_all"), at=AT)["warnings"] == [
        {
            "code": "answer_not_counted",
            "text": 'FVC sitting is on record but does not count, because of the answer to "FVC measured".',
            "questions": ["fvc_done", "fvc_sitting"],
        }
    ]
    assert "answer_not_counted" in DOCUMENT

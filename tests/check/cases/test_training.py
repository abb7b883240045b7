"""What a case trains turns on one answer, and the check of a flow covers its cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from interview.check.cases.case_file import read_cases
from interview.check.cases.training import trained
from interview.check.checker import check_folder
from interview.check.scaffold.new_flow import start_flow
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.yaml.nodes import Report
from tests.check.cases.small import CASE, flow_with

DAY = date(2026, 6, 1)
OTHER = CASE.replace("A man of 70", "A woman of 82").replace("age: 70", "age: 82")


def found(folder: Path) -> list[tuple[str, str, int]]:
    return [
        (one.code, one.place.file.partition("/")[2], one.place.line)
        for one in check_folder(folder, today=DAY).diagnostics
    ]


def test_a_flow_without_cases_is_told_nothing_of_them(tmp_path: Path) -> None:
    assert found(flow_with(tmp_path / "falls", {})) == []


def test_two_cases_about_each_line_are_enough(tmp_path: Path) -> None:
    assert found(flow_with(tmp_path / "falls", {"c01.yaml": CASE, "c02.yaml": OTHER})) == []


def test_a_line_with_one_case_is_told_where_the_line_stands(tmp_path: Path) -> None:
    ((code, file, _),) = found(flow_with(tmp_path / "falls", {"c01.yaml": CASE}))
    assert (code, file) == ("rule-without-cases", "flow.yaml")


def test_a_case_with_a_mistake_is_told_and_its_flow_is_sound_all_the_same(tmp_path: Path) -> None:
    folder = flow_with(tmp_path / "falls", {"c01.yaml": CASE.replace("age: 70", "age: 170")})
    assert found(folder) == [("wrong-case", "cases/c01.yaml", 11)]
    assert not check_folder(folder, today=DAY).fails(strict=False)


def test_a_line_that_no_answer_turns_is_not_trained(tmp_path: Path) -> None:
    both = CASE.replace("[rugs]", "[rugs, stairs]") + "rules: [review]\n"  # high by both rows of the table
    folder = flow_with(tmp_path / "falls", {"c01.yaml": both, "c02.yaml": CASE, "c03.yaml": OTHER})
    assert found(folder) == [("case-trains-nothing", "cases/c01.yaml", 12)]


def test_a_line_that_yields_to_one_that_holds_is_not_trained(tmp_path: Path) -> None:
    folder = flow_with(tmp_path / "falls", {"c01.yaml": CASE + "rules: [review]\n", "c02.yaml": OTHER})
    text = (folder / "flow.yaml").read_text(encoding="utf-8")
    other = "  review_too:\n" + text.split("  review:\n")[1].split("  leaflet:\n")[0]
    text = text.replace("recommendations:\n", "recommendations:\n" + other)
    (folder / "flow.yaml").write_text(text + "rows:\n  review: {yields_to: [review_too]}\n", encoding="utf-8")
    (said,) = [
        one.message
        for one in check_folder(folder, today=DAY).diagnostics
        if one.code == "case-trains-nothing"
    ]
    assert said == "'review' yields to a line that holds in this patient, so the case does not train it"


NOTED = "notes: {review: Why., leaflet: Why.}\ndefensible:\n"


@pytest.mark.parametrize(
    ("defensible", "said"),
    [
        ("  review: [today, later]\n", []),
        ("  review: [later, soon]\n", ["'soon' is what the rule itself says of 'review' in this patient"]),
        (
            "  review: [left_out]\n",
            ["'left_out' to 'review' is not defensible: the rules call that harm, and a case excuses none"],
        ),
        ("  leaflet: [today]\n", ["'leaflet' is not asked of this patient, so no answer to it counts"]),
    ],
)
def test_what_cannot_be_defensible_is_told_where_it_stands(
    tmp_path: Path, defensible: str, said: list[str]
) -> None:
    folder = flow_with(tmp_path / "falls", {"c01.yaml": CASE + NOTED + defensible, "c02.yaml": OTHER})
    file = folder / "flow.yaml"
    marked = file.read_text(encoding="utf-8").replace("  review:\n", "  review:\n    harm: left_out\n", 1)
    file.write_text(marked, encoding="utf-8")
    found = check_folder(folder, today=DAY).diagnostics
    assert [one.message for one in found if one.code == "not-defensible"] == said
    lines = (tmp_path / "falls" / "cases" / "c01.yaml").read_text(encoding="utf-8").splitlines()
    for place, text in ((one.place, one.message) for one in found if one.code == "not-defensible"):
        assert lines[place.line - 1][place.column - 1 :].startswith(text.split("'")[1])


def test_a_case_that_one_response_throughout_passes_is_told_where_it_stands(tmp_path: Path) -> None:
    folder = start_flow("falls", "Falls", tmp_path, today=DAY)
    case = """\
case: A blow to the head
stages:
  - text: She fell and hit her head.
    answers:
      fallen: yes
      injuries: [head]
notes:
  injury_today: Why.
  ask_again: Why.
defensible:
  injury_today: [{called}]
  ask_again: [{other}]
"""
    (folder / "cases").mkdir()
    told = []
    for called, other in (("soon", "soon, today"), ("soon", "later"), ("soon, later", "later")):
        text = case.format(called=called, other=other)
        (folder / "cases" / "c01.yaml").write_text(text, encoding="utf-8")
        found = check_folder(folder, today=DAY).diagnostics
        told.append([str(one.place) for one in found if one.code == "one-response-passes"])
    assert told == [["falls/cases/c01.yaml:11:18"], [], []]


def test_without_rules_a_case_trains_what_holds_and_turns_on_one_answer(tmp_path: Path) -> None:
    settled = CASE.replace("fallen: yes", "fallen: no")  # not at risk: the line is ruled out
    folder = flow_with(tmp_path / "falls", {"c01.yaml": CASE, "c02.yaml": settled})
    logic = compile_flow(load_flow(folder))
    first, second = read_cases(folder, logic.flow, Report())
    assert trained(logic, first) == ("review",)
    assert trained(logic, second) == ()

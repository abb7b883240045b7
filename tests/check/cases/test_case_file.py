"""Written cases are read strictly: a mistake is told where it stands, and a case that has one is left out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from interview.check.cases.case_file import WrittenCase, read_cases
from interview.check.cases.responses import Response
from interview.flow.answers import Chosen, Number, Several
from interview.flow.loading.loader import load_flow
from interview.flow.yaml.nodes import Report
from tests.check.cases.small import CASE, flow_with
from tests.test_docs import blocks

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "cases.md"


def read(tmp_path: Path, text: str, name: str = "c01.yaml") -> tuple[tuple[WrittenCase, ...], list[str]]:
    folder = flow_with(tmp_path / "falls", {name: text})
    report = Report()
    cases = read_cases(folder, load_flow(folder), report)
    return cases, [str(problem).split("\n")[0] for problem in report.problems]


def test_a_case_has_its_stages_and_all_their_answers_in_the_order_of_the_flow(tmp_path: Path) -> None:
    (case,), problems = read(tmp_path, CASE + "rules: [review]\nnotes: {review: Rugs come and go.}\n")
    assert problems == []
    assert (case.name, case.title, case.rules) == ("c01", "A fall at home", ("review",))
    assert [stage.text[:9] for stage in case.stages] == ["A man of ", "At home h"]
    assert case.stages[1].answers == {"hazards": Several(frozenset({"rugs"}))}
    assert list(case.answers.items()) == [
        ("fallen", Chosen("yes")),
        ("aid", Chosen("other")),
        ("hazards", Several(frozenset({"rugs"}))),
        ("age", Number(Decimal(70))),
    ]
    assert case.notes == {"review": "Rugs come and go."}


def test_what_is_defensible_is_read_with_the_line_it_is_about(tmp_path: Path) -> None:
    noted = CASE + "notes: {review: Why.}\n"
    (case,), problems = read(tmp_path, noted + "defensible:\n  review: [today, ask_first]\n")
    assert problems == []
    assert case.defensible == {"review": (Response.TODAY, Response.ASK_FIRST)}
    assert case.defensible_places["review"].line == 14
    (alone,), problems = read(tmp_path / "alone", noted + "defensible: {review: today}\n")
    assert problems == []
    assert alone.defensible == {"review": (Response.TODAY,)}


@pytest.mark.parametrize(
    ("more", "place", "said"),
    [
        ("notes: {review: Why.}\ndefensible: {revew: [today]}\n", "13:14", "did you mean 'review'"),
        ("notes: {review: Why.}\ndefensible: {review: [todya]}\n", "13:23", "did you mean 'today'"),
        ("notes: {review: Why.}\ndefensible: {review: [later, later]}\n", "13:30", "given twice"),
        ("notes: {review: Why.}\ndefensible: {review: []}\n", "13:22", "at least one item"),
        ("notes: {leaflet: Why.}\ndefensible: {review: [today]}\n", "13:14", "'review' needs a note"),
        ("defensible: {review: [today]}\n", "12:1", "'defensible' needs 'notes' beside it"),
    ],
)
def test_a_mistake_in_what_is_defensible_is_told_with_its_place(
    tmp_path: Path, more: str, place: str, said: str
) -> None:
    cases, problems = read(tmp_path, CASE + more)
    assert cases == ()
    (problem,) = (one for one in problems if said in one)
    assert problem.startswith(f"falls/cases/c01.yaml:{place}")


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("age: 70", "age: 170", "11:8", "from 18 to 110"),
        ("age: 70", "agee: 70", "11:3", "did you mean 'age'"),
        ("aid: other", "aid: oter", "10:8", "oter"),
        ("aid: other", "fallen: no", "10:3", "already told on line 5"),
        ("stages:", "stagess:", "2:1", "did you mean 'stages'"),
        ("      hazards: [rugs]", "      {}", "8:7", "at least one answer"),
        ("answers:\n  aid", "rules: [revew]\nanswers:\n  aid", "9:9", "did you mean 'review'"),
        ("answers:\n  aid", "notes: {revew: No.}\nanswers:\n  aid", "9:9", "did you mean 'review'"),
        ("case: A fall at home\n", "", "1:1", "needs 'case'"),
        ("  - text: At", "  - txet: At", "6:5", "did you mean 'text'"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_case_is_left_out(
    tmp_path: Path, old: str, new: str, place: str, said: str
) -> None:
    cases, problems = read(tmp_path, CASE.replace(old, new))
    assert cases == ()
    assert any(
        problem.startswith(f"falls/cases/c01.yaml:{place}") and said in problem for problem in problems
    )


@pytest.mark.parametrize("name", ["necrotising.yaml", "7.yaml", "case01.yaml", "c1234.yaml"])
def test_a_name_that_could_tell_something_is_none(tmp_path: Path, name: str) -> None:
    cases, problems = read(tmp_path, CASE, name)
    assert cases == ()
    assert "c07.yaml" in problems[0]


def test_an_empty_file_is_told_what_a_case_begins_with(tmp_path: Path) -> None:
    assert "begins with 'case:'" in read(tmp_path, "# Nothing yet.\n")[1][0]


def test_the_example_of_the_page_is_a_case(tmp_path: Path) -> None:
    (example,) = blocks(PAGE.read_text(encoding="utf-8"), "yaml")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "c08.yaml").write_text(example, encoding="utf-8")
    report = Report()
    (case,) = read_cases(tmp_path, load_flow(ROOT / "flows" / "ibm-management"), report)
    assert report.problems == []
    assert len(case.stages) == 2

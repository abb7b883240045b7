"""For teachers: the same cases for everybody, on paper with a key, and one table of all."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader

from interview.check.cases.case_file import by_name, read_cases
from interview.check.cases.responses import PASS, Response
from interview.engine.conclusions import Status
from interview.errors import UsageError
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.flow.yaml.nodes import Report
from interview.practice import report
from interview.practice.attempt import SURE, Attempt, EventKind, PracticeEvent, after, marks_of
from interview.practice.case import Case, before_finding, open_case
from interview.practice.case_code import written_code
from interview.practice.cohort import cohort, of_exam, table
from interview.practice.drawn_case import code_for, drawn_case, rule_of
from interview.practice.exam import read_exam
from interview.practice.feedback import SAID
from interview.practice.grounds import because
from interview.practice.handout import ASKED, HOW_SURE, Paper, answer_key, findings, handout, markdown, pdf
from interview.practice.marking import SCORING, Verdict, mark
from interview.practice.patients import Patients
from interview.practice.report import COLUMNS
from interview.practice.twins import Twins
from interview.summary.templates.escaping import escape_markdown
from tests.practice.tables import MONDAY, TUESDAY, WEDNESDAY, attempt, decided, page, replaced, write

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
DAY = date(2026, 11, 30)
EXAM = """\
exam: Swallowing
seed: spring-2027
cases: 3
rules: [speech_therapy, dietitian]
"""


@pytest.fixture(scope="module")
def twins() -> Twins:
    return Twins(Patients(compile_flow(load_flow(IBM))))


@pytest.fixture(scope="module")
def cases(twins: Twins) -> list[Case]:
    exam = read_exam(twins.patients.flow, "exam.yaml", EXAM)
    return [open_case(twins, code, DAY) for code in exam.codes(twins)]


def test_everybody_gets_the_same_cases_about_its_rules_in_turn(twins: Twins) -> None:
    exam = read_exam(twins.patients.flow, "exam.yaml", EXAM)
    codes = exam.codes(twins)
    assert codes == read_exam(twins.patients.flow, "copy.yaml", EXAM).codes(twins)
    assert [rule_of(twins, code) for code in codes] == ["speech_therapy", "dietitian", "speech_therapy"]
    assert len(set(codes)) == 3


@pytest.mark.parametrize("seed", ["spring-2027", "autumn-2027", "resit"])
def test_the_first_case_about_a_line_calls_for_it(twins: Twins, seed: str) -> None:
    """Who is examined in swallowing sees somebody who has trouble with it."""
    exam = read_exam(twins.patients.flow, "exam.yaml", EXAM.replace("spring-2027", seed))
    first = exam.codes(twins)[: len(exam.rules)]
    assert [drawn_case(twins, code).key.called(rule_of(twins, code)) for code in first] == [True, True]


def test_another_seed_gives_other_cases_and_is_another_exam(twins: Twins) -> None:
    first = read_exam(twins.patients.flow, "exam.yaml", EXAM)
    second = read_exam(twins.patients.flow, "exam.yaml", EXAM.replace("spring", "autumn"))
    assert not set(first.codes(twins)) & set(second.codes(twins))
    assert first.name != second.name


def test_without_a_number_there_is_a_case_for_each_rule(twins: Twins) -> None:
    assert read_exam(twins.patients.flow, "exam.yaml", EXAM.replace("cases: 3\n", "")).cases == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "exam.yaml:1:1: the file is empty; an exam begins with 'exam:' and its title"),
        ("# later\n", "exam.yaml:1:1: the file is empty"),
        (EXAM.replace("dietitian", "dietician"), "did you mean 'dietitian'"),
        (
            EXAM.replace("dietitian", "exercise"),
            "exam.yaml:4:25: 'exercise' only informs or holds for everyone",
        ),
        (EXAM.replace("cases: 3", "cases: 101"), "at most 100 cases"),
        (EXAM.replace("seed: spring-2027\n", ""), "needs 'seed'"),
        (EXAM + "secret: 1\n", "'secret'"),
        ("exam: [", "exam.yaml:2:1: this is not YAML"),
    ],
)
def test_a_mistake_in_an_exam_is_told_with_its_place(twins: Twins, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_exam(twins.patients.flow, "exam.yaml", text)
    assert said in str(caught.value)


def test_a_wrong_line_names_those_that_have_its_words(twins: Twins) -> None:
    with pytest.raises(UsageError) as caught:
        read_exam(twins.patients.flow, "exam.yaml", EXAM.replace("dietitian", "falls"))
    said = str(caught.value)
    assert "Lines that could be meant:\nfalls_review " in said
    assert said.endswith("--rule alone lists every line.")
    with pytest.raises(UsageError) as caught:
        read_exam(twins.patients.flow, "exam.yaml", EXAM.replace("cases: 3", "cases: 101"))
    assert "--rule" not in str(caught.value)


WRITTEN = {"c05": None, "c12": None}


def test_what_must_stand_there_has_its_own_article(twins: Twins) -> None:
    with pytest.raises(UsageError, match="it must be the keys of an exam, each with its value"):
        read_exam(twins.patients.flow, "e.yaml", "- a\n")


def test_an_exam_can_name_written_cases_alone_or_beside_drawn_ones(twins: Twins) -> None:
    flow = twins.patients.flow
    alone = read_exam(flow, "e.yaml", "exam: Two\ncases: [c05, c12]\n", WRITTEN)
    assert list(map(str, alone.codes(twins))) == [f"ibm-{flow.version}-c05", f"ibm-{flow.version}-c12"]
    both = read_exam(flow, "e.yaml", EXAM.replace("cases: 3", "cases: [c12]"), WRITTEN)
    first, *drawn = both.codes(twins)
    assert (first.seed, both.cases) == ("c12", 3)
    assert [rule_of(twins, code) for code in drawn] == ["speech_therapy", "dietitian"]
    other = read_exam(flow, "e.yaml", EXAM.replace("cases: 3", "cases: [c05]"), WRITTEN)
    assert len({alone.name, both.name, other.name}) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exam: A\ncases: [c05, c13]\n", "e.yaml:2:14: there is no written case 'c13'; did you mean 'c12'"),
        ("exam: A\ncases: [c05, c05]\n", "e.yaml:2:14: 'c05' is given twice"),
        ("exam: A\ncases: []\n", "e.yaml:2:8: the list needs at least one item"),
        ("exam: A\ncases: [c05]\nseed: a\n", "e.yaml:3:1: 'seed' needs 'rules' beside it"),
        ("exam: A\ncases: [c05]\nrules: [dietitian]\n", "e.yaml:3:1: 'rules' needs 'seed' beside it"),
    ],
)
def test_a_mistake_in_the_list_of_cases_is_told_with_its_place(twins: Twins, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_exam(twins.patients.flow, "e.yaml", text, WRITTEN)
    assert said in str(caught.value)


def test_a_handout_gives_no_answer_away(cases: list[Case]) -> None:
    said = markdown(handout(cases[0].key.flow, cases, "Swallowing"))
    assert said.startswith("# PRACTICE: Swallowing\n")
    for case in cases:
        assert str(case.code) in said
        for line in case.lines:
            assert case.key.flow.recommendations[line].say not in said


def test_every_response_of_the_screen_has_a_box_beside_each_line_of_a_handout(cases: list[Case]) -> None:
    """What is left out on purpose can be told from what was passed over."""
    flow = cases[0].key.flow
    said = markdown(handout(flow, cases))
    head = " | ".join(SAID[one] for one in Response)
    assert said.count(f"| {ASKED} | {head} |\n") == len(cases)
    boxes = [line for line in said.splitlines() if line.endswith("|" + "   |" * len(Response))]
    assert len(boxes) == sum(len(case.lines) for case in cases)
    pages = PdfReader(io.BytesIO(pdf(handout(flow, cases)))).pages
    told = [" ".join(page.extract_text().split()) for page in pages]
    assert sum(" ".join((ASKED, *(SAID[one] for one in Response))) in page for page in told) == len(cases)


def test_each_case_of_a_handout_has_a_place_for_name_and_date_and_nothing_else_has(cases: list[Case]) -> None:
    flow = cases[0].key.flow
    said = markdown(handout(flow, cases))
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(pdf(handout(flow, cases)))).pages
    ]
    for place in ("Name: ____", "Date: ____"):
        assert said.count(place) == len(cases)
        assert sum(place[:5] in page for page in pages) == len(cases)
    assert "Name: ____" not in markdown(findings(flow, cases), answer_key(flow, cases))


def test_each_case_of_a_handout_has_a_box_for_how_sure_and_nothing_else_has(cases: list[Case]) -> None:
    flow = cases[0].key.flow
    said = markdown(handout(flow, cases))
    row = f"| {HOW_SURE} | 1, guessing | 2, fairly sure | 3, certain |\n|---|:-:|:-:|:-:|\n| |   |   |   |\n"
    assert said.count(row) == len(cases)
    pages = PdfReader(io.BytesIO(pdf(handout(flow, cases)))).pages
    told = [" ".join(page.extract_text().split()) for page in pages]
    assert sum(f"{HOW_SURE} 1, guessing 2, fairly sure 3, certain" in page for page in told) == len(cases)
    assert HOW_SURE not in markdown(findings(flow, cases), answer_key(flow, cases))
    assert [number for number in SURE if f"{number}, {report.SURE[number]}" in said] == [*SURE]


def test_the_key_of_a_case_tells_all_of_whom_it_is_about(cases: list[Case]) -> None:
    key = answer_key(cases[0].key.flow, cases)
    for case, sheet in zip(cases, key.sheets, strict=True):
        assert str(case.code) in sheet.heading
        assert sheet.text == " ".join(case.whole)


def test_a_handout_tells_what_the_screen_tells_and_keeps_the_rest_apart(cases: list[Case]) -> None:
    flow = cases[0].key.flow
    told, apart = handout(flow, cases), findings(flow, cases)
    for case, sheet, kept in zip(cases, told.sheets, apart.sheets, strict=True):
        assert sheet.text == " ".join(case.vignette)
        assert [text for _, text in kept.findings] == list(dict.fromkeys(map(case.finding, case.held)))
        labels = "; ".join(f"{name} {text}" for name, text in kept.findings)
        assert all(flow.questions[name].label in labels for name in case.held)
    assert any(sheet.findings for sheet in apart.sheets)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(told, apart))).pages]
    (page,) = [text for text in pages if "Cases: findings" in " ".join(text.split())]
    assert "What would you do" not in page
    assert all(case.code.seed in page for case in cases)


def test_a_finding_that_begins_with_what_it_is_called_is_told_once(twins: Twins) -> None:
    flow = twins.patients.flow
    every = [open_case(twins, code_for(twins, "speech_therapy", Random(seed)), DAY) for seed in range(12)]
    told = markdown(findings(flow, every)).splitlines()
    labels = {question.label for question in flow.questions.values()}
    assert [line for line in told for label in labels if line.startswith(f"- {label}: {label}")] == []
    assert "- Food sticks: No sticking of food." in told
    assert before_finding(["Food sticks"], "Food sticks.") == ""
    assert (
        before_finding(["Food sticks", "Repeat swallows"], "Food sticks.") == "Food sticks, Repeat swallows"
    )
    assert before_finding(["Cough"], "Coughs at meals.") == "Cough"


def test_what_a_plan_calls_a_line_is_told_only_where_the_list_calls_it_otherwise(cases: list[Case]) -> None:
    sheets = answer_key(cases[0].key.flow, cases).sheets
    told = [(one.title, dict(one.points)) for sheet in sheets for one in sheet.grounds]
    assert [title for title, points in told if points.get("In a plan") == title] == []
    assert any("In a plan" in points for _, points in told)


def test_the_key_on_paper_gives_the_reasons_of_the_screen(cases: list[Case]) -> None:
    settled = 0
    for case, sheet in zip(cases, answer_key(cases[0].key.flow, cases).sheets, strict=True):
        for line, row in zip(case.lines, sheet.rows, strict=True):
            if case.key.status(line) is not Status.OPEN:
                assert row.because == because(case.key, case.key.line(line))
                settled += 1
    assert settled > len(cases)


def test_handout_and_key_can_be_one_paper(cases: list[Case]) -> None:
    flow = cases[0].key.flow
    both = (handout(flow, cases), answer_key(flow, cases))
    assert markdown(*both) == "\n".join(map(markdown, both))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(*both))).pages]
    first_of_key = next(place for place, text in enumerate(pages) if "Cases: key" in " ".join(text.split()))
    columns = ["line right because" in " ".join(text.split()) for text in pages]
    assert not any(columns[:first_of_key])
    assert columns[first_of_key]
    assert sum(f"({cases[0].code})" in " ".join(text.split()) for text in pages) == 2


def test_its_key_says_what_is_right_and_why_with_sources(cases: list[Case]) -> None:
    said = markdown(answer_key(cases[0].key.flow, cases))
    for case in cases:
        for line in case.lines:
            assert f"| {SAID[case.key.right[line]]} |" in said
    called = sum(case.key.called(line) for case in cases for line in case.lines)
    assert said.count("- Sources: ") == called


@pytest.mark.parametrize("made", [handout, answer_key])
def test_as_a_pdf_each_case_has_a_page_and_the_same_words(
    cases: list[Case], made: Callable[[Flow, Sequence[Case], str], Paper]
) -> None:
    paper = made(cases[0].key.flow, cases, "Swallowing 漢")
    document = PdfReader(io.BytesIO(pdf(paper)))
    pages = [" ".join(page.extract_text().split()) for page in document.pages]
    starts = [next(page for page in pages if sheet.heading in page) for sheet in paper.sheets]
    assert len(set(starts)) == len(cases)
    text = " ".join(pages)
    rows = [row for sheet in paper.sheets for row in sheet.rows]
    assert [row.name for row in rows if row.name not in text] == []
    assert [found.title for sheet in paper.sheets for found in sheet.grounds if found.title not in text] == []
    assert text.count("PRACTICE: made-up patients") > len(pages)


def test_the_tables_of_trainees_become_one(tmp_path: Path) -> None:
    row = decided(case="c01")
    write(tmp_path, "ada.csv", row, decided(case="c02"))
    write(tmp_path, "=bob.csv", decided(case="c01", begun=TUESDAY))
    head, *rows = csv.reader(io.StringIO(table(cohort(tmp_path)).decode("utf-8-sig")))
    assert head == ["trainee", *COLUMNS]
    assert sorted(line[0] for line in rows) == ["'=bob", "ada", "ada"]


def test_the_table_of_an_exam_is_of_its_cases_alone(tmp_path: Path) -> None:
    spring = {"test": "Spring"}
    write(
        tmp_path,
        "ada.csv",
        *attempt("+", "+", case="one", **spring),
        *attempt("+---", "+-", case="two", **spring),
    )
    write(
        tmp_path,
        "bob.csv",
        *attempt("+++++++---", "+", case="one", **spring),
        *attempt("+", "-", case="three"),
    )
    write(tmp_path, "e*ve.csv", decided(case="one", test="Autumn"), *attempt("-", "+", case="old", **spring))
    found = of_exam(cohort(tmp_path), "Spring", {"one": ["fvc"], "two": ["fvc"]})
    assert list(dict.fromkeys(row[:2] for row in found.rows)) == [
        ("ada", "one"),
        ("ada", "two"),
        ("bob", "one"),
    ]
    assert found.left_out == ("e*ve, whose table has other cases in this exam",)
    said = page(found, "Spring", ("one", "two"))
    assert said.startswith("# PRACTICE: the exam Spring\n")
    assert "| Cases passed | 1 of 2 | 1 of 1 | 2 of 3 |" in said
    assert "| Case 2 (two): passed | 0 of 1 |  | 0 of 1 |" in said
    assert "| Score, mean of the cases | 0.38 | 0.70 | 0.48 |" in said
    assert "| Case 2 (two): score | -0.25 |  | -0.25 |" in said
    assert said.index("Case 1 (one): passed") < said.index("Case 2 (two): passed")
    assert said.endswith("\n## Left out\n\n- e\\*ve, whose table has other cases in this exam\n")
    assert "Left out" not in page(cohort(tmp_path))
    with pytest.raises(UsageError, match="no table has the exam 'Winter'"):
        of_exam(cohort(tmp_path), "Winter", {"one": ["fvc"]})


def test_who_has_less_than_the_whole_exam_is_named_on_its_page(tmp_path: Path) -> None:
    def of_test(case: str, line: str) -> tuple[str, ...]:
        return decided(case=case, test="Spring", line=line)

    whole = [of_test("one", "fvc"), of_test("one", "falls"), of_test("two", "fvc")]
    write(tmp_path, "ada.csv", *whole)
    write(tmp_path, "b*ob.csv", *(replaced(row, begun=TUESDAY) for row in whole[:2]))
    found = of_exam(cohort(tmp_path), "Spring", {"one": ["fvc", "falls"], "two": ["fvc"]})
    assert found.unfinished == ("b*ob, whose table has 1 of the 2 cases of the exam",)
    assert of_exam(
        cohort(tmp_path), "Spring", {"one": ["fvc", "falls", "talk"], "two": ["fvc"]}
    ).unfinished == (
        "ada, whose table has 2 of the 3 lines of Case 1 (one)",
        "b*ob, whose table has 1 of the 2 cases of the exam",
        "b*ob, whose table has 2 of the 3 lines of Case 1 (one)",
    )
    said = page(found, "Spring", ("one", "two"))
    assert "## Unfinished, and counted as far as it goes\n\n- b\\*ob, whose table has 1 of" in said
    assert "Unfinished" not in page(of_exam(cohort(tmp_path), "Spring", {"one": ["fvc"]}), "Spring", ("one",))


GRADED = {"score": "0.50", "begun": MONDAY}
"""What belongs to each row of `MARKED`."""
MARKED = (
    {"line": "fvc", "said": "soon", "right": "soon", "verdict": "found"},
    {"line": "falls", "said": "left_out", "right": "later", "verdict": "missed"},
    {"line": "talk", "said": "left_out", "right": "left_out", "verdict": "rightly_left_out"},
)


def test_a_table_is_believed_as_far_as_its_rows_come_to_what_it_says(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", *(decided(**GRADED, **one) for one in MARKED))
    assert len(cohort(tmp_path).rows) == len(MARKED)


@pytest.mark.parametrize("keeps_right", [True, False])
def test_every_table_that_this_program_writes_is_believed(
    tmp_path: Path, cases: list[Case], keeps_right: bool
) -> None:
    random, history = Random(1), list[Attempt]()
    name = "c24"
    told = by_name(read_cases(IBM, cases[0].key.flow, Report()))
    written = open_case(cases[0].twins, written_code(cases[0].key.flow, name), DAY, told)
    assert written.defensible
    cases = [*cases, written]
    for case in cases * 40:
        right = case.key.right
        placed = {
            name: random.choice([*Response, *[right[name]] * random.randrange(9)]) for name in case.lines
        }
        marked = mark(case.key, case.lines, placed, case.defensible)
        made = Attempt(
            str(len(history)), case.key.flow.id, str(case.code), "learn", "", placed=placed, sure=1
        )
        event = PracticeEvent("", "", made.id, made.flow, EventKind.MARKED, case.lines[0], marks_of(marked))
        event = event if keeps_right else replace(event, value=re.sub(" [^ ]+=[^ ]+", "", event.value))
        begun = f"2026-11-01T{len(history) // 60:02}:{len(history) % 60:02}:00+00:00"
        history.append(after(replace(made, begun=begun), event))
    (tmp_path / "ada.csv").write_bytes(report.table(history, cases[0].key.flow))
    found = cohort(tmp_path)
    assert len(found.rows) == sum(len(case.lines) for case in cases) * 40
    assert {row[1 + COLUMNS.index("verdict")] for row in found.rows} == {*Verdict}


@pytest.mark.parametrize(
    ("place", "cells", "line", "said"),
    [
        (1, {"passed": "yes"}, 3, "'yes' is not the passed that line 2 has of the same case"),
        (2, {"score": "0.90"}, 4, "'0.90' is not the score that line 2 has of the same case"),
        (1, {"again": "yes"}, 3, "'yes' is not the again that line 2 has of the same case"),
        (
            1,
            {"test": "Spring", "mode": "learn"},
            3,
            "'Spring' is not the test that line 2 has of the same case",
        ),
        (1, {"line": "fvc"}, 3, "'fvc' is told otherwise in line 2, of the same case"),
        (1, {"verdict": "found"}, 3, "'found' is not what 'left_out' is where 'later' is right"),
        (1, {"verdict": "otherwise"}, 3, "'otherwise' is not what 'left_out' is where 'later' is right"),
        (1, {"verdict": "excess"}, 3, "'excess' is not what 'left_out' is where 'later' is right"),
        (1, {"right": "today"}, 3, "'missed' is not what 'left_out' is where 'today' is right"),
        (1, {"right": "", "verdict": "excess"}, 3, "'excess' is not what 'left_out' is"),
        (0, {"verdict": "harmful"}, 2, "'harmful' is not what 'soon' is where 'soon' is right"),
        (2, {"verdict": "found"}, 4, "'found' is not what 'left_out' is where 'left_out' is right"),
        (
            2,
            {"right": "soon", "verdict": "missed"},
            4,
            "do not come to its score, 0.50: some are missing, or",
        ),
    ],
)
def test_a_row_that_cannot_be_so_beside_the_others_is_named(
    tmp_path: Path, place: int, cells: dict[str, str], line: int, said: str
) -> None:
    rows = [decided(**{**GRADED, **one}) for one in MARKED]
    rows[place] = decided(**{**GRADED, **MARKED[place], **cells})
    write(tmp_path, "ada.csv", *rows)
    with pytest.raises(UsageError) as refused:
        cohort(tmp_path)
    assert f"ada.csv, line {line}: " in str(refused.value)
    assert said in str(refused.value)


def test_a_defensible_answer_counts_as_right_in_the_table_of_a_written_case(tmp_path: Path) -> None:
    """Only an author can say so, and nobody is the author of a case that is drawn."""

    def of(case: str) -> None:
        whole = {**GRADED, "score": "1.00", "passed": "yes", "case": case}
        defended = {"right": "later", "said": "soon", "verdict": "defensible"}
        rows = [decided(**{**one, **whole}) for one in MARKED]
        rows[1] = decided(**{**MARKED[1], **whole, **defended})
        write(tmp_path, "ada.csv", *rows)

    of("ibm-0.2.0-mk-7f3kq95")
    with pytest.raises(UsageError, match="line 3: 'defensible' is not what 'soon' is where 'later' is right"):
        cohort(tmp_path)
    of("ibm-0.2.0-c24")
    found = cohort(tmp_path)
    assert len(found.rows) == len(MARKED)
    said = page(found)
    assert "| Decisions that are not right | 0 of 3 | 0 of 3 |" in said
    assert "| Decisions that only the author of a case calls right | 1 of 3 | 1 of 3 |" in said


@pytest.mark.parametrize("kept", [(0, 1), (0, 2), (1, 2)])
def test_a_case_of_which_rows_are_missing_is_named(tmp_path: Path, kept: tuple[int, ...]) -> None:
    write(tmp_path, "ada.csv", *(decided(**GRADED, **MARKED[place]) for place in kept))
    with pytest.raises(UsageError, match=r"ada\.csv, line 3: the rows of this case do not come to its score"):
        cohort(tmp_path)


@pytest.mark.parametrize("right", ["", "soon"])
def test_a_row_that_does_not_say_what_was_right_still_counts_for_the_score(
    tmp_path: Path, right: str
) -> None:
    first, *others = attempt("+--", "+-", score="0.9", passed="yes")
    write(tmp_path, "ada.csv", replaced(first, right=right), *others)
    with pytest.raises(UsageError, match=r"line 6: the rows of this case do not come to its score, 0\.9"):
        cohort(tmp_path)


@pytest.mark.parametrize(("score", "taken"), [("0.4167", True), ("0.5", True), ("0.46", False)])
def test_harm_that_does_not_say_what_was_right_may_be_of_either_kind(
    tmp_path: Path, score: str, taken: bool
) -> None:
    """It was to be left out: 2/3 + 3/4 - 1; or it was called for, as a caution: 2/4 + 3/3 - 1."""
    write(tmp_path, "ada.csv", *(replaced(row, right="") for row in attempt("++-", "+++!", score=score)))
    if taken:
        assert cohort(tmp_path).rows
    else:
        with pytest.raises(UsageError, match="do not come to its score"):
            cohort(tmp_path)


@pytest.mark.parametrize(
    ("called", "others", "score", "passed"),
    [
        ("++-", "+-", "0.17", ["no"]),
        ("+++++---", "+", "0.62", ["yes"]),
        ("+++--", "+", "0.60", ["yes", "no"]),
        ("+++++++++!", "+", "0.9", ["no"]),
    ],
)
def test_passed_is_what_score_and_harm_come_to(
    tmp_path: Path, called: str, others: str, score: str, passed: list[str]
) -> None:
    for said in ("yes", "no"):
        write(tmp_path, "ada.csv", *attempt(called, others, score=score, passed=said))
        if said in passed:
            assert cohort(tmp_path).rows
        else:
            with pytest.raises(UsageError, match=f"line 2: '{said}' is not what passed is with a score of"):
                cohort(tmp_path)


def test_a_case_with_nothing_to_weigh_has_no_score_and_is_not_passed(tmp_path: Path) -> None:
    for cells, said in (
        ({"passed": "yes"}, "'yes' is not what passed is with a score of nothing"),
        ({"score": "1"}, "do not come to its score, 1"),
    ):
        write(tmp_path, "ada.csv", decided(**cells))
        with pytest.raises(UsageError, match=said):
            cohort(tmp_path)


def test_a_case_is_had_for_the_first_time_once(tmp_path: Path) -> None:
    first, then = decided(), decided(begun=TUESDAY)
    write(tmp_path, "ada.csv", first, then)
    with pytest.raises(UsageError, match="line 3: 'no' is not what again is: line 2 has a first attempt"):
        cohort(tmp_path)
    write(tmp_path, "ada.csv", first, replaced(then, again="yes"))
    assert len(cohort(tmp_path).rows) == 2


def test_who_had_a_case_of_the_exam_before_is_named_as_it_does_not_count(tmp_path: Path) -> None:
    again = decided(case="two", test="Spring", again="yes")
    write(tmp_path, "ada.csv", decided(case="one", test="Spring"), again)
    found = of_exam(cohort(tmp_path), "Spring", {"one": ["fvc"], "two": ["fvc"]})
    assert found.unfinished == ("ada, who had Case 2 (two) before: it is not counted",)


def test_a_table_of_an_earlier_version_is_read_and_counts_once(tmp_path: Path) -> None:
    """It does not say what was right; of the same rows those that do are taken."""
    at = COLUMNS.index("right")
    new = [decided(right="soon"), decided(case="c02", said="today", right="today")]
    old = [COLUMNS[:at] + COLUMNS[at + 1 :], *(row[:at] + row[at + 1 :] for row in new)]
    for name, rows in (("ada-old.csv", old), ("bob.csv", [old[0], (old[1][0], TUESDAY, *old[1][2:])])):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        (tmp_path / name).write_text(text.getvalue(), encoding="utf-8", newline="")
    write(tmp_path, "ada.csv", *new)
    found = cohort(tmp_path)
    assert [(row[0], row[1 + at]) for row in found.rows] == [("ada", "soon"), ("ada", "today"), ("bob", "")]
    assert [why.rsplit("/", 1)[-1] for why in found.left_out] == [
        "ada-old.csv holds no decision that ada.csv does not hold: ada.csv is counted, ada-old.csv is not"
    ]


def test_a_key_says_how_a_plan_is_scored_and_a_handout_does_not(cases: list[Case]) -> None:
    flow = cases[0].key.flow
    assert f"{float(PASS)} or more and no harm" in SCORING
    assert SCORING in markdown(answer_key(flow, cases))
    assert SCORING not in markdown(handout(flow, cases), findings(flow, cases))


def test_the_table_of_a_cohort_may_lie_among_those_it_is_made_of(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", decided())
    found = cohort(tmp_path)
    assert found.left_out == ()
    (tmp_path / "all.csv").write_bytes(table(found))
    (tmp_path / "marks.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    again, left_out = cohort(tmp_path), cohort(tmp_path).left_out
    assert again.rows == found.rows
    assert [why.split("/")[-1].split(" ", 1)[0] for why in left_out] == ["all.csv", "folder.csv", "marks.csv"]
    assert "is the table of a cohort" in left_out[0]


def test_what_is_no_such_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no trainee's table"):
        cohort(tmp_path)
    with pytest.raises(UsageError, match=r"there is no folder"):
        cohort(tmp_path / "nowhere")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"other\.csv is not a trainee's table"):
        cohort(tmp_path)
    write(tmp_path, "other.csv", ("too", "short"))
    with pytest.raises(UsageError, match=f"line 2: a row has {len(COLUMNS)} cells, and this one 2"):
        cohort(tmp_path)


def test_a_score_below_0_stays_a_number(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", *attempt("+--", "+-", score="-0.17"))
    _head, line, *_ = csv.reader(io.StringIO(table(cohort(tmp_path)).decode("utf-8-sig")))
    assert line[1 + COLUMNS.index("score")] == "-0.17"


def test_a_table_that_was_handed_in_twice_counts_once_and_is_named(tmp_path: Path) -> None:
    first, then = decided(case="c01", begun=MONDAY), decided(case="c02", begun=TUESDAY)
    write(tmp_path, "ada.csv", first, then, then)
    write(tmp_path, "ada (1).csv", first, then)
    write(tmp_path, "ada-monday.csv", first)
    write(tmp_path, "bob.csv", first, decided(case="c02", begun=WEDNESDAY))
    found = cohort(tmp_path)
    assert [row[:2] for row in found.rows] == [("ada", "c01"), ("ada", "c02"), ("bob", "c01"), ("bob", "c02")]
    assert found.left_out == tuple(
        f"{tmp_path / name} holds no decision that ada.csv does not hold: ada.csv is counted, {name} is not"
        for name in ("ada (1).csv", "ada-monday.csv")
    )


@pytest.mark.parametrize(
    ("cells", "otherwise"),
    [
        ({"sure": "3"}, "how sure"),
        ({"said": "later", "verdict": "other_time"}, "what was said, what became of it"),
        (
            {"sure": "1", "said": "later", "verdict": "other_time"},
            "how sure, what was said, what became of it",
        ),
    ],
)
def test_the_same_attempts_told_otherwise_count_once_and_that_is_said(
    tmp_path: Path, cells: dict[str, str], otherwise: str
) -> None:
    """Nothing in a table says which of two was made later: that of the shorter name counts."""
    rows = decided(case="c01", begun=MONDAY), decided(case="c02", begun=TUESDAY)
    write(tmp_path, "ada.csv", *rows)
    write(tmp_path, "ada-new.csv", *(replaced(row, **cells) for row in rows))
    write(tmp_path, "bob.csv", rows[0], decided(case="c02", begun=WEDNESDAY, **cells))
    found = cohort(tmp_path)
    assert [row[:2] for row in found.rows if row[0] != "bob"] == [("ada", "c01"), ("ada", "c02")]
    assert found.left_out == (
        f"{tmp_path / 'ada-new.csv'} tells the attempts of ada.csv otherwise ({otherwise}): "
        "ada.csv is counted, ada-new.csv is not",
    )
    assert escape_markdown(found.left_out[0]) in page(found)


def test_one_case_begun_in_the_same_second_and_answered_otherwise_is_of_two_trainees(tmp_path: Path) -> None:
    """In a room everybody may begin at once; the same answers as well are one attempt, however sure."""
    write(tmp_path, "ada.csv", decided())
    write(tmp_path, "bobby.csv", decided(said="later", verdict="other_time"))
    assert [row[0] for row in cohort(tmp_path).rows] == ["ada", "bobby"]
    write(tmp_path, "bobby.csv", decided(sure="3"))
    assert [row[0] for row in cohort(tmp_path).rows] == ["ada"]


def taken(cases: Sequence[Case], folder: Path) -> list[tuple[str, ...]]:
    """The rows of a trainee who took an exam, of every third line another response than the right one."""
    history, codes = list[Attempt](), {str(case.code): case for case in cases}
    for place, case in enumerate(cases):
        wrong = {line: Response.LATER for line in case.lines[::3] if case.key.right[line] in OF_NO_HARM}
        placed = {**{line: case.key.right[line] for line in case.lines}, **wrong}
        made = Attempt(
            str(place), case.key.flow.id, str(case.code), "test 3 0123456789abcdef Swallowing", MONDAY,
            placed=placed, sure=2,
        )  # fmt: skip
        marks = marks_of(mark(case.key, case.lines, placed))
        event = PracticeEvent("", "", made.id, made.flow, EventKind.MARKED, case.rule, marks)
        history.append(after(made, event))
    (folder / "ada.csv").write_bytes(report.table(history, cases[0].key.flow))
    _head, *rows = csv.reader(io.StringIO((folder / "ada.csv").read_text(encoding="utf-8-sig")))
    assert cohort(folder, "Swallowing", codes).left_out == ()
    return [tuple(row) for row in rows]


OF_NO_HARM = (Response.SOON, Response.ASK_FIRST, Response.CAUTION)


def at(row: tuple[str, ...], column: str) -> str:
    return row[COLUMNS.index(column)]


def forged(row: tuple[str, ...], how: str) -> tuple[str, ...]:
    """A row of a table in which all fits together, and that is of no such exam."""
    if how == "lines":
        return replaced(row, line=f"my_{at(row, 'line')}")
    said = at(row, "said")
    verdict = "rightly_left_out" if said == "left_out" else "found"
    cells = {"verdict": verdict, "right": said if how == "right" else "", "score": "1", "passed": "yes"}
    return replaced(row, **cells)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("lines", "'my_{line}' is no line of this case in the exam"),
        ("right", "'{said}' is not right here in the exam: '{right}' is"),
        ("decisions", "'found' is not what '{said}' is here in the exam"),
    ],
)
def test_a_table_that_fits_throughout_is_held_against_the_exam(
    tmp_path: Path, cases: list[Case], how: str, said: str
) -> None:
    rows, codes = taken(cases, tmp_path), {str(case.code): case for case in cases}
    write(tmp_path, "eve.csv", *(forged(replaced(row, begun=TUESDAY), how) for row in rows))
    assert {row[0] for row in cohort(tmp_path).rows} == {"ada", "eve"}
    assert {row[0] for row in cohort(tmp_path, "Another exam", codes).rows} == {"ada", "eve"}
    odd = next(row for row in rows if how == "lines" or at(row, "said") != at(row, "right"))
    told = said.format(**dict(zip(COLUMNS, odd, strict=True)))
    found = cohort(tmp_path, "Swallowing", codes)
    assert {row[0] for row in found.rows} == {"ada"}
    assert found.left_out == (f"{tmp_path / 'eve.csv'}, line {rows.index(odd) + 2}: {told}",)


def test_of_several_that_are_the_same_the_shortest_name_counts_and_each_other_says_so(tmp_path: Path) -> None:
    for name in ("ada.csv", "ada2.csv", "ada-copy.csv"):
        write(tmp_path, name, decided())
    found = cohort(tmp_path)
    assert {row[0] for row in found.rows} == {"ada"}
    assert all(
        why.endswith(f": ada.csv is counted, {name} is not")
        for why, name in zip(found.left_out, ("ada-copy.csv", "ada2.csv"), strict=True)
    )


RIGHT_CELLS = {
    "verdict": "harmful or missed or ",
    "passed": "yes or no",
    "again": "yes or no",
    "in_practice": "yes or no",
    "score": "as in 0.3333, with a point,",
    "said": "today or soon or ",
    "sure": "1 or 2 or 3",
    "mode": "learn or test",
    "begun": "as in 2026-12-01T04:19:00+01:00; a spreadsheet may have changed it, so hand in the table",
}


@pytest.mark.parametrize(
    "cell",
    [
        {"verdict": "fuond"},
        {"verdict": ""},
        {"passed": "maybe"},
        {"again": ""},
        {"score": "0,8"},
        {"score": "1.99"},
        {"score": "-1.2"},
        {"said": "banana"},
        {"sure": "99"},
        {"in_practice": "maybe"},
        {"begun": "yesterday"},
        {"begun": "01/12/2026 04:19"},
        {"begun": "9999-99-99T99:99zzz"},
        {"begun": "9999-12-31T23:00:00+00:00"},
        {"mode": "exam"},
    ],
)
def test_a_table_with_what_no_trainee_can_have_is_left_out_and_named(
    tmp_path: Path, cell: dict[str, str]
) -> None:
    write(tmp_path, "ada.csv", decided(), decided(**cell))
    write(tmp_path, "bob.csv", decided())
    found = cohort(tmp_path)
    ((name, value),) = cell.items()
    assert {row[0] for row in found.rows} == {"bob"}
    (why,) = found.left_out
    told, right = why.split(f" is no {name}: it is ")
    assert told == f"{tmp_path / 'ada.csv'}, line 3: '{value}'"
    assert right.startswith(RIGHT_CELLS[name])


def lines(*rows: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        lines(COLUMNS, decided()).replace(",", ", "),
        lines(COLUMNS, [f" {cell} " if cell else "" for cell in decided()]),
        "sep=,\r\n" + lines(COLUMNS, decided()),
        lines([name.upper() for name in COLUMNS], decided()),
        lines(COLUMNS, replaced(decided(), again="FALSE", passed="false", in_practice="No", said="Soon")),
    ],
)
def test_what_another_program_only_put_around_the_cells_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "ada.csv").write_text(text, encoding="utf-8", newline="")
    assert cohort(tmp_path).rows == (("ada", *decided()),)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (COLUMNS[1:], "lacks the column 'case'"),
        (COLUMNS[2:], "lacks the columns 'case', 'begun'"),
        ((*COLUMNS, "grade"), "has the column 'grade' too many"),
        ((*COLUMNS, "line"), "has the column 'line' too many"),
        ((*COLUMNS[1:], "code"), "lacks the column 'case' and has the column 'code' too many"),
    ],
)
def test_a_column_that_is_missing_or_too_many_is_named(
    tmp_path: Path, head: Sequence[str], said: str
) -> None:
    write(tmp_path, "bob.csv", decided())
    (tmp_path / "ada.csv").write_text(lines(head), encoding="utf-8")
    assert cohort(tmp_path).left_out == (f"{tmp_path / 'ada.csv'} {said}",)


def test_a_table_in_other_bytes_is_told_to_be_saved_otherwise(tmp_path: Path) -> None:
    write(tmp_path, "bob.csv", decided())
    (tmp_path / "ada.csv").write_bytes(lines(COLUMNS, decided(disagrees="Für uns")).encode("latin-1"))
    why = "is no text; save it as CSV in UTF-8 (this is not UTF-8 text)"
    assert cohort(tmp_path).left_out == (f"{tmp_path / 'ada.csv'} {why}",)


def test_what_has_no_end_is_not_read_and_what_is_too_large_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "bob.csv", decided())
    (tmp_path / "ada.csv").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "eve.csv")
    write(tmp_path, "zoe.csv", decided(disagrees="x" * 1_000_000))
    monkeypatch.setattr("interview.practice.trainee_table.MOST_BYTES", 1_000_000)
    found = cohort(tmp_path)
    assert {row[0] for row in found.rows} == {"bob"}
    assert found.left_out == (
        f"{tmp_path / 'ada.csv'} is no file that can be read",
        f"{tmp_path / 'eve.csv'} is no file that can be read",
        f"{tmp_path / 'zoe.csv'} is larger than 1 MB",
    )


@pytest.mark.parametrize(
    ("told", "believed"),
    [("0.3333", True), ("0.33", True), ("0.339", False), ("0.3334", False), ("0.3300", False)],
)
def test_a_score_is_held_as_exactly_as_it_is_told(tmp_path: Path, told: str, believed: bool) -> None:
    write(tmp_path, "bob.csv", decided())
    write(tmp_path, "ada.csv", *attempt("+--", "+", case="c02", score=told))
    assert bool(cohort(tmp_path).left_out) is not believed


def test_what_was_learned_is_no_test_by_its_title(tmp_path: Path) -> None:
    write(tmp_path, "bob.csv", decided())
    write(tmp_path, "ada.csv", decided(test="Spring", mode="learn"))
    why = "'learn' is not what mode is in the test 'Spring'"
    assert cohort(tmp_path).left_out == (f"{tmp_path / 'ada.csv'}, line 2: {why}",)


def test_a_line_of_an_exam_is_one_line_whatever_a_table_calls_it(tmp_path: Path, cases: list[Case]) -> None:
    rows, codes = taken(cases, tmp_path), {str(case.code): case for case in cases}
    write(tmp_path, "eve.csv", *(replaced(row, begun=TUESDAY, name="something") for row in rows))
    found, name = cohort(tmp_path, "Swallowing", codes), 1 + COLUMNS.index("name")
    assert {row[0] for row in found.rows} == {"ada", "eve"}
    assert {row[name] for row in found.rows} == {at(row, "name") for row in rows}


def test_what_was_right_in_an_exam_is_told_also_of_a_table_that_does_not_tell_it(
    tmp_path: Path, cases: list[Case]
) -> None:
    rows, codes = taken(cases, tmp_path), {str(case.code): case for case in cases}
    write(tmp_path, "ada.csv", *(replaced(row, right="") for row in rows))
    assert cohort(tmp_path).untold
    found = cohort(tmp_path, "Swallowing", codes)
    assert found.untold == ()
    assert [row[1:] for row in found.rows] == rows


def test_the_same_attempts_under_another_name_are_no_second_trainee(tmp_path: Path) -> None:
    """Why somebody does not agree can be said later, and a line be called otherwise."""
    write(tmp_path, "ada.csv", decided(), decided(name="talk"))
    write(tmp_path, "adele.csv", decided(), decided(line="talk", name="to talk", disagrees="Ours differs."))
    write(tmp_path, "bob.csv", decided(), decided(name="talk", begun=TUESDAY, again="yes"))
    found = cohort(tmp_path)
    assert {row[0] for row in found.rows} == {"adele", "bob"}
    (why,) = found.left_out
    assert why.endswith(
        "holds no decision that adele.csv does not hold: adele.csv is counted, ada.csv is not"
    )


def test_two_files_are_never_one_trainee(tmp_path: Path) -> None:
    names = [
        "ada.csv",
        "ada.CSV",
        "ada .csv",
        "ada.csv.csv",
        "a da.csv",
        "a\nda.csv",
        "all.csv",
        "\udcff.csv",
    ]
    for name, day in zip(names, range(10, 30), strict=False):
        write(tmp_path, name, decided(begun=f"2026-11-{day}T09:00:00+00:00"))
    write(tmp_path, "bob.csv", decided())
    trainees = {row[0] for row in cohort(tmp_path).rows}
    assert len(trainees) == len(list(tmp_path.iterdir()))
    assert {"bob", "ada.csv", "ada .csv", "all.csv", "$'\\xff.csv'", "$'a\\x0ada.csv'"} < trainees
    assert page(cohort(tmp_path)).count(" all |") == 3


@pytest.mark.parametrize("end", ["\r\n", "," * (len(COLUMNS) - 1) + "\r\n", ",,\r\n\r\n"])
def test_what_a_spreadsheet_adds_at_the_end_is_no_row(tmp_path: Path, end: str) -> None:
    write(tmp_path, "ada.csv", decided())
    with (tmp_path / "ada.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(end)
    assert [row[1:] for row in cohort(tmp_path).rows] == [decided()]


def test_columns_in_another_order_are_read_and_without_commas_told(tmp_path: Path) -> None:
    rows = [row[1:] + row[:1] for row in (COLUMNS, decided())]
    for name, sign in (("ada.csv", ","), ("bob.csv", ";")):
        text = "".join(f"{sign.join(row)}\r\n" for row in rows)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    found = cohort(tmp_path)
    assert found.rows == (("ada", *decided()),)
    why = "has no commas between its cells: save it as CSV with commas"
    assert found.left_out == (f"{tmp_path / 'bob.csv'} {why}",)


def test_a_file_that_is_no_table_is_told_and_a_hidden_one_is_not(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", decided())
    for name in ("bob.xlsx", "eve.csv.txt", ".DS_Store", ".~lock.ada.csv#"):
        (tmp_path / name).write_bytes(b"PK")
    assert cohort(tmp_path).left_out == tuple(
        f"{tmp_path / name} is no table (.csv)" for name in ("bob.xlsx", "eve.csv.txt")
    )


def test_another_state_of_the_content_makes_another_exam_but_of_written_cases_alone() -> None:
    flow = load_flow(IBM)
    drawn, named = "exam: One\nseed: s1\nrules: [dietitian]\n", "exam: One\ncases: [c05]\n"
    later = replace(flow, content_hash="0" * 64)
    assert read_exam(flow, "exam.yaml", drawn).name != read_exam(later, "exam.yaml", drawn).name
    written = {"c05": None}
    names = [read_exam(one, "exam.yaml", named, written).name for one in (flow, later)]
    assert names[0] == names[1]

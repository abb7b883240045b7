"""A case begun from answers can be read at once: only the words are left to be written."""

from __future__ import annotations

from pathlib import Path

from interview.check.cases.case_file import read_cases
from interview.flow.answers import Answer, Chosen, Several, Text
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.yaml.nodes import Report
from interview.practice.draft import draft
from tests.check.cases.small import flow_with
from tests.conversation.test_dates import FLOW as COURSE


def test_a_draft_is_a_case_with_the_same_answers(tmp_path: Path) -> None:
    folder = flow_with(tmp_path / "falls", {})
    logic = compile_flow(load_flow(folder))
    answers: dict[str, Answer] = {
        "fallen": Chosen("yes"),
        "hazards": Several(frozenset({"rugs"})),
        "aid": Chosen("frame"),
    }
    text = draft(logic, answers)
    (folder / "cases" / "c01.yaml").write_text(text, encoding="utf-8")
    report = Report()
    (case,) = read_cases(folder, logic.flow, report)
    assert report.problems == []
    assert case.answers == answers
    assert list(case.stages[0].answers) == ["fallen"]
    assert case.stages[0].text


def test_a_draft_keeps_dates_and_the_day_they_are_counted_to(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "flow.yaml").write_text(COURSE, encoding="utf-8")
    logic = compile_flow(load_flow(tmp_path))
    answers: dict[str, Answer] = {
        "today": Text("2025-09-01"),
        "onset": Text("2024-03-12"),
        "fallen": Chosen("no"),
    }
    (tmp_path / "cases" / "c01.yaml").write_text(draft(logic, answers), encoding="utf-8")
    (case,) = read_cases(tmp_path, logic.flow, Report())
    assert case.answers == answers

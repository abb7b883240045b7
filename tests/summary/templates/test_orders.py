"""The three orders of the note say the same, in another order, for every patient of the shipped paths."""

import re
from collections.abc import Iterator

import pytest

from interview.flow.model import Urgency
from interview.summary.arrangement import Bearing, nearest
from interview.summary.findings import Answered, Findings, homes
from interview.summary.model import Summary
from interview.summary.short_note import short_note
from interview.summary.templates.context import Order
from interview.summary.templates.renderer import render_note
from tests.effort import LONG
from tests.summary.patients import PATHS, sessions_of_paths, summary_of
from tests.summary.templates.test_renderer import SUMMARIES

LEAD = re.compile(r"^(?:\d+\. |- )")
pytestmark = pytest.mark.long
each = pytest.mark.parametrize("name", PATHS, scope="module")  # one after another of a path, built once
full_or_brief = pytest.mark.parametrize("full", [False, True], ids=["brief", "full"])


def patients(path: str) -> tuple[Summary, ...]:
    """The summary of the first patient of a path, of the first five in the long run."""
    every = range(len(sessions_of_paths()[path]))
    return tuple(summary_of(path, number) for number in every[: 5 if LONG else 1])


def rows(note: str) -> Iterator[str]:
    """The rows of a plan or of remarks: with a mark in front and what they rest on behind."""
    for row in note.split("\n"):
        if LEAD.match(row) and row.endswith("]"):
            yield LEAD.sub("", row)


@each
@full_or_brief
def test_every_order_has_the_same_lines_with_the_same_urgency_and_references(name: str, full: bool) -> None:
    summary = summary_of(name, 0)
    told = [sorted(rows(render_note(summary, full=full, wrap=0, order=order))) for order in Order]
    assert told[0] == told[1] == told[2]
    assert len(told[0]) == (len(summary.lines) if full else len(short_note(summary).rows))


@each
@full_or_brief
@pytest.mark.parametrize("order", Order)
def test_no_heading_is_empty_and_no_line_too_long(name: str, full: bool, order: Order) -> None:
    note = render_note(summary_of(name, 0), full=full, order=order)
    assert not re.search(r"^[A-Z][A-Z ,]+(?: \(.*\))?\n\n", note, re.MULTILINE)
    assert note.isascii()
    assert all(len(row) <= 76 for row in note.split("\n"))
    assert not re.search(r"\*\*\*|@|[{}]|\n\n\n", note)


def answers(*groups: tuple[Findings, ...]) -> list[Answered]:
    """All answers of groups."""
    return [one for group in groups for found in group for one in found.answers]


@each
def test_every_answer_that_counts_is_told_once_in_each_order(name: str) -> None:
    for summary in patients(name):
        counted = sorted(one.question for one in summary.answers if one.active)
        soap = answers(summary.subjective, summary.objective, summary.judged, summary.unsorted)
        problem = answers(summary.judged, *(one.found for one in summary.problems), summary.other)
        assert sorted(one.question for one in soap) == counted
        assert sorted(one.question for one in problem) == counted
        assert summary.unsorted == ()


@each
def test_problems_hold_the_plan_once_the_most_urgent_first(name: str) -> None:
    for summary in patients(name):
        lines = [line.id for problem in summary.problems for line in problem.lines]
        assert sorted(lines) == sorted(line.id for line in summary.plan)
        worst = [min(list(Urgency).index(line.urgency) for line in one.lines) for one in summary.problems]
        assert worst == sorted(worst)


def test_a_finding_stands_where_it_decides_the_largest_part_of_the_lines() -> None:
    lines = [("a", ["x", "y"]), ("a", ["x"]), ("a", ["x"]), ("b", ["y"]), ("b", ["x"])]
    assert homes(lines) == {"x": "a", "y": "b"}


def test_a_finding_that_decides_no_line_stands_under_the_problem_it_bears_on() -> None:
    note = render_note(summary_of("urgent-aspiration", 0), order=Order.PROBLEM, wrap=0)
    other = note.split("OTHER FINDINGS\n")[1].split("\n\n")[0] if "OTHER FINDINGS" in note else ""
    for label in ("Repeat swallows", "FVC", "Abnormal breathing tests", "Early proximal", "Past treatment"):
        assert label not in other
    found = [Bearing("a", ("x", "y")), Bearing("b", ("x",)), Bearing("c", ("x",))]
    assert nearest(found, {"a", "b"}) == {"x": "b", "y": "a"}


def test_history_findings_and_judgements_are_told_apart() -> None:
    note = render_note(summary_of("urgent-aspiration", 0), order=Order.SOAP, wrap=0)
    subjective, objective, assessment = re.split(r"\n\n(?:OBJECTIVE|ASSESSMENT)\n", note.split("\n\nPLAN")[0])
    assert "Dysphagia: food sticks" in subjective
    assert "attern typical of IBM" in objective
    assert "FVC measured within a year, 78 % predicted sitting" in objective
    assert "IBM established by a specialist" in assessment
    assert "\nTODAY\n1. SAME DAY: " in subjective


def test_answers_of_a_flow_that_does_not_say_how_they_are_found_are_part_of_the_assessment() -> None:
    note = render_note(SUMMARIES["urgent"], order=Order.SOAP, wrap=0)
    assert "SUBJECTIVE" not in note
    assert "OBJECTIVE" not in note
    assert re.search(r"\nASSESSMENT\n(?:.*\n)*Urgent problems: Choking\.", note)

"""Notes of the shipped flow: what a clinician would paste."""

import re

import pytest

from interview.summary.build import build
from interview.summary.model import Summary
from interview.summary.render import render_markdown, render_note
from tests.summary.example import AT
from tests.summary.patients import PATIENTS, patient

each = pytest.mark.parametrize("name", PATIENTS)


def summary_of(name: str) -> Summary:
    return build(patient(name), at=AT)


@each
@pytest.mark.parametrize("full", [False, True], ids=["brief", "full"])
def test_a_note_is_plain_enough_for_any_record_system(name: str, full: bool) -> None:
    note = render_note(summary_of(name), full=full)
    assert note.isascii()
    assert all(len(row) <= 76 for row in note.split("\n"))
    assert not re.search(r"\t|\*\*\*|@|[{}]|\n\n\n", note)


@each
def test_every_line_that_stands_is_in_the_note_once_and_numbered(name: str) -> None:
    summary = summary_of(name)
    note = render_note(summary, wrap=0)
    plan = re.findall(r"^\d+\. (?:SAME DAY: |SOON: )?(.*) \[[^\[]*\]$", note, re.MULTILINE)
    assert plan == [line.title for line in summary.lines]


@each
def test_markdown_says_of_every_line_what_it_rests_on(name: str) -> None:
    summary = summary_of(name)
    assert render_markdown(summary).count("\n  - Evidence: ") == len(summary.lines)


def test_the_note_of_a_typical_patient_is_short() -> None:
    rows = render_note(summary_of("typical")).split("\n")
    assert len([row for row in rows if row]) <= 29


def test_even_without_any_answer_the_note_is_of_use() -> None:
    note = render_note(summary_of("nothing"), wrap=0)
    assert "Nothing has been assessed." in note
    assert "Exercise" in note
    assert "- Urgent problems: Ask about urgent problems now" in note
    assert "cannot be judged yet" in note
    assert len([row for row in render_note(summary_of("nothing")).split("\n") if row]) < 60


def test_an_urgent_problem_leads_the_plan() -> None:
    assert "\nPLAN\n1. SAME DAY: " in render_note(summary_of("urgent"))


def test_a_free_comment_is_in_the_full_note_only() -> None:
    summary = summary_of("urgent")
    assert "> Seen with her daughter." in render_note(summary, full=True)
    assert "daughter" not in render_note(summary)


def test_a_settled_table_is_told_and_one_that_says_nothing_is_not() -> None:
    assert "ENMC 2011 criteria: " in render_note(summary_of("suspected"))
    assert "ENMC" not in render_note(summary_of("typical"))


def test_when_it_is_not_ibm_the_note_says_so_and_keeps_what_matters() -> None:
    summary = summary_of("not_ibm")
    note = render_note(summary)
    assert "plan ends here" in note
    assert [line.id for line in summary.lines] == ["speech_therapy", "not_ibm", "no_abrupt_stop"]

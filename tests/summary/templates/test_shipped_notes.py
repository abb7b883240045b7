"""Notes of the shipped flow: what a clinician would paste."""

import re
from functools import cache

import pytest

from interview.flow.model import Urgency
from interview.summary.builder import build
from interview.summary.model import Summary
from interview.summary.templates.renderer import WRAP, render_markdown, render_note
from interview.summary.templates.wrapping import laid_out_anew
from tests.summary.example import AT
from tests.summary.patients import PATIENTS, patient

each = pytest.mark.parametrize("name", PATIENTS)


@cache
def summary_of(name: str) -> Summary:
    return build(patient(name), at=AT)


@each
@pytest.mark.parametrize("full", [False, True], ids=["brief", "full"])
def test_a_note_is_plain_enough_for_any_record_system(name: str, full: bool) -> None:
    note = render_note(summary_of(name), full=full)
    assert note.isascii()
    assert all(len(row) <= 76 for row in note.split("\n"))
    assert not re.search(r"\t|\*\*\*|@|[{}]|\n\n\n", note)


@pytest.mark.parametrize("columns", [38, 60])
def test_a_note_that_is_laid_out_anew_is_as_if_it_had_been_made_so(columns: int) -> None:
    """But for a line of its own, here and there, that no line break tells from the end of a paragraph."""
    alike = 0
    for name in PATIENTS:
        note, made = render_note(summary_of(name)), render_note(summary_of(name), wrap=columns)
        anew = laid_out_anew(note, WRAP, columns)
        assert laid_out_anew(note, WRAP, WRAP).split() == note.split() == anew.split()
        assert all(len(line) <= columns for line in anew.split("\n"))
        alike += anew == made
    assert alike >= 0.9 * len(PATIENTS)


@each
def test_what_to_do_is_in_the_full_note_once_numbered_and_by_urgency(name: str) -> None:
    summary = summary_of(name)
    note = render_note(summary, full=True, wrap=0)
    plan = re.findall(r"^\d+\. (?:SAME DAY: |SOON: )?(.*?)(?: - .*)? \[[^\[]*\]$", note, re.MULTILINE)
    assert plan == [line.title for line in summary.plan]
    urgencies = [list(Urgency).index(line.urgency) for line in summary.plan]
    assert urgencies == sorted(urgencies)


@each
def test_every_line_that_holds_is_in_the_plan_or_a_remark(name: str) -> None:
    summary = summary_of(name)
    told = [line.id for line in (*summary.plan, *summary.remarks)]
    assert sorted(told) == sorted(line.id for line in summary.lines)
    remarks = {line.id for line in summary.remarks}
    assert remarks.isdisjoint({"exercise", "baseline_fvc", "speech_therapy", "no_abrupt_stop"})
    if name != "not_ibm":
        assert remarks >= {"goal_of_care", "ck_not_response", "trials_and_organisations"}


@each
def test_markdown_says_of_every_line_what_it_rests_on(name: str) -> None:
    summary = summary_of(name)
    assert render_markdown(summary).count("\n    - Evidence: ") == len(summary.lines)


def test_even_without_any_answer_the_note_is_of_use() -> None:
    note = render_note(summary_of("nothing"), wrap=0)
    assert "Nothing has been assessed." in note
    assert "Exercise" in note or "exercise" in note
    assert "\nNOT REACHED, by what it would decide\n- Urgent problems: SAME DAY urgent assessment\n" in note
    assert 'Not known does not mean "no".' in note


def test_an_urgent_problem_leads_the_note_and_is_named() -> None:
    note = render_note(summary_of("urgent"), wrap=0)
    assert re.search(
        r"\n\nTODAY\n1\. SAME DAY: Urgent assessment - suspected aspiration pneumonia \[.*\]\n"
        r"   At once if airway or breathing is threatened\.\n\nASSESSMENT\n",
        note,
    )
    assert re.search(r"xercise, once nothing is urgent", note)


def test_a_free_comment_is_in_either_note() -> None:
    summary = summary_of("urgent")
    assert "\nCOMMENT\n> Seen with her daughter.\n" in render_note(summary, full=True)
    assert "\nComment: Seen with her daughter.\n\nPLAN (" in render_note(summary)


def test_a_value_says_that_it_was_measured_and_a_denial_that_it_does_not_count() -> None:
    known, denied = summary_of("half_measured"), summary_of("measured_after_all")
    for full in (False, True):
        said = render_note(known, full=full, wrap=0)
        assert "Find out whether FVC was ever measured" not in said
        assert "Baseline FVC" not in re.split("STILL TO FIND OUT|NOT KNOWN|NOT REACHED", said)[0]
        told = "[Check before signing: FVC sitting is on record but does not count, because of the answer to"
        assert told not in said
        assert told in render_note(denied, full=full, wrap=0)
    assert "Find out whether FVC was ever measured" in render_note(summary_of("nothing"), full=True, wrap=0)


@each
def test_a_prompt_can_be_read_alone(name: str) -> None:
    prompts = [prompt for group in summary_of(name).open for prompt in group.prompts]
    vague = re.compile(r"\b(this|it|these) (cannot|can|is|are|depends)\b", re.IGNORECASE)
    assert [prompt for prompt in prompts if vague.search(prompt.split(":")[0].split(";")[0])] == []


def test_a_reason_names_only_what_decides() -> None:
    because = {line.id: [(r.label, r.answer) for r in line.because] for line in summary_of("urgent").lines}
    assert because["dietitian"] == [("Eating or weight problems", "Unintended weight loss")]
    assert because["aspiration_risk_team"] == [
        ("Urgent problems", "Suspected aspiration pneumonia"),
        ("Eating or weight problems", "Chest infections"),
    ]


def test_a_change_is_a_ready_sentence() -> None:
    lines = {line.id: line for line in summary_of("urgent").lines}
    assert [change.text for change in lines["dietitian"].would_change if change.status == "ruled_out"] == [
        'if "Unintended weight loss" were absent'
    ]
    changes = summary_of("typical").plan[0].would_change
    assert 'if "Food sticks" were yes' in [change.text for change in changes]


def test_a_settled_table_is_told_and_one_that_says_nothing_is_not() -> None:
    assert re.search(
        r"ENMC 2011 on these answers: (clinic|probable|not met)", render_note(summary_of("suspected"), wrap=0)
    )
    assert "ENMC" not in render_note(summary_of("typical"))


def test_criteria_that_are_not_settled_are_told_in_the_full_note_with_what_is_missing() -> None:
    note = render_note(summary_of("barely_suspected"), full=True, wrap=0)
    assert "ENMC 2011 criteria: cannot be judged yet" in note
    assert "(missing: Highest CK; Age at onset; " in note


def test_when_it_is_not_ibm_the_note_says_so_and_keeps_what_matters() -> None:
    summary = summary_of("not_ibm")
    note = render_note(summary, wrap=0)
    assert "plan ends here" in note
    assert [line.id for line in summary.lines] == ["speech_therapy", "not_ibm", "no_abrupt_stop"]

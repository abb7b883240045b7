"""The note can be pasted into a record as it is, and nothing typed into it does any harm."""

import html
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from interview.flow.answers import Chosen, NotAssessed, Reason, Several, Text
from interview.summary.builder import build
from interview.summary.model import Summary
from interview.summary.short_note import short_note
from interview.summary.templates.renderer import render_markdown, render_note
from tests.effort import tries
from tests.summary.example import AT, PASSED, YES, session, typical
from tests.summary.patients import patient

CHOKING = Several(frozenset({"choking"}))
SUMMARIES = {
    "typical": build(typical(), at=AT),
    "nothing": build(session(), at=AT),
    "open": build(typical(food_sticks=NotAssessed(Reason.PENDING), steroids=PASSED), at=AT),
    "urgent": build(typical(urgent_problems=CHOKING, food_sticks=YES), at=AT),
    "conflict": build(typical(urgent_problems=CHOKING), at=AT),
    "ended": build(session(status=Chosen("other"), urgent_problems=CHOKING), at=AT),
}
HOSTILE = (
    "{{ 7 * 7 }} {% raw %} *** @NAME@ {ROS:1} [bold]x[/] <b>y</b> "
    "\x1b[31mred\x1b]52;c;AAAA\x07 \u202eabc\u202c # h\n- list\n1. plan\tB\u0085next שלום 日本語 ü ≥"
)
HEADINGS = {row for row in render_markdown(SUMMARIES["typical"]).split("\n") if row.startswith("#")}
each = pytest.mark.parametrize("summary", SUMMARIES.values(), ids=SUMMARIES.keys())
both = pytest.mark.parametrize("full", [False, True], ids=["brief", "full"])


@each
@both
def test_a_note_is_plain_enough_for_any_record_system(summary: Summary, full: bool) -> None:
    note = render_note(summary, full=full)
    assert note.isascii()
    assert all(len(line) <= 76 and line == line.rstrip() for line in note.split("\n"))
    assert not re.search(r"\t|\*\*\*|@|[{}]|\n\n\n", note)
    assert re.search(r"\n\nASSESSMENT\n(?s:.*)\n\nPLAN", note) or "\n\nTODAY\n" in note


@each
def test_every_line_is_in_the_longer_forms_and_counted_in_the_short_one(summary: Summary) -> None:
    notes = (render_note(summary, wrap=0), render_note(summary, full=True, wrap=0), render_markdown(summary))
    for note in notes[1:]:
        readable = note.replace("\\", "").replace("≥", ">=")
        for line in summary.lines:
            assert readable.count(line.title.replace("≥", ">=")) >= 1
        for line in (line for group in summary.open for line in group.lines if group.asked):
            assert line.title.replace("≥", ">=") in readable
    brief = short_note(summary)
    opened = {line.id for group in summary.open for line in group.lines if group.asked and not line.remark}
    assert opened <= {name for row in brief.unknown for name in row.lines}
    assert {line.id for line in summary.lines} == {
        name for row in (*brief.rows, *brief.also) for name in row.lines
    }


@each
def test_every_form_states_content_review_date_and_use(summary: Summary) -> None:
    for form in (
        render_note(summary, wrap=0),
        render_note(summary, full=True, wrap=0),
        render_markdown(summary),
    ):
        assert "example 1" in form
        assert "abcdef01" in form
        assert "not yet reviewed by a clinician" in form
        assert "2026-11-22" in form
        assert "An aid for clinicians." in form


def test_urgency_is_written_out_and_comes_first() -> None:
    note = render_note(SUMMARIES["urgent"])
    assert "\nTODAY\n1. SAME DAY: Same-day assessment - choking [1]\n\nASSESSMENT\n" in note
    assert "\nPLAN (options, not orders; else routine)\n2. SOON: Swallowing therapy" in note


def test_references_are_numbered_where_they_are_cited() -> None:
    summary = SUMMARIES["urgent"]
    assert "Swallowing therapy for a score >= 3 - Food sticks: yes [2]\n" in render_note(summary, wrap=0)
    assert "Swallowing therapy for a score >= 3 [1-2]\n" in render_note(summary, full=True, wrap=0)
    assert "Sources: expert opinion 1 Lloyd 2018; cohort 2 Cox 2009." in render_note(summary, wrap=0)


def test_a_line_without_a_source_names_its_kind_of_evidence() -> None:
    exercise = replace(SUMMARIES["typical"].plan[0], sources=())
    bare = replace(SUMMARIES["typical"], plan=(exercise,))
    assert "1. Exercise - for everyone [trial]\n" in render_note(bare)
    assert "\n   Evidence: trial.\n" in render_note(bare, full=True)


@both
def test_a_line_with_neither_source_nor_evidence_has_no_brackets(full: bool) -> None:
    exercise = replace(SUMMARIES["typical"].plan[0], sources=(), evidence=())
    remark = replace(
        exercise, id="remark", title="A remark", decides="a remark", short="A remark", remark=True
    )
    bare = replace(SUMMARIES["typical"], plan=(exercise,), remarks=(remark,))
    note = render_note(bare, full=full)
    assert ("1. Exercise\n" if full else "1. Exercise - for everyone\n") in note
    assert ("- A remark\n" if full else "\nalso: a remark.\n") in note
    assert "Evidence: ." not in render_note(bare, full=full)


def test_a_table_that_is_not_decided_yet_cannot_be_misread() -> None:
    table = replace(
        build(typical(food_sticks=YES), at=AT).tables[0],
        narrowed=True,
        possible=("met, or nearly", "not met"),
    )
    summary = replace(SUMMARIES["typical"], tables=(table,))
    short, full = render_note(summary, wrap=0), render_note(summary, full=True, wrap=0)
    said = 'Example criteria: "met, or nearly" or "not met" (missing: Age at onset)'
    assert f" {said}.\n" in short
    assert f"\n{said} [" in full


def test_a_table_of_which_nothing_is_ruled_out_says_that_it_cannot_be_judged() -> None:
    table = replace(build(typical(food_sticks=YES), at=AT).tables[0], narrowed=False, named=True)
    summary = replace(SUMMARIES["typical"], tables=(table,))
    said = "Example criteria: cannot be judged yet"
    assert f" {said} (missing: Age at onset).\n" in render_note(summary, wrap=0)
    assert f"{said}; possible: met or not met (missing: " in render_note(summary, full=True, wrap=0)


def test_an_undecided_table_is_in_the_short_note_only_when_a_line_names_it() -> None:
    table = replace(build(typical(food_sticks=YES), at=AT).tables[0], narrowed=False)
    for named in (False, True):
        summary = replace(SUMMARIES["typical"], tables=(replace(table, named=named),))
        assert ("Example criteria" in render_note(summary)) is named


def test_remarks_come_after_the_plan_without_a_number() -> None:
    inform = replace(SUMMARIES["typical"].plan[0], id="goal", title="The goal", short="The goal", remark=True)
    for name in ("typical", "urgent"):
        summary = replace(SUMMARIES[name], remarks=(inform,))
        assert re.search(r"\nPLAN \((?s:.*)\nalso: (?:.*; )?the goal \[1\]\.\n", render_note(summary))
        assert re.search(r"\nPLAN\n1\. (?s:.*)\nREMARKS\n- The goal \[1\]\n", render_note(summary, full=True))
        assert "\n## Remarks\n\n- **The goal**" in render_markdown(summary)


def test_what_is_missing_is_named_with_what_it_would_settle() -> None:
    note = render_note(SUMMARIES["open"], wrap=0)
    heading, unknown = note.split("\n\n")[-2].split("\n", 1)
    assert heading == "NOT KNOWN, by what it would decide"
    assert "- Food sticks (pending, chase): SOON swallowing therapy for a score >= 3" in unknown
    assert "on a steroid: review of the steroid" in unknown.lower()
    full = render_note(SUMMARIES["open"], full=True, wrap=0)
    assert "- Food sticks\n  Swallowing therapy for a score >= 3 [" in full
    assert "]. Ask the two swallowing questions.\n" in full
    assert 'NOT ASSESSED, never taken for "no"\nFood sticks (result pending); On a steroid.' in full


def test_an_open_line_is_never_worded_as_if_it_stood() -> None:
    note = render_note(SUMMARIES["nothing"], wrap=0)
    plan, unknown = note.split("\nNOT REACHED, by what it would decide\n")
    assert "Same-day assessment" not in plan
    assert "- Urgent problems: SAME DAY same-day assessment\n" in unknown
    assert 'Not known does not mean "no".' in unknown


def test_what_is_open_through_questions_never_asked_takes_one_line_of_the_longer_forms() -> None:
    for summary in (SUMMARIES["typical"], SUMMARIES["nothing"]):
        assert "not asked" not in render_note(summary, wrap=0)
        for form in (render_note(summary, full=True, wrap=0), render_markdown(summary)):
            assert form.count("Not asked, so not judged: Young onset.\n") == 1


def test_what_to_check_of_questions_never_asked_stands_in_the_list_and_parts_no_paragraphs() -> None:
    summary = build(patient("typical"), at=AT)
    for form in (render_note(summary, full=True, wrap=0), render_markdown(summary)):
        _, _, listed = form.replace("**", "").partition("Not asked, so not judged: ")
        assert listed.partition("\n")[2].lstrip("- ").startswith("That would take: ")
        assert "\n- Measures on record: Check for IBMFRS" in form.replace("**", "")


def test_answers_that_do_not_fit_are_shown() -> None:
    for full in (False, True):
        note = render_note(SUMMARIES["conflict"], full=full)
        assert "\n[Check before signing: Choking is marked, but food does not stick.]\n" in note


def test_the_end_of_the_plan_is_told_and_what_is_kept_stays() -> None:
    note = render_note(SUMMARIES["ended"])
    assert "This flow is about an example and ends here." in note
    assert "1. SAME DAY: Same-day assessment" in note


def test_content_from_elsewhere_is_never_silent() -> None:
    summary = build(typical(), at=AT, origin="from --flows: mine")
    for form in (render_note(summary), render_note(summary, full=True), render_markdown(summary)):
        assert "from --flows: mine" in form


def test_the_full_note_shows_what_is_behind_a_line() -> None:
    note = render_note(SUMMARIES["urgent"], full=True, wrap=0)
    for shown in (
        "Swallowing therapy for a score >= 3, in full.",
        "Because: Food sticks: yes.",
        "Read in 37 patients.",
        "Sources disagree: Two cohorts disagree. (Cox 2009, A Society 2020)",
        "[2] Cox. 2009. doi:10.1000/x (cohort)",
        "- Repeat swallows: no",
    ):
        assert shown in note


def test_wrap_zero_leaves_wrapping_to_the_record() -> None:
    assert max(map(len, render_note(SUMMARIES["urgent"], wrap=0).split("\n"))) > 100


def test_free_text_keeps_its_letters_and_loses_its_teeth_in_the_note() -> None:
    summary = build(typical(comment=Text(HOSTILE)), at=AT)
    note = render_note(summary, full=True, wrap=0)
    for shown in (
        "(( 7 * 7 ))",
        "* * *",
        "(at)NAME(at)",
        "[bold]x[/] <b>y</b> red abc # h",
        "> 1. plan B",
        "> next שלום 日本語 ü ≥",
    ):
        assert shown in note
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|52;c|[@{}]|\*\*\*", note)
    assert "typed" not in note
    brief = render_note(summary, wrap=0)
    assert re.search(r"\nComment: \(\( 7 \* 7 .* - list 1\. plan B next שלום .*\n\nPLAN ", brief)


def test_a_comment_keeps_its_lines_blank_ones_and_indents_in_the_full_note() -> None:
    summary = build(typical(comment=Text("First.\n\n\n  Second, indented.\n")), at=AT)
    note = render_note(summary, full=True)
    assert "\nCOMMENT\n> First.\n>\n>\n>   Second, indented.\n\nREFERENCES\n" in note
    assert "Comment: First. Second, indented.\n" in render_note(summary)


def test_a_comment_of_blanks_is_none() -> None:
    summary = build(typical(comment=Text(" \n ")), at=AT)
    assert "Comment" not in render_note(summary)
    assert "COMMENT" not in render_note(summary, full=True)


def test_free_text_shows_as_typed_in_markdown() -> None:
    summary = build(typical(comment=Text(HOSTILE)), at=AT)
    rendered = MarkdownIt("commonmark").render(render_markdown(summary))
    shown = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    for line in (
        "{{ 7 * 7 }} {% raw %} *** @NAME@ {ROS:1} [bold]x[/] <b>y</b> red abc # h",
        "- list",
        "1. plan B",
    ):
        assert f"\n{line}\n" in shown
    assert "<b>" not in rendered
    assert "\x1b" not in rendered


@settings(max_examples=tries(30), deadline=None)
@given(st.text())
def test_no_free_text_breaks_a_form(text: str) -> None:
    summary = replace(SUMMARIES["typical"], comment=text)
    note = render_note(summary, full=True)
    assert all(cell_len(line) <= 76 for line in note.split("\n"))
    assert not re.search(r"\t|\*\*\*|[@{}]", note)
    assert set(render_markdown(summary).split("\n")) >= HEADINGS
    assert len(re.findall("(?m)^#", render_markdown(summary))) <= len(HEADINGS) + 1


def test_hostile_wording_of_a_flow_is_defused_too() -> None:
    summary = SUMMARIES["typical"]
    title = "*** {{ 1 }} @X@ \x1b[31m<b>"
    hostile = replace(summary, about=title, flow=replace(summary.flow, title=title))
    assert render_note(hostile).startswith("NOTE 2026-11-22: * * * (( 1 )) (at)X(at) <b>\n")
    assert render_markdown(hostile).startswith(r"# \*\*\* \{\{ 1 \}\} \@X\@ \<b\>: summary")


def test_building_a_summary_does_not_load_the_template_engine() -> None:
    code = (
        "import sys, interview.summary.builder, interview.export.json_form; sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

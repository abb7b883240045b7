"""What the short note promises of every patient: few words, and nothing urgent, pending or risky left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from interview.check.paths.runner import Result
from interview.engine import replay
from interview.flow.answers import Chosen, NotAssessed, Reason
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Stance, Urgency
from interview.summary.builder import build
from interview.summary.model import Summary
from interview.summary.note import MOST, OTHER_FINDINGS, Note, printed_words
from interview.summary.short_note import ROWS, short_note
from interview.summary.templates.context import Order
from interview.summary.templates.renderer import render_note
from tests.summary.example import AT, typical
from tests.summary.patients import PATHS, answers_of, logic, sessions_of_paths, summaries_of

pytestmark = pytest.mark.long
each = pytest.mark.parametrize("path", PATHS, scope="module")  # one after another of a path, built once


@cache
def notes(path: str) -> list[tuple[Summary, Note]]:
    return [(summary, short_note(summary)) for summary in summaries_of(path)]


@each
def test_a_note_has_at_most_300_words_or_says_that_nothing_urgent_was_cut(path: str) -> None:
    for summary, note in notes(path):
        printed = printed_words(render_note(summary, wrap=0))
        assert printed == note.words == printed_words(render_note(summary, wrap=76))
        assert (printed > MOST) == note.head.endswith("words: nothing that is urgent was cut.")
        assert len(note.rows) <= ROWS or all(_stays(summary, row.lines) for row in note.rows)


@each
def test_a_sentence_at_its_head_says_how_many_points_stand_without_reasons(path: str) -> None:
    for _, note in notes(path):
        if note.head and note.words <= MOST:
            left = sum(len(row.lines) for row in note.also)
            named = "1 point without its reasons" if left == 1 else f"{left} points without their reasons"
            assert note.head == f"The plan names {named}."
            assert not any(row.because for row in note.also)


@pytest.mark.parametrize("wrap", [0, 40, 76])
def test_a_comment_is_not_counted_however_long_its_lines(wrap: int) -> None:
    summary, note = notes(PATHS[0])[0]
    said = replace(summary, comment="Sources: none. " + "Seen with family. " * 20)
    assert printed_words(render_note(said, wrap=wrap)) == note.words


@each
def test_every_line_that_holds_stands_in_one_row_with_its_urgency(path: str) -> None:
    for summary, note in notes(path):
        urgency = {line.id: line.urgency for line in summary.lines}
        told = [name for row in (*note.rows, *note.also) for name in row.lines]
        assert sorted(told) == sorted(urgency)
        assert all(urgency[name] is row.urgency for row in (*note.rows, *note.also) for name in row.lines)


@each
def test_what_is_urgent_or_warns_is_never_shortened_away(path: str) -> None:
    for summary, note in notes(path):
        shortened = {name for row in note.also for name in row.lines}
        remarks = {line.id for line in summary.remarks}
        assert not [line.id for line in summary.plan if _stays(summary, (line.id,)) and line.id in shortened]
        assert all(summary_line.urgency is Urgency.ROUTINE for summary_line in summary.remarks)
        assert "no_abrupt_stop" not in shortened | remarks


@each
def test_what_would_be_urgent_if_it_were_known_is_told_with_how_soon(path: str) -> None:
    for summary, note in notes(path):
        for group in (one for one in summary.open if one.asked):
            for line in (one for one in group.lines if one.urgency is not Urgency.ROUTINE):
                row = next(row for row in note.unknown if line.id in row.lines)
                assert line.decides in " ".join(one.text for one in note.unknown)
                assert list(Urgency).index(row.urgency) <= list(Urgency).index(line.urgency)


@each
def test_a_pending_result_is_always_told(path: str) -> None:
    for summary, note in notes(path):
        pending = [one for one in summary.not_assessed if one.pending and not one.gate]
        told = {question for row in note.unknown for question in row.questions}
        assert {one.question for one in pending} <= told


def test_a_pending_biopsy_is_to_be_chased() -> None:
    answers = {
        **sessions_of_paths()["suspected-without-biopsy"][0].answers,
        "biopsy_done": NotAssessed(Reason.PENDING),
    }
    note = render_note(build(Result(logic(), answers).session, at=AT), wrap=0)
    assert "iopsy (pending, chase)" in note
    assert "no muscle biopsy" not in note.lower()


@each
def test_each_question_without_an_answer_stands_once(path: str) -> None:
    for _, note in notes(path):
        told = [question for row in note.unknown for question in row.questions]
        assert len(told) == len(set(told))


@each
def test_a_row_of_a_note_in_any_order_has_the_same_words(path: str) -> None:
    for summary, note in notes(path)[:3]:
        for order in Order:
            printed = render_note(summary, wrap=0, order=order)
            assert all(row.text in printed for row in note.rows if row.text.isascii())
            assert all(row.text in printed for row in note.unknown if row.text.isascii())


def _stays(summary: Summary, lines: tuple[str, ...]) -> bool:
    """Whether one of the lines may not be shortened."""
    found = {line.id: line for line in summary.plan}
    warning = (Stance.AGAINST, Stance.CAUTION)
    return any(
        name in found and (found[name].urgency is not Urgency.ROUTINE or found[name].stance in warning)
        for name in lines
    )


def test_a_flow_with_other_topics_without_phrases_and_with_long_hostile_labels_is_still_right() -> None:
    flow = typical().flow
    label = "A label *** @NAME@ {LIST} that an author made far too long for any row " * 3
    options = {**flow.questions, "food_sticks": replace(flow.questions["food_sticks"], label=label)}
    lines = {name: replace(line, title=label) for name, line in flow.recommendations.items()}
    logic_ = compile_flow(replace(flow, questions=options, recommendations=lines))
    session = replay(logic_, typical(food_sticks=Chosen("yes")).events)
    summary = build(session, at=AT)
    for order in Order:
        made = render_note(summary, order=order)
        assert all(len(row) <= 76 for row in made.split("\n"))
        assert not re.search(r"\*\*\*|@|[{}]", made)
        assert "[1" in made
    note = short_note(summary)
    told = {name for row in (*note.rows, *note.also) for name in row.lines}
    assert told == {line.id for line in summary.lines}


def test_a_lead_that_claims_something_is_printed_only_if_its_fact_holds_and_of_two_findings() -> None:
    weight = Result(logic(), answers_of({"dysphagia_severity": ["weight_loss"], "food_sticks": "no"})).session
    assert "Dysphagia" not in render_note(build(weight, at=AT), wrap=0)
    sticks = Result(logic(), answers_of({"food_sticks": "yes"})).session
    assert "\nFood sticks." in render_note(build(sticks, at=AT), wrap=0)
    both = Result(logic(), answers_of({"food_sticks": "yes", "repeat_swallows": "yes"})).session
    assert "Dysphagia: food sticks, repeat swallows." in render_note(build(both, at=AT), wrap=0)


def test_what_another_answer_presupposes_goes_without_saying() -> None:
    known = answers_of({"fvc_done": "yes", "fvc_sitting": 55})
    note = render_note(build(Result(logic(), known).session, at=AT), wrap=0)
    assert "FVC 55 % predicted sitting" in note
    assert "FVC measured" not in note


def test_what_two_questions_say_alike_is_told_once_and_a_list_by_what_it_names() -> None:
    infections = {
        "dysphagia_severity": ["chest_infections"],
        "breathing_symptoms": ["weak_cough", "chest_infections"],
    }
    note = assessment(infections)
    assert note.lower().count("chest infections") == 1
    assert "Weak cough; no other breathing symptom." in note
    drug = {"mimic_features": ["myotoxic_drug"], "myotoxic_drugs": ["statin"]}
    said = "Unexplained: weakness began or worsened on a statin; no other listed warning feature."
    assert said in assessment(drug)
    another = {"weakness_pattern": "other", "other_pattern": ["foot_drop", "face"]}
    assert "Another pattern of weakness (foot drop and weak face)." in assessment(another)


def test_checks_are_not_listed_one_by_one_where_all_or_nearly_all_are_done() -> None:
    every = [option.id for option in logic().flow.questions["safety_checklist"].options]
    lead = "Safety checks done, known or not applicable: "
    assert f"{lead}all of them." in assessment({"safety_checklist": every})
    assert f"{lead}all of them except fracture risk." in assessment(
        {"safety_checklist": [one for one in every if one != "bone_health"]}
    )
    assert f"{lead}HIV; no other safety check." in assessment({"safety_checklist": ["hiv"]})


def test_a_part_of_a_list_is_named_only_with_what_hangs_on_it() -> None:
    part = {"concerns": {"chosen": ["mood"], "rest": "not_assessed"}}
    note = render_note(build(Result(logic(), answers_of(part)).session, at=AT), wrap=0)
    assert "\n- Planned anaesthetic or sedation: SOON anaesthetic warning\n" in note


@each
def test_no_row_of_what_is_not_known_lacks_what_it_would_decide(path: str) -> None:
    for _, note in notes(path):
        for row in note.unknown:
            assert not row.text.rstrip().endswith(":")
            assert ": " in row.text or row.text == row.chase
        assert bool(note.unknown) == note.unknown_heading.endswith("would decide")


def test_a_finding_is_left_to_the_full_note_only_where_no_line_rests_on_it_and_that_is_said() -> None:
    left = [
        (summary, note)
        for path in PATHS
        for summary, note in notes(path)
        if OTHER_FINDINGS in note.assessment
    ]
    assert left
    for summary, note in left:
        resting = {one.question for line in (*summary.plan, *summary.remarks) for one in line.because}
        kept = [one for one in summary.answers if one.question in resting or one.found_by == "judgement"]
        said = " ".join((*note.assessment, *(row.because for row in note.today))).lower()
        for one in (one for one in kept if one.active and not one.implied):
            assert all(text.lower() in said for text in one.told.positive if not one.told.after)


def test_known_tests_are_not_asked_for() -> None:
    both = {"fvc_sitting": 90, "fvc_supine": 85, "breathing_symptoms": ["orthopnoea"]}
    note = render_note(build(Result(logic(), answers_of(both)).session, at=AT), wrap=0)
    assert "SOON: Oximetry and sleep study; FVC known - orthopnoea" in note
    assert "SOON: FVC" not in note


def test_half_of_a_test_is_asked_for() -> None:
    one = {"fvc_done": "yes", "fvc_sitting": 90, "breathing_symptoms": ["orthopnoea"]}
    note = render_note(build(Result(logic(), answers_of(one)).session, at=AT), wrap=0)
    assert "SOON: FVC, oximetry and sleep study - orthopnoea" in note


def test_the_verdict_on_a_considered_drug_is_told_while_it_is_open() -> None:
    considered = {"diagnosis_status": "established", "immune_treatment": ["considered"]}
    note = render_note(build(Result(logic(), answers_of(considered)).session, at=AT))
    assert "whether there is a case for immunosuppression" in " ".join(note.split())


def assessment(said: Mapping[str, object]) -> str:
    """What these answers are as prose."""
    return " ".join(short_note(build(Result(logic(), answers_of(said)).session, at=AT)).assessment)

"""What stands in a note and why: each thing once, and behind each row what it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from interview.check.paths.runner import Result
from interview.summary.builder import build
from interview.summary.note import REASON, count
from interview.summary.short_note import short_note
from interview.summary.templates.renderer import render_note
from tests.summary.example import AT
from tests.summary.patients import PATHS, answers_of, logic, summaries_of, summary_of

pytestmark = pytest.mark.long
each = pytest.mark.parametrize("path", PATHS, scope="module")  # one after another of a path, built once


@each
def test_a_reason_has_at_most_eight_words_but_for_today(path: str) -> None:
    for note in map(short_note, summaries_of(path)):
        assert all(count(row.because) <= REASON for row in note.plan)
        assert all(row.because for row in note.today)


def said(texts: Iterable[str]) -> Counter[str]:
    """What is told between two stops, of two words or more."""
    pieces = (piece for text in texts for piece in re.split(r"[.;:,()] ?|- ", text.lower()))
    return Counter(piece for piece in pieces if count(piece) > 1)


@each
def test_nothing_is_told_twice_in_the_assessment_or_again_below_today(path: str) -> None:
    for summary in summaries_of(path):
        note = short_note(summary)
        reasons = [row.because for row in note.today]
        assert not said(reasons).keys() & said(note.assessment).keys()
        for place in (note.assessment, note.checks, [row.text for row in note.unknown], note.partly):
            assert [piece for piece, times in said(place).items() if times > 1] == []


def test_what_is_told_today_is_not_told_again_but_that_nothing_else_is_so() -> None:
    note = short_note(summary_of("urgent-aspiration", 0))
    assert "suspected aspiration pneumonia" in note.today[0].because
    assert not [text for text in note.assessment if "aspiration pneumonia" in text.lower()]
    assert any("aspiration pneumonia" in text.lower() for text in note.prose)


def test_an_answer_against_something_names_it_after_the_word() -> None:
    note = render_note(summary_of("typical", 0), wrap=0)
    assert ". AGAINST a trial of immunosuppression - established IBM, typical pattern [" in note


def test_a_reason_is_not_said_in_general_and_in_particular() -> None:
    drug = {"mimic_features": ["myotoxic_drug"], "myotoxic_drugs": ["statin"]}
    note = render_note(build(Result(logic(), answers_of(drug)).session, at=AT), wrap=0)
    assert re.search(r"\d\. SOON: Suspect drug, reviewed with prescriber - statin \[", note)


def test_what_is_missing_is_the_reason_to_complete_it() -> None:
    known = {"diagnosis_status": "suspected", "immune_treatment": ["considered"], "safety_checklist": []}
    note = render_note(build(Result(logic(), answers_of(known)).session, at=AT), wrap=0)
    assert "SOON: Safety checks to complete - no safety check done" in note


def test_a_reason_is_what_a_line_is_about() -> None:
    """Not what only rules out that another answer was forgotten, such as the pattern of weakness here."""
    known = {
        "urgent_problems": [],
        "weakness_pattern": "typical",
        "food_sticks": "no",
        "repeat_swallows": "no",
        "dysphagia_severity": [],
        "breathing_symptoms": [],
    }
    note = render_note(build(Result(logic(), answers_of(known)).session, at=AT), wrap=0)
    assert "at least yearly - no food sticking" in note

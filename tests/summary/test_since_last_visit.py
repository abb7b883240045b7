"""What a summary says about the visits before: in the notes, in Markdown, and as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from interview.engine import Event, EventKind, Session, conclude, replay
from interview.engine.return_visit import offers
from interview.export.json_form import render_json, to_contract
from interview.flow.answer_text import from_plain
from interview.flow.answers import Number
from interview.flow.logic.compiler import compile_flow
from interview.moments import day
from interview.summary.builder import build
from interview.summary.model import Summary
from interview.summary.since_last_visit import NO_VISIT, since_last_time
from interview.summary.templates.renderer import render_markdown, render_note
from tests.summary.patients import SJOGREN, TYPICAL, logic

AT = "2026-11-22T10:30:00Z"
DAYS = ("2025-11-20", "2026-05-20", "2026-11-22")


def visit(on: str, **changed: object) -> Session:
    questions = logic().flow.questions
    said = {**TYPICAL, **SJOGREN, **changed}
    return replay(
        logic(),
        (
            Event(
                f"{on}-{name}",
                EventKind.ANSWERED,
                name,
                f"{on}T10:00:00Z",
                from_plain(questions[name], value),
            )
            for name, value in said.items()
        ),
    )


VISITS = (
    visit(DAYS[0], ibmfrs_now=34, ibmfrs_previous=34),
    visit(DAYS[1], ibmfrs_now=31, ibmfrs_previous=34),
)
NOW = visit(DAYS[2], ibmfrs_now=28, ibmfrs_previous=31, food_sticks="yes", repeat_swallows="not_assessed")


@pytest.fixture(scope="module")
def summary() -> Summary:
    return build(NOW, at=AT, visits=VISITS)


def test_the_note_has_the_measures_of_all_visits_what_changed_and_what_now_holds(summary: Summary) -> None:
    note = render_note(summary, wrap=0)
    section = note[note.index("SINCE LAST TIME (2026-05-20)") : note.index("\nPLAN")].split("\n")
    assert "worse  IBMFRS              31 points     28 points" in section
    assert "worse  Food sticking       no            yes" in section
    assert "gap    Repeat swallows     no            not repeated" in section
    assert "earlier IBMFRS" not in "".join(section)
    assert re.search(r"\n\d+\. SOON, NEW: Speech therapy, swallowing - food sticks", note)


def test_the_full_note_and_markdown_date_every_reading_and_name_every_change(summary: Summary) -> None:
    full, markdown = render_note(summary, full=True, wrap=0), render_markdown(summary)
    assert "- IBMFRS now: 34 (2025-11-20), then 31 (2026-05-20), then 28 (2026-11-22) points" in full
    assert "- Repeat swallows: not assessed now (then: no)" in full
    assert "## Since last time (2026-05-20)" in markdown
    assert "**IBMFRS now:** 34 (2025-11-20), then 31 (2026-05-20), then 28 (2026-11-22) points" in markdown
    assert "(then: does not apply)" in full


def test_the_machine_form_has_every_change() -> None:
    since = json.loads(render_json(NOW, at=AT))["since"]
    assert since is None
    found = to_contract(NOW, at=AT, visits=VISITS)["since"]
    assert isinstance(found, dict)
    assert found["at"] == "2026-05-20T10:00:00Z"
    assert found["answers"]["food_sticks"] == {"before": "no", "after": "yes"}
    assert found["answers"]["repeat_swallows"] == {"before": "no", "after": None}
    assert [reading["value"] for reading in found["measures"]["ibmfrs_now"]] == [34, 31, 28]
    assert found["recommendations"]["speech_therapy"] == {"before": "ruled_out", "after": "holds"}
    assert json.loads(json.dumps(found)) == found


def test_a_first_visit_says_nothing_of_an_earlier_one() -> None:
    first = build(NOW, at=AT)
    assert first.since == NO_VISIT
    for text in (render_note(first), render_note(first, full=True), render_markdown(first)):
        assert "since last time" not in text.lower()


def test_the_last_total_confirmed_as_the_previous_one_shows_a_fall_to_be_reviewed() -> None:
    last = VISITS[1]
    offered = offers(last, day(AT))["ibmfrs_previous"]
    assert (offered.answer, offered.at[:10]) == (Number(31), DAYS[1])
    assert "ibmfrs_now" not in offers(last, day(AT))
    now = visit(DAYS[2], ibmfrs_now=29, ibmfrs_previous=31)
    assert conclude(now).statuses["functional_decline_review"] == "holds"


def test_lines_that_were_not_in_the_flow_of_then_are_told_as_such() -> None:
    flow = logic().flow
    fewer = {name: line for name, line in flow.recommendations.items() if name != "speech_therapy"}
    then = replay(compile_flow(replace(flow, recommendations=fewer)), VISITS[1].events)
    (line,) = [one for one in since_last_time([then], NOW).lines if one.id == "speech_therapy"]
    assert line.before == ""


def test_a_visit_with_the_same_answers_says_that_nothing_changed() -> None:
    last = VISITS[1]
    kept = {name: answer for name, answer in last.answers.items() if not isinstance(answer, Number)}
    same = tuple(event for event in last.events if event.question in kept)
    summary = build(replay(logic(), same), at=AT, visits=[replay(logic(), same)])
    assert "SINCE LAST TIME (2026-05-20)\n" in render_note(summary)
    assert "Nothing has changed.\n" in render_note(summary, full=True)


def test_a_number_kept_from_last_time_is_told_once_with_its_day() -> None:
    last = visit(DAYS[0], fvc_done="yes", fvc_sitting=45, fvc_supine=41)
    kept = [
        Event(name, EventKind.CONFIRMED, name, f"{DAYS[2]}T10:00:00Z", last.answers[name])
        for name in ("fvc_done", "fvc_sitting", "fvc_supine")
    ]
    summary = build(replay(logic(), kept), at=AT, visits=[last])
    row = "gap    FVC lying           41 % predicted  not repeated since 2025-11-20\n"
    assert row in render_note(summary, wrap=0)
    assert "- FVC supine: 41 (2025-11-20) % predicted, not repeated\n" in render_note(
        summary, full=True, wrap=0
    )
    assert "**FVC supine:** 41 (2025-11-20) % predicted, not repeated\n" in render_markdown(summary)
    found = to_contract(replay(logic(), kept), at=AT, visits=[last])["since"]
    assert isinstance(found, dict)
    assert found["not_repeated"] == ["fvc_sitting", "fvc_supine"]
    assert [reading["at"][:10] for reading in found["measures"]["fvc_supine"]] == [DAYS[0]]


def test_readings_are_told_with_every_digit() -> None:
    last = visit(DAYS[0], fvc_done="yes", fvc_sitting="64.10")
    now = visit(DAYS[2], fvc_done="yes", fvc_sitting="64,0625")
    summary = build(now, at=AT, visits=[last])
    assert "64.10 (2025-11-20), then 64.0625 (2026-11-22) % predicted" in render_note(
        summary, full=True, wrap=0
    )
    measures = to_contract(now, at=AT, visits=[last])["since"]["measures"]  # type: ignore[index]
    assert [str(reading["value"]) for reading in measures["fvc_sitting"]] == ["64.10", "64.0625"]
    assert '"value": 64.10' in render_json(now, at=AT, visits=[last])


def test_a_return_visit_without_the_earlier_one_says_that_nothing_is_compared() -> None:
    summary = build(NOW, at=AT, visits=None)
    words = "The earlier visit is not kept here, so nothing is compared with it."
    for text in (
        render_note(summary, wrap=0),
        render_note(summary, full=True, wrap=0),
        render_markdown(summary),
    ):
        assert words in text
        assert "since last time" not in text.lower()
    found = to_contract(NOW, at=AT, visits=None)
    assert found["since"] is None
    warnings = found["warnings"]
    assert isinstance(warnings, list)
    assert warnings[-1]["code"] == "earlier_visit_missing"
    assert words not in render_note(build(NOW, at=AT), wrap=0)

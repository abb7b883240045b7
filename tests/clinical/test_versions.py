"""A session that was begun with an earlier version of the content goes on under the one shipped now."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.engine import Event, EventKind, Session, Status, conclude
from interview.engine.carryover import Comparison, carried_session, compare
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.loading.loader import load_flow, load_kept
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow, Question, QuestionType
from interview.library import released_flows
from interview.store.snapshots import files_hash
from tests.clinical import patients

_0_1_1 = Path(__file__).parent / "earlier" / "ibm-management-0.1.1"
IN_0_1_0 = {
    "flow.yaml": (('version: "0.1.1"', 'version: "0.1.0"'),),
    "immunoglobulin.yaml": (
        (
            "title: Immunoglobulin for strength in IBM\n",
            'title: "Immunoglobulin for strength in IBM: not recommended"\n',
        ),
    ),
    "immunosuppression.yaml": (
        (
            "title: Trial of immunosuppression in IBM\n",
            'title: "Trial of immunosuppression in IBM: not supported"\n',
        ),
    ),
}
"""What 0.1.0 said otherwise than 0.1.1: two titles, which tell their stance beside them since."""

SAY_MORE = {"mimic_features", "treatment_hazards", "safety_checklist", "concerns"}
"""The lists of 0.1 that have further answers or other words in 0.2, so that somebody has to look again."""


def _0_1_0() -> Flow:
    files = dict(load_flow(_0_1_1).files)
    for name, edits in IN_0_1_0.items():
        for now, then in edits:
            assert files[name].count(now) == 1
            files[name] = files[name].replace(now, then)
    return load_kept(files)


@pytest.fixture(scope="module", params=["0.1.0", "0.1.1"])
def old(request: pytest.FixtureRequest) -> Logic:
    flow = load_flow(_0_1_1) if request.param == "0.1.1" else _0_1_0()
    assert flow.version == request.param
    return compile_flow(flow)


def answer(question: Question) -> Answer | None:
    """Return the first answer of a choice, none of a list, the highest number."""
    match question.type:
        case QuestionType.SEVERAL:
            return Several()
        case QuestionType.NUMBER:
            return Number(question.range.high) if question.range else None
        case QuestionType.ONE | QuestionType.YES_NO:
            return Chosen(question.options[0].id)
        case _:
            return None


def gone_on(old: Logic, new: Logic) -> tuple[dict[str, Answer], Comparison, Session]:
    """Answer all of the old flow; return the answers, what becomes of them, and the session that goes on."""
    said = {name: given for name, question in old.flow.questions.items() if (given := answer(question))}
    at = "2026-01-01T00:00:00Z"
    log = [Event(name, EventKind.ANSWERED, name, at, given) for name, given in said.items()]
    begun_with = old.flow.content_hash
    found = compare(log, new, {begun_with: old}, begun_with=begun_with)
    return said, found, carried_session(log, new, found.carried)


def test_a_session_of_0_1_goes_on_and_only_lists_that_say_more_are_looked_at_again(
    old: Logic, logic: Logic
) -> None:
    said, found, session = gone_on(old, logic)
    assert found.withdrawn == ()
    assert {one.id for one in found.to_confirm} == SAY_MORE
    kept = {name: given for name, given in said.items() if name not in SAY_MORE}
    assert {name: session.answers[name] for name in kept} == kept


def test_none_of_a_list_denies_nothing_that_the_list_did_not_show(old: Logic, logic: Logic) -> None:
    _, _, session = gone_on(old, logic)
    for name in SAY_MORE - {"safety_checklist"}:
        assert session.answers[name] == Several(rest_absent=False), name
    statuses = conclude(session).statuses
    assert statuses["anaesthesia_warning"] is Status.OPEN
    assert statuses["review_myotoxic_drug"] is Status.OPEN


def test_every_id_of_0_1_is_still_there(old: Logic, flow: Flow) -> None:
    for name, question in old.flow.questions.items():
        assert {option.id for option in question.options} <= {o.id for o in flow.questions[name].options}
    for part in ("recommendations", "facts", "tables", "numbers", "conflicts", "sources", "controversies"):
        assert getattr(old.flow, part).keys() <= getattr(flow, part).keys()


def test_a_file_of_answers_has_no_version_and_its_none_denies_what_is_new_too(logic: Logic) -> None:
    none = ("treatment_hazards", "associated_disease", "urgent_problems", "mimic_features")
    known: dict[str, list[str]] = {name: [] for name in (*none, "dysphagia_severity", "breathing_symptoms")}
    found = conclude(patients.session(logic, known | {"immune_treatment": ["current"]}))
    assert found.statuses["treatment_hazard"] is Status.RULED_OUT


def test_the_files_of_0_1_1_are_known_as_ours() -> None:
    assert files_hash(load_flow(_0_1_1).files) in released_flows()

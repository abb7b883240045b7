"""A session that was begun with an earlier version of the content goes on under the one shipped now."""

from __future__ import annotations

from interview.engine import Event, EventKind
from interview.engine.carryover import carried_session, compare
from interview.flow.answers import Chosen
from interview.flow.loading.loader import load_kept
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow

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
"""What 0.1.0 said otherwise: two titles, which tell their stance beside them since."""


def before(flow: Flow) -> Flow:
    files = dict(flow.files)
    for name, edits in IN_0_1_0.items():
        for now, then in edits:
            assert files[name].count(now) == 1
            files[name] = files[name].replace(now, then)
    return load_kept(files)


def test_a_session_of_0_1_0_goes_on_with_every_answer_and_nothing_to_confirm(
    flow: Flow, logic: Logic
) -> None:
    old = before(flow)
    assert (old.version, old.content_hash == flow.content_hash) == ("0.1.0", False)
    single = [question for question in old.questions.values() if question.type in ("yes_no", "one")]
    log = [
        Event(question.id, EventKind.ANSWERED, question.id, "2026-01-01T00:00:00Z", Chosen(answer.id))
        for question in single
        for answer in question.options[:1]
    ]
    found = compare(log, logic, {old.content_hash: compile_flow(old)}, begun_with=old.content_hash)
    assert (found.silent, found.to_confirm, found.logic_changed) == (True, (), False)
    session = carried_session(log, logic, found.carried)
    assert session.answers == {event.question: event.answer for event in log}

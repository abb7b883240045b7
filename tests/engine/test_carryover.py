"""What becomes of answers when their flow changes: each way it can change, and what must never happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from interview.engine import Event, EventKind, Session, Status, replay
from interview.engine.carryover import (
    CarriedAs,
    Comparison,
    LineShift,
    TableShift,
    carried_session,
    compare,
    fingerprint,
    taken_over,
)
from interview.engine.session import under_last
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.conditions.syntax import Compare, Has, Not
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow, NumberRange, Option, Policy, Question, QuestionType, Row, Table
from tests.engine.examples import flow, is_, line, number, one, several, yes_no
from tests.engine.strategies import flows, sayings

FALLS = yes_no("falls")
DISEASE = several("disease", "sjogren", "sle")
SCORE = number("score", 0, 40, whole=False)
STATUS = one("status", "established", "suspected", "other")
ANSWERS: Mapping[str, Answer] = {
    "falls": Chosen("yes"),
    "disease": Several(frozenset({"sle"})),
    "score": Number(30.5),
    "status": Chosen("suspected"),
}


def version(name: str, *questions: Question, **more: Any) -> Flow:
    lines = [line("physio", is_("falls", "yes"))] if "falls" in [q.id for q in questions] else []
    lines = more.pop("lines", lines)
    logic_hash = more.pop("logic_hash", name)
    return replace(
        flow(list(questions), lines, **more), version=name, content_hash=name, logic_hash=logic_hash
    )


OLD = version("1", FALLS, DISEASE, SCORE, STATUS)


def events(answers: Mapping[str, Answer] = ANSWERS) -> list[Event]:
    return [
        Event(f"event-{at}", EventKind.ANSWERED, name, "2026-01-01T00:00:00Z", answer)
        for at, (name, answer) in enumerate(answers.items())
    ]


def compared(new: Flow, old: Flow = OLD, log: list[Event] | None = None) -> Comparison:
    logs = events() if log is None else log
    return compare(logs, compile_flow(new), {old.content_hash: compile_flow(old)}, begun_with="1")


def session(new: Flow, comparison: Comparison, log: list[Event] | None = None) -> Session:
    return carried_session(events() if log is None else log, compile_flow(new), comparison.carried)


def carried_as(comparison: Comparison, name: str) -> CarriedAs:
    return next(one.carried_as for one in comparison.questions if one.id == name)


def test_the_same_questions_keep_their_answers_in_silence() -> None:
    new = version("2", FALLS, DISEASE, SCORE, STATUS, logic_hash="1")
    found = compared(new)
    assert found.silent
    assert not found.logic_changed
    assert session(new, found).answers == ANSWERS


def test_another_order_of_options_is_no_change() -> None:
    turned = replace(STATUS, options=STATUS.options[::-1])
    assert fingerprint(turned) == fingerprint(STATUS)


def test_an_answer_to_a_reworded_question_is_kept_and_waits_to_be_confirmed() -> None:
    new = version("2", replace(FALLS, ask="Falls within a year?"), DISEASE, SCORE, STATUS)
    found = compared(new)
    assert [one.id for one in found.to_confirm] == ["falls"]
    assert carried_as(found, "falls") is CarriedAs.REWORDED
    assert session(new, found).answers == ANSWERS


def test_other_words_of_an_answer_count_as_rewording() -> None:
    options = (Option("yes", "Yes, often"), Option("no", "No"))
    new = version("2", replace(FALLS, options=options), DISEASE, SCORE, STATUS)
    assert [one.id for one in compared(new).to_confirm] == ["falls"]


def test_a_choice_with_answers_added_is_kept_and_waits_to_be_confirmed() -> None:
    new = version("2", FALLS, DISEASE, SCORE, one("status", "established", "suspected", "other", "none"))
    found = compared(new)
    (only,) = found.to_confirm
    assert (only.id, only.carried_as, [option.id for option in only.added]) == (
        "status",
        CarriedAs.OPTIONS_ADDED,
        ["none"],
    )
    assert session(new, found).answers == ANSWERS


def test_an_option_that_was_not_there_to_be_seen_is_not_taken_for_absent() -> None:
    new = version("2", FALLS, several("disease", "sjogren", "sle", "hiv"), SCORE, STATUS)
    found = compared(new)
    (only,) = found.to_confirm
    assert only.said == Several(frozenset({"sle"}))
    assert session(new, found).answers["disease"] == Several(frozenset({"sle"}), rest_absent=False)


def test_none_of_these_says_nothing_of_what_was_added() -> None:
    log = events({"disease": Several()})
    new = version("2", FALLS, several("disease", "sjogren", "sle", "hiv"), SCORE, STATUS)
    found = compared(new, log=log)
    assert session(new, found, log).answers["disease"] == Several(rest_absent=False)


def test_a_chosen_answer_that_was_removed_is_unanswered_again() -> None:
    new = version("2", FALLS, several("disease", "sjogren"), SCORE, one("status", "established", "other"))
    found = compared(new)
    assert [(one.id, one.why) for one in found.withdrawn] == [
        ("disease", "this answer cannot be chosen any more"),
        ("status", "this answer cannot be chosen any more"),
    ]
    assert set(session(new, found).answers) == {"falls", "score"}


def test_another_unit_unanswers_a_number() -> None:
    new = version("2", FALLS, DISEASE, replace(SCORE, unit="percent"), STATUS)
    found = compared(new)
    assert [(one.id, one.why) for one in found.withdrawn] == [
        ("score", "the unit was points and is percent now")
    ]
    assert "score" not in session(new, found).answers


def test_another_kind_of_question_unanswers_it_even_where_the_answer_would_do() -> None:
    new = version("2", one("falls", "yes", "no"), DISEASE, SCORE, STATUS)
    found = compared(new)
    assert [one.why for one in found.withdrawn] == ["the question takes another kind of answer now"]
    assert "falls" not in session(new, found).answers


def test_a_number_outside_the_new_range_is_unanswered() -> None:
    for limits in (NumberRange(0, 20), NumberRange(0, 40, whole=True)):
        new = version("2", FALLS, DISEASE, replace(SCORE, range=limits), STATUS)
        (only,) = compared(new).withdrawn
        assert only.id == "score"
        assert "accepted now" in only.why


def test_a_question_that_is_gone_stays_in_the_log_only_and_comes_back_with_its_answer() -> None:
    new = version("2", DISEASE, SCORE, STATUS)
    found = compared(new)
    assert carried_as(found, "falls") is CarriedAs.GONE
    after = session(new, found)
    assert "falls" not in after.answers
    assert set(events()) <= set(after.events)
    back = compare(
        after.events, compile_flow(OLD), {"2": compile_flow(new)}, begun_with="1"
    )  # version 1 again
    assert carried_session(after.events, compile_flow(OLD), back.carried).answers == ANSWERS


def test_a_new_question_is_unanswered() -> None:
    new = version("2", FALLS, DISEASE, SCORE, STATUS, yes_no("choking"))
    found = compared(new)
    assert carried_as(found, "choking") is CarriedAs.NEW
    assert found.silent


def test_conclusions_that_differ_stand_side_by_side() -> None:
    table = Table("drug", "Drug", Policy.FIRST, (Row(Has("disease", "sle"), "a"),), "b", {"a": "A", "b": "B"})
    turned = replace(table, rows=(Row(Has("disease", "sjogren"), "a"),))
    shared = [line("all", Not(is_("falls", "no"))), line("weak", Compare("score", "<", 10))]
    old = version(
        "1",
        *OLD.questions.values(),
        lines=[*shared, line("physio", is_("falls", "yes")), line("gone", is_("falls", "yes"))],
        tables=[table],
    )
    new = version(
        "2",
        *OLD.questions.values(),
        lines=[*shared, line("physio", is_("falls", "no")), line("fresh", is_("falls", "yes"))],
        tables=[turned],
    )
    found = compared(new, old)
    assert found.logic_changed
    assert found.lines == (
        LineShift("physio", "physio", Status.HOLDS, Status.RULED_OUT),
        LineShift("fresh", "fresh", None, Status.HOLDS),
        LineShift("gone", "gone", Status.HOLDS, None),
    )
    assert found.tables == (TableShift("drug", "Drug", ("A",), ("B",)),)
    assert found.to_confirm == ()


def test_a_withdrawn_answer_opens_what_stood_on_it() -> None:
    new = version("2", one("falls", "yes", "no"), DISEASE, SCORE, STATUS)
    assert compared(new).lines == (LineShift("physio", "physio", Status.HOLDS, Status.OPEN),)


def test_what_was_confirmed_or_answered_anew_does_not_wait_again() -> None:
    new = version("2", replace(FALLS, ask="Often?"), DISEASE, SCORE, replace(STATUS, ask="Which?"))
    log = list(session(new, compared(new)).events)
    log.append(Event("seen", EventKind.CONFIRMED, "falls", "2026-02-01T00:00:00Z"))
    assert under_last(log, "1") == "2"
    again = compared(new, log=log)
    assert [one.id for one in again.to_confirm] == ["status"]
    assert again.carried == ()
    log.append(Event("anew", EventKind.ANSWERED, "status", "2026-02-01T00:00:00Z", Chosen("other")))
    assert compared(new, log=log).silent


def test_a_withdrawn_answer_is_told_once() -> None:
    new = version("2", FALLS, DISEASE, replace(SCORE, unit="percent"), STATUS)
    first = compared(new)
    log = list(session(new, first).events)
    again = compared(new, log=log)
    assert (again.withdrawn, again.lines, again.versions) == (first.withdrawn, first.lines, first.versions)
    log.append(Event("on", EventKind.CARRIED, "", "2026-02-01T00:00:00Z", Text("2")))
    assert compared(new, log=log).silent


def test_when_the_old_flow_is_not_known_everything_waits_and_no_number_is_taken_over() -> None:
    new = version("2", FALLS, DISEASE, SCORE, STATUS)
    found = compare(events(), compile_flow(new), {}, begun_with="1")
    assert not found.before_known
    assert [one.id for one in found.to_confirm] == ["falls", "disease", "status"]
    assert [one.id for one in found.withdrawn] == ["score"]
    assert session(new, found).answers == {
        "falls": Chosen("yes"),
        "disease": Several(frozenset({"sle"}), rest_absent=False),
        "status": Chosen("suspected"),
    }


def test_when_only_words_can_have_changed_everything_waits_and_stays_as_it_is() -> None:
    new = version("2", FALLS, DISEASE, SCORE, STATUS)
    found = compare(events(), compile_flow(new), {}, begun_with="1", same_logic=True)
    assert [one.id for one in found.to_confirm] == list(ANSWERS)
    assert session(new, found).answers == ANSWERS


@composite
def changed_flows(draw: DrawFn) -> tuple[Flow, Flow, dict[str, Answer]]:
    """Two flows made up apart from each other that share the names of their questions, and answers."""
    old = replace(draw(flows()), content_hash="1", logic_hash="1")
    new = replace(draw(flows()), content_hash="2", logic_hash="2")
    if draw(st.booleans()):
        units = {name: replace(question, unit="other") for name, question in new.questions.items()}
        new = replace(new, questions=units)
    return old, new, draw(sayings(old))


@given(changed_flows(), st.booleans())
def test_no_answer_ever_becomes_another_and_nothing_leaves_the_log(
    drawn: tuple[Flow, Flow, dict[str, Answer]], kept: bool
) -> None:
    old, new, answers = drawn
    log = events(answers)
    earlier = {"1": compile_flow(old)} if kept else {}
    found = compare(log, compile_flow(new), earlier, begun_with="1")
    after = carried_session(log, compile_flow(new), found.carried)
    assert list(after.events[: len(log)]) == log
    assert set(after.answers) <= set(answers)
    for name, answer in after.answers.items():
        then, now = old.questions[name], new.questions[name]
        assert then.type is now.type or not kept
        assert then.unit == now.unit or not kept
        assert not _said_more(answers[name], answer), "an answer says more than was said"
        if isinstance(answer, Several) and answer.rest_absent:
            assert {option.id for option in now.options} <= {option.id for option in then.options}


def _said_more(before: Answer, after: Answer) -> bool:
    if isinstance(before, Several) and isinstance(after, Several):
        return before.chosen != after.chosen or (after.rest_absent and not before.rest_absent)
    return before != after


@given(changed_flows())
def test_going_on_twice_changes_nothing_more_and_going_back_restores_every_answer_that_was_kept(
    drawn: tuple[Flow, Flow, dict[str, Answer]],
) -> None:
    old, new, answers = drawn
    logics = {"1": compile_flow(old), "2": compile_flow(new)}
    log = events(answers)
    found = compare(log, logics["2"], logics, begun_with="1")
    after = carried_session(log, logics["2"], found.carried)
    on = Event("on", EventKind.CARRIED, "", "2026-02-01T00:00:00Z", Text("2"))
    again = compare((*after.events, on), logics["2"], logics, begun_with="1")
    assert again.carried == ()
    assert again.withdrawn == ()
    back = compare(after.events, logics["1"], logics, begun_with="1")
    restored = carried_session(after.events, logics["1"], back.carried).answers
    lost = {one.id for one in found.withdrawn if one.carried_as is CarriedAs.WITHDRAWN}
    assert restored == {name: answer for name, answer in answers.items() if name not in lost}


def test_other_answers_are_left_alone() -> None:
    comment = Question("comment", "Anything?", QuestionType.TEXT, "Comment")
    old = version("1", FALLS, comment)
    log = events({"falls": NotAssessed(), "comment": Text("[/] {{ x }}")})
    new = version("2", FALLS, comment, yes_no("more"))
    found = compared(new, old, log)
    assert found.silent
    assert session(new, found, log).answers == replay(compile_flow(old), log).answers


def test_what_an_earlier_visit_said_is_not_taken_over_where_it_means_something_else() -> None:
    visit = replay(compile_flow(OLD), events())
    new = version(
        "2",
        replace(FALLS, ask="Often?"),
        several("disease", "sjogren", "sle", "hiv"),
        replace(SCORE, unit="percent"),
        one("status", "established", "other"),
    )
    assert taken_over(visit, compile_flow(new)).answers == {
        "falls": Chosen("yes"),
        "disease": Several(frozenset({"sle"}), rest_absent=False),
    }
    assert taken_over(visit, compile_flow(OLD)).answers == ANSWERS

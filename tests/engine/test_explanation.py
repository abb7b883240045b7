"""Every line can show its answers, what it depends on, and what would change it."""

from __future__ import annotations

import pytest

from interview.engine import (
    Event,
    EventKind,
    Explanation,
    Status,
    conclude,
    explain,
    missing,
    most_useful,
    replay,
    would_change,
)
from interview.engine.would_change import Change
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Holds, Not
from interview.flow.logic.compiler import compile_flow
from interview.summary.builder import build
from tests.engine.examples import answered, clinic, difference, flow, is_, line, number, yes_no

YES, NO = Chosen("yes"), Chosen("no")


def explained(line: str, **answers: Answer) -> Explanation:
    return explain(conclude(answered(clinic(), answers)), line)


def test_because_names_every_answer_that_makes_it_so() -> None:
    found = explained("therapy", sticks=YES, repeats=YES, disease=Several())
    assert found.because == ("sticks", "repeats")
    assert found.facts == ("swallow",)


def test_because_leaves_out_what_could_not_be_the_reason() -> None:
    assert explained("therapy", sticks=YES, repeats=NO).because == ("sticks",)


def test_a_settled_line_with_unassessed_inputs_is_robust() -> None:
    assert explained("therapy", sticks=YES).despite == ("repeats",)
    assert explained("therapy", sticks=YES, repeats=NO).despite == ()


def test_an_open_line_says_what_it_depends_on_and_what_would_settle_it() -> None:
    found = explained("therapy", sticks=NO)
    assert found.depends_on == ("repeats",)
    assert Change({"repeats": YES}, Status.HOLDS) in found.would_change
    assert Change({"repeats": NO}, Status.RULED_OUT) in found.would_change


def test_where_no_single_answer_is_enough_a_smallest_set_is_given() -> None:
    found = explained("therapy")
    assert Change({"sticks": NO, "repeats": NO}, Status.RULED_OUT) in found.would_change


def test_answers_that_first_let_a_question_apply_are_part_of_the_set() -> None:
    """An answer to the last question says that it applies, so the one in between is implied."""
    first, then = is_("first", "yes"), is_("then", "yes")
    questions = [yes_no("first"), yes_no("then", applies_when=first), yes_no("last", applies_when=then)]
    made = flow(questions, [line("plan", is_("last", "no"))])
    found = explain(conclude(answered(made, {"first": NO})), "plan")
    assert found.would_change == (
        Change({"first": YES, "last": NO}, Status.HOLDS),
        Change({"first": YES, "last": YES}, Status.RULED_OUT),
    )


def test_a_search_that_takes_too_many_steps_finds_nothing_and_spoils_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gated = yes_no("last", applies_when=is_("first", "yes"))
    made = flow([yes_no("first"), gated], [line("plan", is_("last", "no"))])
    monkeypatch.setattr(would_change, "MOST_STEPS", 0)
    session = answered(made, {"first": NO})
    before = session.logic.diagrams.budget
    assert explain(conclude(session), "plan").would_change == ()
    assert session.logic.diagrams.budget == before


def test_a_settled_line_says_which_answer_would_flip_it() -> None:
    found = explained("against", disease=Several())
    assert Change({"disease": Several(frozenset({"hiv"}))}, Status.RULED_OUT) in found.would_change


def test_a_prompt_that_holds_while_open_depends_on_what_would_settle_it() -> None:
    assert explained("screen").depends_on == ("sticks", "repeats")


def test_a_difference_is_explained_by_its_numbers() -> None:
    assert explained("decline", before=Number(30), now=Number(20)).because == ("before", "now")
    found = explained("decline", before=Number(30))
    assert found.depends_on == ("now",)
    assert Change({"now": Number(28)}, Status.HOLDS) in found.would_change


def test_the_answer_that_ended_the_plan_is_the_reason_for_what_it_rules_out() -> None:
    assert explained("trial", status=Chosen("not_ibm"), sticks=NO).because == ("status",)


def test_what_a_table_is_missing_is_named() -> None:
    found = conclude(answered(clinic(), {"disease": Several(frozenset({"sle"}), rest_absent=False)}))
    assert missing(found, "drug") == ("disease",)
    assert missing(found, "swallow") == ("sticks", "repeats")


def test_the_most_useful_question_settles_most_whatever_the_answer() -> None:
    found = most_useful(conclude(answered(clinic(), {"sticks": NO})))
    assert found[0].question == "repeats"
    assert found[0].settles == 3


def test_what_was_passed_over_is_never_a_reason() -> None:
    assert explained("not_ibm", status=NotAssessed()).because == ()


def test_a_chain_of_facts_that_share_their_parts_is_gone_through_once() -> None:
    """Each fact is an exclusive or of the one before and an answer: twice as many ways with every step."""
    length = 60
    facts: dict[str, Condition] = {"f0": is_("q0", "yes")}
    for step in range(1, length):
        before, here = Holds(f"f{step - 1}"), is_(f"q{step}", "yes")
        facts[f"f{step}"] = Any((All((before, Not(here))), All((Not(before), here))))
    questions = [yes_no(f"q{step}") for step in range(length)]
    logic = compile_flow(flow(questions, [line("r", Holds(f"f{length - 1}"))], facts=facts))
    given = (Event(str(n), EventKind.ANSWERED, f"q{n}", "", Chosen("yes")) for n in range(length))
    session = replay(logic, given)
    assert explain(conclude(session), "r").because == tuple(f"q{n}" for n in range(length))
    assert build(session, at="2026-11-22T10:30:00Z").ruled_out


def test_of_the_numbers_that_a_derived_one_is_made_of_the_nearest_change_alone_is_told() -> None:
    made = flow(
        [number("before", 25, 250, whole=False), number("now", 25, 250, whole=False)],
        [line("less", Compare("gap", ">=", 5))],
        differences=[difference("gap", "before", "now")],
    )
    found = explain(conclude(answered(made, {"before": Number(64), "now": Number(58)})), "less")
    told = [dict(one.answers) for one in found.would_change]
    assert told == [{"before": Number(62)}, {"now": Number(60)}], "and not the highest number there is"

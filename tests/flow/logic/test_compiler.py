"""Conditions compile to diagrams over variables in the order of asking."""

from __future__ import annotations

from interview.flow.answers import Chosen
from interview.flow.conditions.syntax import All, AtLeast, Compare, Holds, Not
from interview.flow.logic.compiler import compile_flow
from interview.flow.logic.diagrams import ALWAYS, NEVER
from tests.engine.examples import clinic, difference, flow, is_, line, number, one, several, yes_no


def test_levels_follow_the_order_of_asking_not_of_the_file() -> None:
    logic = compile_flow(flow([yes_no("a"), yes_no("b")], [], screens=[("b",), ("a",)]))
    assert [variable.name for variable in logic.variables] == ["b", "a"]


def test_several_choices_are_one_variable_an_option_and_a_difference_follows_its_numbers() -> None:
    made = flow(
        [number("x", 0, 9), several("s", "p", "q"), number("y", 0, 9), yes_no("z")],
        [line("far", Compare("d", ">", 2))],
        differences=[difference("d", "x", "y"), difference("unused", "x", "y")],
    )
    variables = compile_flow(made).variables
    assert [(v.name, v.option) for v in variables] == [
        ("x", ""),
        ("s", "p"),
        ("s", "q"),
        ("y", ""),
        ("d", ""),
        ("z", ""),
    ]


def test_a_fact_is_the_diagram_of_its_condition() -> None:
    logic = compile_flow(clinic())
    assert logic.node(Holds("swallow")) == logic.node(clinic().facts["swallow"].when)
    assert logic.node(All(())) == ALWAYS
    assert logic.node(All((Holds("swallow"), Not(Holds("swallow"))))) == NEVER


def test_at_least_all_of_them_is_all_of_them() -> None:
    logic = compile_flow(flow([yes_no("a"), yes_no("b")], []))
    both = (is_("a", "yes"), is_("b", "yes"))
    assert logic.node(AtLeast(2, both)) == logic.node(All(both))


def test_a_comparison_outside_the_range_is_settled() -> None:
    age = flow([number("age", 1, 110)], [])
    logic = compile_flow(age)
    assert logic.node(Compare("age", ">", 110)) == NEVER


def test_while_a_question_does_not_apply_it_counts_as_its_otherwise() -> None:
    questions = [
        yes_no("biopsy"),
        one("vacuoles", "seen", "absent", applies_when=is_("biopsy", "yes"), otherwise=Chosen("absent")),
    ]
    logic = compile_flow(flow(questions, []))
    absent = logic.node(is_("vacuoles", "absent"))
    no_biopsy = logic.node(is_("biopsy", "no"))
    assert logic.diagrams.conjoin(no_biopsy, absent) == no_biopsy


def test_the_outcomes_of_a_table_share_every_patient_between_them() -> None:
    logic = compile_flow(clinic())
    outcomes = list(logic.table("drug").values())
    assert logic.diagrams.any_of(outcomes) == ALWAYS
    for index, outcome in enumerate(outcomes):
        for other in outcomes[index + 1 :]:
            assert logic.diagrams.conjoin(outcome, other) == NEVER

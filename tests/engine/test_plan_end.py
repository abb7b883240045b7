"""While an answer could still end the plan, everything is judged as if it went on, and that is said."""

from __future__ import annotations

from interview.engine import Status, conclude
from interview.engine.plan_end import assuming, ending, is_kept, is_over
from interview.flow.answers import Answer, Chosen, NotAssessed
from interview.flow.conditions.syntax import All, Any
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Ends
from tests.engine.examples import answered, clinic, flow, is_, line, yes_no

YES, NO = Chosen("yes"), Chosen("no")


def rests_on(**answers: Answer) -> tuple[str, ...]:
    return assuming(answered(clinic(), answers).completions)


def test_what_could_end_the_plan_is_named_until_it_is_settled() -> None:
    assert rests_on() == rests_on(status=NotAssessed()) == rests_on(sticks=YES) == ("status",)
    assert rests_on(status=Chosen("suspected")) == ()
    assert rests_on(status=Chosen("not_ibm")) == ()


def test_of_several_answers_that_end_it_together_only_the_missing_are_named() -> None:
    both = All((is_("a", "yes"), is_("b", "yes")))
    ends = flow(
        [yes_no("a"), yes_no("b")], [line("all", is_("a", "no"))], ends=Ends(both, frozenset(), "over")
    )
    assert assuming(answered(ends, {}).completions) == ("a", "b")
    assert assuming(answered(ends, {"a": YES}).completions) == ("b",)
    assert assuming(answered(ends, {"a": NO}).completions) == ()


def test_an_answer_that_says_its_question_applies_can_settle_the_end() -> None:
    asked_past_it = yes_no("why", applies_when=is_("a", "no"))
    ends = Ends(is_("a", "yes"), frozenset(), "over")
    made = flow([yes_no("a"), asked_past_it], [line("all", is_("a", "no"))], ends=ends)
    assert assuming(answered(made, {"why": YES}).completions) == ()
    assert conclude(answered(made, {"why": YES})).statuses["all"] is Status.HOLDS


def test_past_the_end_only_kept_lines_stand() -> None:
    over = answered(clinic(), {"status": Chosen("not_ibm")})
    for name in over.flow.recommendations:
        assert is_kept(over.flow, name) is (name in {"not_ibm", "therapy"})
        assert is_over(over.completions, name) is not is_kept(over.flow, name)
    going_on = answered(clinic(), {"status": Chosen("suspected")})
    assert not any(is_over(going_on.completions, name) for name in going_on.flow.recommendations)


def test_a_flow_without_an_end_assumes_nothing_and_keeps_every_line() -> None:
    made = flow([yes_no("a")], [line("one", Any((is_("a", "yes"),)))])
    assert assuming(answered(made, {}).completions) == ()
    assert ending(compile_flow(made)) == frozenset()
    assert is_kept(made, "one")

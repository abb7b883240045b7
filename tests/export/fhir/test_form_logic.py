"""A form shows what the engine asks, whatever was answered, and knows a fact where the engine does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interview.engine import Session
from interview.export.fhir.form_conditions import holds, unless_about
from interview.export.fhir.form_logic import Settled, enabling
from interview.export.fhir.response import enabled_answers
from interview.flow.answers import Chosen, Number
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Ends
from tests.effort import tries
from tests.engine.examples import answered, flow, is_, line, one, yes_no
from tests.engine.strategies import flows, sayings
from tests.export.fhir.oracle import asked_before_the_end, counting


@settings(max_examples=tries(80), deadline=None)
@given(st.data())
def test_a_question_is_on_the_form_exactly_when_it_is_asked(data: st.DataObject) -> None:
    flow = data.draw(flows(constrained=False))
    session = answered(flow, data.draw(sayings(flow)))
    assert_shown(session)


@settings(max_examples=tries(80), deadline=None)
@given(st.data())
def test_a_constraint_decides_what_is_asked_as_in_the_engine(data: st.DataObject) -> None:
    flow = data.draw(flows())
    session = answered(flow, data.draw(sayings(flow)))
    assert_shown(session, exactly=not session.completions.ended and not flow.numbers)


@settings(max_examples=tries(80), deadline=None)
@given(st.data())
def test_a_fact_is_known_exactly_where_the_engine_knows_it(data: st.DataObject) -> None:
    flow = data.draw(flows(constrained=False))
    session = answered(flow, data.draw(sayings(flow)))
    settled, logic, answers = Settled(session.logic), session.logic, counting(session)
    for fact in flow.facts.values():
        node = logic.node(fact.when)
        true = holds(settled.holds(node), answers)
        false = holds(settled.holds(logic.diagrams.negate(node)), answers)
        said, completions = (True if true else False if false else None), session.completions.truth(node)
        assert not (true and false)
        assert said == completions or (said is None and (half_measured(session) or given_by_choice(session)))


@settings(max_examples=tries(80), deadline=None)
@given(st.data())
def test_every_answer_that_counts_is_on_the_form(data: st.DataObject) -> None:
    flow = data.draw(flows())
    session = answered(flow, data.draw(sayings(flow)))
    kept, also = enabled_answers(session)
    assert kept == counting(session)
    assert set(also) <= set(kept)


def assert_shown(session: Session, *, exactly: bool = True) -> None:
    """Fail unless the form shows what is asked; answers given by choice say nothing of other items there."""
    _, also = enabled_answers(session)
    session = answered(session.flow, {name: one for name, one in session.answers.items() if name not in also})
    assert shown(session) <= asked_before_the_end(session)
    if exactly:
        assert shown(session) == asked_before_the_end(session)


def given_by_choice(session: Session) -> bool:
    """Return whether some answer was given although nothing else said that its question applies."""
    return bool(enabled_answers(session)[1])


def shown(session: Session) -> set[str]:
    """Return the questions on the form when nothing is picked by choice."""
    answers = counting(session)
    return {name for name, when in enabling(session.logic).items() if holds(when, answers)}


def half_measured(session: Session) -> bool:
    """Return whether a derived number lacks an operand: the form waits for it, the engine reckons."""
    numbers = {name for name, one in counting(session).items() if isinstance(one, Number)}
    differences = session.flow.numbers.values()
    return any(set(difference.names) - numbers for difference in differences)


def test_no_question_is_kept_on_a_form_by_its_own_answer() -> None:
    """Here one ends the plan, also where it does not apply, which a later one decides."""
    ending = one("a", "over", "on", applies_when=is_("b", "yes"), otherwise=Chosen("over"))
    made = flow(
        [ending, yes_no("b")],
        [line("all", is_("b", "yes"))],
        ends=Ends(is_("a", "over"), frozenset(), "over"),
    )
    for said in ("a", "b"):
        assert unless_about(enabling(compile_flow(made))[said], {said}) == enabling(compile_flow(made))[said]

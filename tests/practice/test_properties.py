"""What practice promises for any flow there can be, on small random ones, against the engine alone."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interview.engine import Relevance, conclude, relevance
from interview.flow.answers import Number
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.practice.patients import NoPatient, Patients
from interview.practice.twins import Twins
from tests.effort import tries
from tests.engine.strategies import flows
from tests.practice.test_twins import by_the_engine

SEEDS = st.integers(0, 10_000)
some = settings(
    max_examples=tries(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@some
@given(flows(), SEEDS)
def test_a_patient_obeys_and_nothing_is_warned_of(flow: Flow, seed: int) -> None:
    patients = Patients(compile_flow(flow))
    try:
        answers = patients.draw(Random(seed))
    except NoPatient:
        assume(False)
    assert conclude(patients.session(answers)).warnings == ()


@some
@given(flows(constrained=False), SEEDS)
def test_a_patient_answers_exactly_what_is_asked_of_them(flow: Flow, seed: int) -> None:
    patients = Patients(compile_flow(flow))
    try:
        answers = patients.draw(Random(seed))
    except NoPatient:
        assume(False)
    session = patients.session(answers)
    assume(not session.completions.ended)  # there the interview is over, and all is told of the patient
    known = [name for name in flow.questions if name in patients.logic.of]
    assert list(answers) == [name for name in known if relevance(session, name) is Relevance.ASKED]
    for name, answer in answers.items():
        limits = flow.questions[name].range
        assert not isinstance(answer, Number) or limits is None or limits.low <= answer.value <= limits.high


@settings(some, max_examples=tries(100))
@given(flows(), SEEDS, st.integers(0, 2))
def test_a_line_is_decisive_where_one_change_at_a_time_says_so(flow: Flow, seed: int, unknown: int) -> None:
    twins, rng = Twins(Patients(compile_flow(flow))), Random(seed)
    try:
        answers = twins.patients.draw(rng)
    except NoPatient:
        assume(False)
    names = rng.sample(list(answers), min(unknown, len(answers)))
    patient = twins.patients.session(twins.patients.without(answers, names))
    decisive = by_the_engine(twins, patient)
    for line in flow.recommendations:
        assert twins.is_decisive(patient, line) is (line in decisive)

"""Twins: for whom a line is decisive is what the engine finds, one finding changed at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from interview.engine.conclusions import Status, conclude, status
from interview.engine.session import Session
from interview.engine.would_change import candidates
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.logic.diagrams import TRUE
from interview.practice.patients import NoPatient, Patients
from interview.practice.twins import Twins
from tests.practice.small import EVEN, SMALL, small
from tests.scores import flows as scores

BOTH = """\
  first: {ask: F, label: F, type: number, range: [0, 5], whole: true}
  second:
    {ask: S, label: S, type: number, range: [0, 5], whole: true, applies_when: first > 1,
     otherwise: not_assessed}
"""
IBM = Path(__file__).parents[2] / "flows" / "ibm-management"


@pytest.fixture(scope="module")
def ibm() -> Twins:
    return Twins(Patients(compile_flow(load_flow(IBM))))


def by_the_engine(twins: Twins, patient: Session) -> frozenset[str]:
    """The lines that differ where every answer is replaced by every other one; nothing is left out because it
    cannot matter."""
    lines, found = patient.flow.recommendations, set[str]()
    now = {line: status(patient.completions, line) for line in lines}
    unlikely = [patient.logic.node(condition) for condition in patient.flow.unlikely.values()]
    for question in patient.answers:
        for answer in candidates(patient, question):
            twin = twins.patients.session({**patient.answers, question: answer})
            possible = all(twin.completions.outcome(node) != TRUE for node in unlikely)
            differ = {line for line in lines if status(twin.completions, line) is not now[line]} - found
            if possible and differ and not conclude(twin).warnings:
                found |= differ
    return frozenset(found)


def is_as_the_engine_says(twins: Twins, answers: Mapping[str, Answer], rng: Random, unknown: int) -> None:
    """Assert of every line whether it is decisive for somebody of whom so many answers are not known."""
    names = rng.sample(list(answers), min(unknown, len(answers)))
    patient = twins.patients.session(twins.patients.without(answers, names))
    decisive = by_the_engine(twins, patient)
    for line in twins.rules():
        assert twins.is_decisive(patient, line) is (line in decisive)


@pytest.mark.parametrize("unknown", [0, 1])
def test_a_line_is_decisive_where_the_engine_says_so(tmp_path: Path, unknown: int) -> None:
    twins, rng = Twins(Patients(small(tmp_path, EVEN))), Random(1)
    found = []
    for _ in range(150):
        answers = twins.patients.draw(rng)
        patient = twins.patients.session(twins.patients.without(answers, rng.sample(list(answers), unknown)))
        decisive = by_the_engine(twins, patient)
        for line in twins.rules():
            found.append(twins.is_decisive(patient, line))
            assert found[-1] is (line in decisive)
    assert {True, False} <= set(found)


def test_what_nobody_knows_of_somebody_stays_unknown(tmp_path: Path) -> None:
    """A result of those who are tested alone, and what is asked by an answer that is gone is gone as well."""
    unknown = EVEN + "  tested: {unknown: age >= 65}\n"
    twins, rng = Twins(Patients(small(tmp_path, unknown))), Random(2)
    seen = set()
    for _ in range(80):
        answers = twins.draw("treat", rng).answers
        old = isinstance(age := answers["age"], Number) and age.value >= 65
        if "tested" in answers:
            seen.add(old)
            assert isinstance(answers["tested"], NotAssessed) is old
            assert not (old and "result" in answers)
    assert seen == {True, False}


def test_an_answer_that_applies_by_another_is_looked_at_with_all_that_it_says(tmp_path: Path) -> None:
    """Somebody who was asked for the result had no cough or was not tested: with a cough, was not tested."""
    flow = SMALL.replace("applies_when: tested is yes", "applies_when: cough is no or tested is no")
    flow = flow.replace("when: {all: [result is low, signs has none of (fever)]}", "when: tested is yes")
    twins = Twins(Patients(small(tmp_path, EVEN, flow)))
    patient = twins.patients.session(
        {"cough": Chosen("no"), "signs": Several(), "age": Number(40), "result": Chosen("low")}
    )
    assert "wait" in by_the_engine(twins, patient)
    assert twins.is_decisive(patient, "wait")


@pytest.mark.parametrize("unknown", [0, 1])
@pytest.mark.parametrize("name", ["bmi", "curb65"])
def test_so_it_is_where_numbers_are_made_of_others(tmp_path: Path, name: str, unknown: int) -> None:
    twins, rng = Twins(Patients(compile_flow(load_flow(scores.written(name, tmp_path))))), Random(3)
    for _ in range(12):
        is_as_the_engine_says(twins, twins.patients.draw(rng), rng, unknown)


def test_a_number_that_ends_another_question_says_nothing_of_what_is_made_of_both(tmp_path: Path) -> None:
    """Who is 1 at first is not asked for the second number, so that nobody knows how far they are apart."""
    flow = (
        SMALL.replace("[cough, signs, age,", "[first, second, cough, signs, age,")
        .replace("questions:\n", "numbers:\n  fall: {difference: [first, second]}\nquestions:\n" + BOTH)
        .replace("{all: [result is low, signs has none of (fever)]}", "fall < -2")
    )
    twins = Twins(Patients(small(tmp_path, EVEN, flow)))
    answers: dict[str, Answer] = {"first": Number(3), "second": Number(2), "cough": Chosen("no")}
    patient = twins.patients.session({**answers, "signs": Several(), "age": Number(40)})
    assert "wait" in by_the_engine(twins, patient)
    changed = [twin for twin in twins.of(patient, "wait") if twin.question == "first"]
    assert [status(twin.session.completions, "wait") for twin in changed] == [Status.OPEN]


@pytest.mark.parametrize("unknown", [0, 2])
def test_so_it_is_in_the_shipped_flow(ibm: Twins, unknown: int) -> None:
    rng = Random(2)
    for _ in range(4):
        is_as_the_engine_says(ibm, ibm.patients.draw(rng), rng, unknown)


def test_every_rule_of_the_shipped_flow_has_its_patients(ibm: Twins) -> None:
    rng = Random(3)
    for line in ibm.rules():
        patient = ibm.draw(line, rng, unknown=2 if ibm.patients.flow.recommendations[line].while_open else 0)
        assert ibm.is_decisive(patient, line)


def test_what_is_not_known_bears_on_the_line(ibm: Twins) -> None:
    rng = Random(4)
    found = [
        status(ibm.draw("speech_therapy", rng, unknown=2).completions, "speech_therapy") for _ in range(30)
    ]
    assert Status.OPEN in found


def test_what_is_asked_first_is_known_unless_the_line_turns_on_nothing_else(ibm: Twins) -> None:
    """A registrar always says whether anything is urgent, how firm the diagnosis is and what is weak."""
    rng, first = Random(5), {"urgent_problems", "diagnosis_status", "weakness_pattern"}
    for line in ("immunosuppression_not_now", "dietitian", "speech_therapy"):
        for _ in range(12):
            answers = ibm.draw(line, rng, unknown=2).answers
            assert {name for name, one in answers.items() if isinstance(one, NotAssessed)}.isdisjoint(first)
    answers = ibm.draw("urgent_assessment", rng, unknown=1).answers
    assert isinstance(answers["urgent_problems"], NotAssessed)
    answers = ibm.draw("complete_enmc_items", rng, unknown=1).answers
    assert isinstance(answers["diagnosis_status"], NotAssessed)


def test_a_changed_number_is_one_that_somebody_would_measure(ibm: Twins) -> None:
    """A fall of a fifth lying is reached by whole numbers, unless none does."""
    rng, seen = Random(6), 0
    for _ in range(40):
        patient = ibm.draw("low_fvc_follow_up", rng)
        for twin in ibm.of(patient, "low_fvc_follow_up"):
            if isinstance(twin.answer, Number):
                assert twin.answer.value == int(twin.answer.value)
                assert twin.session.answers[twin.question] == twin.answer
                seen += 1
    assert seen


def test_what_only_informs_or_holds_for_all_is_never_asked(ibm: Twins) -> None:
    lines, rules = ibm.patients.flow.recommendations, ibm.rules()
    assert not {line.stance.value for line in lines.values() if line.id in rules} & {"inform"}
    assert "trial_targets_and_decision_dates" in rules
    assert "goal_of_care" not in rules


def test_a_pair_differs_in_one_finding_and_one_line(tmp_path: Path) -> None:
    twins, rng = Twins(Patients(small(tmp_path, EVEN))), Random(5)
    pair = twins.pair("treat", rng)
    assert pair is not None
    answers, other = pair.patient.answers, pair.twin.session.answers
    assert [name for name in answers if answers[name] != other[name]] == [pair.twin.question]
    before, after = conclude(pair.patient).statuses, conclude(pair.twin.session).statuses
    assert [line for line in before if before[line] is not after[line]] == ["treat"] == list(pair.differ)


def test_a_line_that_never_changes_alone_says_so(tmp_path: Path) -> None:
    opposite = (
        "  other:\n    {section: care, stance: for, urgency: soon, title: O, say: O., when: cough is no}\n"
    )
    flow = SMALL.replace("recommendations:\n", "recommendations:\n" + opposite).replace(
        "  other:",
        "  both:\n    {section: care, stance: for, urgency: soon, title: B, say: B.,"
        " when: cough is yes}\n  other:",
    )
    twins = Twins(Patients(small(tmp_path, EVEN, flow)))
    assert twins.pair("other", Random(6)) is None
    same = flow.replace(
        "stance: for, urgency: soon, title: B", "topic: t, stance: for, urgency: soon, title: B"
    )
    same = same.replace(
        "stance: for, urgency: soon, title: O", "topic: t, stance: for, urgency: soon, title: O"
    )
    pair = Twins(Patients(small(tmp_path, EVEN, same))).pair("other", Random(6))
    assert pair is not None
    assert pair.differ == ("other", "both")


def test_a_line_that_turns_on_nothing_has_no_patient(tmp_path: Path) -> None:
    flow = SMALL.replace("when: {all: [result is low, signs has none of (fever)]}", "when: {all: [age > 90]}")
    with pytest.raises(NoPatient, match="'wait' turns on one finding"):
        Twins(Patients(small(tmp_path, EVEN, flow))).draw("wait", Random(7))


def test_a_twin_is_somebody_who_can_be(tmp_path: Path) -> None:
    twins = Twins(Patients(small(tmp_path, EVEN)))
    patient = twins.patients.session(
        {"cough": Chosen("yes"), "signs": Several(frozenset({"fever", "pain"})), "age": Number(30)}
    )
    changed = {(twin.question, repr(twin.answer)) for twin in twins.of(patient, "treat")}
    assert ("signs", repr(Several(frozenset({"pain"})))) in changed
    assert ("cough", repr(Chosen("no"))) not in changed  # would be warned of: no cough, yet signs

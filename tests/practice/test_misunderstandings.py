"""Once predictions are ready, the misunderstanding is looked for and named; until then nothing changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from subprocess import Popen

import pytest

from interview.check.cases.responses import Response
from interview.practice.attempt import Attempt
from interview.practice.case_code import read_code
from interview.practice.drawn_case import rule_of
from interview.practice.fault_words import UNKNOWN_FOR_NO
from interview.practice.misunderstandings import Misunderstandings, in_words, telling
from interview.practice.odds import Odds
from interview.practice.patients import Patients
from interview.practice.practice import Practice
from interview.practice.prediction_process import prepare
from interview.practice.preparation import Preparation
from interview.practice.queue import next_code
from interview.practice.twins import Twins
from tests.practice.small import no_process, small

DAY = date(2026, 11, 30)
BEGUN = "2026-11-01T10:00:00+00:00"


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    return Twins(Patients(small(tmp_path)))


@pytest.fixture
def preparation(twins: Twins, tmp_path: Path) -> Preparation:
    """Nothing is ready, and no process begins."""
    return Preparation(twins.patients.flow, tmp_path, tmp_path / "cache", begin=no_process)


def ready(preparation: Preparation) -> Preparation:
    prepare(preparation.flow, preparation.cache, Random(1), size=60)
    return preparation


def attempt(preparation: Preparation, code: str, belief: int) -> Attempt:
    """Somebody who places what they believe, and leaves out the rest."""
    assert preparation.predictions is not None
    patient = preparation.predictions.patient(code)
    says = {line: patient.says(belief, line) or patient.right[line] for line in patient.case.lines}
    placed = {line: one for line, one in says.items() if one is not Response.LEFT_OUT}
    return Attempt("1", preparation.flow.id, code, "learn", BEGUN, placed=placed, sure=2)


def test_until_they_are_ready_the_queue_chooses(twins: Twins, preparation: Preparation) -> None:
    seen = Misunderstandings(preparation)
    for seed in range(5):
        code = seen.choose(twins, (), DAY, Random(seed))
        assert code == next_code(twins, (), DAY, Random(seed))
    assert seen.sentence(()) == ""
    assert preparation.predictions is None


def test_then_the_queue_chooses_the_rule_and_they_the_patient(twins: Twins, preparation: Preparation) -> None:
    seen = Misunderstandings(ready(preparation))
    assert preparation.predictions is not None
    for seed in range(5):
        code = seen.choose(twins, (), DAY, Random(seed))
        assert rule_of(twins, code) == rule_of(twins, next_code(twins, (), DAY, Random(seed)))
        assert str(code) in preparation.predictions.cases


@pytest.mark.parametrize("kind", ["a fault", "unknown taken for no"])
def test_a_misunderstanding_is_found_and_said(twins: Twins, preparation: Preparation, kind: str) -> None:
    seen = Misunderstandings(ready(preparation))
    predictions = preparation.predictions
    assert predictions is not None
    blind = len(predictions.beliefs) - 1
    faults = [one for one in range(1, blind) if "treat" in predictions.beliefs[one].owners]
    truth = blind if kind != "a fault" else max(faults, key=lambda one: predictions.shows[one].bit_count())
    history: list[Attempt] = []
    rng = Random(1)
    for _ in range(12):
        code = seen.choose(twins, history, DAY, rng)
        history.append(attempt(preparation, str(code), truth))
        if said := seen.sentence(history):
            break
    assert len(history) > 1
    belief = seen.belief(history)
    assert belief is not None
    assert said == in_words(twins.patients.flow, belief)
    assert (said == UNKNOWN_FOR_NO) == (truth == blind)
    found = predictions.beliefs.index(belief)
    assert found == truth or predictions.are_alike(found, truth)


def test_a_trainee_with_one_wrong_rule_is_told_so(twins: Twins, preparation: Preparation) -> None:
    """Through practice as a whole, with nothing but a plan for each case that comes."""
    predictions = ready(preparation).predictions
    assert predictions is not None
    truth = len(predictions.beliefs) - 1
    under_way = Practice(
        twins.patients.logic,
        clock=lambda: datetime(2026, 11, 30, 8, 0, tzinfo=UTC),
        rng=Random(2),
        seen=Misunderstandings(preparation),
    )
    said = []
    for _ in range(24):
        under_way.begin()
        assert under_way.attempt is not None
        for line, response in attempt(preparation, under_way.attempt.code, truth).placed.items():
            under_way.place(line, response)
        assert under_way.feedback() is None
        under_way.commit(2)
        found = under_way.feedback()
        assert found is not None
        said.append(found.misunderstanding)
        under_way.close()
        if said[-1]:
            break
    assert said[0] == ""
    assert set(said) == {"", UNKNOWN_FOR_NO}


def test_a_written_case_is_no_evidence(twins: Twins, preparation: Preparation) -> None:
    seen = Misunderstandings(ready(preparation))
    predictions = preparation.predictions
    assert predictions is not None
    truth = max(range(1, len(predictions.beliefs)), key=lambda one: predictions.shows[one].bit_count())
    drawn = [attempt(preparation, code, truth) for code in predictions.codes(predictions.shows[truth])[:8]]
    written = Attempt("1", preparation.flow.id, "small-0.1.0-c07", "learn", BEGUN, sure=3)
    assert seen.belief([*drawn, written]) == seen.belief(drawn)
    assert seen.sentence([*drawn, written]) == ""


def test_it_is_said_again_only_where_it_shows_again(preparation: Preparation) -> None:
    seen = Misunderstandings(ready(preparation))
    predictions = preparation.predictions
    assert predictions is not None
    truth = max(range(1, len(predictions.beliefs)), key=lambda one: predictions.shows[one].bit_count())
    showing = [
        code
        for code in predictions.codes(predictions.shows[truth])
        if {line for line, _ in predictions.patient(code).departures(truth)}
        & set(predictions.cases[code].lines)
    ]
    history = [attempt(preparation, code, truth) for code in showing[:8]]
    if not seen.sentence(history):
        pytest.fail("the misunderstanding was not found")
    right = attempt(preparation, showing[8], 0)
    assert seen.sentence([*history, right]) == ""


def test_cases_of_which_nothing_is_predicted_are_asked_for(twins: Twins, preparation: Preparation) -> None:
    told: list[bytes] = []

    def begin(job: bytes) -> Popen[bytes]:
        told.append(job)
        return no_process(job)

    preparation.begin = begin
    seen = Misunderstandings(ready(preparation))
    code = next_code(twins, (), DAY, Random(77))
    history = [Attempt("1", preparation.flow.id, str(code), "learn", BEGUN, sure=1)]
    assert seen.sentence(history) == ""
    assert str(code).encode() in told[0]


def test_where_something_is_suspected_any_patient_may_tell(twins: Twins, preparation: Preparation) -> None:
    flow, predictions = twins.patients.flow, ready(preparation).predictions
    assert predictions is not None
    odds = Odds(predictions)
    code = telling(flow, odds, "wait", Random(1), ())
    assert code in predictions.cases_about["wait"]
    mine = [one for one in predictions.beliefs_about["treat"] if predictions.beliefs[one].lines == ("treat",)]
    shown = predictions.codes(predictions.shows[mine[0]])[0]
    departures = dict(predictions.patient(shown).departures(mine[0]))
    odds = odds.after(shown, {**predictions.patient(shown).right, **departures})
    found = telling(flow, odds, "wait", Random(1), {shown})
    assert found is not None
    assert any(found in predictions.codes(predictions.shows[one]) for one in odds.suspects)
    assert read_code(flow, found)

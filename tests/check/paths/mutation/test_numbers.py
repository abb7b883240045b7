"""A number that is worked out wrongly is noticed by some path, survives and is named, or is no fault."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from interview.check.paths.mutation.mutants import Mutant, mutants
from interview.check.paths.mutation.survivors import MutationRun, run_mutants
from interview.check.paths.path_file import read_paths
from interview.check.paths.runner import Result, run_paths
from interview.flow.answers import Answer, Number, Text
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import TODAY, Flow

FLOW = """\
flow: walk
title: Walking
version: "1"
evidence_to: 2026-02
intended_use: Made up for tests.
sections: {plan: Plan}
interview: [before, now, onset]
questions:
  before: {ask: Before?, label: Before, type: number, range: [0, 6], whole: true}
  now: {ask: Now?, label: Now, type: number, range: [0, 6], whole: true}
  onset: {ask: Since?, label: Onset, type: date}
numbers:
  loss: {difference: [before, now]}
  raised: {sum: [loss, 0.5]}
  worst: {least: [before, now]}
  since: {months_between: [onset, today]}
recommendations:
  aid: {section: plan, stance: for, urgency: soon, title: An aid, say: An aid., when: raised >= 3}
  low: {section: plan, stance: for, urgency: soon, title: Low, say: Low., when: worst < 2}
  long: {section: plan, stance: for, urgency: soon, title: Long, say: Long., when: since >= 12}
"""
PATH = """\
path: Walkers
answers: {today: 2026-01-15, before: 5, now: 2, onset: 2025-01-15}
patients:
  - {patient: Lost three, expect: {holds: [aid, long], ruled_out: [low]}}
  - {patient: Lost two, answers: {now: 3, onset: 2025-01-16}, expect: {ruled_out: [aid, low, long]}}
  - {patient: Gained three, answers: {before: 2, now: 5}, expect: {ruled_out: [aid]}}
  - {patient: Low now, answers: {now: 1}, expect: {holds: [low]}}
"""


ONSET = "from onset to the day of the visit"
REVERSED = f"full months {ONSET} becomes full months from the day of the visit to onset"
YEARS = f"full months {ONSET} becomes full years {ONSET}"


def found(folder: Path, path: str) -> tuple[Flow, MutationRun]:
    (folder / "walk" / "paths").mkdir(parents=True)
    (folder / "walk" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (folder / "walk" / "paths" / "walkers.yaml").write_text(path, encoding="utf-8")
    flow = load_flow(folder / "walk")
    paths = read_paths(folder / "walk", flow)
    assert not run_paths(compile_flow(flow), paths).failures
    return flow, run_mutants(flow, [patient for one in paths for patient in one.patients])


def of_numbers(among: tuple[Mutant, ...]) -> set[str]:
    return {mutant.fault for mutant in among if mutant.rule.topic == "numbers"}


def test_the_faults_of_numbers(tmp_path: Path) -> None:
    flow, _ = found(tmp_path, PATH)
    assert of_numbers(tuple(mutants(flow))) == {
        "before minus now becomes now minus before",
        "before minus now becomes before plus now",
        "loss plus 0.5 becomes loss plus 0.4",
        "loss plus 0.5 becomes loss plus 0.6",
        "loss plus 0.5 becomes loss minus 0.5",
        "least of before, now becomes greatest of before, now",
        REVERSED,
        YEARS,
    }


def test_a_path_kills_them_and_what_is_no_fault_is_proved(tmp_path: Path) -> None:
    _, run = found(tmp_path, PATH)
    assert of_numbers(run.survivors) == set()
    assert of_numbers(run.equivalent) == {
        "loss plus 0.5 becomes loss plus 0.4",
        "loss plus 0.5 becomes loss plus 0.6",
    }


def test_what_no_path_notices_is_named(tmp_path: Path) -> None:
    _, run = found(tmp_path, PATH.replace(", long]", "]"))
    assert of_numbers(run.survivors) == {REVERSED, YEARS}


@pytest.mark.parametrize("equivalent", [True, False])
def test_equivalent_ones_are_those_that_differ_for_nobody(equivalent: bool, tmp_path: Path) -> None:
    flow, run = found(tmp_path, PATH)
    among = [one for one in mutants(flow) if one.rule.topic == "numbers"]
    proved = {one.fault for one in run.equivalent}
    for mutant in among:
        if (mutant.fault in proved) is equivalent:
            assert differs(flow, mutant.flow) is not equivalent, mutant.fault


def differs(flow: Flow, mutant: Flow) -> bool:
    """Return whether somebody is advised differently, looking at everybody."""
    one, other = compile_flow(flow), compile_flow(mutant)
    for before, now, onset in product(range(7), range(7), ("2025-01-15", "2025-01-16", "2020")):
        answers: dict[str, Answer] = {
            TODAY: Text("2026-01-15"),
            "before": Number(Decimal(before)),
            "now": Number(Decimal(now)),
            "onset": Text(onset),
        }
        if Result(one, answers).conclusions.statuses != Result(other, answers).conclusions.statuses:
            return True
    return False

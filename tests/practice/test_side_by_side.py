"""Where one line calls for something and another on the same matter warns, each is told with its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.case_file import WrittenCase, by_name, read_cases
from interview.engine.conclusions import Status, status
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.yaml.nodes import Report
from interview.practice.attempt import Attempt
from interview.practice.case import MOST_TWINS, Case, open_case
from interview.practice.case_code import written_code
from interview.practice.drawn_case import code_for
from interview.practice.feedback import feedback
from interview.practice.key import neutral_name
from interview.practice.patients import Patients
from interview.practice.side_by_side import BOTH, both_then, side_by_side
from interview.practice.turned import gives_way
from interview.practice.twins import Twins

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
DAY = date(2026, 11, 30)
TALK, FIRMER = "immunosuppression_discuss_trial", "confirm_diagnosis_first"


@pytest.fixture(scope="module")
def twins() -> Twins:
    return Twins(Patients(compile_flow(load_flow(IBM))))


@pytest.fixture(scope="module")
def written(twins: Twins) -> dict[str, WrittenCase]:
    return by_name(read_cases(IBM, twins.patients.flow, Report()))


def opened(twins: Twins, written: dict[str, WrittenCase]) -> list[Case]:
    flow = twins.patients.flow
    return [open_case(twins, written_code(flow, name), DAY, written) for name in written]


def test_a_talk_about_a_trial_and_a_warning_before_one_are_told_together(
    twins: Twins, written: dict[str, WrittenCase]
) -> None:
    flow, seen = twins.patients.flow, 0
    for case in opened(twins, written):
        said = feedback(case, Attempt("1", flow.id, str(case.code), "learn", "", (), {}, sure=2)).rest
        together = [text for text in said if text.startswith(BOTH)]
        stand = all(line in case.lines and case.key.status(line) is Status.HOLDS for line in (TALK, FIRMER))
        assert bool(together) is stand
        for text in together:
            seen += 1
            assert f"{neutral_name(flow, TALK)} is called for later (" in text
            assert f", and {neutral_name(flow, FIRMER)} is warned of (" in text
    assert seen


def test_what_stands_together_only_by_a_twist_is_told_with_it(twins: Twins) -> None:
    """And so is what would not be asked then, in place of which one of these stands: it did not stay."""
    told, given_way = list[str](), list[str]()
    for seed in range(60):
        if told:
            break
        case = open_case(twins, code_for(twins, TALK, Random(seed)), DAY)
        for twist in (twist for at in range(MOST_TWINS) if (twist := case.twist_question(at))):
            then = partial(status, twist.otherwise.twin.session.completions)
            found = [*both_then(case, twist)]
            pair = {TALK, FIRMER} <= {*case.lines} and then(TALK) is then(FIRMER) is Status.HOLDS
            assert bool(found) is (pair and not twist.moved.keys().isdisjoint({TALK, FIRMER}))
            told += found
            way = dict(gives_way(case, twist))
            for line in case.lines:
                stays = then(line) is case.key.status(line)
                assert stays is (line not in twist.moved and line not in way)
            given_way += way.values()
    assert told
    assert f"would not be asked then: {neutral_name(case.key.flow, FIRMER)} stands in its place" in given_way
    assert all("is called for later (" in text and "is warned of (" in text for text in told)


def test_lines_on_other_matters_are_not_set_against_each_other(twins: Twins) -> None:
    """That an anaesthetic is warned of says nothing of the breathing tests before it."""
    flow = twins.patients.flow
    lines = ("respiratory_testing", "anaesthesia_warning", TALK, FIRMER)
    assert [*side_by_side(flow, lines, held(*lines))] == [(TALK, FIRMER)]
    assert [*side_by_side(flow, lines, held(*lines[:-1]))] == []


def held(*lines: str) -> Callable[[str], Status]:
    return lambda line: Status.HOLDS if line in lines else Status.RULED_OUT

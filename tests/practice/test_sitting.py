"""Which case comes next, for any face."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.responses import Response
from interview.errors import UsageError
from interview.practice.attempt import PracticeEvent
from interview.practice.case_code import new_code
from interview.practice.exam import Exam
from interview.practice.practice import Mode, Practice
from interview.practice.sitting import Sitting
from interview.store import StoreError
from tests.practice.naming import Naming
from tests.practice.small import EVEN, small

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
Log = list[PracticeEvent]


def sitting(folder: Path, log: Log, mode: Mode = Mode.LEARN, cases: int = 1, code: str = "") -> Sitting:
    rng, logic = Random(len(log)), small(folder, EVEN)
    practice = Practice(logic, clock=lambda: NOW, rng=rng, keep=log.append, events=tuple(log))
    return Sitting(practice, mode, cases, code=code)


def code_of(under_way: Sitting) -> str:
    assert under_way.practice.attempt is not None
    return under_way.practice.attempt.code


def test_what_was_left_is_gone_on_with_once_and_then_another_begins(tmp_path: Path) -> None:
    log: Log = []
    first = sitting(tmp_path, log)
    assert first.open()
    assert first.leave() == f"Case {code_of(first)} is kept; 'interview practice' goes on with it."
    again = sitting(tmp_path, log)
    assert again.open()
    assert (again.resumed, code_of(again)) == (True, code_of(first))
    again.practice.commit(1)
    again.practice.close()
    assert again.open()
    assert not again.resumed


def test_a_code_goes_before_what_was_left_and_must_be_one(tmp_path: Path) -> None:
    log: Log = []
    first = sitting(tmp_path, log)
    first.open()
    assert first.practice.case is not None
    other = str(new_code(first.practice.case.patient.flow, Random(8)))
    given = sitting(tmp_path, log, code=other)
    assert given.open()
    assert (given.resumed, code_of(given)) == (False, other)
    with pytest.raises(UsageError):
        sitting(tmp_path, log, code="nonsense").open()


def test_the_code_of_the_case_that_was_left_goes_on_with_it(tmp_path: Path) -> None:
    log: Log = []
    first = sitting(tmp_path, log)
    first.open()
    assert first.practice.case is not None
    first.practice.place(first.practice.case.lines[0], Response.SOON)
    again = sitting(tmp_path, log, code=f" {code_of(first).upper()}")
    assert again.open()
    assert again.resumed
    assert again.counted().startswith("1 placed")


def test_a_case_that_was_had_before_says_when(tmp_path: Path) -> None:
    log: Log = []
    first = sitting(tmp_path, log)
    first.open()
    assert first.again == ""
    first.practice.commit(2)
    first.practice.close()
    again = sitting(tmp_path, log, code=code_of(first))
    again.open()
    assert again.again.startswith("You had this case on 2026-11-30")
    assert again.practice.attempt is not None
    assert again.practice.attempt.placed == {}


def test_a_test_ends_after_its_cases_and_says_how_it_went(tmp_path: Path) -> None:
    log: Log = []
    under_way = sitting(tmp_path, log, Mode.TEST, 2)
    places = []
    while under_way.open():
        places.append(under_way.place)
        assert under_way.standing == f"a test. {places[-1]}; the answers come at the end."
        assert under_way.results() == ()
        under_way.practice.commit(2)
        under_way.practice.close()
        under_way = sitting(tmp_path, log, Mode.TEST, 9) if len(places) == 1 else under_way
    assert places == ["Case 1 of 2", "Case 2 of 2"]
    assert len(under_way.results()) == 2
    assert under_way.standing == "a test. These are its answers."
    assert under_way.leave().startswith("PRACTICE. The test is over: ")


def test_an_exam_has_its_title_while_it_lasts_and_at_its_end(tmp_path: Path) -> None:
    logic, log = small(tmp_path, EVEN), Log()
    exam = Exam("Fever", "a", 1, (logic.flow.practised[0],))
    under_way = Sitting(Practice(logic, clock=lambda: NOW, rng=Random(1), keep=log.append), exam=exam)
    assert under_way.open()
    assert under_way.standing == "exam: Fever. Case 1 of 1; the answers come at the end."
    under_way.practice.commit(2)
    under_way.practice.close()
    assert not under_way.open()
    assert under_way.standing == "exam: Fever. These are its answers."
    assert under_way.result == "The exam 'Fever' is over: 0 of 1 cases passed."


def test_while_learning_no_test_is_named(tmp_path: Path) -> None:
    learning = sitting(tmp_path, [])
    assert learning.open()
    assert learning.standing == ""


def test_it_counts_what_is_placed_and_closes_what_was_answered(tmp_path: Path) -> None:
    under_way = sitting(tmp_path, [])
    under_way.open()
    assert under_way.practice.case is not None
    first, *others = under_way.practice.case.lines
    under_way.practice.place(first, Response.SOON)
    assert under_way.counted() == f"1 placed, {len(others)} left out"
    under_way.practice.place(first, Response.LEFT_OUT)
    assert under_way.counted() == f"0 placed, {len(others) + 1} left out"
    under_way.practice.commit(1)
    done = f"Case {code_of(under_way)} is done and kept; 'interview practice --progress' tells how it goes."
    assert under_way.leave() == done
    assert under_way.practice.history[0].closed


def test_what_finds_misunderstandings_is_at_work_from_the_first_case_until_one_leaves(tmp_path: Path) -> None:
    seen = Naming()
    practice = Practice(small(tmp_path, EVEN), clock=lambda: NOW, rng=Random(1), seen=seen)
    under_way = Sitting(practice)
    assert not seen.at_work
    under_way.open()
    assert seen.at_work
    under_way.leave()
    assert not seen.at_work


def test_what_was_not_kept_is_told_on_leaving(tmp_path: Path) -> None:
    def full(event: PracticeEvent) -> None:
        raise StoreError("The disk is full.")

    logic = small(tmp_path, EVEN)
    under_way = Sitting(Practice(logic, clock=lambda: NOW, rng=Random(1), keep=full))
    under_way.open()
    assert under_way.leave() == f"Case {code_of(under_way)} was not kept: The disk is full."


def test_a_case_that_was_left_is_gone_on_with_by_its_code_although_others_came_after(tmp_path: Path) -> None:
    log: Log = []
    first = sitting(tmp_path, log)
    first.open()
    first.practice.place(first.practice.twins.rules()[0], Response.SOON)
    left = code_of(first)
    other = sitting(tmp_path, log, code=str(new_code(first.practice.twins.patients.flow, Random(8))))
    other.open()
    again = sitting(tmp_path, log, code=f" {left.upper()} ")
    assert again.open()
    assert (again.resumed, code_of(again)) == (True, left)
    assert again.practice.attempt is not None
    assert again.practice.attempt.placed


def test_a_test_is_gone_on_with_although_somebody_learned_in_between(tmp_path: Path) -> None:
    log: Log = []
    first = sitting(tmp_path, log, Mode.TEST, cases=2)
    first.open()
    first.practice.commit(2)
    sitting(tmp_path, log).open()
    again = sitting(tmp_path, log, Mode.TEST, cases=5)
    assert again.open()
    assert again.place == "Case 2 of 2"


def test_nobody_learns_by_a_case_of_a_test_that_is_not_over(tmp_path: Path) -> None:
    log: Log = []
    under_way = sitting(tmp_path, log, Mode.TEST, cases=2)
    under_way.open()
    code = code_of(under_way)
    under_way.practice.commit(2)
    with pytest.raises(UsageError, match="it is told once that is"):
        sitting(tmp_path, log, code=code)
    with pytest.raises(UsageError, match="it is told once that is"):
        sitting(tmp_path, log, Mode.TEST, code=code)
    under_way.open()
    under_way.practice.commit(2)
    assert sitting(tmp_path, log, code=code).open()

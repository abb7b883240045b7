"""Practice under way: nothing is shown before the commit, nothing is lost by a kill, and it is kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.responses import Response
from interview.errors import UsageError
from interview.flow.logic.compiler import Logic
from interview.practice.attempt import Attempt, EventKind, PracticeEvent, attempts, event_of, row_of
from interview.practice.case_code import CaseCode, drawn_code
from interview.practice.misunderstandings import Misunderstandings
from interview.practice.otherwise import Flip
from interview.practice.practice import Mode, Practice, disclosed, under_way, withheld
from interview.practice.report import markdown, table
from interview.store import StoreError
from interview.store.practice_log import PracticeLog
from tests.practice.naming import SENTENCE, Naming
from tests.practice.small import EVEN, small

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.fixture
def logic(tmp_path: Path) -> Logic:
    return small(tmp_path, EVEN)


def practice(
    logic: Logic,
    events: Iterable[PracticeEvent] = (),
    log: list[PracticeEvent] | None = None,
    seen: Misunderstandings | None = None,
) -> Practice:
    kept = [] if log is None else log
    rng = Random(1 + len(kept))
    return Practice(logic, clock=lambda: NOW, rng=rng, keep=kept.append, events=events, seen=seen)


def named(log: list[PracticeEvent]) -> list[str]:
    return [event.value for event in log if event.kind is EventKind.NAMED]


def done(under_way: Practice) -> str:
    """Commit to a plan; return the code of its case."""
    assert under_way.attempt is not None
    under_way.commit(2)
    under_way.close()
    return under_way.attempt.code


def misunderstanding(under_way: Practice) -> str:
    found = under_way.feedback()
    assert found is not None
    return found.misunderstanding


def test_nothing_is_shown_before_the_commit(logic: Logic) -> None:
    under_way = practice(logic)
    under_way.begin()
    assert under_way.feedback() is None
    assert under_way.case is not None
    under_way.place(under_way.case.lines[0], Response.SOON)
    assert under_way.feedback() is None
    under_way.commit(2)
    assert under_way.feedback() is not None


def test_what_is_committed_to_stands(logic: Logic) -> None:
    under_way = practice(logic)
    under_way.begin()
    assert under_way.case is not None
    line = under_way.case.lines[0]
    under_way.place(line, Response.SOON)
    under_way.commit(3)
    before = under_way.feedback()
    under_way.place(line, Response.LEFT_OUT)
    under_way.commit(1)
    under_way.ask("age")
    assert under_way.feedback() == before
    assert under_way.attempt is not None
    assert (under_way.attempt.sure, under_way.attempt.asked) == (3, ())


def flip_of(under_way: Practice) -> Flip:
    """The flip question that comes next."""
    flip = under_way.flip()
    assert flip is not None
    return flip


def test_the_next_flip_question_and_twist_are_others_until_there_are_none(logic: Logic) -> None:
    under_way = practice(logic)
    under_way.begin()
    under_way.commit(2)
    asked, twisted = [], []
    while flip := under_way.flip():
        assert under_way.flip() == flip
        under_way.choose_flip(flip, 0)
        asked.append(flip.changes[flip.right])
    while twist := under_way.twist():
        under_way.choose_moved([])
        twisted.append(twist.change)
    assert asked
    assert len(set(asked)) == len(asked)
    assert len(set(twisted)) == len(twisted)
    assert under_way.attempt is not None
    assert (len(under_way.attempt.flips), len(under_way.attempt.twists)) == (len(asked), len(twisted))


def test_nothing_that_somebody_gives_as_a_reason_is_lost(logic: Logic) -> None:
    under_way = practice(logic)
    under_way.begin()
    under_way.commit(2)
    line, long = under_way.twins.rules()[0], "Our guideline says otherwise. " * 400
    under_way.disagree(line, long)
    under_way.disagree(line, "And so do I.")
    (reason,) = [one.disagreed[line] for one in under_way.history]
    assert reason == f"{long.strip()} And so do I."


def test_only_lines_of_the_list_can_be_placed_and_nobody_is_surer_than_3(logic: Logic) -> None:
    under_way = practice(logic)
    under_way.begin()
    with pytest.raises(KeyError):
        under_way.place("nothing", Response.SOON)
    with pytest.raises(ValueError, match="4"):
        under_way.commit(4)


def test_after_every_event_a_new_program_stands_where_this_one_did(logic: Logic) -> None:
    log: list[PracticeEvent] = []
    first = practice(logic, log=log)
    steps: list[Callable[[], object]] = [
        first.begin,
        lambda: first.ask("age"),
        lambda: first.place(first.twins.rules()[0], Response.CAUTION),
        lambda: first.commit(1),
        lambda: first.choose_flip(flip_of(first), 0),
        lambda: first.choose_moved([first.twins.rules()[0]]),
        lambda: first.disagree(first.twins.rules()[0], "Our guideline  says otherwise.\x07"),
    ]
    for step in steps:
        step()
        second = practice(logic, [event_of(row_of(event)) or event for event in log])
        left = second.unfinished()
        assert left == first.attempt
        assert left is not None
        second.go_on(left)
        assert second.case is not None
        assert first.case is not None
        assert (second.case.vignette, second.case.lines) == (first.case.vignette, first.case.lines)
        assert second.feedback() == first.feedback()
    first.close()
    assert practice(logic, log).unfinished() is None
    reasons = [one.disagreed for one in attempts(log).values()]
    assert reasons == [{first.twins.rules()[0]: "Our guideline  says otherwise."}]


def test_a_code_can_be_given_to_somebody_else(logic: Logic) -> None:
    first, second = practice(logic), Practice(logic, clock=lambda: NOW, rng=Random(9))
    first.begin()
    assert first.case is not None
    second.begin(code=str(first.case.code))
    assert second.case is not None
    assert second.case.vignette == first.case.vignette
    with pytest.raises(UsageError, match="another patient"):
        second.begin(code="small-9.9.9-7f3kq9")


def test_a_case_of_another_version_is_not_gone_on_with(logic: Logic) -> None:
    code = str(CaseCode("small", "0.0.9", "7f3kq9"))
    begun = PracticeEvent("1", NOW.isoformat(), "a", "small-flow", EventKind.BEGUN, code, "learn")
    assert practice(logic, [begun]).unfinished() is None


def test_practice_with_another_flow_is_left_alone(logic: Logic) -> None:
    begun = PracticeEvent("1", NOW.isoformat(), "a", "other", EventKind.BEGUN, "other-1-7f3kq9", "learn")
    assert practice(logic, [begun]).history == ()


def test_each_line_has_flip_questions_of_its_own(logic: Logic) -> None:
    under_way = practice(logic)
    under_way.begin()
    under_way.commit(2)
    case, attempt = under_way.case, under_way.attempt
    assert case is not None
    assert attempt is not None
    assert under_way.flip() == under_way.flip(case.rule)
    for line in case.lines:
        while flip := under_way.flip(line):
            assert flip.line == line
            assert flip.now is case.key.right[line]
            assert flip.then is not flip.now
            under_way.choose_flip(flip, flip.right)
    (done,) = under_way.history
    turned = {line for line, _ in done.flips}
    assert len(turned) > 1
    assert [done.flipped(line) > 0 for line in case.lines] == [line in turned for line in case.lines]


def test_rows_that_nobody_can_read_are_left_out(logic: Logic) -> None:
    code = str(drawn_code(logic.flow, "7f3kq9"))
    log = [
        PracticeEvent("1", "not a moment", "a", "small-flow", EventKind.BEGUN, code, "learn"),
        PracticeEvent("2", NOW.isoformat(), "a", "small-flow", EventKind.COMMITTED, "", "2"),
        PracticeEvent("3", NOW.isoformat(), "b", "small-flow", EventKind.BEGUN, code, "learn"),
        PracticeEvent("4", NOW.isoformat(), "b", "small-flow", EventKind.COMMITTED, "", "2"),
        PracticeEvent("5", NOW.isoformat(), "b", "small-flow", EventKind.FLIPPED, "", "1" * 5_000),
        PracticeEvent("6", NOW.isoformat(), "b", "small-flow", EventKind.FLIPPED, "", "2"),
    ]
    (left,) = practice(logic, log).history
    assert (left.id, left.sure, left.flips) == ("b", 2, (("", 2),))


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("9999-12-31T23:59:59+00:00", False),
        ("9999-12-31", False),
        ("9950-01-01T00:00:00Z", False),
        ("0001-01-01T00:00:00+05:00", False),
        ("0001-01-01T00:00:00", False),
        ("1970-01-02T00:00:00+00:00", True),
        ("2026-11-30T08:00:00", True),
    ],
)
def test_what_cannot_be_a_day_of_practice_is_passed_over_and_all_else_is_told(
    logic: Logic, at: str, kept: bool
) -> None:
    begun = {"odd": at, "usual": NOW.isoformat()}
    log = [
        PracticeEvent(f"{one}{kind}", moment, one, "small-flow", kind, subject, value)
        for one, moment in begun.items()
        for kind, subject, value in (
            (EventKind.BEGUN, str(drawn_code(logic.flow, "7f3kq9" if one == "odd" else "7f3kq8")), "learn"),
            (EventKind.COMMITTED, "", "3"),
            (EventKind.MARKED, "treat", "1.0000 treat:found treat=soon"),
        )
    ]
    history = tuple(attempts(log).values())
    assert [one.id for one in history] == (["odd", "usual"] if kept else ["usual"])
    assert "## Rules" in markdown(history, logic.flow)
    assert table(history, logic.flow)


def test_a_test_that_can_never_be_gone_on_with_withholds_nothing() -> None:
    name = f"{Mode.TEST} 2 {'0' * 16}"
    one, other = (Attempt(code, "small-flow", code, name, NOW.isoformat()) for code in ("one", "other"))
    history = (
        replace(one, sure=2),
        other,
        Attempt("left", "small-flow", "left", Mode.LEARN, NOW.isoformat()),
    )
    assert withheld(history, lambda attempt: True) == {"one", "other"}
    assert under_way(history, lambda attempt: True) == {"one", "other", "left"}
    assert withheld(history, lambda attempt: attempt is not other) == set()
    assert under_way(history, lambda attempt: attempt is not other) == {"left"}


def test_a_test_of_several_cases_is_gone_on_with(logic: Logic) -> None:
    log: list[PracticeEvent] = []
    first = practice(logic, log=log)
    test = first.new_test(2)
    first.begin(Mode.TEST, test=test.name)
    first.commit(2)
    first.close()
    first.begin(Mode.TEST, test=test.name)
    second = practice(logic, log)
    left = second.unfinished_test()
    assert left is not None
    assert (left.cases, len(left.done), left.over) == (2, 1, False)
    assert left.under_way == first.attempt
    assert second.unfinished() is None
    assert disclosed(second.history) == ()
    assert left.under_way is not None
    second.go_on(left.under_way)
    second.commit(1)
    second.close()
    assert second.test(left.name).over
    assert disclosed(second.history) == second.history
    assert second.unfinished_test() is None


def test_a_misunderstanding_is_named_after_the_commit_and_stays_named(logic: Logic) -> None:
    log: list[PracticeEvent] = []
    first = practice(logic, log=log, seen=Naming())
    first.begin()
    assert named(log) == []
    first.commit(2)
    assert misunderstanding(first) == SENTENCE
    again = practice(logic, tuple(log), log)
    left = again.unfinished()
    assert left is not None
    again.go_on(left)
    assert misunderstanding(again) == SENTENCE
    assert named(log) == [SENTENCE]


def test_without_predictions_nothing_is_named(logic: Logic) -> None:
    log: list[PracticeEvent] = []
    under_way = practice(logic, log=log)
    under_way.begin()
    under_way.commit(2)
    assert misunderstanding(under_way) == ""
    assert named(log) == []


def test_in_a_test_nothing_is_named_before_its_end_and_its_cases_are_drawn_as_ever(logic: Logic) -> None:
    log: list[PracticeEvent] = []
    seen = Naming()
    under_way = practice(logic, log=log, seen=seen)
    test = under_way.new_test(2)
    under_way.begin(Mode.TEST, test=test.name)
    first = done(under_way)
    under_way.begin(Mode.LEARN)
    learnt = done(under_way)
    assert seen.histories == [(learnt,)]
    under_way.begin(Mode.TEST, test=test.name)
    second = done(under_way)
    assert named(log) == [SENTENCE]
    assert seen.chosen == 1
    for attempt in under_way.test(test.name).done:
        under_way.go_on(attempt)
        assert misunderstanding(under_way) == SENTENCE
    assert seen.histories[1:] == [(first,), (first, learnt, second)]


def test_a_disk_that_takes_nothing_stops_nobody_and_is_said(logic: Logic) -> None:
    def full(event: PracticeEvent) -> None:
        raise StoreError("The disk is full.")

    under_way = Practice(logic, clock=lambda: NOW, rng=Random(1), keep=full)
    under_way.begin()
    assert under_way.problem == "The disk is full."
    under_way.commit(2)
    assert under_way.feedback() is not None


def test_what_only_a_newer_program_knows_is_passed_over(logic: Logic) -> None:
    assert event_of(("1", "", "a", "small-flow", "explained", "", "")) is None


def test_events_survive_on_disk(logic: Logic, tmp_path: Path) -> None:
    log = PracticeLog(tmp_path / "data")
    under_way = Practice(logic, clock=lambda: NOW, rng=Random(1), keep=lambda one: log.append(row_of(one)))
    under_way.begin()
    under_way.commit(2)
    events = [event for row in log.rows() if (event := event_of(row))]
    assert practice(logic, events).unfinished() == under_way.attempt

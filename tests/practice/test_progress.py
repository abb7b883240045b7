"""Progress: a rule that was missed comes back until it was right on two days, and a report names it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.responses import Response
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.practice.attempt import Attempt, EventKind, PracticeEvent, attempts
from interview.practice.drawn_case import rule_of
from interview.practice.key import neutral_name
from interview.practice.marking import Verdict
from interview.practice.patients import Patients
from interview.practice.practice import Practice
from interview.practice.progress import Mastery, Sureness, progress, to_come_back
from interview.practice.queue import due_today, next_code, waiting_today
from interview.practice.report import COLUMNS, markdown, table
from interview.practice.schedule import due
from interview.practice.twins import Twins
from interview.summary.phrases import start

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def ibm() -> Logic:
    return compile_flow(load_flow(IBM))


class Clock:
    """A clock that goes on by days."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def next_day(self) -> None:
        self.now += timedelta(days=1)


class Trainee:
    """Knows every rule but those in `misses`, which are always answered wrongly."""

    def __init__(self, logic: Logic, misses: set[str]) -> None:
        self.clock, self.misses = Clock(), misses
        self.log: list[PracticeEvent] = []
        self.practice = Practice(logic, clock=self.clock, rng=Random(3), keep=self.log.append)

    def case(self, sure: int = 2, code: str = "") -> str:
        """Answer a case, and return the rule that it was about."""
        self.practice.begin(code=code)
        case = self.practice.case
        assert case is not None
        for line in case.lines:
            right = case.key.right[line]
            wrong = Response.LEFT_OUT if right is not Response.LEFT_OUT else Response.LATER
            self.practice.place(line, wrong if line in self.misses else right)
        self.practice.commit(sure)
        self.practice.close()
        return case.rule


def attempt(on: date, sure: int, **verdicts: Verdict) -> Attempt:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC).isoformat()
    id = str(next(_IDS))
    return Attempt(id, "small-flow", f"small-1-{id}", "learn", at, sure=sure, verdicts=verdicts)


def test_an_attempt_that_just_passes_passes_in_what_is_kept_of_it() -> None:
    """Its score is kept as a decimal, and 0.6 of these is a little less than six in ten."""
    on = attempt(DAYS[0], 2)
    assert [replace(on, score=score).passed for score in (0.5999, 0.6, 1.0)] == [False, True, True]


_IDS = count()
FOUND, MISSED = Verdict.FOUND, Verdict.MISSED
DAYS = [date(2026, 11, day) for day in range(1, 8)]


@pytest.mark.parametrize(
    ("verdicts", "mastery"),
    [
        ([FOUND], Mastery.LEARNING),
        ([MISSED], Mastery.TO_COME_BACK),
        ([FOUND, FOUND], Mastery.KNOWN),
        ([MISSED, FOUND], Mastery.TO_COME_BACK),
        ([MISSED, FOUND, FOUND], Mastery.KNOWN),
        ([FOUND, FOUND, MISSED], Mastery.TO_COME_BACK),
        ([MISSED, FOUND, Verdict.OTHER_TIME, FOUND], Mastery.TO_COME_BACK),
        ([Verdict.RIGHTLY_LEFT_OUT, FOUND], Mastery.KNOWN),
        ([Verdict.HARMFUL, FOUND], Mastery.TO_COME_BACK),
        ([Verdict.DEFENSIBLE, Verdict.DEFENSIBLE], Mastery.LEARNING),
        ([FOUND, Verdict.DEFENSIBLE], Mastery.LEARNING),
        ([FOUND, Verdict.DEFENSIBLE, FOUND], Mastery.KNOWN),
        ([MISSED, Verdict.DEFENSIBLE, Verdict.DEFENSIBLE], Mastery.TO_COME_BACK),
    ],
)
def test_a_rule_is_known_after_two_days_without_a_miss(verdicts: list[Verdict], mastery: Mastery) -> None:
    history = [attempt(on, 2, treat=verdict) for on, verdict in zip(DAYS, verdicts, strict=False)]
    (rule,) = progress(history).rules
    assert rule.mastery is mastery
    assert (rule.line in to_come_back(history)) is (mastery is Mastery.TO_COME_BACK)


def test_what_is_defensible_is_no_error_and_leaves_what_comes_back_as_it_was(ibm: Logic) -> None:
    history = [attempt(DAYS[0], 3, dietitian=MISSED), attempt(DAYS[1], 3, dietitian=Verdict.DEFENSIBLE)]
    found = progress(history)
    assert (found.rules[0].seen, found.rules[0].wrong, found.rules[0].sure_and_wrong) == (2, 1, 1)
    assert found.sureness[-1] == Sureness(3, right=1, made=2)
    assert waiting_today(Twins(Patients(ibm)), history, DAYS[1]) == ("dietitian",)
    said = markdown(history, ibm.flow)
    assert "## Also defensible" in said
    assert "a design choice" in said
    assert "## Also defensible" not in markdown(history[:1], ibm.flow)


def test_twice_right_on_one_day_is_once() -> None:
    history = [attempt(DAYS[0], 2, treat=verdict) for verdict in (MISSED, FOUND, FOUND)]
    assert to_come_back(history) == ("treat",)


def test_sure_and_wrong_comes_first() -> None:
    history = [
        attempt(DAYS[0], 3, calm=FOUND, bold=MISSED),
        attempt(DAYS[1], 1, calm=MISSED, shy=MISSED),
        attempt(DAYS[1], 1, shy=MISSED),
    ]
    found = progress(history)
    assert found.rules[0].line == "bold"
    assert [(one.sure, one.right, one.made) for one in found.sureness] == [(1, 0, 3), (2, 0, 0), (3, 1, 2)]


def test_who_misses_one_rule_gets_its_patients_until_it_is_right_on_two_days(ibm: Logic) -> None:
    trainee = Trainee(ibm, {"speech_therapy"})
    while "speech_therapy" not in to_come_back(trainee.practice.history):
        trainee.case()
    came = Counter(trainee.case() for _ in range(12))
    assert came.most_common(1)[0][0] == "speech_therapy"
    patients = [one.code for one in trainee.practice.history]
    assert len(set(patients)) == len(patients)
    named = start(neutral_name(ibm.flow, "speech_therapy"))
    assert f"| {named} |" in markdown(trainee.practice.history, ibm.flow)
    trainee.misses = set()
    for _ in range(2):
        trainee.clock.next_day()
        while "speech_therapy" in waiting(trainee):
            trainee.case()
    assert to_come_back(trainee.practice.history) == ()
    assert attempts(trainee.log) == {one.id: one for one in trainee.practice.history}


def waiting(trainee: Trainee) -> tuple[str, ...]:
    today = trainee.clock.now.date()
    return waiting_today(trainee.practice.twins, trainee.practice.history, today)


def test_a_rule_that_was_right_today_waits_for_another_day(ibm: Logic) -> None:
    twins = Twins(Patients(ibm))
    history = [attempt(DAYS[0], 2, dietitian=MISSED), attempt(DAYS[1], 2, dietitian=FOUND)]
    assert waiting_today(twins, history, DAYS[1]) == ()
    assert waiting_today(twins, history, DAYS[2]) == ("dietitian",)


def test_the_queue_mixes_other_rules_in(ibm: Logic) -> None:
    twins, rng = Twins(Patients(ibm)), Random(1)
    history = [attempt(DAYS[0], 2, dietitian=MISSED)]
    rules = Counter(rule_of(twins, next_code(twins, history, DAYS[0], rng)) for _ in range(60))
    assert 20 < rules["dietitian"] < 60
    assert len(rules) > 5
    gone = [attempt(DAYS[0], 2, a_line_of_before=MISSED)]
    assert rule_of(twins, next_code(twins, gone, DAYS[0], rng)) in twins.rules()


def test_every_decision_is_a_row_of_the_table(ibm: Logic) -> None:
    trainee = Trainee(ibm, set())
    trainee.case(sure=3)
    text = table(trainee.practice.history, ibm.flow).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert tuple(head) == COLUMNS
    case = trainee.practice.case
    assert case is not None
    assert sorted(row[COLUMNS.index("line")] for row in rows) == sorted(case.lines)
    assert {row[COLUMNS.index("passed")] for row in rows} == {"yes"}
    right = {row[COLUMNS.index("line")]: row[COLUMNS.index("right")] for row in rows}
    assert right == {line: case.key.right[line] for line in case.lines}
    assert [row[COLUMNS.index("line")] for row in rows if row[COLUMNS.index("in_practice")] == "yes"] == [
        case.rule
    ]


def test_what_was_right_is_kept_and_of_older_attempts_as_far_as_verdicts_say_it() -> None:
    def event(kind: EventKind, subject: str = "", value: str = "") -> PracticeEvent:
        return PracticeEvent("1", "2026-11-01T08:00:00+00:00", "a", "f", kind, subject, value)

    before = [
        event(EventKind.BEGUN, "f-1-c01", "learn"),
        event(EventKind.PLACED, "wait", "soon"),
        event(EventKind.COMMITTED, "", "2"),
    ]
    verdicts = "0.5000 wait:found treat:rightly_left_out test:excess talk:missed"
    old = attempts([*before, event(EventKind.MARKED, "wait", verdicts)])["a"]
    out = Response.LEFT_OUT
    assert old.right == {"wait": Response.SOON, "treat": out, "test": out}
    new = attempts([*before, event(EventKind.MARKED, "wait", f"{verdicts} talk=ask_first wait=soon")])["a"]
    assert new.right == {**old.right, "talk": Response.ASK_FIRST}
    assert new.verdicts == old.verdicts


def test_a_report_says_it_is_practice_and_why_somebody_does_not_agree(ibm: Logic) -> None:
    trainee = Trainee(ibm, set())
    trainee.practice.begin()
    assert trainee.practice.case is not None
    line = trainee.practice.case.lines[0]
    trainee.practice.commit(1)
    trainee.practice.disagree(line, "=HYPERLINK | *our* policy")
    said = markdown(trainee.practice.history, ibm.flow)
    assert said.startswith("# PRACTICE")
    assert "Does not agree" in said
    assert str(trainee.practice.case.code).split("-")[-1] in said
    assert "\\*our\\*" in said


def test_a_report_names_what_seemed_misunderstood(ibm: Logic) -> None:
    seen = replace(attempt(DAYS[0], 2, speech_therapy=MISSED), named="You seem to *guess*.")
    again = replace(attempt(DAYS[2], 2, speech_therapy=MISSED), named="You seem to *guess*.")
    made = [seen, again, replace(seen, id="other", code="other", named="You seem to be right.")]
    assert [one.times for one in progress(made).misunderstandings] == [1, 2]
    text = markdown(made, ibm.flow)
    assert "- You seem to be right. Said once, on 2026-11-01." in text
    assert r"- You seem to \*guess\*. Said 2 times, last on 2026-11-03." in text
    assert text.index("be right") < text.index(r"\*guess")
    assert b"You seem to be right." in table(made, ibm.flow)
    assert "Misunderstandings" not in markdown([replace(seen, named="")], ibm.flow)


def test_a_case_that_was_had_before_is_told_and_does_not_count(ibm: Logic) -> None:
    trainee = Trainee(ibm, {"speech_therapy"})
    rule = trainee.case()
    first, before = trainee.practice.history[0], progress(trainee.practice.history)
    trainee.clock.next_day()
    trainee.practice.begin(code=first.code)
    assert trainee.practice.had_on == MONDAY.date()
    trainee.practice.place(rule, Response.CAUTION)
    trainee.practice.commit(3)
    history = trainee.practice.history
    assert replace(progress(history), again=0) == before
    assert due(history) == due(history[:1])
    assert "Had before, so not counted: 1." in markdown(history, ibm.flow)
    rows = list(csv.DictReader(io.StringIO(table(history, ibm.flow).decode("utf-8-sig"))))
    assert {(row["begun"], row["again"]) for row in rows} == {
        (first.begun, "no"), (history[1].begun, "yes")
    }  # fmt: skip
    trainee.practice.begin()
    assert trainee.practice.had_on is None


def test_a_case_whose_answers_were_never_seen_counts_when_it_is_had_again() -> None:
    left = replace(attempt(DAYS[0], 2), sure=None)
    done = replace(attempt(DAYS[1], 2, treat=FOUND), code=left.code)
    assert progress([left, done]).cases == 1


def test_the_table_says_which_test_a_case_was_in_and_why_one_does_not_agree(ibm: Logic) -> None:
    exam = replace(
        attempt(DAYS[0], 2, speech_therapy=FOUND),
        mode="test 3 0123456789abcdef Swallowing, spring 2027",
        disagreed={"speech_therapy": "Ours differs."},
    )
    own = replace(attempt(DAYS[0], 2, speech_therapy=FOUND), mode="test 5 fedcba9876543210")
    learnt = attempt(DAYS[0], 2, speech_therapy=FOUND)
    made = table([exam, own, learnt], ibm.flow).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(made)))
    assert [(row["mode"], row["test"]) for row in rows] == [
        ("test", "Swallowing, spring 2027"), ("test", "fedcba9876543210"), ("learn", "")
    ]  # fmt: skip
    assert [row["disagrees"] for row in rows] == ["Ours differs.", "", ""]


def test_a_reason_of_several_lines_stays_one_item_of_the_report(ibm: Logic) -> None:
    one = replace(
        attempt(DAYS[0], 2, speech_therapy=FOUND), disagreed={"speech_therapy": "Ours\n\n- differs"}
    )
    assert markdown([one], ibm.flow).endswith("): Ours - differs\n")


def test_a_report_on_nothing_is_no_fault(ibm: Logic) -> None:
    assert "Cases: 0; passed: 0." in markdown((), ibm.flow)
    assert table((), ibm.flow).decode("utf-8-sig").strip() == ",".join(COLUMNS)


def test_a_rule_that_is_known_comes_back_when_it_is_due(ibm: Logic) -> None:
    twins = Twins(Patients(ibm))
    history = [replace(attempt(on, 2, dietitian=FOUND), rule="dietitian") for on in DAYS[:2]]
    assert due_today(twins, history, DAYS[2]) == ()
    assert due_today(twins, history, date(2027, 6, 1)) == ("dietitian",)
    rules = Counter(
        rule_of(twins, next_code(twins, history, date(2027, 6, 1), Random(seed))) for seed in range(40)
    )
    assert rules.most_common(1)[0][0] == "dietitian"

"""What is counted between dates: never settled wrongly, and exact where one number decides a line.

The oracle looks at every day that a date can be, with a calendar of its own.
"""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interview.engine import Event, EventKind, Session, Status, conclude, explain, record, replay, start
from interview.engine.derived_numbers import number
from interview.engine.session import visited
from interview.engine.usefulness import most_useful
from interview.engine.values_in_words import value_in_words
from interview.flow.answers import Answer, Chosen, NotAssessed, Text
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Not, names
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import LAST_VISIT, TODAY, DerivedNumber, Flow, Operation, Question, QuestionType
from tests.engine.examples import flow, is_, line, yes_no
from tests.engine.test_properties import few, whole
from tests.flow.test_dates import comes_round

OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
ASKED = ("onset", "biopsy", "seen")
NUMBERS = (
    DerivedNumber("since_onset", Operation.MONTHS_BETWEEN, ("onset", TODAY), "", "months"),
    DerivedNumber("to_biopsy", Operation.DAYS_BETWEEN, ("onset", "biopsy"), "", "days"),
    DerivedNumber("since_seen", Operation.YEARS_BETWEEN, ("seen", TODAY), "", "years"),
    DerivedNumber("since_visit", Operation.DAYS_BETWEEN, (LAST_VISIT, TODAY), "", "days"),
)
VISIT = date(2024, 3, 1)
comparisons = st.builds(
    Compare,
    st.sampled_from([one.id for one in NUMBERS]),
    st.sampled_from(sorted(OPERATORS)),
    st.sampled_from([Decimal(n) for n in (0, 1, 2, 11, 12, 13, 28, 29, 30, 31, 59, 60, 365, 366)]),
)


def asked(name: str, form: QuestionType = QuestionType.DATE, *, future: bool = False) -> Question:
    return Question(name, f"{name}?", form, name, future=future)


def made(*whens: Condition, numbers: tuple[DerivedNumber, ...] = NUMBERS) -> Flow:
    questions = [asked("onset"), asked("biopsy"), asked("seen", QuestionType.MONTH), yes_no("fallen")]
    lines = [line(f"r{n}", when) for n, when in enumerate(whens)]
    return flow(questions, lines, differences=list(numbers))


def session(
    logic: Logic, answers: Mapping[str, Answer], today: date = VISIT, last: date | None = None
) -> Session:
    at = f"{today}T09:00:00+01:00"
    events = [Event(name, EventKind.ANSWERED, name, at, answer) for name, answer in answers.items()]
    before = [visited(Text(last.isoformat()), id="before", at=at)] if last else []
    return replay(logic, [*before, *events], today)


@cache
def days_in(text: str) -> tuple[date, ...]:
    """Return every day that begins like this, found by walking through the years around it."""
    first = date(int(text[:4]), 1, 1)
    year = (first + timedelta(days=n) for n in range(366))
    return tuple(day for day in year if day.isoformat().startswith(text))


def between(operation: Operation, earlier: date, later: date) -> int:
    if operation is Operation.DAYS_BETWEEN:
        return (later - earlier).days
    step = 12 if operation is Operation.YEARS_BETWEEN else 1
    about = ((later.year - earlier.year) * 12 + later.month - earlier.month) // step
    return next(n for n in range(about + 1, about - 3, -1) if comes_round(earlier, n * step) <= later)


def true(when: Condition, days: Mapping[str, date]) -> bool:
    match when:
        case Compare(name=name, operator=symbol, value=value):
            one = next(number for number in NUMBERS if number.id == name)
            earlier, later = (days[str(operand)] for operand in one.operands)
            return OPERATORS[symbol](between(one.operation, earlier, later), value)
        case Not(condition=part):
            return not true(part, days)
        case All(conditions=parts):
            return all(true(part, days) for part in parts)
        case Any(conditions=parts):
            return any(true(part, days) for part in parts)
        case _:
            raise TypeError(when)


@st.composite
def answered(draw: st.DrawFn, *, known: bool) -> dict[str, Answer]:
    """Draw dates near the visit, to the day, the month or the year; with `known` each of them is one."""
    found: dict[str, Answer] = {}
    for name in ASKED:
        day = VISIT - timedelta(days=draw(st.sampled_from([0, 1, 27, 28, 29, 30, 31, 59, 60, 365, 366, 397])))
        lengths = [7] if name == "seen" else [10, 10, 7] + [4] * (name == "onset")
        if known or draw(st.booleans()):
            found[name] = Text(day.isoformat()[: draw(st.sampled_from(lengths))])
        elif draw(st.booleans()):
            found[name] = NotAssessed()
    return found


def worlds(
    answers: Mapping[str, Answer], last: date | None, about: Collection[str]
) -> Iterator[dict[str, date]]:
    """Yield days that these dates can be: all that an answer leaves, and some for what is not known."""
    far = [date(1950, 2, 28), date(2020, 2, 29), VISIT - timedelta(days=30), VISIT]
    choices = []
    for name in ASKED:
        said = answers.get(name)
        among = days_in(said.text) if isinstance(said, Text) else far
        choices.append([day for day in among if day <= VISIT] if name in about else [VISIT])
    lasts = [last] if last else [VISIT, VISIT - timedelta(days=28), date(2001, 1, 1)]
    for *days, before in product(*choices, lasts):
        yield {**dict(zip(ASKED, days, strict=True)), TODAY: VISIT, LAST_VISIT: before}


def behind(when: Condition) -> set[str]:
    """Return the dates that a condition is about."""
    return {name for one in NUMBERS if one.id in names(when) for name in one.names}


lasts = st.none() | st.sampled_from([VISIT, VISIT - timedelta(days=29), date(2023, 3, 1)])
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        inner.map(Not), st.tuples(inner, inner).map(All), st.tuples(inner, inner).map(Any)
    ),
    max_leaves=3,
)


@given(st.data())
@few
def test_one_event_after_another_gives_what_all_of_them_give(data: st.DataObject) -> None:
    """Each may be of another day, or of none that can be read; dates to come stand once they have."""
    questions = [
        asked("onset"),
        asked("biopsy", future=True),
        asked("seen", QuestionType.MONTH),
        yes_no("fallen"),
    ]
    numbers = NUMBERS if data.draw(st.booleans()) else ()
    logic = compile_flow(
        flow(questions, [line("r", data.draw(comparisons))] if numbers else [], differences=list(numbers))
    )
    days = st.sampled_from(["2024-02-28", "2024-02-29", "2024-03-01", "2025-01-01", "no day"])
    live = start(logic, data.draw(st.none() | st.just(VISIT)))
    for turn in range(data.draw(st.integers(0, 6))):
        kind = data.draw(st.sampled_from([kind for kind in EventKind if kind is not EventKind.JUDGED]))
        question = (
            "" if kind is EventKind.VISITED else data.draw(st.sampled_from([*ASKED, "fallen", "unheard"]))
        )
        said: dict[str, Answer] = {
            "": Text(data.draw(days.filter(lambda day: day != "no day"))),
            "fallen": Chosen("yes"),
            "seen": Text(data.draw(days)[:7]),
        }
        answer = said.get(question) or Text(data.draw(days))
        told = None if question and data.draw(st.booleans()) else answer
        event = Event(str(turn), kind, question, f"{data.draw(days)}T09:00:00+01:00", told)
        live = record(live, event)
        assert whole(live) == whole(replay(logic, live.events))


def test_a_last_visit_that_comes_out_after_this_one_is_not_known() -> None:
    logic = compile_flow(
        made(Compare("since_visit", "<=", Decimal(31)), Compare("since_visit", ">", Decimal(31)))
    )
    found = conclude(session(logic, {"fallen": Chosen("no")}, VISIT, last=VISIT + timedelta(days=1)))
    assert dict(found.statuses) == {"r0": Status.OPEN, "r1": Status.OPEN}


@given(conditions, answered(known=False), lasts)
@few
def test_no_line_is_settled_against_a_day_that_a_date_can_be(
    when: Condition, answers: dict[str, Answer], last: date | None
) -> None:
    logic = compile_flow(made(when))
    status = conclude(session(logic, answers, last=last)).statuses["r0"]
    found = {true(when, days) for days in worlds(answers, last, behind(when))}
    if status is not Status.OPEN:
        assert found == {status is Status.HOLDS}


@given(comparisons, answered(known=True), lasts)
@few
def test_a_line_about_one_number_is_open_exactly_where_days_differ(
    when: Condition, answers: dict[str, Answer], last: date | None
) -> None:
    assert isinstance(when, Compare)
    assume(last is not None or when.name != "since_visit")
    logic = compile_flow(made(when))
    found = {true(when, days) for days in worlds(answers, last, behind(when))}
    wanted = Status.OPEN if len(found) == 2 else Status.HOLDS if True in found else Status.RULED_OUT
    assert conclude(session(logic, answers, last=last)).statuses["r0"] is wanted


@given(answered(known=True))
@few
def test_a_number_can_be_what_it_is_on_some_day(answers: dict[str, Answer]) -> None:
    logic = compile_flow(made(Compare("since_onset", ">=", Decimal(12))))
    now = session(logic, answers)
    for one in NUMBERS[:3]:
        earlier, later = (str(operand) for operand in one.operands)
        among = worlds(answers, VISIT, one.names)
        values = {between(one.operation, days[earlier], days[later]) for days in among}
        band = number(now, one.id)
        assert band is not None
        assert [band.low, band.high] == [Decimal(min(values)), Decimal(max(values))]


LONG = Compare("since_onset", ">=", Decimal(12))


def status_of(answers: Mapping[str, Answer], when: Condition = LONG, today: date = VISIT) -> Status:
    return conclude(session(compile_flow(made(when)), answers, today)).statuses["r0"]


@pytest.mark.parametrize(
    ("onset", "today", "wanted"),
    [
        ("2023-03-01", VISIT, Status.HOLDS),
        ("2023-03-02", VISIT, Status.RULED_OUT),
        ("2023-03", VISIT, Status.OPEN),
        ("2023-02", VISIT, Status.HOLDS),
        ("2023-04", VISIT, Status.RULED_OUT),
        ("2023", VISIT, Status.OPEN),
        ("2022", VISIT, Status.HOLDS),
        ("2020-02-29", date(2021, 2, 28), Status.RULED_OUT),
        ("2020-02-29", date(2021, 3, 1), Status.HOLDS),
        ("2022-12-31", date(2023, 12, 31), Status.HOLDS),
        ("2023-01", date(2023, 12, 31), Status.RULED_OUT),
    ],
)
def test_a_month_and_a_year_are_their_days(onset: str, today: date, wanted: Status) -> None:
    assert status_of({"onset": Text(onset)}, today=today) is wanted


@pytest.mark.parametrize("answer", [None, NotAssessed()])
def test_a_date_that_is_not_known_is_never_no(answer: Answer | None) -> None:
    answers: dict[str, Answer] = {"onset": answer} if answer else {}
    for when in (LONG, Not(LONG), Compare("since_onset", "<", Decimal(12))):
        assert status_of(answers, when) is Status.OPEN
    found = conclude(session(compile_flow(made(LONG)), answers))
    assert explain(found, "r0").depends_on == ("onset",)
    assert value_in_words(found.session, "since_onset") == "not known"


def test_a_date_lies_behind_unless_its_question_says_that_it_may_not() -> None:
    never = Compare("since_onset", "<", Decimal(0))
    assert status_of({}, never) is Status.RULED_OUT
    numbers = (DerivedNumber("to_next", Operation.DAYS_BETWEEN, (TODAY, "next"), "", "days"),)
    soon = Compare("to_next", "<", Decimal(14))
    logic = compile_flow(flow([asked("next", future=True)], [line("r0", soon)], differences=list(numbers)))
    assert conclude(session(logic, {"next": Text("2024-03-10")})).statuses["r0"] is Status.HOLDS
    assert conclude(session(logic, {"next": Text("2024-02")})).statuses["r0"] is Status.HOLDS
    assert conclude(session(logic, {"next": Text("2024-03")})).statuses["r0"] is Status.OPEN


def test_a_date_to_come_counts_as_no_answer_and_stays_in_the_log() -> None:
    now = session(compile_flow(made(LONG)), {"onset": Text("2062-03")})
    assert now.answers == {}
    assert now.events[0].answer == Text("2062-03")
    assert conclude(now).statuses["r0"] is Status.OPEN


def test_a_date_known_in_part_is_still_waited_for() -> None:
    found = conclude(session(compile_flow(made(LONG)), {"onset": Text("2023-03")}))
    why = explain(found, "r0")
    assert why.depends_on == ("onset",)
    assert {change.status for change in why.would_change} == {Status.HOLDS, Status.RULED_OUT}
    for change in why.would_change:
        assert status_of(change.answers) is change.status
    assert value_in_words(found.session, "since_onset") == "11 to 12 months"


def test_the_day_of_the_visit_is_that_of_the_clock_where_it_was_held() -> None:
    logic = compile_flow(made(LONG))
    for at, wanted in (
        ("2024-02-29T23:30:00-05:00", Status.RULED_OUT),  # already March in Europe
        ("2024-03-01T00:30:00+13:00", Status.HOLDS),  # still February there
    ):
        said = Event("1", EventKind.ANSWERED, "onset", at, Text("2023-03-01"))
        assert conclude(replay(logic, [said])).statuses["r0"] is wanted


def test_the_visit_is_on_the_day_on_which_something_was_said_last() -> None:
    logic = compile_flow(made(LONG))
    first = Event("1", EventKind.ANSWERED, "onset", "2024-02-28T09:00:00+00:00", Text("2023-03-01"))
    carried = Event("2", EventKind.CARRIED, "", "2024-03-05T09:00:00+00:00", Text("0" * 64))
    later = Event("3", EventKind.ANSWERED, "fallen", "2024-03-01T09:00:00+00:00", Chosen("no"))
    assert conclude(replay(logic, [first, carried])).statuses["r0"] is Status.RULED_OUT
    assert conclude(replay(logic, [first, carried, later])).statuses["r0"] is Status.HOLDS


def test_before_anything_is_said_the_day_is_handed_in() -> None:
    overdue = Compare("since_visit", ">", Decimal(180))
    logic = compile_flow(made(overdue))
    before = visited(Text("2023-06-01"), id="before", at="2024-03-01T09:00:00+00:00")
    assert conclude(replay(logic, [before], VISIT)).statuses["r0"] is Status.HOLDS
    assert conclude(replay(logic, [before])).statuses["r0"] is Status.OPEN
    assert conclude(start(logic, VISIT)).statuses["r0"] is Status.OPEN
    assert replay(logic, [before]).blank


def test_a_date_of_a_question_that_does_not_apply_is_none() -> None:
    gone = Question("onset", "onset?", QuestionType.DATE, "onset", applies_when=is_("fallen", "yes"))
    one = flow([yes_no("fallen"), gone], [line("r0", LONG)], differences=[NUMBERS[0]])
    logic = compile_flow(one)
    now = session(logic, {"fallen": Chosen("no"), "onset": Text("2020")})
    assert conclude(now).statuses["r0"] is Status.OPEN
    assert number(now, "since_onset") is None


def test_a_date_settles_what_it_decides_alone() -> None:
    found = most_useful(conclude(start(compile_flow(made(LONG)), VISIT)))
    assert [(one.question, one.settles) for one in found] == [("onset", 1)]
    both = Compare("to_biopsy", ">", Decimal(30))
    found = most_useful(conclude(start(compile_flow(made(both)), VISIT)))
    assert [(one.question, one.settles) for one in found] == [("onset", 0), ("biopsy", 0)]

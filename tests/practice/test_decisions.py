"""The list to decide on, and its marks, for 200 patients: no trick passes, and no harm hides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.responses import CHOSEN, Response, Why
from interview.engine.conclusions import Status
from interview.engine.explanation import explain
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Harm, Stance, Urgency
from interview.practice.case_code import new_code
from interview.practice.decisions import decisions
from interview.practice.drawn_case import drawn_case
from interview.practice.key import Key, key_of, neutral_name
from interview.practice.marking import Marked, Verdict, mark
from interview.practice.patients import Patients
from interview.practice.twins import Twins

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
DAY = date(2026, 11, 30)
PATIENTS = 200


@dataclass(frozen=True)
class Listed:
    """A case as the tests need it."""

    key: Key
    rule: str
    lines: tuple[str, ...]


@pytest.fixture(scope="module")
def twins() -> Twins:
    return Twins(Patients(compile_flow(load_flow(IBM))))


@pytest.fixture(scope="module")
def cases(twins: Twins) -> list[Listed]:
    rng = Random(21)
    found = []
    for _ in range(PATIENTS):
        case = drawn_case(twins, new_code(twins.patients.flow, rng))
        key = key_of(case.patient, DAY)
        found.append(Listed(key, case.rule, decisions(key, case.rule, case.code.rng("list"))))
    return found


def marked(case: Listed, respond: Callable[[str], Response]) -> Marked:
    return mark(case.key, case.lines, {line: respond(line) for line in case.lines})


def test_a_list_has_seven_to_twelve_lines_some_of_them_called_for(cases: list[Listed]) -> None:
    for case in cases:
        called = [line for line in case.lines if case.key.called(line)]
        others = len(case.lines) - len(called)
        assert 7 <= len(case.lines) <= 12
        assert 1 <= len(called) <= 6
        assert 4 <= others <= 6
        assert case.rule in case.lines
        assert len({neutral_name(case.key.flow, line) for line in case.lines}) == len(case.lines)
        assert all(case.key.flow.recommendations[line].is_practised for line in case.lines)


def test_the_length_of_a_list_does_not_tell_how_much_of_it_is_called_for(cases: list[Listed]) -> None:
    called: dict[int, set[int]] = {}
    for case in cases:
        called.setdefault(len(case.lines), set()).add(sum(map(case.key.called, case.lines)))
    assert called.keys() == {*range(7, 13)}
    assert all(len(called[length]) > 1 for length in range(8, 12))
    assert called[10] >= {4, 5, 6}


WARNING = (Stance.AGAINST, Stance.CAUTION)


def unfair(key: Key, lines: Collection[str]) -> list[str]:
    """What makes a right answer wrong on a list: read off the statuses alone."""
    flow = key.flow
    recommendations, order = flow.recommendations, list(Urgency)
    called = [
        line for line in recommendations.values() if line.is_practised and key.right.get(line.id) not in OUT
    ]
    found = []
    for name in lines:
        own = recommendations[name]
        holding = [recommendations[one] for one in own.row.yields_to if key.status(one) is Status.HOLDS]
        for other in holding:
            both = key.status(name) is Status.HOLDS and name in other.row.yields_to
            if not both or order.index(other.urgency) < order.index(own.urgency):
                found.append(f"{name} beside {other.id}")
        for other in called:
            if other is own or not own.topic or own.topic != other.topic:
                continue
            sooner = order.index(other.urgency) < order.index(own.urgency)
            warns = other.stance in WARNING
            if (sooner or (warns and own.stance not in WARNING)) and other.id not in lines:
                found.append(f"{name} without {other.id}")
            out = key.status(name) is Status.RULED_OUT and key.status(other.id) is Status.HOLDS
            if warns and own.stance in WARNING and out:
                found.append(f"{name}, of which {other.id} warns as well")
    return found


OUT = (None, Response.LEFT_OUT)


def test_no_list_makes_a_right_answer_wrong(cases: list[Listed]) -> None:
    """A line that is more urgent, or warns, stands beside the others of its topic, or in their place."""
    assert [found for case in cases for found in unfair(case.key, case.lines)] == []


def test_what_is_soon_by_one_line_is_later_by_no_other(cases: list[Listed], twins: Twins) -> None:
    """Somebody breathless lying flat is to have an FVC soon: no list asks for it as a thing for later."""
    tests = {"baseline_fvc", "repeat_fvc", "low_fvc_follow_up"}
    rng, flat, asked = Random(3), 0, set()
    keys = [case.key for case in cases]
    keys += [key_of(twins.patients.session(twins.patients.draw(rng)), DAY) for _ in range(PATIENTS)]
    for key in keys:
        if key.status("respiratory_testing") is Status.HOLDS:
            flat += 1
            assert tests.isdisjoint(key.right)
        else:
            asked |= tests & key.right.keys()
    assert flat > PATIENTS // 10
    assert asked == tests


def test_tests_are_not_needless_where_others_of_the_same_are_called_for(twins: Twins) -> None:
    """A fall of FVC lying flat calls for tests of breathing, whatever the symptoms."""
    rng, low, needless = Random(4), 0, 0
    for _ in range(PATIENTS):
        key = key_of(twins.patients.session(twins.patients.draw(rng)), DAY)
        if {key.status("low_fvc_follow_up"), key.status("ventilatory_referral")} & {Status.HOLDS}:
            low += 1
            assert key.right.get("respiratory_testing") is not Response.LEFT_OUT
        needless += key.right.get("respiratory_testing") is Response.LEFT_OUT
    assert low > PATIENTS // 10
    assert needless > PATIENTS // 10


def test_what_is_for_today_is_on_the_list(cases: list[Listed]) -> None:
    flow = cases[0].key.flow
    today = {line.id for line in flow.recommendations.values() if line.urgency is Urgency.SAME_DAY}
    for case in cases:
        for line in today:
            assert case.key.status(line) is not Status.HOLDS or line in case.lines


def test_all_right_passes(cases: list[Listed]) -> None:
    for case in cases:
        found = marked(case, case.key.right.__getitem__)
        assert found.score == 1
        assert found.passed
        assert found.harms == ()
        assert set(found.verdicts.values()) == {Verdict.FOUND, Verdict.RIGHTLY_LEFT_OUT}


@pytest.mark.parametrize("response", list(Response))
def test_one_response_throughout_never_passes(cases: list[Listed], response: Response) -> None:
    for case in cases:
        found = marked(case, lambda _: response)
        assert found.score is not None
        assert found.score <= 0
        assert not found.passed


WHEN = {Urgency.SAME_DAY: Response.TODAY, Urgency.SOON: Response.SOON, Urgency.ROUTINE: Response.LATER}


def test_everything_chosen_at_its_time_never_passes(cases: list[Listed]) -> None:
    for case in cases:
        lines = [case.key.flow.recommendations[line] for line in case.lines]
        when = {line.id: WHEN[line.urgency] for line in lines}
        assert not marked(case, when.__getitem__).passed
        warned = [line.id for line in lines if line.stance in (Stance.AGAINST, Stance.CAUTION)]
        by_stance = {**when, **dict.fromkeys(warned, Response.CAUTION)}
        assert not marked(case, by_stance.__getitem__).passed


def test_a_quarter_left_out_passes_where_none_of_it_is_for_today_or_marked(cases: list[Listed]) -> None:
    left_out = 0
    for case in cases:
        lines, right = case.key.flow.recommendations, case.key.right
        called = [line for line in case.lines if case.key.called(line)]
        may = [
            line
            for line in called
            if lines[line].urgency is not Urgency.SAME_DAY and lines[line].harm is not Harm.LEFT_OUT
        ]
        gone = may[: len(called) // 4]
        found = mark(case.key, case.lines, {line: right[line] for line in case.lines if line not in gone})
        assert found.passed
        assert found.of(Verdict.MISSED) == tuple(line for line in case.lines if line in gone)
        left_out += len(gone)
    assert left_out > PATIENTS // 2


def test_harm_is_always_named_and_never_offset(cases: list[Listed]) -> None:
    """All right but one response, for every line and response, against the rules of harm read afresh."""
    seen = set()
    for case in cases:
        for line in case.lines:
            for response in Response:
                said = {**{one: case.key.right[one] for one in case.lines}, line: response}
                found = mark(case.key, case.lines, said)
                expected = harmful(case.key, line, response)
                assert [harm.line for harm in found.harms] == ([line] if expected else [])
                assert (found.verdicts[line] is Verdict.HARMFUL) is expected
                assert not (expected and found.passed)
                seen |= {harm.why for harm in found.harms}
    assert {Why.LEFT_OUT_TODAY, Why.WARNED_OF, Why.PLAN_ENDED} <= seen


def harmful(key: Key, name: str, response: Response) -> bool:
    lines = key.flow.recommendations
    line, status = lines[name], key.status(name)
    if status is Status.HOLDS:
        if response is Response.LEFT_OUT:
            undone = line.urgency is Urgency.SAME_DAY and line.stance not in WARNING
            return undone or line.harm is Harm.LEFT_OUT
        warned = line.stance is Stance.CAUTION and line.harm is Harm.CHOSEN
        return response in CHOSEN and (line.stance is Stance.AGAINST or warned)
    if status is Status.OPEN or response not in CHOSEN:
        return False
    ended = key.ended and key.flow.ends is not None and name not in key.flow.ends.keep
    order = list(Urgency)
    against = any(
        other.topic == line.topic
        and line.topic
        and key.status(other.id) is Status.HOLDS
        and (
            order.index(other.urgency) < order.index(line.urgency)
            or other.stance in (Stance.AGAINST, Stance.CAUTION)
        )
        for other in lines.values()
    )
    return bool(ended or against or (line.harm is Harm.CHOSEN and line.stance not in WARNING))


def test_the_right_thing_at_the_wrong_time_is_neither_found_nor_harmful(cases: list[Listed]) -> None:
    tried = 0
    for case in cases:
        for line in case.lines:
            if case.key.right[line] in CHOSEN:
                other = next(one for one in CHOSEN if one is not case.key.right[line])
                found = mark(case.key, case.lines, {**case.key.right, line: other})
                assert found.verdicts[line] is Verdict.OTHER_TIME
                assert found.harms == ()
                assert found.score is not None
                assert found.score < 1
                tried += 1
    assert tried > PATIENTS


def test_only_ask_first_is_right_for_what_is_open(cases: list[Listed]) -> None:
    tried = 0
    for case in cases:
        for line in case.lines:
            if case.key.status(line) is Status.OPEN:
                for response in Response:
                    found = mark(case.key, case.lines, {**case.key.right, line: response})
                    assert (found.score == 1) is (response is Response.ASK_FIRST)
                tried += 1
    assert tried > PATIENTS // 4


def test_what_is_not_known_costs_one_line(cases: list[Listed]) -> None:
    """Lines that are open for want of the same stand there once, but beside what cannot do without them."""
    open_lines, unavoidable = 0, 0
    for case in cases:
        today = [line for line in case.lines if case.key.right[line] is Response.TODAY]
        needed = {one for line in (case.rule, *today) for one in case.key.before(line)}
        wanting = dict[tuple[str, ...], list[str]]()
        for line in case.lines:
            if case.key.status(line) is Status.OPEN:
                wanted = explain(case.key.conclusions, line).depends_on
                wanting.setdefault(wanted, []).append(line)
                open_lines += 1
        for lines in wanting.values():
            assert len([line for line in lines if line not in needed]) <= 1
            unavoidable += len(lines) - 1
    assert open_lines > PATIENTS // 4
    assert unavoidable < PATIENTS // 50


def test_the_same_code_gives_the_same_list(twins: Twins) -> None:
    code = new_code(twins.patients.flow, Random(5))
    lists = set()
    for _ in range(3):
        case = drawn_case(twins, code)
        lists.add(decisions(key_of(case.patient, DAY), case.rule, code.rng("list")))
    assert len(lists) == 1


def test_where_all_of_a_list_is_called_for_nothing_is_weighed(cases: list[Listed]) -> None:
    case = cases[0]
    called = [line for line in case.lines if case.key.called(line)]
    found = mark(case.key, called, case.key.right)
    assert found.score is None
    assert not found.passed


def test_the_score_is_the_sum_of_both_halves_less_one(cases: list[Listed]) -> None:
    case = next(one for one in cases if len(one.lines) == 12)
    said: Mapping[str, Response] = {line: case.key.right[line] for line in case.lines}
    called = [line for line in case.lines if case.key.called(line)]
    missing = next(line for line in called if case.key.right[line] is not Response.TODAY)
    found = mark(case.key, case.lines, {**said, missing: Response.LEFT_OUT})
    assert found.score == Fraction(5, 6)

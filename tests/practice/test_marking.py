"""A response that an author calls defensible counts as right, never as harm, and excuses none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from interview.check.cases.case_file import WrittenCase
from interview.check.cases.responses import Response, harm
from interview.practice.case import Case, open_case
from interview.practice.case_code import written_code
from interview.practice.handout import answer_key
from interview.practice.key import Key
from interview.practice.marking import Marked, Verdict, mark, verdicts
from interview.practice.twins import Twins
from tests.practice.test_case import DAY
from tests.practice.test_written_cases import cases, twins, written

__all__ = ["cases", "twins", "written"]


def right(case: Case) -> dict[str, Response]:
    return {line: case.key.right[line] for line in case.lines}


def marked(case: Case, changed: Mapping[str, Response]) -> Marked:
    return mark(case.key, case.lines, {**right(case), **changed}, case.defensible)


def test_each_defensible_response_counts_as_right_and_has_a_verdict_of_its_own(
    cases: dict[str, Case],
) -> None:
    tried = 0
    for case in cases.values():
        for line, responses in case.defensible.items():
            for said in responses:
                found = marked(case, {line: said})
                assert found.verdicts[line] is Verdict.DEFENSIBLE
                assert found.score == found.in_time == 1
                assert found.harms == ()
                assert found.passed
                assert found.right[line] is case.key.right[line] is not said
                tried += 1
    assert tried > len(cases)


def test_another_response_to_the_same_line_is_as_wrong_as_ever(cases: dict[str, Case]) -> None:
    case = cases["c24"]
    line = "clarify_autoimmune_disease"
    for said in {*Response} - {case.key.right[line], *case.defensible[line]}:
        without = mark(case.key, case.lines, {**right(case), line: said})
        assert marked(case, {line: said}).verdicts[line] is without.verdicts[line]
        assert marked(case, {line: said}).score == without.score


def test_what_the_rules_call_harm_stays_harm_whatever_a_case_says(cases: dict[str, Case]) -> None:
    case = cases["c01"]
    line = "speech_therapy"
    said = {**right(case), line: Response.LEFT_OUT}
    found = mark(case.key, case.lines, said, {line: [Response.LEFT_OUT]})
    assert found.verdicts[line] is Verdict.HARMFUL
    assert not found.passed


def test_no_page_calls_defensible_what_the_rules_call_harm(
    twins: Twins, written: dict[str, WrittenCase]
) -> None:
    said = (Response.LEFT_OUT, Response.TODAY, Response.SOON)
    told = replace(written["c01"], defensible={"speech_therapy": said})
    code = written_code(twins.patients.flow, "c01")
    case = open_case(twins, code, DAY, {"c01": told})
    assert case.key.right["speech_therapy"] in said
    assert Response.LEFT_OUT not in case.defensible["speech_therapy"]
    assert case.key.right["speech_therapy"] not in case.defensible["speech_therapy"]
    (key,) = {sheet.text for sheet in answer_key(case.key.flow, [case]).sheets}
    assert "also defensible: left out" not in key


def test_the_rules_own_response_is_found_and_no_more_than_that(cases: dict[str, Case]) -> None:
    case = cases["c01"]
    own = {line: [said] for line, said in right(case).items()}
    found = mark(case.key, case.lines, right(case), own)
    assert {*found.verdicts.values()} == {Verdict.FOUND, Verdict.RIGHTLY_LEFT_OUT}


@pytest.mark.parametrize("written_case", [True, False])
def test_what_can_become_of_a_line_is_what_marking_makes_of_it(
    cases: dict[str, Case], written_case: bool
) -> None:
    for case in cases.values():
        for line in case.lines:
            for said in Response:
                placed = {**right(case), line: said}
                also = {line: [said]} if written_case else {}
                found = mark(case.key, case.lines, placed, also).verdicts[line]
                assert found in verdicts(case.key.right[line], said, written=written_case)
    assert Verdict.DEFENSIBLE not in verdicts(Response.LATER, Response.SOON, written=False)


CHOSEN_ONLY_WHERE_IT_HOLDS = ("anaesthesia_warning", "no_abrupt_stop", "immunosuppression_not_now")


def test_a_warning_that_its_author_marked_is_harm_to_choose_only_where_it_holds(
    cases: dict[str, Case],
) -> None:
    """An anaesthetic whose team is told nothing, where none is planned, puts nobody in danger."""
    seen: set[tuple[str, bool]] = set()
    for case in (one for one in cases.values() if not one.key.ended):
        for line in CHOSEN_ONLY_WHERE_IT_HOLDS:
            response = case.key.right.get(line)
            if response in (Response.CAUTION, Response.LEFT_OUT):
                holds = response is Response.CAUTION
                assert does_harm(case.key, line, Response.SOON) is holds
                assert not does_harm(case.key, line, Response.CAUTION)
                assert not does_harm(case.key, line, Response.ASK_FIRST)
                assert not does_harm(case.key, line, Response.LEFT_OUT)
                seen.add((line, holds))
    assert seen == {(line, holds) for line in CHOSEN_ONLY_WHERE_IT_HOLDS for holds in (True, False)}


def does_harm(key: Key, line: str, said: Response) -> bool:
    return harm(key.conclusions, line, said) is not None

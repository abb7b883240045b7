"""What decides leads the reasons of a line; what nearly always holds goes last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from interview.engine.conclusions import Status
from interview.flow.answers import Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import QuestionType
from interview.practice.decisions import decisions
from interview.practice.drawn_case import code_for, drawn_case
from interview.practice.grounds import grounds
from interview.practice.key import Key
from interview.practice.patients import Patients
from interview.practice.twins import Twins
from interview.summary.phrases import findings

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
NOTHING_URGENT = "no listed urgent problem"


@pytest.fixture(scope="module")
def keys() -> list[tuple[Key, tuple[str, ...]]]:
    twins, rng = Twins(Patients(compile_flow(load_flow(IBM)))), Random(5)
    rules = twins.rules()
    cases = [drawn_case(twins, code_for(twins, rules[at % len(rules)], rng)) for at in range(60)]
    return [(case.key, decisions(case.key, case.rule, case.code.rng("list"))) for case in cases]


def reasons(keys: list[tuple[Key, tuple[str, ...]]]) -> Iterator[tuple[Key, str, tuple[str, ...]]]:
    for key, lines in keys:
        for name in lines:
            if key.status(name) is not Status.OPEN:
                yield key, name, grounds(key, key.line(name))


def test_that_nothing_is_urgent_leads_only_where_it_decides(keys: list[tuple[Key, tuple[str, ...]]]) -> None:
    led, rows = set(), 0
    for _, name, found in reasons(keys):
        rows += 1
        if found[:1] == (NOTHING_URGENT,):
            led.add(name)
    assert rows > 400
    assert led <= {"immunosuppression_not_now", "urgent_assessment"}


def test_what_stands_out_leads_a_line_that_holds(keys: list[tuple[Key, tuple[str, ...]]]) -> None:
    seen = 0
    for key, name, found in reasons(keys):
        if name == "immunosuppression_discuss_trial" and key.status(name) is Status.HOLDS:
            assert not found[0].startswith("no ")
            assert found[0] not in ("CK up to 15 times", "established IBM")
            seen += 1
    assert seen


def test_all_reasons_stay(keys: list[tuple[Key, tuple[str, ...]]]) -> None:
    for key, name, found in reasons(keys):
        told = key.line(name).reasons
        assert sorted(found) == sorted(told) or not told


def test_what_is_absent_can_be_read_after_no() -> None:
    flow = load_flow(IBM)
    odd = re.compile(r"^no (on|asks?|asked|treated|cannot|knees|considered|unwell|another|\w+ing in) ")
    said: list[str] = []
    for question in flow.questions.values():
        if question.type is QuestionType.SEVERAL:
            for option in question.options:
                other = next(one.id for one in question.options if one.id != option.id)
                said += findings(question, Several(frozenset({other})), {option.id: False})
    assert len(said) > 100
    assert [text for text in said if odd.match(text)] == []


def test_a_list_that_is_complete_is_one_reason_and_not_each_of_its_parts() -> None:
    flow = load_flow(IBM)
    checks = flow.questions["safety_checklist"]
    every = frozenset(option.id for option in checks.options)
    said = findings(checks, Several(every), dict.fromkeys(every, False))
    assert said == ("checks done, known or not applicable: all of them",)
    assert findings(checks, Several(every - {"hiv"}), dict.fromkeys(every, False)) == ("no HIV check",)

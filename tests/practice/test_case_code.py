"""Codes: short, of one flow and version, and all of a case follows from them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from interview.errors import UsageError
from interview.practice.case_code import LENGTH, LETTERS, CaseCode, new_code, read_code
from interview.practice.drawn_case import code_for, drawn_case, rule_of
from interview.practice.patients import Patients
from interview.practice.twins import Twins
from tests.practice.small import EVEN, small


def test_a_code_is_read_as_it_is_written(tmp_path: Path) -> None:
    flow = small(tmp_path).flow
    code = new_code(flow, Random(1))
    assert str(code).startswith("small-0.1.0-")
    assert read_code(flow, f" {str(code).upper()} ") == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("small-0.2.0-7f3kq9", "drawn from version 0.2.0 of small-flow. This is version 0.1.0"),
        ("ibm-0.1.0-7f3kq9", "belongs to another flow than small-flow"),
        ("7f3kq9", "not the code of a case, such as small-0.1.0-7f3kq95"),
        ("small-0.1.0-7f3kq", "not the code of a case"),
        ("small-0.1.0-7f3kO0", "not the code of a case"),
        ("small-0.1.0-7f3kq9", "lacks its last letter.* If they are, the case is small-0.1.0-7f3kq95"),
        ("small-0.1.0-7f3kq96", "is mistyped"),
    ],
)
def test_what_is_no_case_of_this_flow_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_code(small(tmp_path).flow, text)


def test_one_wrong_letter_or_two_that_changed_places_make_no_other_case(tmp_path: Path) -> None:
    flow, rng = small(tmp_path).flow, Random(4)
    for _ in range(20):
        code = str(new_code(flow, rng))
        before, typed = code[: -LENGTH - 1], code[-LENGTH - 1 :]
        assert read_code(flow, code).seed == typed[:LENGTH]
        wrong = {typed[:at] + letter + typed[at + 1 :] for at in range(len(typed)) for letter in LETTERS}
        wrong |= {typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(LENGTH)}
        for other in wrong - {typed}:
            with pytest.raises(UsageError, match="mistyped"):
                read_code(flow, before + other)


def test_all_of_a_case_follows_from_its_code(tmp_path: Path) -> None:
    code = CaseCode("small", "0.1.0", "7f3kq9")
    first, second = (drawn_case(Twins(Patients(small(tmp_path, EVEN))), code) for _ in range(2))
    assert (first.rule, first.patient.answers) == (second.rule, second.patient.answers)


def test_a_case_is_about_the_rule_it_was_asked_for(tmp_path: Path) -> None:
    twins = Twins(Patients(small(tmp_path, EVEN)))
    for rule in twins.rules():
        code = code_for(twins, rule, Random(2))
        assert rule_of(twins, code) == rule
        assert twins.is_decisive(drawn_case(twins, code).patient, rule)
    with pytest.raises(KeyError):
        code_for(twins, "nothing", Random(2))

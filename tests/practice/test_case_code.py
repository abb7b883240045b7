"""Codes: short, of one flow and version, and all of a case follows from them."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from interview.errors import UsageError
from interview.flow.answer_text import in_words
from interview.practice import case_code
from interview.practice.case import open_case
from interview.practice.case_code import (
    FOR_EXAMS,
    LENGTH,
    LETTERS,
    CaseCode,
    drawn_code,
    edition,
    new_code,
    read_code,
)
from interview.practice.drawn_case import code_for, drawn_case, rule_of
from interview.practice.patients import Patients
from interview.practice.twins import Twins
from tests.practice.small import EVEN, SMALL, small

DRAWN = (8, "5cad83fd")


def test_a_code_is_read_as_it_is_written(tmp_path: Path) -> None:
    flow = small(tmp_path).flow
    code = new_code(flow, Random(1))
    assert str(code).startswith(f"small-0.1.0-{edition(flow)}-")
    assert read_code(flow, f" {str(code).upper()} ") == code


def test_the_code_of_an_exam_says_so_and_is_no_other(tmp_path: Path) -> None:
    flow = small(tmp_path).flow
    plain, code = new_code(flow, Random(1)), new_code(flow, Random(1), for_exam=True)
    assert (plain.is_for_exam, code.is_for_exam) == (False, True)
    assert code.seed == f"{FOR_EXAMS}{plain.seed}"
    assert read_code(flow, str(code)) == code
    assert not read_code(flow, "c07", {"c07"}).is_for_exam
    assert not drawn_code(flow, "x7f3kq").is_for_exam
    before, typed = str(code)[:-8], str(code)[-8:]
    for wrong in (typed[:-1], typed[1:], typed[:3] + typed[4] + typed[3] + typed[5:]):
        with pytest.raises(UsageError):
            read_code(flow, before + wrong)
    with pytest.raises(UsageError, match="is not the code of a case"):
        read_code(flow, f"{before}y{typed[1:]}")


def test_a_version_with_a_hyphen_is_read_too(tmp_path: Path) -> None:
    flow = small(tmp_path, flow=SMALL.replace("0.1.0", "2026-ab")).flow
    code = new_code(flow, Random(1))
    assert read_code(flow, str(code)) == code
    assert str(read_code(flow, "small-2026-ab-c07", {"c07"})) == "small-2026-ab-c07"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("small-0.2.0-7f3kq9", "drawn from version 0.2.0 of small-flow. This is version 0.1.0"),
        ("ibm-0.1.0-7f3kq9", "belongs to another flow than small-flow"),
        ("7f3kq9", "not the code of a case, such as small-0.1.0-.*-7f3kq9"),
        ("small-0.1.0-7f3kq", "not the code of a case"),
        ("small-0.1.0-7f3kO0", "not the code of a case"),
        ("small-0.1.0-7f3kq95", "drawn with another state of small-flow 0.1.0"),
    ],
)
def test_what_is_no_case_of_this_flow_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_code(small(tmp_path).flow, text)


def test_a_code_without_its_last_letter_is_told_what_it_would_be(tmp_path: Path) -> None:
    flow = small(tmp_path).flow
    right = str(drawn_code(flow, "7f3kq9"))
    with pytest.raises(UsageError, match=f"lacks its last letter.* If they are, the case is {right}"):
        read_code(flow, right[:-1])


def test_another_state_of_the_content_or_of_the_drawing_refuses_a_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within one version a line, a weight or the drawing changed: the code would give another patient."""
    flow = small(tmp_path).flow
    code = str(new_code(flow, Random(1)))
    said = "drawn with another state of small-flow 0.1.0, .* Here it would be another patient"
    with pytest.raises(UsageError, match=said):
        read_code(small(tmp_path, EVEN).flow, code)
    monkeypatch.setattr(case_code, "DRAWING", case_code.DRAWING + 1)
    with pytest.raises(UsageError, match=said):
        read_code(flow, code)


def test_a_seed_gives_the_patient_and_the_list_that_it_gave(tmp_path: Path) -> None:
    """Where this fails a code gives another patient than before: count `DRAWING` up, and write it here."""
    twins, told = Twins(Patients(small(tmp_path, EVEN))), []
    for seed in map(
        "7f3k{}".format, ("q9", "ab", "cd", "ef", "gh", "jk", "mn", "pq", "rs", "tu", "vw", "xy")
    ):
        case = open_case(twins, drawn_code(twins.patients.flow, seed), date(2026, 11, 30))
        answers = [
            in_words(case.patient.flow.questions[name], one) for name, one in case.patient.answers.items()
        ]
        told.append((answers, case.lines, case.vignette))
    assert (case_code.DRAWING, sha256(repr(told).encode()).hexdigest()[:8]) == DRAWN


def test_one_wrong_letter_or_two_that_changed_places_make_no_other_case(tmp_path: Path) -> None:
    flow, rng = small(tmp_path).flow, Random(4)
    for _ in range(20):
        code = str(new_code(flow, rng))
        before, typed = code[: -LENGTH - 1], code[-LENGTH - 1 :]
        assert read_code(flow, code).seed == typed[:LENGTH]
        for at in (-LENGTH - 4, -LENGTH - 3):
            for letter in {*LETTERS} - {code[at]}:
                with pytest.raises(UsageError, match="mistyped"):
                    read_code(flow, code[:at] + letter + code[at + 1 :])
        wrong = {typed[:at] + letter + typed[at + 1 :] for at in range(len(typed)) for letter in LETTERS}
        wrong |= {typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(LENGTH)}
        for other in wrong - {typed}:
            with pytest.raises(UsageError, match="mistyped"):
                read_code(flow, before + other)


def test_all_of_a_case_follows_from_its_code(tmp_path: Path) -> None:
    code = CaseCode("small", "0.1.0", "7f3kq9", "xx")
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

"""A slip is told once, at its place, with the form that would be right; what follows from it is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.errors import FlowError, Problem
from interview.flow.loading.loader import load_flow
from tests.cli.conftest import FLOW, write_flow


def mistakes(folder: Path, *changes: str) -> list[Problem]:
    text = FLOW
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(FlowError) as caught:
        load_flow(write_flow(folder / "falls", text))
    return list(caught.value.problems)


def test_numbers_as_ids_are_told_once(tmp_path: Path) -> None:
    numbered = "answers: {1: Knee buckling, 2: Foot drop, 3: Hand difficulty}"
    [told] = mistakes(
        tmp_path,
        "answers: {knee: Knee buckling, foot: Foot drop, hand: Hand difficulty}",
        numbered,
        "has any of (knee)",
        "has any of (1, 3)",
    )
    assert told.code == "key-not-text"
    assert told.message == "a key must be a word, and '1' is none; write one, such as n1"


def test_an_unquoted_comma_is_told_once_with_the_quotes_it_needs(tmp_path: Path) -> None:
    [told] = mistakes(tmp_path, "label: Falls, type", "label: Falls, slips, and trips, type")
    assert told.code == "split-at-comma"
    assert 'it is split at every comma; write label: "Falls, slips..."' in told.message


@pytest.mark.parametrize("written", ["range: [18,5, 110]", "range: [18, 110], valid_for: 1,0"])
def test_a_decimal_comma_is_told_once_with_the_point_it_needs(tmp_path: Path, written: str) -> None:
    [told] = mistakes(tmp_path, "range: [18, 110]", written)
    assert "a decimal has a point: write 1" in told.message


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        ("label: Age,", "label: Age in the last 1,000 days,", "000 days"),
        ("label: Age,", "label: Age in the last 1,000,", "000"),
        ("range: [18, 110]", "range: [18, 110], valid_for: 9,05", "05"),
        ("knee: Knee buckling", "knee: Buckling in 1,000 steps", "000 steps"),
        ("knee: Knee buckling", "knee: Buckling in 1,000", "000"),
        (
            "sections: {therapy: Therapy}",
            "sections: {therapy: Therapy}\nusual: {fallen: {others: 1,05}}",
            "05",
        ),
        (
            "    when: age >= 50",
            "    when: {all: [age >= 1,500, fallen is yes]}",
            "500",
        ),
        (
            "sources:\n",
            "facts:\n  old: {label: Old, when: age >= 1,000, sources: [smith2020]}\nsources:\n",
            "000",
        ),
        ("sources:\n", "numbers:\n  later: {label: Later, sum: [age, 1,500]}\nsources:\n", "[age"),
        ("sources:\n", "numbers:\n  later: {label: Later, sum: [age, 1,000]}\nsources:\n", "[age"),
    ],
)
def test_no_comma_changes_a_number_or_a_text_in_silence(
    tmp_path: Path, old: str, new: str, piece: str
) -> None:
    [told] = mistakes(tmp_path, old, new)
    line = FLOW.replace(old, new).splitlines()[told.place.line - 1]
    assert line[told.place.column - 1 :].startswith(piece)


@pytest.mark.parametrize("written", ["[18,1,000]", "[18,5,110]"])
def test_what_may_be_one_number_or_another_is_told_as_neither(tmp_path: Path, written: str) -> None:
    [told] = mistakes(tmp_path, "range: [18, 110]", f"range: {written}")
    assert told.message.endswith("not 3")


def test_a_piece_in_front_is_no_key(tmp_path: Path) -> None:
    [told] = mistakes(tmp_path, "{ask: Anything else?,", "{Falls, ask: Anything else?,")
    assert told.message.startswith("this question has no key 'Falls'; it takes ")


def test_a_misspelt_key_is_not_missing_as_well(tmp_path: Path) -> None:
    [told] = mistakes(tmp_path, "label: Falls, type", "lable: Falls, type")
    assert (told.code, told.message) == (
        "unknown-key",
        "this question has no key 'lable'; did you mean 'label'?",
    )


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("fallen is yes AND age > 50", "write 'and' in small letters"),
        ("fallen is yes Or age > 50", "write 'or' in small letters"),
        ("NOT fallen is yes", "write 'not' in small letters"),
        ("fallen IS yes", "write 'is' in small letters"),
        ("fallen is yes or no", "as an answer it belongs into 'fallen is one of (yes, no)'"),
        ("age is 60 or 70", "for several write 'is one of (..., 70)'"),
        ("fallen is not yes", "write 'not' in front: not fallen is yes"),
    ],
)
def test_a_condition_is_shown_its_right_form(tmp_path: Path, condition: str, said: str) -> None:
    [told] = mistakes(tmp_path, "fallen is yes or limits has any of (knee)", condition)
    assert said in told.message

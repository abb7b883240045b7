from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.lint.flows import codes, linted

OTHER = "      other: Another aid, or none\n"
ONE = "      frame: Frame\n"

NONE = "    none: No hazard\n"


@pytest.mark.parametrize(
    "answer",
    [
        "other_aid: Stick",
        "stick: Another",
        "stick: None of these",
        "not_used: Stick",
        "neither_stick: Stick",
        "stick: Normal gait",
        "stick: Nothing",
    ],
)
def test_an_answer_for_everyone_else_ends_a_list(tmp_path: Path, answer: str) -> None:
    assert codes(tmp_path, OTHER, f"      {answer}\n") == []


def test_a_list_that_ends_with_an_answer_of_its_own_is_open(tmp_path: Path) -> None:
    assert codes(tmp_path, OTHER, "      stick: Stick\n      notable: Notable frame\n") == ["open-answers"]


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("Up to 15", "Above 15", []),
        ("Under 5 metres", "5 metres or more", []),
        ("Under 5 metres", "About 5 metres", ["open-answers"]),
        ("Some", "5 metres or more", ["open-answers"]),
    ],
)
def test_a_scale_is_complete_when_it_is_bounded_on_both_sides(
    tmp_path: Path, low: str, high: str, found: list[str]
) -> None:
    assert codes(tmp_path, ONE, f"      frame: {low}\n", OTHER, f"      far: {high}\n") == found


def test_several_choices_word_their_empty_list(tmp_path: Path) -> None:
    assert codes(tmp_path, "    none: No hazard\n", "") == ["open-answers"]


def test_yes_and_no_are_always_enough(tmp_path: Path) -> None:
    change = (
        "    answers:\n      frame: Frame\n" + OTHER,
        "",
        "type: one\n",
        "type: yes_no\n",
        "aid is frame",
        "aid is yes",
    )
    assert codes(tmp_path, *change) == []


def gated(otherwise: str, applies: str = "fallen is yes") -> tuple[str, str]:
    return NONE, f"{NONE}    applies_when: {applies}\n    otherwise: {otherwise}\n"


@pytest.mark.parametrize("otherwise", ["[]", "[rugs, stairs]", "[rugs]"])
def test_a_stand_in_that_settles_a_line_is_told_with_a_patient(tmp_path: Path, otherwise: str) -> None:
    (diagnostic,) = linted(tmp_path, *gated(otherwise))
    assert diagnostic.code == "not-asked-as-no"
    assert "settles 'review', 'leaflet'" in diagnostic.message
    assert ("fallen", "no") in diagnostic.patient
    assert "hazards" not in dict(diagnostic.patient)


def test_leaving_it_open_settles_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path, *gated("not_assessed")) == []


def test_a_stand_in_on_which_nothing_depends_is_fine(tmp_path: Path) -> None:
    decided = "hazards has all of (rugs, stairs) and fallen is yes"
    assert codes(tmp_path, *gated("[]"), "hazards has all of (rugs, stairs)", decided) == []


def test_a_proof_that_is_too_much_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.check.lint.BUDGET", 12)
    monkeypatch.setattr("interview.check.proofs.prover.find_spec", lambda _: None)
    (diagnostic,) = linted(tmp_path, *gated("[]"))
    assert diagnostic.code == "not-proved"
    assert "with a solver" in diagnostic.message

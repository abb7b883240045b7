"""What stands in for an answer nobody gave must not settle anything unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.lint.flows import codes, linted

NONE = "    none: No hazard\n"


def gated(otherwise: str, applies: str = "fallen is yes") -> tuple[str, str]:
    return NONE, f"{NONE}    applies_when: {applies}\n    otherwise: {otherwise}\n"


@pytest.mark.parametrize("otherwise", ["[]", "[rugs, stairs]", "[rugs]"])
def test_a_stand_in_that_settles_a_line_is_told_with_a_patient(tmp_path: Path, otherwise: str) -> None:
    (finding,) = linted(tmp_path, *gated(otherwise))
    assert finding.code == "not-asked-as-no"
    assert "settles 'review', 'leaflet'" in finding.message
    assert ("fallen", "no") in finding.patient
    assert "hazards" not in dict(finding.patient)


def test_leaving_it_open_settles_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path, *gated("not_assessed")) == []


def test_a_stand_in_on_which_nothing_depends_is_fine(tmp_path: Path) -> None:
    decided = "hazards has all of (rugs, stairs) and fallen is yes"
    assert codes(tmp_path, *gated("[]"), "hazards has all of (rugs, stairs)", decided) == []


def test_a_proof_that_is_too_much_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.check.lint.BUDGET", 12)
    monkeypatch.setattr("interview.check.proofs.prover.find_spec", lambda _: None)
    (finding,) = linted(tmp_path, *gated("[]"))
    assert finding.code == "not-proved"
    assert "check extra" in finding.message

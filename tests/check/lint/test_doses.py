from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.lint.doses import DOSE
from tests.check.lint.flows import linted

DOSES = [
    "5 mg",
    "1,000 mg daily",
    "0.5mg/kg",
    "20-40 mg",
    "2 g/kg over two days",
    "1 g a day",
    "1 g daily",
    "50 mcg",
    "10 µg",
    "800 IU",
    "5 units",
    "two tablets",
    "1 tablet at night",
    "5 ml per day",
    "10 mL twice a day",
    "so many mg/kg",
    "2 puffs",
]
NO_DOSES = [
    "10 g monofilament",
    "a CRP above 10 mg/L",
    "glucose of 126 mg/dL",
    "CK above 190 IU/L",
    "150 mL of water",
    "BMI under 18.5 kg/m2",
    "65 kg",
    "5 metres",
    "hazard ratio 11.6",
    "2022 guideline",
    "up to 15 times the upper limit",
    "25% of patients",
    "3 months",
    "omega 3",
    "T1-weighted imaging",
]


@pytest.mark.parametrize("text", DOSES)
def test_a_dose_is_seen(text: str) -> None:
    assert DOSE.search(f"Take {text}.")


@pytest.mark.parametrize("text", NO_DOSES)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert DOSE.search(f"With {text}, look again.") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ask: How old is the patient?", "ask: On 5 mg or more?"),
        ("      rugs: Loose rugs\n", "      rugs: {label: Loose rugs, help: Or 5 mg of it.}\n"),
        ("    label: Risk of falls\n", "    label: Risk of falls\n    note: >-\n      Not on\n      5 mg.\n"),
        ("      high: high\n", "      high: 5 mg\n"),
        ("    when: risk is low\n", "    when: risk is low\n    if_open: {say: Give 5 mg.}\n"),
        ("    when: risk is low\n", "    when: risk is low\n    for_patient: Take 5 mg.\n"),
        (
            "    when: risk is low\n",
            "    when: risk is low\n    for_patient: {say: Rest., ask: about 5 mg.}\n",
        ),
        ("    label: Unsteady on the feet\n", "    label: Unsteady on 5 mg\n"),
        ("intended_use: An example.", "intended_use: For 5 mg."),
    ],
)
def test_all_wording_is_read_and_the_place_is_the_number(tmp_path: Path, old: str, new: str) -> None:
    (finding,) = linted(tmp_path, old, new)
    text = (tmp_path / "falls" / "flow.yaml").read_text().splitlines()
    assert finding.code == "dose"
    assert text[finding.place.line - 1][finding.place.column - 1 :].startswith("5 mg")


def test_bibliographic_records_keep_their_titles(tmp_path: Path) -> None:
    assert linted(tmp_path, "title: A made-up guideline", "title: Trial of 5 mg") == []

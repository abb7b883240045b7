from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.lint.wording import DOSE
from tests.check.lint.flows import codes, linted, more

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

RUGS = "rugs | hazards has any of (rugs) | Rugs | "
STAIRS = "stairs | hazards has any of (stairs) | Stairs | "


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
    (diagnostic,) = linted(tmp_path, old, new)
    text = (tmp_path / "falls" / "flow.yaml").read_text().splitlines()
    assert diagnostic.code == "dose"
    assert text[diagnostic.place.line - 1][diagnostic.place.column - 1 :].startswith("5 mg")


def test_bibliographic_records_keep_their_titles(tmp_path: Path) -> None:
    assert linted(tmp_path, "title: A made-up guideline", "title: Trial of 5 mg") == []


def test_a_sentence_told_twice_is_found_with_a_patient(tmp_path: Path) -> None:
    (diagnostic,) = linted(
        tmp_path, *more(f"{RUGS}Look at the home. Ask why.", f"{STAIRS}See it. Look at the home.")
    )
    assert (diagnostic.code, diagnostic.message) == ("repeated-sentence", "'rugs' says the same")
    assert _words_at(tmp_path, diagnostic) == "Look at the home."
    assert dict(diagnostic.patient) == {"hazards": "[rugs, stairs]"}


def test_lines_that_exclude_each_other_may_share_words(tmp_path: Path) -> None:
    assert codes(tmp_path, *more("old | age >= 80 | Old | Go.", "young | age < 80 | Young | Go.")) == []


def test_titles_are_compared_too_whatever_their_case(tmp_path: Path) -> None:
    assert codes(tmp_path, *more("home | age < 40 | review of FALLS | Other words.")) == ["repeated-sentence"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Exercise is advised.", "Exercise is not advised."),
        ("Offer a brace.", "Do not offer the brace."),
        ("Stretch with force.", "Never stretch with force."),
    ],
)
def test_a_sentence_and_its_negation_oppose_each_other(tmp_path: Path, first: str, second: str) -> None:
    assert codes(tmp_path, *more(RUGS + first, STAIRS + second)) == ["opposed-sentences"]


def test_the_same_words_for_and_against_oppose_each_other(tmp_path: Path) -> None:
    lines = more(f"{RUGS}A brace. | for", f"{STAIRS}A brace. | against")
    assert codes(tmp_path, *lines) == ["opposed-sentences"]


def test_what_the_flow_says_is_opposed_is_proved_elsewhere(tmp_path: Path) -> None:
    for key in ("topic: brace", "opposes: [rugs]"):
        first = f"{RUGS}A brace. | for" + (f" | {key}" if "topic" in key else "")
        assert codes(tmp_path, *more(first, f"{STAIRS}No brace. | against | {key}")) == []


def test_two_lines_are_told_of_once_however_much_they_share(tmp_path: Path) -> None:
    lines = more(f"{RUGS}One. Two two.", f"{STAIRS}One. Two two.")
    assert codes(tmp_path, *lines) == ["repeated-sentence"]


def test_lines_kept_after_the_end_may_meet_there_only(tmp_path: Path) -> None:
    ends = "ends: {{when: aid is other, keep: [{}], say: Over.}}\nfacts:\n"
    lines = more("one | aid is other | One | Go on.", "two | fallen is yes | Two | Go on.")
    assert codes(tmp_path, *lines, "facts:\n", ends.format("one, two")) == ["repeated-sentence"]
    assert codes(tmp_path, *lines, "facts:\n", ends.format("one")) == []


def test_a_line_that_only_waits_for_an_answer_is_left_out(tmp_path: Path) -> None:
    waiting = more("wait | while | Wait | Consider a review of falls.")
    old, new = waiting
    assert codes(tmp_path, old, new.replace("when: while", "while_open: unsteady")) == []


def test_a_proof_that_is_too_much_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.check.lint.BUDGET", 12)
    monkeypatch.setattr("interview.check.proofs.prover.find_spec", lambda _: None)
    lines = more("one | risk is high or aid is frame | One | Go on.", "two | risk is low | Two | Go on.")
    assert codes(tmp_path, *lines) == ["not-proved"]


def _words_at(folder: Path, diagnostic: Diagnostic) -> str:
    line = (folder / "falls" / "flow.yaml").read_text().splitlines()[diagnostic.place.line - 1]
    return line[diagnostic.place.column - 1 :]


@pytest.mark.parametrize(
    "said", ["a vital capacity of 20 ml/kg", "FVC below 15 mL per kg", "20 ml/kg or less"]
)
def test_a_volume_of_air_by_weight_is_no_dose(said: str) -> None:
    assert DOSE.search(said) is None


@pytest.mark.parametrize(
    "said", ["30 ml/kg over 3 hours", "2 ml/kg/h", "20 ml daily", "0.4 g/kg", "2 g per day"]
)
def test_a_volume_that_is_given_is_a_dose(said: str) -> None:
    assert DOSE.search(said) is not None

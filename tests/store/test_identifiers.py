"""Text that names a person is pointed out; clinical text is left in peace."""

from __future__ import annotations

import time

import pytest

from interview.store.identifiers import identifiers, warning

TELLING = """Mr Smith has dysphagia|seen with wife: Anna today|MRN 00482915|NHS number 943 476 5919
call 555-867-5309|tel (020) 7946 0958|+44 20 7946 0958|DOB 03/04/1951|biopsy 2021-06-14
biopsy on 14 June 2021|June 14, 2021 admission|jane.roe@example.org|lives 12 Acacia Avenue|SW1A 1AA
93 yo man|aged 91|SSN 078-05-1120|Dr. O'Neil referred|account no 5519827341|patient is John
see www.example.org/me|device serial 10048826|Patient: Maria, 67""".replace("\n", "|").split("|")

CLINICAL = """CK 1,250 U/L|CK 12500|onset 2019|symptoms for 18 months|age 67
FVC 82% predicted|MRC 4/5 finger flexors
grip 12 kg right, 9 kg left|6MWT 312 m|anti-cN1A positive 1:100|EMG 2 limbs mixed
quadriceps 3+/5 left 4-/5 right
falls 2-3 per month|IBMFRS 28/40|BMI 23.4|BP 130/80|T1-weighted MRI|HLA-DRB1*03:01|6-12 weeks
weight 72.5 kg -> 68.0 kg|ENMC 2011 criteria|10 m walk 12.4 s""".replace("\n", "|").split("|")
NAMES = ["Anna Müller", "Smith, John", " Ann O'Neill-Smith ", "seen with Patient Anna Müller today"]


@pytest.mark.parametrize("text", NAMES)
def test_what_looks_like_a_name_is_called_one(text: str) -> None:
    assert warning(text).endswith("looks like a name. What is kept here should not tell who the patient is.")


@pytest.mark.parametrize(
    "text", ["Second visit", "bed 4", "Unsteady on stairs", "Right MRC 4", "Falls", "IBM"]
)
def test_a_label_of_other_words_is_none(text: str) -> None:
    assert warning(text) == ""


@pytest.mark.parametrize("text", TELLING)
def test_what_names_a_person_is_pointed_out_with_the_reason(text: str) -> None:
    assert identifiers(text)
    assert "looks like" in warning(text)


@pytest.mark.parametrize("text", CLINICAL)
def test_clinical_text_raises_no_alarm(text: str) -> None:
    assert warning(text) == ""


def test_a_hostile_text_costs_no_time() -> None:
    hostile = "1-" * 5_000 + "a." * 5_000
    before = time.process_time()
    identifiers(hostile)
    assert time.process_time() - before < 2

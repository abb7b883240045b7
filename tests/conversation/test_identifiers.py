"""Text that names a person is pointed out; clinical text is left in peace."""

from __future__ import annotations

import time

import pytest

from interview.conversation.identifiers import identifiers, warning

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
weight 72.5 kg -> 68.0 kg|ENMC 2011 criteria|10 m walk 12.4 s
FVC 70/41|FVC sitting 70 %, supine 41 %|CK 12x|CK 12 x ULN|MRC 4/5|MRC 4-/5 both sides|12/2024|since 06/2019
chart of 12/2024|record 3/2024|2-3 months|asked the Dr|Dr to call back|seen by Dr
MRI of both thighs|MR thigh 3/2024|ANA 1/10240
Creatine Kinase 12500|Right Quadriceps 4/5|Left Deltoid 4+/5, Right 5/5|Muscle Biopsy 2021
Inclusion Body Myositis|Vital Capacity 2.34 l (70 %)|Finger Flexors 3/5|10MWT 12.4 s, 14.1 s|SNIP 45/38 cmH2O
MIP -60, MEP 70|BP 130/80 lying, 110/70 standing|IBMFRS 28/40 to 24/40|EAT-10 12/40|onset 2014-2016
grip 12/11 and 9/8 kg|stick since 2020, wheelchair 2023|Falls 3 in 6 months|Knee gives way 2/7
pt T2 oedema|pt uses stick|patient MRC 4|HMGCR, Mi-2, PM/Scl 75/100|platelets 250 000
Follow Up 3/12""".replace("\n", "|").split("|")
TOGETHER = {
    "John Smith 4711223": {"a name": "John Smith", "a long number": "4711223"},
    "John Smith MRN 4711223": {"a name": "John Smith", "a record number": "MRN 4711223"},
    "Schmidt Anna 12.03.1950": {"a name": "Schmidt Anna", "a full date": "12.03.1950"},
    "seen: Schmidt, Anna (born 1950)": {"a name": "Schmidt, Anna", "a date of birth": "born"},
    "pt J. Smith ward 4": {"a name": "pt J. Smith"},
    "pt J Smith, 12/34567": {"a name": "pt J Smith", "a record number": "12/34567"},
    "John A. Smith": {"a name": "John A. Smith"},
    "Mr S": {"a title with a name": "Mr S"},
    "Mrs Jones, ward 4": {"a title with a name": "Mrs Jones"},
    "Mr smith": {"a title with a name": "Mr smith"},
    "Hospital no 12/34567": {"a record number": "Hospital no 12/34567"},
    "12/34567": {"a record number": "12/34567"},
    "Anna Müller 12 March 1950": {"a name": "Anna Müller", "a full date": "12 March 1950"},
    "MRN: 12-34-56": {"a record number": "MRN: 12-34-56"},
    "Patient 12-03-1950": {"a full date": "12-03-1950"},
}
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


@pytest.mark.parametrize("text", TOGETHER)
def test_each_thing_that_stands_together_is_said_once_and_as_what_it_is(text: str) -> None:
    assert {one.kind: one.text.strip() for one in identifiers(text)} == TOGETHER[text]
    assert len(identifiers(text)) == len(TOGETHER[text])


@pytest.mark.parametrize("text", CLINICAL)
def test_clinical_text_raises_no_alarm(text: str) -> None:
    assert warning(text) == ""


def test_a_hostile_text_costs_no_time() -> None:
    hostile = "1-" * 3_000 + "a." * 3_000 + "Aa " * 2_000 + "A. " * 2_000
    before = time.process_time()
    identifiers(hostile)
    assert time.process_time() - before < 2

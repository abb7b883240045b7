"""Words for patients: read with the flow, limited in length, part of the content and not of the logic."""

from __future__ import annotations

import pytest

from interview.errors import FlowError
from interview.flow.language.keys import PATIENT_LENGTH
from interview.flow.model import ForPatient, PatientPage
from interview.flow.review import line_hash
from tests.flow.conftest import Loads
from tests.flow.folders import EXAMPLE

REFER = "\n  refer:\n"
PAGE = """\
patient_page:
  about: About weak muscles.
  get_help: [You choke., You collapse.]
  call: Call the emergency number.
  sources: [rose2013]
sections:"""


def told(words: str) -> str:
    """The example with words for the patient in one line."""
    assert EXAMPLE.count(REFER) == 1
    return EXAMPLE.replace(REFER, f"{REFER}    for_patient: {words}\n")


def test_a_text_alone_is_what_is_said(load: Loads) -> None:
    flow = load(told("Your team may suggest a visit."))
    assert flow.recommendations["refer"].for_patient == ForPatient("Your team may suggest a visit.")
    assert load(EXAMPLE).recommendations["refer"].for_patient == ForPatient()


def test_a_line_can_say_what_to_ask_while_it_is_open(load: Loads) -> None:
    flow = load(told("{say: A visit may help., ask: about a visit.}"))
    assert flow.recommendations["refer"].for_patient == ForPatient("A visit may help.", "about a visit.")


def test_words_for_patients_are_short(load: Loads) -> None:
    assert load(told("a" * PATIENT_LENGTH)).recommendations["refer"].for_patient.say
    with pytest.raises(FlowError, match=f"{PATIENT_LENGTH + 1} characters; at most {PATIENT_LENGTH}"):
        load(told("a" * (PATIENT_LENGTH + 1)))
    with pytest.raises(FlowError, match="needs 'say'"):
        load(told("{ask: about a visit.}"))


def test_the_page_says_when_to_get_help_and_on_what_grounds(load: Loads) -> None:
    page = load(EXAMPLE.replace("sections:", PAGE, 1)).patient_page
    assert page == PatientPage(
        "About weak muscles.", ("You choke.", "You collapse."), "Call the emergency number.", ("rose2013",)
    )
    assert load(EXAMPLE).patient_page is None
    with pytest.raises(FlowError, match="rose2031"):
        load(EXAMPLE.replace("sections:", PAGE.replace("rose2013", "rose2031"), 1))


@pytest.mark.parametrize("text", [told("A visit may help."), EXAMPLE.replace("sections:", PAGE, 1)])
def test_they_are_content_and_decide_nothing(load: Loads, text: str) -> None:
    before, after = load(EXAMPLE), load(text)
    assert after.content_hash != before.content_hash
    assert after.logic_hash == before.logic_hash


def test_a_review_of_the_line_covers_them(load: Loads) -> None:
    hashes = [line_hash(load(text), "refer") for text in (EXAMPLE, told("A visit."), told("Another visit."))]
    assert len(set(hashes)) == 3

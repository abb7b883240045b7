"""A misunderstanding in one sentence, in words that a trainee knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from interview.practice.beliefs import clinical_mutants
from interview.practice.fault_words import plainest
from tests.practice.small import small

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"


@pytest.fixture(scope="module")
def ibm() -> Flow:
    return load_flow(IBM)


def sentences(flow: Flow, owner: str) -> dict[str, str]:
    made = (one for one in clinical_mutants(flow) if one.rule.owner == owner)
    return {one.fault: plainest(flow, [one]) for one in made}


def test_every_fault_has_a_sentence_without_an_id(ibm: Flow) -> None:
    for mutant in clinical_mutants(ibm):
        said = plainest(ibm, [mutant])
        assert said.startswith("You seem ")
        assert said.endswith((".", "?"))
        assert not re.search(r"[a-z]_[a-z]", said), said
        assert "\n" not in said


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            "age >= 65 becomes age > 65",
            "You seem to take “age above 65” as a reason for “treatment”, in the place of “age at least 65”.",
        ),
        (
            "age >= 65 becomes age >= 66",
            "You seem to take “age at least 66” as a reason for “treatment”, in the place of “age at least "
            "65”.",
        ),
        (
            "without: result is high",
            "You seem to see a reason for “treatment” even without “result: high”; it takes that as well.",
        ),
        (
            "without: signs has any of (fever)",
            "You seem to see a reason for “treatment” even without “fever”; it takes that as well.",
        ),
        (
            "signs has any of (fever) becomes signs has any of (rash)",
            "You seem to take “rash” as a reason for “treatment”, in the place of “fever”.",
        ),
        (
            "negated: age >= 65",
            "You seem to take “age at least 65” as a reason against “treatment”; it is a reason for it.",
        ),
        (
            "'and' becomes 'or' in: result is high and age >= 65",
            "You seem to take one of these alone as a reason for “treatment”: “result: high”; “age "
            "at least 65”. "
            "It takes all.",
        ),
        (
            "without: result is high and age >= 65",
            "You seem not to take “result: high” and “age at least 65” as a reason for “treatment”.",
        ),
        (
            "for becomes against",
            "You seem to take “treatment” for something advised against; where it comes up, it is something "
            "to do.",
        ),
    ],
)
def test_a_fault_is_what_somebody_counts_or_leaves_out(tmp_path: Path, fault: str, said: str) -> None:
    assert sentences(small(tmp_path).flow, "treat")[fault] == said


def test_what_speaks_against_a_line_is_said_so(tmp_path: Path) -> None:
    found = sentences(small(tmp_path).flow, "wait")
    assert (
        found["signs has any of (fever) becomes signs has any of (rash)"]
        == "You seem to take “rash” as a reason not to advise against “treatment of a low result”, in the "
        "place of “fever”."
    )


def test_ck_for_a_response_is_named(ibm: Flow) -> None:
    found = sentences(ibm, "review_current_treatment").values()
    left_out = [said for said in found if said.startswith("You seem not to take “response judged by CK")]
    assert left_out == [
        "You seem not to take “response judged by CK alone” as a reason to warn of “going on with any "
        "current drug for the muscles as it is”."
    ]


def test_a_table_and_the_end_of_the_plan_are_told_by_their_names(ibm: Flow) -> None:
    rows = sentences(ibm, "autoimmune_status")
    assert rows["without this row"].startswith("You seem never to take “Autoimmune disease” to be “")
    assert rows["systemic becomes unclear"] == (
        "You seem to take “Autoimmune disease” to be “unclear, to be clarified” where it is "
        "“systemic autoimmune disease”."
    )
    kept = [
        one for one in clinical_mutants(ibm) if one.rule.key == "keep" and one.fault == "without: dietitian"
    ]
    assert plainest(ibm, kept) == (
        "You seem to drop “referral to a dietitian” where the plan ends (“not IBM”); it stands even then."
    )


def test_the_plainest_of_faults_that_show_alike_is_told(tmp_path: Path) -> None:
    flow = small(tmp_path).flow
    mine = [one for one in clinical_mutants(flow) if one.rule.owner == "treat"]
    negated = [one for one in mine if one.fault.startswith("negated: ")]
    dropped = [one for one in mine if one.fault == "without: result is high"]
    assert plainest(flow, negated + dropped) == plainest(flow, dropped)


def test_no_sentence_leaves_open_which_way_something_counts(ibm: Flow) -> None:
    """A finding is a reason for or against something that is named; "the other way" says neither."""
    for mutant in clinical_mutants(ibm):
        said = plainest(ibm, [mutant])
        assert not re.search(r"other way|go by|against advice|against a warning|not “|for a warning", said), (
            said
        )


def test_a_check_that_is_not_missed_is_named(ibm: Flow) -> None:
    found = sentences(ibm, "pretreatment_safety")
    assert found["without: safety_checklist has any of (tb)"] == (
        "You seem not to take the absence of “tuberculosis check” by itself as a reason for “missing safety "
        "checks for a drug in use or worth discussing”."
    )

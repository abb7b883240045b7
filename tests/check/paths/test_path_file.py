"""Path files are read strictly: every mistake in all of them at once, with its place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.paths.path_file import Aspect, read_paths
from interview.engine import Status
from interview.errors import UsageError
from interview.flow.answers import Chosen, Number, Several
from interview.flow.loading.loader import load_flow
from tests.check.paths.small import STEADY, folder


def refused(parent: Path, paths: dict[str, str]) -> str:
    place = folder(parent, paths)
    with pytest.raises(UsageError) as caught:
        read_paths(place, load_flow(place))
    return str(caught.value)


def test_a_path_is_one_patient(tmp_path: Path) -> None:
    place = folder(tmp_path, {"steady": STEADY})
    (path,) = read_paths(place, load_flow(place))
    (patient,) = path.patients
    assert patient.title == path.title == "A steady woman of 60"
    assert patient.answers == {
        "status": Chosen("firm"),
        "fallen": Chosen("no"),
        "limits": Several(),
        "age": Number(60),
    }
    assert [(e.aspect, e.name, e.value, str(e.place)) for e in patient.expectations] == [
        (Aspect.STATUS, "bones", Status.HOLDS, "falls/paths/steady.yaml:4:11"),
        (Aspect.STATUS, "review", Status.RULED_OUT, "falls/paths/steady.yaml:5:15"),
    ]


def test_patients_share_answers_and_have_their_own(tmp_path: Path) -> None:
    text = """\
path: Ages
answers: {fallen: no, age: 60}
patients:
  - {patient: Sixty, expect: {}}
  - {patient: Fifty, answers: {age: 50}, expect: {warnings: 0}}
"""
    place = folder(tmp_path, {"ages": text})
    (path,) = read_paths(place, load_flow(place))
    assert [(patient.title, patient.answers["age"]) for patient in path.patients] == [
        ("Sixty", Number(60)),
        ("Fifty", Number(50)),
    ]
    assert all(patient.answers["fallen"] == Chosen("no") for patient in path.patients)


def test_everything_that_can_be_expected_is_understood(tmp_path: Path) -> None:
    text = """\
path: All of it
expect:
  open: [review]
  stances: {review: for}
  tables: {care: {possible: [much, some, no]}}
  facts: {unsteady: null}
  says: [Review of falls]
  never_says: ["dose: "]
  asked: [fallen]
  not_asked: [comment]
  warnings: []
"""
    place = folder(tmp_path, {"all": text})
    (path,) = read_paths(place, load_flow(place))
    assert [(e.aspect, e.name, e.value) for e in path.patients[0].expectations] == [
        (Aspect.STATUS, "review", Status.OPEN),
        (Aspect.STANCE, "review", "for"),
        (Aspect.TABLE, "care", frozenset(("much", "some", "no"))),
        (Aspect.FACT, "unsteady", None),
        (Aspect.SAYS, "Review of falls", True),
        (Aspect.SAYS, "dose:", False),
        (Aspect.ASKED, "fallen", True),
        (Aspect.ASKED, "comment", False),
        (Aspect.WARNINGS, "", frozenset()),
    ]


def test_every_mistake_in_every_file_is_told_at_once(tmp_path: Path) -> None:
    first = "path: First\nanswers: {falen: yes, age: 130}\nexpect: {holds: [revew], hold: [bones]}\n"
    second = "path: Second\nexpect:\n  tables: {care: lots}\n  facts: {unsteady: maybe}\n  warnings: [od]\n"
    told = refused(tmp_path, {"first": first, "second": second})
    assert told.startswith("7 mistakes in the paths:\n")
    for said in (
        "first.yaml:2:11: 'falen' is not a question of 'falls'; did you mean 'fallen'?",
        "first.yaml:2:28: 130 is outside the plausible range",
        "first.yaml:3:18: there is no recommendation 'revew'; did you mean 'review'?",
        "first.yaml:3:26: this expectation has no key 'hold'; did you mean 'holds'?",
        "second.yaml:3:18: 'lots' is not an outcome of 'care' (much, some, no)",
        "second.yaml:4:21: 'unsteady' is true, false, or null while it is open",
        "second.yaml:5:14: no warning has the id 'od'; did you mean 'odd'?",
    ):
        assert f"falls/paths/{said}" in told
    assert "    expect: {holds: [revew], hold: [bones]}\n                     ^\n" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "x.yaml:1:1: the file is empty"),
        ("expect: {}\n", "x.yaml:1:1: this path needs 'path'"),
        ("path: X\n", "x.yaml:1:1: this path needs 'expect' or 'patients'"),
        (
            "path: X\nexpect: {}\npatients: [{patient: Y, expect: {}}]\n",
            "give 'expect' or 'patients', not both",
        ),
        ("path: X\npatients: []\n", "x.yaml:2:11: the list needs at least one item"),
        ("path: X\nexpect: {holds: [review], open: [review]}\n", "'review' is already expected on line 2"),
        ("path: X\nexpect: {asked: [falen]}\n", "there is no question 'falen'; did you mean 'fallen'?"),
        (
            "path: X\nexpect: {stances: {review: four}}\n",
            "'four' is not one of for, against, caution, inform",
        ),
        ("path: X\nexpect: {stances: {revew: for}}\n", "there is no recommendation 'revew'"),
        ("path: X\nexpect: {tables: {car: no}}\n", "there is no table 'car'; did you mean 'care'?"),
        ("path: X\nexpect: {facts: [unsteady]}\n", "facts are written 'id: what is expected'"),
        ("path: X\nexpect: {warnings: -1}\n", "warnings are a number, or a list of their ids"),
        ("path: X\nanswers: [fallen]\nexpect: {}\n", "answers are written 'question: answer'"),
        ("path: &a X\nexpect: {}\n", "anchors (&) are not allowed"),
        ("[" * 10_000, "nested deeper than 40"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, {"x": text})

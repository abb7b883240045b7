"""What the paths reach is counted, and what they do not reach is named with its line."""

from __future__ import annotations

from pathlib import Path

from interview.check.locations import ConditionLocations
from interview.check.paths import reports
from interview.check.paths.coverage import Measure, coverage
from tests.check.paths.small import FLOW, STEADY, folder, run

UNSTEADY = """\
path: Falls and knees
answers: {status: firm, aid: no}
patients:
  - {patient: Fell at 85, answers: {fallen: yes, limits: [foot], age: 85}, expect: {}}
  - {patient: Knees at 49, answers: {fallen: no, limits: [knee], age: 49}, expect: {}}
  - {patient: Unknown, answers: {status: open}, expect: {}}
  - {patient: Something else, answers: {status: wrong}, expect: {}}
"""


def measures(parent: Path, paths: dict[str, str]) -> dict[str, Measure]:
    place = folder(parent, paths)
    return {measure.name: measure for measure in coverage(run(place), ConditionLocations(place))}


def gaps(measure: Measure) -> list[str]:
    return [f"{gap.place.line}: {gap.text}" for gap in measure.gaps]


def test_one_steady_patient_reaches_little(tmp_path: Path) -> None:
    found = measures(tmp_path, {"steady": STEADY})
    assert gaps(found["questions asked"]) == ["17: 'aid' is never asked"]
    assert gaps(found["answers chosen"]) == [
        "13: 'status' is never open",
        "13: 'status' is never wrong",
        "14: 'fallen' is never yes",
        "15: 'limits' is never knee",
        "15: 'limits' is never foot",
        "17: 'aid' is never no",
        "17: 'aid' is never yes",
    ]
    assert gaps(found["table rows"]) == [
        "32: row 1 of 'care' is never the one that decides",
        "34: row 2 of 'care' is never the one that decides",
    ]
    assert gaps(found["lines that hold"]) == ["38: 'review' never holds"]
    assert gaps(found["lines ruled out"]) == ["46: 'bones' is never ruled out"]
    assert gaps(found["lines open"]) == ["38: 'review' is never open", "46: 'bones' is never open"]


def test_every_condition_and_part_is_counted_both_ways(tmp_path: Path) -> None:
    found = measures(tmp_path, {"steady": STEADY})["conditions, both ways"]
    assert [text for text in gaps(found) if "unsteady:" in text] == [
        "23: unsteady: never true: fallen is yes or limits has any of (knee)",
        "24: unsteady: never true: fallen is yes",
        "25: unsteady: never true: limits has any of (knee)",
    ]
    assert [text for text in gaps(found) if "bones:" in text] == [
        "53: bones: never false: not (age < 50 or limits has any of (foot))",
        "54: bones: never true: age < 50 or limits has any of (foot)",
        "54: bones: never true: age < 50",
        "55: bones: never true: limits has any of (foot)",
    ]


def test_good_paths_reach_everything(tmp_path: Path) -> None:
    odd = "path: Odd\nanswers: {fallen: no, limits: [], age: 80, aid: yes}\nexpect: {}\n"
    found = measures(tmp_path, {"steady": STEADY, "unsteady": UNSTEADY, "odd": odd})
    assert {name: gaps(measure) for name, measure in found.items() if measure.gaps} == {}
    assert {name: measure.total for name, measure in found.items()} == {
        "questions asked": 5,
        "answers chosen": 9,
        "table rows": 3,
        "lines that hold": 2,
        "lines ruled out": 2,
        "lines open": 2,
        "conditions, both ways": 36,
    }


def test_an_answer_that_does_not_count_is_not_chosen(tmp_path: Path) -> None:
    gated = FLOW.replace("ask_when: unsteady", "applies_when: unsteady, otherwise: not_assessed")
    place = folder(tmp_path, {"steady": STEADY.replace("age: 60", "age: 60, aid: yes")}, gated)
    found = {measure.name: measure for measure in coverage(run(place), ConditionLocations(place))}
    assert [text for text in gaps(found["answers chosen"]) if "'aid'" in text] == [
        "17: 'aid' is never no",
        "17: 'aid' is never yes",
    ]


def test_in_short_only_numbers_in_full_also_lines(tmp_path: Path) -> None:
    found = tuple(measures(tmp_path, {"steady": STEADY}).values())
    (short,) = reports.reach(found, Path("falls"), gaps=False)
    assert short.startswith("reached: questions asked 4/5, answers chosen 2/9, table rows 1/3")
    full = list(reports.reach(found, Path("falls"), gaps=True))
    assert full[0] == "questions asked: 4/5"
    assert full[1] == "  falls/flow.yaml:17:3: 'aid' is never asked"

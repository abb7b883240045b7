"""The reference of the flow language keeps its word: every example in it loads, and no key is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.flow.conditions.syntax import All
from interview.flow.language import value_types
from interview.flow.language.keys import FLOW, SOURCE
from interview.flow.model import Joined, NumberRange
from tests.flow.conftest import Loads

ROOT = Path(__file__).parents[3]
FLOWS = ROOT / "flows"
REFERENCE = (ROOT / "docs" / "flow-language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", REFERENCE, re.DOTALL | re.MULTILINE)

REST = """\
questions:
  repeat_swallows: {label: R, ask: R, type: yes_no}
  orthopnoea: {label: O, ask: O, type: yes_no}
  fvc_done: {label: F, ask: F, type: yes_no}
  swallow_imaging_done: {label: S, ask: S, type: yes_no}
  biopsy_infiltrate: {label: B, ask: B, type: yes_no}
  biopsy_vacuoles: {label: B, ask: B, type: yes_no}
  ibmfrs_previous: {label: P, ask: P, type: number, range: [1, 40]}
  ibmfrs_now: {label: N, ask: N, type: number, range: [0, 40]}
  diagnosis_status: {label: D, ask: D, type: one, answers: {suspected: S, not_ibm: N}}
  finger_vs_shoulder: {label: F, ask: F, type: one, answers: {finger_weaker: F, other: O}}
  knee_vs_hip: {label: K, ask: K, type: one, answers: {knee_weaker: K, neither_weak: N}}
  urgent_problems: {label: U, ask: U, type: several, answers: {choking: C}}
  mimic_features: {label: M, ask: M, type: several, answers: {rash: R}}
  associated_disease: {label: A, ask: A, type: several, answers: {sjogren: S, sle: L}}
  early_proximal: {label: E, ask: E, type: several, answers: {neck_flexors: N, hip_flexors: H}}
  dysphagia_severity: {label: D, ask: D, type: several, answers: {feeding_tube: F, coughing: C,
    weight_loss: W}}
  measures: {label: M, ask: M, type: several, answers: {walk_test: T, grip: G, ibmfrs: I, weight: W}}
recommendations:
  urgent_assessment:
    {section: urgent, stance: for, urgency: same_day, title: Act, say: Act now., when: urgent}
  dietitian: {section: swallowing, stance: for, urgency: soon, title: D, say: D., when: always}
  breathing_tests: {section: swallowing, stance: for, urgency: soon, title: B, say: B., when: always}
  first_fvc: {section: swallowing, stance: for, urgency: routine, title: F, say: F., when: always}
  no_trial: {section: swallowing, stance: against, urgency: soon, title: N, say: N., when: always}
  exercise: {section: swallowing, stance: for, urgency: soon, title: E, say: E., when: always}
  aids: {section: swallowing, stance: for, urgency: soon, title: A, say: A., when: always}
sources:
  cox2009: {kind: cohort, type: article-journal, title: C}
  lloyd2014: {kind: cohort, type: article-journal, title: L}
  lloyd2018: {kind: review, type: article-journal, title: L}
facts:
  urgent: {when: any urgent_problems, label: Urgent}
  workup: {when: diagnosis_status is suspected, label: Workup}
  swallow_positive: {when: food_sticks is yes, label: Swallowing}
  enmc_entry: {when: onset_age > 45, label: Entry}
  knee_sign: {when: knee_vs_hip is knee_weaker, label: Knee}
"""
"""What the examples mention and leave to the reader's imagination."""


def complete(blocks: list[str]) -> dict[str, str]:
    """The examples as the files of one flow, with what they leave out."""
    head, questions, condition, derived, lines, phrases, practice, sources, rest = blocks
    asked = re.findall(r"^  (\w+):(?: {label|\n    ask:)", REST + questions, re.MULTILINE)
    listed = set(re.findall(r"\w+", head.partition("\ninterview:")[2]))
    nested = "  nested:\n    label: Nested\n" + "".join(f"    {line}\n" for line in condition.splitlines())
    return {
        "flow.yaml": head.replace("include: [", "include: [lines.yaml, rest.yaml, ")
        + "".join(f"  - {name}\n" for name in asked if name not in listed),
        "swallowing.yaml": questions + derived + phrases + practice + rest,
        "lines.yaml": lines,
        "rest.yaml": REST + nested,
        "sources.yaml": sources,
    }


def test_every_example_loads(load: Loads) -> None:
    flow = load(complete(BLOCKS))
    assert isinstance(flow.facts["nested"].when, All)
    assert flow.questions["onset_age"].range == NumberRange(1, 110, whole=True)
    assert flow.tables["lloyd_2014"].otherwise == "not_met"
    assert flow.recommendations["speech_therapy"].sources == ("lloyd2018", "cox2009")
    assert flow.questions["onset_age"].phrase.fixed
    assert flow.recommendations["exercise"].row.joins == Joined("aids", "Exercise, aids")
    assert flow.ends is not None


WRITTEN = re.findall(r"^\| (`.+?`) \|", REFERENCE, re.MULTILINE)


@pytest.mark.parametrize("written", [code for row in WRITTEN for code in re.findall("`(.+?)`", row)])
def test_every_condition_in_the_table_can_be_written(load: Loads, written: str) -> None:
    """`a`, `b` and `c` stand for conditions."""
    condition = re.sub(r"\b[abc]\b", "orthopnoea is yes", written)
    files = complete(BLOCKS)
    files["rest.yaml"] += f"  written:\n    label: Written\n    when: {condition}\n"
    assert "written" in load(files).facts


def keys(kind: value_types.ValueType) -> set[str]:
    match kind:
        case value_types.Shape():
            return {key.name for key in kind.keys}.union(*(keys(key.kind) for key in kind.keys))
        case value_types.Named(item=item) | value_types.Many(item=item):
            return keys(item)
        case _:
            return set()


CSL = {key.name for key in SOURCE.keys} | keys(SOURCE)


@pytest.mark.parametrize("key", sorted(keys(FLOW) - CSL))
def test_the_reference_names_every_key(key: str) -> None:
    assert re.search(rf"(?<![\w-]){key}\b", REFERENCE)

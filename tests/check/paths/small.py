"""A small flow with its paths, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from interview.check.paths.path_file import read_paths
from interview.check.paths.runner import Run, run_paths
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow

FLOW = """\
flow: falls
title: Falls
version: "1"
intended_use: For tests.
evidence_to: 2026-02
sections: {care: Care}
interview: [status, fallen, limits, age, aid, comment]
questions:
  status:
    ask: How firm is it?
    label: Diagnosis
    type: one
    answers: {firm: Firm, open: Open, wrong: Wrong}
  fallen: {ask: Fallen?, label: Falls, type: yes_no}
  limits: {ask: Limits?, label: Limits, type: several, answers: {knee: Knee, foot: Foot}}
  age: {ask: Age?, label: Age, type: number, unit: years, range: [18, 110], whole: true}
  aid: {ask: Aid used?, label: Aid, type: yes_no, ask_when: unsteady}
  comment: {ask: Else?, label: Comment, type: text, ask_when: never}
facts:
  unsteady:
    label: Unsteady
    when:
      any:
        - fallen is yes
        - limits has any of (knee)
tables:
  care:
    label: Care needed
    policy: first
    outcomes: {much: much care, some: some care, no: no care}
    rows:
      - when: {all: [unsteady, age >= 80]}
        then: much
      - when: unsteady
        then: some
    otherwise: no
recommendations:
  review:
    section: care
    stance: for
    urgency: soon
    title: Review of falls
    say: Consider a review of falls.
    when: unsteady
    if_open: {say: Ask about falls., when: age >= 80}
  bones:
    section: care
    stance: inform
    urgency: routine
    title: Bone health
    say: Bone health matters.
    when:
      none:
        - age < 50
        - limits has any of (foot)
conflicts:
  odd: {when: fallen is no and aid is yes, say: An aid without a fall.}
ends: {when: status is wrong, keep: [review], say: It ends here.}
"""

STEADY = """\
path: A steady woman of 60
answers: {status: firm, fallen: no, limits: [], age: 60}
expect:
  holds: [bones]
  ruled_out: [review]
"""


def folder(parent: Path, paths: dict[str, str], flow: str = FLOW) -> Path:
    """Write the flow and its paths; return the flow's folder."""
    place = parent / "falls"
    (place / "paths").mkdir(parents=True, exist_ok=True)
    (place / "flow.yaml").write_text(flow, encoding="utf-8")
    for name, text in paths.items():
        (place / "paths" / f"{name}.yaml").write_bytes(text.encode())
    return place


def run(place: Path) -> Run:
    """Run the paths in a flow's folder."""
    flow = load_flow(place)
    return run_paths(compile_flow(flow), read_paths(place, flow))

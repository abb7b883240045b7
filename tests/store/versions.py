"""A flow on disk and the ways an author may change it."""

from __future__ import annotations

from pathlib import Path

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow

FLOW = """\
flow: falls
title: Falls
version: "1"
evidence_to: 2026-02
intended_use: An example.
sections: {therapy: Therapy}
interview: [fallen, limits, creatine_kinase, status, comment]
questions:
  fallen: {ask: Has the patient fallen?, label: Falls, type: yes_no}
  limits:
    ask: Which limits are there?
    label: Limits
    type: several
    answers: {knee: Knee buckling, foot: Foot drop}
  creatine_kinase: {ask: How high is creatine kinase?, label: CK, type: number, unit: U/L, range: [0, 9000]}
  status:
    ask: How certain is it?
    label: Diagnosis
    type: one
    answers: {established: Established, suspected: Suspected, other: Another one}
  comment: {ask: Anything else?, label: Comment, type: text, ask_when: never}
recommendations:
  review:
    section: therapy
    stance: for
    urgency: soon
    title: Review of falls
    say: Arrange a review of falls.
    when: fallen is yes
    evidence: [cohort]
    sources: [smith2020]
  brace:
    section: therapy
    stance: for
    urgency: routine
    title: Brace for the knee
    say: Offer a brace for the knee.
    when: limits has any of (knee) and creatine_kinase < 5000
    evidence: [cohort]
    sources: [smith2020]
sources:
  smith2020: {kind: cohort, type: article-journal, title: Falls in a made-up cohort, issued: 2020}
"""
REWORDED = ("Has the patient fallen?", "Has the patient fallen within a year?")
ADDED = ("foot: Foot drop}", "foot: Foot drop, hand: Weak hands}")
REMOVED = ("suspected: Suspected, ", "")
UNIT = ("unit: U/L, range: [0, 9000]", "unit: ukat/L, range: [0, 150]")
GONE = ("interview: [fallen, limits", "interview: [fallen_often, limits")
RENAMED = ("  fallen: {", "  fallen_often: {")
RULE_GONE = ("when: fallen is yes", "when: fallen_often is yes")
LOGIC = ("when: fallen is yes", "when: fallen is no")
SAID = ("Arrange a review of falls.", "Arrange a review of falls soon.")

Change = tuple[str, str]


def write(folder: Path, *changes: Change) -> Path:
    """Write the flow, changed like this; the version goes up with each change."""
    text = FLOW.replace('version: "1"', f'version: "{len(changes) + 1}"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "flow.yaml").write_text(text, encoding="utf-8")
    return folder


def version(folder: Path, *changes: Change) -> Logic:
    return compile_flow(load_flow(write(folder / f"falls-{len(list(folder.iterdir()))}", *changes)))

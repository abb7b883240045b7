"""A flow on disk, edited as an author would edit it."""

from __future__ import annotations

from pathlib import Path

FLOW = """\
flow: falls
title: Falls
version: "1"
description: What follows from falls.
evidence_to: 2026-02
intended_use: An example.
include: [lines.yaml]
sections: {therapy: Therapy}
interview: [fallen, limits, age]
questions:
  fallen: {ask: Has the patient fallen?, label: Falls, type: yes_no}
  limits:
    ask: Which limits are there?
    label: Limits
    type: several
    answers: {knee: Knee buckling, foot: Foot drop}
  age: {ask: How old is the patient?, label: Age, type: number, unit: years, range: [18, 110], whole: true}
"""
LINES = """\
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
  bones:
    section: therapy
    stance: inform
    urgency: routine
    title: Bone health
    say: Consider bone health.
    when: age >= 50
    evidence: [cohort]
    sources: [smith2020]
sources:
  smith2020: {kind: cohort, type: article-journal, title: Falls in a made-up cohort, issued: 2020}
"""


def write(folder: Path) -> Path:
    folder.mkdir(parents=True)
    save(folder / "flow.yaml", FLOW)
    save(folder / "lines.yaml", LINES)
    return folder


def edit(file: Path, *changes: tuple[str, str]) -> None:
    """Replace words in a file and save it."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    save(file, text)


def save(file: Path, text: str) -> None:
    """Save as most editors do: write another file and give it the name."""
    other = file.with_name(".being-saved")
    other.write_text(text, encoding="utf-8")
    other.replace(file)

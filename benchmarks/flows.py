"""Flows made for measuring."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
flow: {id}
title: A long interview
version: "1"
description: Made for measuring.
intended_use: Measuring.
evidence_to: 2026-02
sections: {{plan: Plan}}
interview: [{order}]
questions:
"""
QUESTION = """\
  {name}:
    ask: Question {number} of many, worded as long as a question usually is?
    label: Question {number}
    type: yes_no
    why: It decides line {number}.
"""
LINE = """\
  line_{number}:
    section: plan
    stance: for
    urgency: routine
    title: Line {number}
    say: Line {number} follows from an answer.
    when: {when}
    evidence: [design_choice]
    sources: [design]
"""
SOURCES = """\
sources:
  design: {kind: design_choice, type: document, title: Made for measuring, issued: 2026}
"""


def long_flow(folder: Path, count: int) -> Path:
    """Write a flow of `count` yes/no questions with a recommendation for every fourth; return its folder."""
    home = folder / f"long-{count}"
    home.mkdir()
    names = [f"q_{number}" for number in range(1, count + 1)]
    text = HEAD.format(id=home.name, order=", ".join(names))
    text += "".join(QUESTION.format(name=name, number=n) for n, name in enumerate(names, 1))
    text += "recommendations:\n"
    for number in range(4, count + 1, 4):
        when = f"q_{number} is yes or q_{number - 1} is yes or q_{number - 2} is no"
        text += LINE.format(number=number, when=when)
    (home / "flow.yaml").write_text(text + SOURCES, encoding="utf-8")
    return home

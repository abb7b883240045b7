"""A small flow with a measured reason, a table that can be settled in part and a derived number."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from interview.engine import Event, EventKind, replay
from interview.export.makers import Material
from interview.flow.answers import Answer, Chosen, Number
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from tests.summary.example import AT

FLOW = """\
flow: lungs
title: Place of care
version: "1"
intended_use: For tests.
evidence_to: 2026-02
sections: {place: Place}
interview: [seen, rate, confusion, urea, before, now]
questions:
  seen: {ask: Where?, label: Seen, type: one, answers: {hospital: In hospital, home: At home}}
  rate: {ask: How fast?, label: Respiratory rate, type: number, unit: /min, range: [4, 80], whole: true}
  confusion: {ask: Confused?, label: New confusion, type: yes_no}
  urea: {ask: Urea?, label: Urea, type: number, unit: mmol/l, range: [0.5, 90]}
  before: {ask: Before?, label: Score before, type: number, unit: points, range: [0, 40], whole: true}
  now: {ask: Now?, label: Score now, type: number, unit: points, range: [0, 40], whole: true}
facts:
  fast: {label: Fast breathing, when: rate >= 30}
numbers:
  fall: {difference: [before, now], label: Fall of the score, unit: points}
tables:
  score:
    label: Example score
    policy: first
    outcomes: {high: "4", middle: "3", low: "2"}
    rows:
      - {when: fast and urea > 7, then: high}
      - {when: fast, then: middle}
    otherwise: low
    sources: [made_up]
recommendations:
  stay:
    section: place
    stance: for
    urgency: same_day
    title: Care in hospital
    say: Consider care in hospital.
    when: seen is hospital and fast and confusion is no
    evidence: [guideline]
    sources: [made_up]
  look:
    section: place
    stance: for
    urgency: routine
    title: Look at the score
    say: Consider a look at the score.
    when: fall >= 2
    evidence: [guideline]
    sources: [made_up]
sources:
  made_up:
    kind: guideline
    type: report
    title: A made-up guideline
    author: [{literal: A Society}]
    issued: 2020
"""
SAID: dict[str, Answer] = {
    "seen": Chosen("hospital"),
    "rate": Number(32),
    "confusion": Chosen("no"),
    "before": Number(24),
}


@cache
def logic() -> Logic:
    with TemporaryDirectory() as folder:
        (Path(folder) / "lungs").mkdir()
        (Path(folder) / "lungs" / "flow.yaml").write_text(FLOW, encoding="utf-8")
        return compile_flow(load_flow(Path(folder) / "lungs"))


def material(**changed: Answer) -> Material:
    said = {**SAID, **changed}
    events = (Event(name, EventKind.ANSWERED, name, AT, answer) for name, answer in said.items())
    return Material(replay(logic(), events), AT)

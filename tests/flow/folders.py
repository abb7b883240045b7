"""Flow folders for tests: one complete example, and ways to change a little of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from interview.errors import FlowError, Problem
from interview.flow.loading.loader import load_flow

EXAMPLE = """\
flow: example
title: An example
version: "1"
description: For the list of flows.
intended_use: For tests.
evidence_to: 2026-02
urgent: alarm
sections: {care: Care, more: More care}
interview:
  - [pattern, onset_age]
  - {title: Swallowing, ask: [food_sticks]}
  - problems
  - imaging_done
  - imaging
  - [score_before, score_now]
  - seen_on
  - comment
questions:
  pattern:
    ask: What is the pattern?
    label: Pattern
    type: one
    answers:
      typical: Typical
      other: {label: Another, help: Say which., context: true}
    sources: [rose2013]
  onset_age:
    ask: How old?
    label: Age at onset
    type: number
    unit: years
    range: [1, 110]
    whole: true
    valid_for: 90
  food_sticks:
    ask: Does food stick?
    label: Food sticks
    type: yes_no
    why: It decides.
    ask_when: pattern is typical
  problems:
    ask: Which problems?
    label: Problems
    type: several
    none: No problem
    answers: {falls: Falls, choking: Choking, pain: Pain}
  imaging_done: {ask: Imaging, label: Imaging done, type: yes_no, ask_when: swallow}
  imaging:
    answers: {bar: Bar, residue: Residue}
    applies_when: imaging_done is yes
    otherwise: not_assessed
    type: several
    ask: What did imaging show?
    label: Imaging
  score_before: {ask: Score before, label: Score before, type: number, unit: points}
  score_now: {ask: Score now, label: Score now, type: number, unit: points}
  seen_on: {ask: Seen when, label: Seen, type: month}
  comment: {ask: Anything else, label: Comment, type: text, ask_when: never}
facts:
  swallow:
    when: food_sticks is yes or problems has any of (choking)
    label: Swallowing is affected
    sources: [rose2013]
  alarm:
    when: {all: [swallow, any problems]}
    label: Alarm
numbers:
  score_fall: {difference: [score_before, score_now], label: Fall in score, unit: points}
tables:
  grade:
    otherwise: low
    label: Grade
    policy: first
    outcomes: {high: high, low: low}
    rows:
      - {when: alarm, then: high}
      - when: score_fall >= 2
        then: high
      - {when: swallow, then: low}
recommendations:
  refer:
    section: care
    stance: for
    urgency: soon
    title: Refer to speech and language therapy
    say: Refer to speech and language therapy.
    more: Behind the line.
    when: grade is high
    if_open: {say: Ask about swallowing., when: onset_age < 60}
    evidence: [trial, cohort]
    sources: [rose2013]
    controversies: [c3]
    topic: therapy
    opposes: [wait]
  wait:
    while_open: alarm
    section: more
    stance: inform
    urgency: routine
    title: Wait
    say: Nothing is urgent.
sources:
  rose2013:
    kind: guideline
    type: article-journal
    author: [{family: Rose, given: MR}]
    title: A workshop
    issued: 2013
    PMID: "24268584"
controversies:
  c3: {say: The sources disagree., sources: [rose2013]}
conflicts:
  odd: {when: 'food_sticks is no and problems has any of (choking)', say: These do not fit.}
constraints:
  age: {must: onset_age <= 110, say: Too old.}
ends:
  when: pattern is other
  keep: [wait]
  say: The flow ends here.
"""


def write(folder: Path, files: Mapping[str, str | bytes] | str) -> Path:
    """Write the files of a flow; text alone is its `flow.yaml`."""
    files = {"flow.yaml": files} if isinstance(files, str) else files
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def problems(folder: Path) -> tuple[Problem, ...]:
    """The mistakes found in a folder; none when it loads."""
    try:
        load_flow(folder)
    except FlowError as error:
        return error.problems
    return ()

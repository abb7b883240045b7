"""A command line on its own: no flows, sessions or file modes of the person who runs the tests."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FLOW = """\
flow: falls
title: Falls
version: "3"
description: What follows from falls.
evidence_to: 2026-02
intended_use: An example.
sections: {therapy: Therapy}
interview: [fallen, limits, age, comment]
questions:
  fallen: {ask: Has the patient fallen?, label: Falls, type: yes_no}
  limits:
    ask: Which limits are there?
    label: Limits
    type: several
    answers: {knee: Knee buckling, foot: Foot drop, hand: Hand difficulty}
  age: {ask: How old is the patient?, label: Age, type: number, unit: years, range: [18, 110], whole: true}
  comment: {ask: Anything else?, label: Comment, type: text, ask_when: never}
recommendations:
  review:
    section: therapy
    stance: for
    urgency: soon
    title: Review of falls
    say: Arrange a review of falls.
    when: fallen is yes or limits has any of (knee)
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
  smith2020:
    kind: cohort
    type: article-journal
    title: Falls in a made-up cohort
    author: [{family: Smith, given: A}]
    container-title: Journal of Examples
    issued: 2020
    DOI: 10.1000/example
"""


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    home = tmp_path.with_name(f"{tmp_path.name}-home")  # where what cannot be saved is written
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTERVIEW_FLOWS", raising=False)
    monkeypatch.delenv("INTERVIEW_TEMPLATES", raising=False)
    monkeypatch.delenv("INTERVIEW_DEBUG", raising=False)
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture
def flow(tmp_path: Path) -> str:
    """The folder of a small flow."""
    return str(write_flow(tmp_path / "falls"))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put text on standard input, which then is no terminal."""

    def put(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))

    return put


def write_flow(folder: Path, text: str = FLOW) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "flow.yaml").write_text(text, encoding="utf-8")
    return folder

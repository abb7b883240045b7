"""Small flows written as an author would, with a mark where a fault is."""

from __future__ import annotations

from pathlib import Path

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs import prove
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from tests.flow.folders import write

MARK = "@@"

FLOW = """\
flow: small
title: Small
version: "1"
intended_use: Tests.
evidence_to: 2026-02
sections: {plan: Plan}
"""
QUESTIONS = """\
interview: [walks, tested, result, age, signs]
questions:
  walks:
    ask: Walks?
    label: Walks
    type: yes_no
  tested:
    ask: Tested?
    label: Tested
    type: yes_no
  result:
    ask: Result?
    label: Result
    type: one
    answers: {good: Good, bad: Bad}
    applies_when: tested is yes
    otherwise: not_assessed
  age: {ask: Age?, label: Age, type: number, range: [18, 110], whole: true, unit: years}
  signs: {ask: Signs?, label: Signs, type: several, answers: {red: Red, hot: Hot}}
"""
LINE = (
    "  {name}: {{section: plan, stance: {stance}, urgency: soon, title: T, say: S., when: '{when}'{more}}}\n"
)


def line(name: str, when: str, stance: str = "inform", more: str = "") -> str:
    """One recommendation."""
    return LINE.format(name=name, when=when, stance=stance, more=more)


BASE = "recommendations:\n" + "".join(
    (
        line("walk", "walks is yes", "for"),
        line("sit", "walks is no"),
        line("heed", "result is bad and age > 60"),
        line("look", "signs has all of (red, hot)"),
    )
)


def text(*parts: str, questions: str = QUESTIONS, base: str = BASE) -> str:
    """A sound flow with more parts; recommendations first."""
    return FLOW + questions + base + "".join(parts)


def found(folder: Path, written: str) -> list[Diagnostic]:
    """Everything the proofs find in a flow given as text, marks left out."""
    flow = load_flow(write(folder, written.replace(MARK, "")))
    return list(prove(compile_flow(flow)))


def marked(written: str) -> tuple[int, int]:
    """Line and column of the mark."""
    before = written[: written.index(MARK)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")

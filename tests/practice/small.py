"""A small flow to practise on, with a gate on a gate, a constraint and a warning; its patients by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from subprocess import Popen

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow

SMALL = """\
flow: small-flow
title: Small
version: "0.1.0"
intended_use: For tests.
evidence_to: 2026-02
sections: {care: Care}
interview: [cough, signs, age, tested, result]
questions:
  cough: {ask: Cough?, label: Cough, type: yes_no}
  signs:
    {ask: Signs?, label: Signs, type: several, none: None, answers: {fever: Fever, rash: Rash, pain: Pain}}
  age: {ask: Age?, label: Age, type: number, unit: years, range: [1, 90], whole: true}
  tested: {ask: Tested?, label: Tested, type: yes_no, ask_when: cough is yes}
  result:
    {ask: Result?, label: Result, type: one, applies_when: tested is yes, otherwise: not_assessed,
     answers: {low: Low, mid: Mid, high: High}}
conflicts:
  odd: {when: {all: [cough is no, any signs]}, say: Odd.}
constraints:
  old: {must: {any: [age >= 18, signs lacks pain]}, say: Old.}
recommendations:
  treat:
    section: care
    stance: for
    urgency: soon
    title: Treat
    say: Treat.
    topic: treatment
    when: {any: [{all: [result is high, age >= 65]}, {all: [signs has any of (fever), cough is yes]}]}
  wait:
    section: care
    stance: against
    urgency: routine
    title: Do not treat
    say: Do not treat.
    topic: treatment
    when: {all: [result is low, signs has none of (fever)]}
rows:
  treat: {about: treatment}
  wait: {about: treatment of a low result}
"""
EVEN = """\
usual:
  signs: {others: 0.5}
"""
UNEVEN = """\
usual:
  cough: {answers: {yes: 3, no: 1}}
  signs: {answers: {pain: 0.4}, others: 0.2}
  age: {range: [11, 70]}
  result: {answers: {low: 5, mid: 1, high: 2}}
"""


def no_process(told: bytes) -> Popen[bytes]:
    """Begin no process that works predictions out."""
    raise OSError


Patient = tuple[str, frozenset[str], int, str, str]
"""Cough, signs, the band of the age (0 to 2), tested, result; empty for what is not asked."""


def small(folder: Path, more: str = "", flow: str = SMALL) -> Logic:
    """Load the flow, with more at its end."""
    (folder / "flow.yaml").write_text(flow + more, encoding="utf-8")
    return compile_flow(load_flow(folder))


def patients(
    cough: dict[str, float], signs: dict[str, float], age: tuple[float, ...], result: dict[str, float]
) -> Iterator[tuple[Patient, float]]:
    """Yield every patient there can be, with a weight worked out from those of the answers."""
    subsets = [
        frozenset(name for name, there in zip(signs, chosen, strict=True) if there)
        for chosen in product((False, True), repeat=3)
    ]
    tests = {"yes": 0.5, "no": 0.5}
    for coughs, present, band in product(cough, subsets, range(3)):
        if (coughs == "no" and present) or (band == 0 and "pain" in present):
            continue
        weight = cough[coughs] * age[band]
        for name, chance in signs.items():
            weight *= chance if name in present else 1 - chance
        if coughs == "no":
            yield (coughs, present, band, "", ""), weight
            continue
        yield (coughs, present, band, "no", ""), weight * tests["no"]
        for outcome, part in result.items():
            yield (coughs, present, band, "yes", outcome), weight * tests["yes"] * part

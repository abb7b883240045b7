"""Beliefs: exactly the faults that some patient shows, and those that all show alike are one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview.check.cases.responses import right_response
from interview.engine.completions import complete
from interview.engine.conclusions import conclude
from interview.engine.session import Session
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.practice import beliefs
from interview.practice.beliefs import clinical_mutants, wrong_logics
from tests.practice.small import SMALL, patients, small

SIGNS = dict.fromkeys(("fever", "rash", "pain"), 0.5)
RESULTS = dict.fromkeys(("low", "mid", "high"), 1.0)
AGES = ((17,), (18, 30, 63, 64), (65, 66))
"""Numbers on both sides of each threshold and of those one step away, by band."""


def everybody() -> list[dict[str, Answer]]:
    found: list[dict[str, Answer]] = []
    for (cough, signs, band, tested, result), _ in patients(
        {"yes": 0.5, "no": 0.5}, SIGNS, (1.0, 1.0, 1.0), RESULTS
    ):
        for age in AGES[band]:
            chosen = {"cough": cough, "tested": tested, "result": result}
            answers: dict[str, Answer] = {name: Chosen(one) for name, one in chosen.items() if one}
            found.append({**answers, "signs": Several(signs), "age": Number(age)})
    return found


def responses(flow: Flow, everyone: list[dict[str, Answer]]) -> tuple[object, ...]:
    """What a fault says of everybody, by the engine and the faulty flow alone."""
    logic = compile_flow(flow)
    sessions = (Session(logic, (), one, complete(logic, one)) for one in everyone)
    statuses = (conclude(one).statuses for one in sessions)
    return tuple(
        right_response(line, found[line.id]) for found in statuses for line in flow.recommendations.values()
    )


def test_beliefs_are_the_faults_that_show_grouped_by_what_shows(tmp_path: Path) -> None:
    flow = small(tmp_path).flow
    everyone = everybody()
    right = responses(flow, everyone)
    said = {place: responses(one.flow, everyone) for place, one in enumerate(clinical_mutants(flow))}
    found = {one.place: one.key for one in wrong_logics(flow)}
    assert set(found) == {place for place, one in said.items() if one != right}
    for place, key in found.items():
        for other, also in found.items():
            assert (key == also) == (said[place] == said[other])


def test_new_diagrams_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flow = small(tmp_path).flow
    before = [(one.place, one.lines, one.key) for one in wrong_logics(flow)]
    monkeypatch.setattr(beliefs, "MOST_NODES", 1)
    assert [(one.place, one.lines, one.key) for one in wrong_logics(flow)] == before


WAITING = """\
facts: {ill: {label: Ill, when: {any: [signs has any of (fever), cough is yes]}}}
"""
LOOK = """\
recommendations:
  look:
    {section: care, stance: for, urgency: routine, title: Look, say: Look., while_open: ill}
"""


def waiting(folder: Path) -> Flow:
    """The small flow with a line that holds while a fact is open."""
    return small(folder, WAITING, SMALL.replace("recommendations:\n", LOOK)).flow


@pytest.mark.parametrize("flow_in", [lambda folder: small(folder).flow, waiting])
def test_the_beliefs_of_a_line_are_those_that_show_in_it(
    tmp_path: Path, flow_in: Callable[[Path], Flow]
) -> None:
    flow = flow_in(tmp_path)
    for line in flow.recommendations:
        mine = [one.place for one in wrong_logics(flow, line)]
        assert mine == [one.place for one in wrong_logics(flow) if line in one.lines]
        assert mine


def test_lines_beside_the_one_asked_about_are_looked_at_where_they_are_named(tmp_path: Path) -> None:
    flow = small(tmp_path).flow
    line, *others = flow.recommendations
    for looked_at in (others[:1], others[1:]):
        named = [(one.place, one.lines) for one in wrong_logics(flow, line, looked_at)]
        every = [(one.place, one.lines) for one in wrong_logics(flow, line)]
        assert named == [
            (place, tuple(n for n in lines if n in {line, *looked_at})) for place, lines in every
        ]

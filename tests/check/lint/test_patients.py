"""A flow of which nobody is left for practice to draw."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from interview.check.lint import patients
from interview.check.locations import Locations
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.patients import NoPatient, Patients
from tests.check.lint.flows import linted

FIRST = Random(1)
OLD = "  old: {when: age >= 60}\n"
YOUNG = "  young: {when: age < 60}\n"
FELL = "  fell: {when: fallen is yes}\n"


def found(folder: Path, head: str, *changes: str) -> list[str]:
    said = linted(folder, "questions:\n  fallen:", f"{head}questions:\n  fallen:", *changes)
    return [one.message for one in said if one.code == "nobody-to-draw"]


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("", ""),
        (f"unlikely:\n{OLD}{FELL}", ""),
        (f"unlikely:\n{OLD}{YOUNG}{FELL}", "young"),
        (f"unlikely:\n{OLD}usual:\n  age: {{range: [70, 90]}}\n", "old"),
        (f"unlikely:\n{FELL}usual:\n  fallen: {{answers: {{no: 0}}}}\n", "fell"),
        ("unlikely:\n  rugs: {when: not any hazards}\nusual:\n  hazards: {others: 0}\n", "rugs"),
        (
            "unlikely:\n  rugs: {when: hazards has any of (rugs)}\nusual:\n  hazards: {others: 1}\n",
            "rugs",
        ),
        (f"unlikely:\n{YOUNG}conflicts:\n  c: {{when: age >= 60, say: Old.}}\n", "young"),
        (f"unlikely:\n{YOUNG}constraints:\n  c: {{must: age < 60, say: Old.}}\n", "young"),
    ],
)
def test_the_first_with_which_nobody_is_left_is_named(tmp_path: Path, head: str, named: str) -> None:
    said = [f"with '{named}' nobody is left for practice to draw"] if named else []
    assert found(tmp_path, head) == said
    drawing = Patients(compile_flow(load_flow(tmp_path / "falls")))
    if named:
        with pytest.raises(NoPatient):
            drawing.drawn(FIRST)
    else:
        drawing.drawn(FIRST)


def test_weights_that_leave_nobody_are_named_where_nothing_is_unlikely(tmp_path: Path) -> None:
    head = "conflicts:\n  c: {when: age >= 60, say: Old.}\nusual:\n  age: {range: [70, 90]}\n"
    assert found(tmp_path, head) == ["warnings and these weights leave nobody for practice to draw"]


def test_who_is_not_asked_is_left_by_what_is_unlikely_of_the_answers(tmp_path: Path) -> None:
    gate = ("    label: Walking aid\n", "    label: Walking aid\n    ask_when: fallen is yes\n")
    head = "unlikely:\n  a: {when: aid is frame}\n  b: {when: aid is other}\n"
    assert found(tmp_path, head, *gate) == []


def test_what_is_too_much_to_prove_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.check.proofs.prover.find_spec", lambda name: None)
    linted(tmp_path, "questions:\n  fallen:", f"unlikely:\n{OLD}{FELL}questions:\n  fallen:")
    folder = tmp_path / "falls"
    (said,) = patients.nobody_to_draw(load_flow(folder), Locations(folder), 1)
    assert said.code == "not-proved"
    assert said.message.startswith("whether practice can draw anybody: not proved")


@pytest.mark.parametrize(
    ("usual", "why"),
    [
        ("fallen: {others: 0.3}", "yes and no are equally likely where neither has a weight of its own"),
        ("fallen: {answers: {yes: 1, no: 3}, others: 0.3}", "each answer has a weight of its own"),
        ("aid: {answers: {frame: 1, other: 3}, others: 2}", "each answer has a weight of its own"),
        ("hazards: {answers: {rugs: 0.2, stairs: 0.3}, others: 0.2}", "each answer has a weight of its own"),
        ("fallen: {answers: {yes: 1}, others: 3}", ""),
        ("hazards: {others: 0.2}", ""),
        ("hazards: {answers: {rugs: 0.2}, others: 0.3}", ""),
    ],
)
def test_a_weight_of_others_by_which_nobody_is_drawn_otherwise_is_named(
    tmp_path: Path, usual: str, why: str
) -> None:
    found = linted(tmp_path, "questions:\n  fallen:", f"usual:\n  {usual}\nquestions:\n  fallen:")
    name = usual.partition(":")[0]
    said = [one.message for one in found if one.code == "unused-key"]
    assert said == ([f"'others' of '{name}' changes nothing: {why}"] if why else [])


def test_a_weight_of_others_is_named_where_all_weights_stand_beside_their_answers(tmp_path: Path) -> None:
    found = linted(
        tmp_path,
        "frame: Frame", "frame: {label: Frame, usual: 2}",
        "other: Another aid, or none", "other: {label: No aid, usual: 1}",
        "questions:\n  fallen:", "usual:\n  aid: {others: 1}\nquestions:\n  fallen:",
    )  # fmt: skip
    assert [one.place.line for one in found if one.code == "unused-key"]

"""Which way a line points is printed wherever its title is, and never guessed from the title."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from interview.cli import main
from interview.flow.loading.finder import open_flow
from interview.flow.model import Stance
from interview.library import list_flows
from interview.summary.stance import NEGATING, with_stance
from tests.cli.conftest import write_flow

Capture = pytest.CaptureFixture[str]
ALLERGY = """\
flow: allergy
title: Allergy
version: "1"
evidence_to: 2026-02
intended_use: An example.
urgent: allergic
sections: {therapy: Therapy}
interview: [allergy]
questions: {allergy: {ask: Anaphylaxis to penicillin?, label: Anaphylaxis, type: yes_no}}
facts: {allergic: {when: allergy is yes, label: Allergic}}
recommendations:
"""
LINE = """\
  {id}:
    section: therapy
    stance: {stance}
    urgency: {urgency}
    title: {title}
    say: {say}
    when: allergy is {when}
    evidence: [design_choice]
"""
LINES = (
    ("penicillin", "against", "same_day", "Penicillin", "Avoid penicillins.", "yes"),
    ("care", "caution", "soon", "Cephalosporins", "Ask before.", "yes"),
    ("told", "inform", "soon", "Allergy card", "There are cards.", "yes"),
    ("fine", "for", "routine", "Amoxicillin", "Can be considered.", "no"),
)
KEYS = ("id", "stance", "urgency", "title", "say", "when")
PAPER = ("note", "markdown", "html", "fhir")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))


@pytest.fixture
def flow(tmp_path: Path) -> str:
    lines = "".join(LINE.format(**dict(zip(KEYS, line, strict=True))) for line in LINES)
    return str(write_flow(tmp_path / "allergy", ALLERGY + lines))


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.yaml"
    path.write_text("allergy: yes\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    "options",
    [
        *(["--format", name] for name in PAPER),
        ["--full"],
        *(["--order", order] for order in ("soap", "problem")),
        *(["--full", "--order", order] for order in ("soap", "problem")),
        ["--template", "handover"],
    ],
    ids=" ".join,
)
def test_every_paper_says_it_beside_every_title(
    flow: str, answers: str, options: list[str], capsys: Capture
) -> None:
    assert main(["render", flow, "--answers", answers, *options]) == 0
    paper = capsys.readouterr().out
    for title, said in (("Penicillin", "Advised against"), ("Cephalosporins", "Caution")):
        assert f"{said}: {title}" in paper
        assert paper.count(title) == paper.count(f"{said}: {title}")
    assert "For information: Allergy card" in paper


def test_what_does_not_apply_is_told_with_its_stance(flow: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "no.yaml"
    path.write_text("allergy: no\n", encoding="utf-8")
    assert main(["render", flow, "--answers", str(path), "--format", "markdown"]) == 0
    paper = capsys.readouterr().out
    assert "Advised against: Penicillin" in paper
    assert "1. **Amoxicillin**" in paper


def test_a_task_of_fhir_says_it(flow: str, answers: str, capsys: Capture) -> None:
    assert main(["render", flow, "--answers", answers, "--format", "fhir"]) == 0
    entries = json.loads(capsys.readouterr().out)["entry"]
    [group] = [one["resource"] for one in entries if one["resource"]["resourceType"] == "RequestGroup"]
    assert group["contained"][0]["code"]["text"] == "Advised against: Penicillin"
    assert group["action"][0]["title"] == "Advised against: Penicillin"
    assert group["action"][0]["textEquivalent"].startswith("Advised against: Penicillin (same day)")


def test_line_by_line_says_it_at_once_and_at_the_end(
    flow: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1\n\n"), encoding="utf-8"))
    assert main(["run", flow, "--plain", "--no-save"]) == 0
    said = capsys.readouterr().out
    assert "Advised against: Penicillin. Avoid penicillins." in said
    assert "1. SAME DAY: Advised against: Penicillin" in said


def test_why_says_it(flow: str, answers: str, capsys: Capture) -> None:
    assert main(["explain", flow, "--answers", answers, "penicillin"]) == 0
    assert "Advised against: Penicillin" in capsys.readouterr().out


def test_a_title_that_says_no_is_not_negated_twice() -> None:
    assert with_stance("Penicillin", Stance.AGAINST) == "Advised against: Penicillin"
    assert with_stance("No corticosteroids", Stance.AGAINST) == "No corticosteroids (advised against)"
    assert with_stance("Bed rest: not advised", Stance.AGAINST) == "Bed rest: not advised (advised against)"
    assert with_stance("Penicillin", Stance.FOR) == "Penicillin"
    assert with_stance("Allergy card", Stance.INFORM, remark=True) == "Allergy card"


def test_no_shipped_title_of_advice_against_something_says_no() -> None:
    flows = [open_flow(found.id, None).logic.flow for found in list_flows() if not found.origin]
    titles = [
        line.title for flow in flows for line in flow.recommendations.values() if line.stance == "against"
    ]
    assert titles
    assert [title for title in titles if NEGATING.search(title)] == []

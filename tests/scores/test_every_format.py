"""A flow that counts goes through every format and command, and nothing about its numbers is left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from interview.cli import main
from interview.engine import Event, EventKind, Session, conclude, explain, replay
from interview.export.fhir.response_import import read_response
from interview.export.formats import FORMATS
from interview.export.makers import Material, Options, make
from interview.flow.answers import Answer, Chosen, Number
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from tests.export.readers import docx_words, pdf_words
from tests.scores.flows import HEAD, LINE, written
from tests.summary.example import AT

Capture = pytest.CaptureFixture[str]
READ = {"pdf": pdf_words, "docx": docx_words}
IN_WORDS = ("note", "markdown", "html", "pdf", "docx", "fhir")
KNOWN: Mapping[str, Answer] = {
    "confusion": Chosen("yes"),
    "respiratory_rate": Number(32),
    "systolic": Number(120),
    "diastolic": Number(80),
    "age": Number(70),
}


PAIN = (
    HEAD.format(id="pain", title="Pain", interview="now, worst")
    + """\
questions:
  now: {ask: Pain now?, label: Now, type: number, range: [0, 100], whole: true}
  worst: {ask: Worst pain?, label: Worst, type: number, range: [0, 100], whole: true}
scores:
  pain: {label: Pain, points: [{of: now}, {of: worst}]}
recommendations:
"""
    + LINE.format(id="look", title="Look at the pain", stance="for", when="pain >= 100")
)


def session(name: str, answers: Mapping[str, Answer], folder: Path) -> Session:
    logic = compile_flow(load_flow(written(name, folder)))
    events = (Event(one, EventKind.ANSWERED, one, AT, answer) for one, answer in answers.items())
    return replay(logic, events)


def told(form: str, of: Session, *, full: bool = False) -> str:
    made = make(form, Material(of, AT), Options(full=full))
    return " ".join(READ.get(form, bytes.decode)(made).split()).replace("\\", "")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["curb65", "gcs", "bmi"])
def test_every_format_can_be_made(form: str, name: str, tmp_path: Path) -> None:
    assert told(form, session(name, {}, tmp_path))


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("form", IN_WORDS)
def test_a_score_is_a_line_with_what_is_missing(form: str, full: bool, tmp_path: Path) -> None:
    text = told(form, session("curb65", KNOWN, tmp_path), full=full)
    assert "CURB-65: 3 or 4 (high)" in text
    assert "issing: Urea" in text.partition("CURB-65: 3 or 4")[2]
    (tmp_path / "other").mkdir()
    assert "CURB-65: 4 (high)" in told(
        form, session("curb65", {**KNOWN, "urea": Number(9)}, tmp_path / "other")
    )


def test_programs_read_scores_and_numbers(tmp_path: Path) -> None:
    open_ = session("curb65", KNOWN, tmp_path)
    assert json.loads(told("json", open_))["numbers"] == {"curb65": {"possible": [3, 4]}}
    row = dict(
        zip(
            *(
                line.split(",")
                for line in make("csv", Material(open_, AT), Options()).decode("utf-8-sig").splitlines()[:2]
            ),
            strict=True,
        )
    )
    assert (row["curb65__number"], row["curb65__lowest"], row["curb65__highest"]) == ("", "3", "4")
    weighed = {"weight": Number(70.5), "height": Number(170), "sitting": Number(80), "supine": Number(56)}
    numbers = json.loads(told("json", session("bmi", weighed, tmp_path)))["numbers"]
    assert (numbers["bmi"], numbers["fall"], numbers["lower"], numbers["metres"]) == (24.4, 30, 56, 1.7)


def test_a_number_is_shown_on_the_right_side_of_its_threshold(tmp_path: Path) -> None:
    for weight, shown in (("99.96", "24.99"), ("100", "25"), ("99.9999", "24.99998"), ("73.99", "18.498")):
        folder = tmp_path / weight
        folder.mkdir()
        said = {"weight": Number(Decimal(weight)), "height": Number(200)}
        assert f"Body mass index: {shown} kg/m2" in told("note", session("bmi", said, folder), full=True)


def test_a_score_is_behind_a_line(tmp_path: Path) -> None:
    open_ = session("curb65", KNOWN, tmp_path)
    found = explain(conclude(open_), "ward")
    assert found.because == ("confusion", "respiratory_rate", "age")
    assert found.facts == ("severe", "curb65")
    assert found.despite == ("urea",)
    assert explain(conclude(open_), "intensive").depends_on == ("urea",)


def test_a_form_works_the_score_out_and_its_answers_come_back(tmp_path: Path) -> None:
    done = session("curb65", {**KNOWN, "urea": Number(9)}, tmp_path)
    form = told("fhir-questionnaire", done)
    assert "calculatedExpression" in form
    assert "CURB-65" in form
    response = make("fhir-response", Material(done, AT), Options())
    assert '"valueDecimal": 4' in response.decode()
    assert read_response(done.flow, response.decode()) == dict(done.answers)
    points = told("fhir-questionnaire", session("gcs", {}, tmp_path))
    assert points.count("ordinalValue") == 9


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTERVIEW_FLOWS", raising=False)
    return written("curb65", tmp_path)


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_every_command_takes_it(folder: Path, capsys: Capture) -> None:
    answers = folder.parent / "answers.yaml"
    answers.write_text(
        "confusion: yes\nrespiratory_rate: 32\nage: 70\nurea: 9\nsystolic: 120\ndiastolic: 80\n"
    )
    assert run("check", "--strict", folder) == 0
    (folder / "paths").mkdir()
    (folder / "paths" / "severe.yaml").write_text(
        "path: Severe\nanswers: {confusion: yes, urea: 9, respiratory_rate: 32, systolic: 120,"
        " diastolic: 80, age: 70}\n"
        "expect: {holds: [ward, intensive], ruled_out: [home]}\n"
    )
    capsys.readouterr()
    assert run("test", "--mutate", folder) in (0, 1)
    assert "gives 2 instead of 1" in capsys.readouterr().out
    for form in ("mermaid", "dot", "svg"):
        assert run("graph", folder, "--format", form, "--of", "ward") == 0
        drawn = capsys.readouterr().out
        assert "CURB-65" in drawn
        assert "Respiratory rate" in drawn
        assert run("graph", folder, "--format", form, "--all") == 0
    capsys.readouterr()
    assert run("explain", folder, "--answers", answers) == 0
    assert "CURB-65: 4 (high)" in capsys.readouterr().out
    assert run("explain", folder, "--answers", answers, "home") == 0


def test_two_versions_of_a_score_are_compared(folder: Path, capsys: Capture) -> None:
    other = folder.parent / "other" / "curb65"
    other.mkdir(parents=True)
    text = (folder / "flow.yaml").read_text()
    assert run("diff", folder, folder) == 0
    (other / "flow.yaml").write_text(text.replace("{when: urea > 7, give: 1}", "{when: urea > 8, give: 1}"))
    capsys.readouterr()
    assert run("diff", folder, other) == 1
    found = capsys.readouterr().out
    assert "1 if urea > 7" in found
    assert "1 if urea > 8" in found
    assert "Care in hospital" in found


@pytest.mark.parametrize("form", [*IN_WORDS, "json"])
def test_a_text_names_values_in_words(form: str, tmp_path: Path) -> None:
    folder = written("curb65", tmp_path)
    text = (folder / "flow.yaml").read_text()
    said = 'say: "Score {curb65}, age {age}, urea {urea}."'
    (folder / "flow.yaml").write_text(text.replace("say: Care in hospital.", said))
    logic = compile_flow(load_flow(folder))
    events = (Event(one, EventKind.ANSWERED, one, AT, answer) for one, answer in KNOWN.items())
    words = told(form, replay(logic, events), full=True)
    assert "Score 3 or 4 (high), age 70 years, urea not known." in words
    assert "{curb65}" not in words


def test_of_many_numbers_only_those_are_told_at_which_a_line_changes(tmp_path: Path) -> None:
    folder = tmp_path / "pain"
    folder.mkdir()
    (folder / "flow.yaml").write_text(PAIN)
    logic = compile_flow(load_flow(folder))
    known = Event("now", EventKind.ANSWERED, "now", AT, Number(40))
    found = explain(conclude(replay(logic, [known])), "look")
    told_ = {
        (name, answer, change.status)
        for change in found.would_change
        for name, answer in change.answers.items()
    }
    assert told_ == {
        ("now", Number(100), "holds"),
        ("worst", Number(60), "holds"),
        ("worst", Number(59), "ruled_out"),
    }

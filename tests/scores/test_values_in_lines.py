"""Values named in titles, and in texts for patients and letters: told to one patient; inert."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from interview.cli import main
from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.notices import _urgent
from interview.engine import Event, EventKind, Session, conclude, replay
from interview.errors import FlowError
from interview.export.csv.table import codebook
from interview.export.makers import Material, Options, make
from interview.flow.answers import Answer, Chosen, Number, Text
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.practice.key import neutral_name
from interview.summary.urgency import urgent
from interview.tui.rows.plan import side_rows
from tests.export.readers import docx_words, pdf_words
from tests.summary.example import AT

READ = {"pdf": pdf_words, "docx": docx_words}
NASTY = "<b>[bold]{{ 7 * 7 }} `x` \\#strong[y] {score}"
FLOW = """\
flow: values
title: Values
version: "1"
evidence_to: 2026-02
intended_use: Made up for tests.
sections: {plan: Plan}
urgent: high
interview: [falls, onset, where, words]
patient_page: {about: About falls., get_help: [You fall and cannot get up.], call: Call for help.}
questions:
  falls: {ask: How many falls?, label: Falls, type: number, range: [0, 9], whole: true}
  onset: {ask: Since when?, label: Onset, type: date}
  where: {ask: Where?, label: Place, type: one, answers: {home: 'HOSTILE', other: Elsewhere}}
  words: {ask: Anything else?, label: Words, type: text}
scores:
  score: {label: Falls score, points: [{of: falls}]}
facts:
  high: {when: score >= 3, label: Many falls}
rows:
  review:
    asks: "With {score} falls at {where}, what would you change?"
    patient: "a talk about your {score} falls"
recommendations:
  review:
    section: plan
    stance: for
    urgency: same_day
    title: "Review of {score} falls at {where}"
    say: "Look at them."
    when: score >= 3
    evidence: [design_choice]
    for_patient: {say: "You fell {score} times since {onset}.", ask: "about {score} falls"}
  wait:
    section: plan
    stance: inform
    urgency: routine
    title: "No falls since {onset}"
    say: "Good."
    when: score < 1
    evidence: [design_choice]
"""
ANSWERS: Mapping[str, Answer] = {
    "falls": Number(4),
    "onset": Text("2024-11"),
    "where": Chosen("home"),
    "words": Text("{score} {{ 7 * 7 }}"),
}


def flow(folder: Path, text: str = FLOW) -> Flow:
    place = folder / "values"
    place.mkdir(exist_ok=True)
    (place / "flow.yaml").write_text(text.replace("HOSTILE", NASTY), encoding="utf-8")
    return load_flow(place)


@pytest.fixture
def said(tmp_path: Path) -> Session:
    logic = compile_flow(flow(tmp_path))
    return replay(logic, [Event(one, EventKind.ANSWERED, one, AT, answer) for one, answer in ANSWERS.items()])


def words(form: str, session: Session, **options: object) -> str:
    made = make(form, Material(session, AT), Options(**options))  # type: ignore[arg-type]
    return " ".join(READ.get(form, bytes.decode)(made).split()).replace("\\", "").replace("&#x27;", "'")


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("form", ["note", "markdown", "html", "pdf", "docx", "fhir"])
def test_a_title_names_values(form: str, full: bool, said: Session) -> None:
    text = words(form, said, full=full)
    assert "Review of 4 falls at" in text
    assert "Review of {score}" not in text
    assert "7 * 7" in text or not full
    assert " 49 " not in text


def test_words_of_a_value_are_not_read_as_another_one(said: Session) -> None:
    assert "(score)" in words("note", said, full=True)
    assert "<b>" not in words("html", said, full=True)


def test_patients_and_letters_are_told_values(said: Session, tmp_path: Path) -> None:
    assert "You fell 4 times since 2024-11." in words("note", said, template="patient.txt")
    own = "{{ line.asks }} / {{ line.suggestion }} / {{ line.for_patient.ask }}"
    own = f"{{% for line in plan %}}{own}{{% endfor %}}"
    (tmp_path / "own.txt.j2").write_text(own, encoding="utf-8")
    letter = words("note", said, template="own.txt", templates=tmp_path)
    assert letter.startswith("With 4 falls at <b>[bold]")
    assert "/ a talk about your 4 falls / about 4 falls" in letter


def test_screens_are_told_values(said: Session) -> None:
    found = conclude(said)
    rows = " ".join(text for row in side_rows(LiveConclusions(said)) for text, _ in row.text)
    assert "Review of 4 falls at" in rows
    assert "Review of 4 falls at" in " ".join(one.text for one in _urgent(said, urgent(found)))


def test_without_answers_the_label_stands_for_a_value(
    said: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Review of [Falls score] falls at [Place]" in codebook([said.flow]).decode()
    assert neutral_name(said.flow, "review") == "review of [Falls score] falls at [Place]"
    for form in ("mermaid", "dot"):
        assert main(["graph", str(tmp_path / "values"), "--format", form, "--all"]) == 0
        drawn = capsys.readouterr().out
        assert "Falls score" in drawn
        assert "{score}" not in drawn


def test_what_is_not_known_is_said_so(tmp_path: Path) -> None:
    logic = compile_flow(flow(tmp_path))
    known = [Event("falls", EventKind.ANSWERED, "falls", AT, Number(0))]
    assert "No falls since not known" in words("note", replay(logic, known), full=True)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Review of {score}", "Review of {scores}", "unknown-value"),
        ("You fell {score}", "You fell {words}", "unknown-value"),
        ("about {score}", "about {nobody}", "unknown-value"),
        ("your {score}", "your {nobody}", "unknown-value"),
        ("With {score}", "With {nobody}", "unknown-value"),
        ("ask: Where?", 'ask: "Where, at {score}?"', "value-without-answers"),
        ("label: Many falls", 'label: "{score} falls"', "value-without-answers"),
    ],
)
def test_a_value_that_is_none_is_refused(before: str, after: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(FlowError) as refused:
        flow(tmp_path, FLOW.replace(before, after))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_programs_read_the_line_with_its_values(said: Session) -> None:
    lines = json.loads(words("json", said))["recommendations"]
    assert next(one for one in lines if one["id"] == "review")["text"] == "Look at them."

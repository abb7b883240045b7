"""A folder in, a complete flow out."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from interview.errors import FlowError, Place
from interview.flow.answers import Chosen, Number, Several
from interview.flow.conditions.syntax import All, Always, Any, Compare, Has, Holds, Is, Never
from interview.flow.loading.loader import load_flow
from interview.flow.model import (
    Evidence,
    NumberRange,
    Option,
    Policy,
    QuestionType,
    Review,
    Screen,
    Stance,
    Urgency,
)
from interview.flow.review import review_state
from tests.flow.conftest import Loads
from tests.flow.folders import EXAMPLE, problems, write


def test_the_head_of_a_flow(load: Loads, folder: Path) -> None:
    flow = load(EXAMPLE)
    assert (flow.id, flow.title, flow.version, flow.evidence_to) == ("example", "An example", "1", "2026-02")
    assert (flow.intended_use, flow.description, flow.urgent) == (
        "For tests.",
        "For the list of flows.",
        "alarm",
    )
    assert list(flow.sections.items()) == [("care", "Care"), ("more", "More care")]
    assert flow.folder == str(folder)
    assert flow.review == Review()
    assert review_state(flow.review, flow.content_hash) == "not yet reviewed by a clinician"


def test_a_review_is_read(load: Loads) -> None:
    reviewed = EXAMPLE + 'reviewed: {by: A. Clinician, date: "2026-02-28", content_hash: ab12}\n'
    assert load(reviewed).review == Review("A. Clinician", "2026-02-28", "ab12")


def test_screens_come_in_three_forms(load: Loads) -> None:
    screens = load(EXAMPLE).screens
    assert screens[:3] == (
        Screen(("pattern", "onset_age")),
        Screen(("food_sticks",), "Swallowing"),
        Screen(("problems",)),
    )


def test_questions_stand_in_the_order_of_asking(load: Loads) -> None:
    text = EXAMPLE.replace("  - [pattern, onset_age]\n", "").replace(
        "  - comment\n", "  - comment\n  - pattern\n"
    )
    text = text.replace("  - comment\n", "  - comment\n  - onset_age\n").replace(
        "    ask_when: pattern is typical\n", ""
    )
    assert list(load(text).questions)[-3:] == ["comment", "onset_age", "pattern"]


def test_every_type_of_question(load: Loads) -> None:
    questions = load(EXAMPLE).questions
    assert questions["pattern"].options == (
        Option("typical", "Typical"),
        Option("other", "Another", "Say which.", context=True),
    )
    assert [option.id for option in questions["food_sticks"].options] == ["yes", "no"]
    assert questions["onset_age"].range == NumberRange(1, 110, whole=True)
    assert (questions["onset_age"].unit, questions["onset_age"].valid_for) == ("years", 90)
    assert questions["problems"].none == "No problem"
    assert questions["seen_on"].type is QuestionType.MONTH
    assert questions["comment"].ask_when == Never()
    assert questions["imaging"].applies_when == Is("imaging_done", frozenset({"yes"}))
    assert questions["imaging"].otherwise is None
    assert questions["pattern"].ask_when == Always()


BAR = "answers: {bar: Bar, residue: Residue}"


@pytest.mark.parametrize(
    ("form", "keys", "otherwise", "answer"),
    [
        ("several", BAR, "[]", Several()),
        ("several", BAR, "[bar]", Several(frozenset({"bar"}))),
        (
            "several",
            BAR,
            "{chosen: [bar], rest: not_assessed}",
            Several(frozenset({"bar"}), rest_absent=False),
        ),
        ("one", BAR, "bar", Chosen("bar")),
        ("yes_no", "help: Ask.", "no", Chosen("no")),
        ("number", "range: [0, 10]", "2.5", Number(2.5)),
    ],
)
def test_a_question_can_count_as_an_answer(
    load: Loads, form: str, keys: str, otherwise: str, answer: object
) -> None:
    text = EXAMPLE.replace(
        "    otherwise: not_assessed\n    type: several", f"    otherwise: {otherwise}\n    type: {form}"
    )
    assert load(text.replace(BAR, keys)).questions["imaging"].otherwise == answer


def test_facts_numbers_and_tables(load: Loads) -> None:
    flow = load(EXAMPLE)
    assert flow.facts["swallow"].when == Any(
        (Is("food_sticks", frozenset({"yes"})), Has("problems", "choking"))
    )
    chosen = Any(tuple(Has("problems", option) for option in ("falls", "choking", "pain")))
    assert flow.facts["alarm"].when == All((Holds("swallow"), chosen))
    difference = flow.numbers["score_fall"]
    assert (*difference.operands, difference.unit) == (
        "score_before",
        "score_now",
        "points",
    )
    table = flow.tables["grade"]
    assert (table.policy, table.otherwise, dict(table.outcomes)) == (
        Policy.FIRST,
        "low",
        {"high": "high", "low": "low"},
    )
    assert [(row.when, row.then) for row in table.rows] == [
        (Holds("alarm"), "high"),
        (Compare("score_fall", ">=", 2.0), "high"),
        (Holds("swallow"), "low"),
    ]


def test_recommendations_and_what_they_rest_on(load: Loads) -> None:
    flow = load(EXAMPLE)
    line = flow.recommendations["refer"]
    assert (line.section, line.stance, line.urgency) == ("care", Stance.FOR, Urgency.SOON)
    assert line.evidence == (Evidence.TRIAL, Evidence.COHORT)
    assert (line.sources, line.controversies, line.opposes, line.topic) == (
        ("rose2013",),
        ("c3",),
        ("wait",),
        "therapy",
    )
    assert line.when == Is("grade", frozenset({"high"}))
    assert line.if_open is not None
    assert line.if_open.when == Compare("onset_age", "<", 60.0)
    assert flow.recommendations["wait"].while_open == "alarm"
    source = flow.sources["rose2013"]
    assert source.kind is Evidence.GUIDELINE
    assert source.record["author"] == [{"family": "Rose", "given": "MR"}]
    assert (source.record["issued"], source.record["PMID"]) == (2013, "24268584")
    assert "kind" not in source.record
    assert flow.controversies["c3"].sources == ("rose2013",)


def test_conflicts_constraints_and_the_end(load: Loads) -> None:
    flow = load(EXAMPLE)
    assert flow.conflicts["odd"].say == "These do not fit."
    assert flow.constraints["age"].must == Compare("onset_age", "<=", 110.0)
    assert flow.ends is not None
    assert (flow.ends.when, flow.ends.keep) == (Is("pattern", frozenset({"other"})), frozenset({"wait"}))


def test_everything_knows_where_it_stands(load: Loads) -> None:
    flow = load(EXAMPLE)
    line = EXAMPLE.splitlines().index("  onset_age:") + 1
    assert flow.questions["onset_age"].place == Place("example/flow.yaml", line, 3)
    assert (
        flow.tables["grade"].rows[1].place.line
        == EXAMPLE.splitlines().index("      - when: score_fall >= 2") + 1
    )


def test_topics_may_stand_in_included_files(load: Loads) -> None:
    head, topics = EXAMPLE.split("questions:\n", 1)
    facts, rest = topics.split("numbers:\n")
    flow = load(
        {
            "flow.yaml": head + "include: [topics/facts.yaml, rest.yaml]\n",
            "topics/facts.yaml": "questions:\n" + facts,
            "rest.yaml": "numbers:\n" + rest,
        }
    )
    assert flow.facts["alarm"].place.file == "example/topics/facts.yaml"
    assert "refer" in flow.recommendations


def test_text_is_made_safe(load: Loads) -> None:
    unsafe = EXAMPLE.replace("ask: How old?", "ask: 'How \u202eold\u200b?\tcafe\u0301'")
    assert load(unsafe).questions["onset_age"].ask == "How old? caf\u00e9"


def test_long_text_is_folded_and_short_text_put_on_one_line(load: Loads) -> None:
    text = EXAMPLE.replace("label: Alarm", "label: >\n      Alarm\n      now").replace(
        "more: Behind the line.", "more: |\n      One.\n\n      Two.\n"
    )
    flow = load(text)
    assert flow.facts["alarm"].label == "Alarm now"
    assert flow.recommendations["refer"].more == "One.\n\nTwo."


def test_markup_in_text_stays_as_typed(load: Loads) -> None:
    text = EXAMPLE.replace("ask: How old?", "ask: '[b]How[/b] {{ old }} <i>?'")
    assert load(text).questions["onset_age"].ask == "[b]How[/b] {{ old }} <i>?"


def test_yes_no_on_and_off_are_text(load: Loads) -> None:
    text = EXAMPLE.replace(
        "      typical: Typical\n", "      typical: no\n      'on': off\n      yes: 1:30\n"
    )
    options = load(text).questions["pattern"].options
    assert [(option.id, option.label) for option in options[:3]] == [
        ("typical", "no"),
        ("on", "off"),
        ("yes", "1:30"),
    ]


def test_a_table_that_covers_everyone_needs_no_otherwise(load: Loads) -> None:
    text = EXAMPLE.replace("policy: first", "policy: unique").replace("    otherwise: low\n", "")
    text = text.replace(
        "      - when: score_fall >= 2\n        then: high\n", "      - {when: not alarm, then: low}\n"
    )
    assert load(text).tables["grade"].otherwise is None


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(folder: Path, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load_flow(write(folder, EXAMPLE))
        problems(write(folder, "flow: [\n"))
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_a_folder_may_be_named_relatively(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, EXAMPLE.replace("ask: How old?", "task: How old?"))
    monkeypatch.chdir(folder)
    assert problems(Path())[0].place.file == "example/flow.yaml"


def test_a_fault_of_the_program_is_explained_without_a_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("interview.flow.loading.loader.merge", fail)
    with pytest.raises(FlowError, match="please report this") as caught:
        load_flow(write(folder, EXAMPLE))
    assert [problem.code for problem in caught.value.problems] == ["internal-fault"]


def test_a_file_that_may_not_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13))

    write(folder, EXAMPLE)
    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = problems(folder)
    assert problem.code == "unreadable-file"
    assert "permission denied" in problem.message

"""Keys and values that are missing, unknown or of the wrong kind.

A case replaces one piece of the example flow. A « in the replacement marks where the caret must point; it
is taken out before the flow is written.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.flow.language import keys
from interview.flow.language.value_types import Shape
from tests.flow.folders import problems, write
from tests.flow.marks import broken

CASES = [
    (
        "split-at-comma",
        "other: {label: Another, help: Say which., context: true}",
        "other: {label: Another, help: Say which, «or not}",
        "split at every comma",
    ),
    (
        "split-at-comma",
        "      - {when: alarm, then: high}\n",
        "      - {when: «problems has any of (falls, choking), then: high}\n",
        "put it in quotes",
    ),
    (
        "unknown-key",
        "    why: It decides.",
        "    «whi: It decides.",
        "this question has no key 'whi'; did you mean 'why'?",
    ),
    (
        "unknown-key",
        "title: An example",
        "title: An example\n«colour: red",
        "this flow has no key 'colour'; it takes flow, title",
    ),
    (
        "unknown-key",
        "title: An example",
        "title: An example\nspoken: {pattern: {answers: {typical: {«tolld: a}}}}",
        "this spoken phrase of an answer has no key 'tolld'; did you mean 'told'?",
    ),
    (
        "unknown-key",
        "title: An example",
        "title: An example\nusual: {pattern: {«weights: 1}}",
        "this set of weights has no key 'weights'; it takes answers",
    ),
    (
        "missing-key",
        "  seen_on: {ask: Seen when, ",
        "  «seen_on: {",
        "'seen_on' needs 'ask': The question as it is asked.",
    ),
    (
        "missing-key",
        "  alarm:\n    when: {all: [swallow, any problems]}\n    label: Alarm",
        "  «alarm:\n    when: {all: [swallow, any problems]}",
        "needs 'label'",
    ),
    ("missing-key", "flow: example\ntitle: An example", "«flow: example", "this flow needs 'title'"),
    ("missing-key", "  wait:\n    while_open: alarm\n", "  «wait:\n", "'wait' needs 'when' or 'while_open'"),
    (
        "misplaced-key",
        "    while_open: alarm",
        "    when: always\n    «while_open: alarm",
        "give 'when' or 'while_open', not both",
    ),
    (
        "misplaced-key",
        "    none: No problem\n",
        "    none: No problem\n    «unit: years\n",
        "'unit' belongs to the type number, not to several",
    ),
    (
        "missing-key",
        "  imaging:\n    answers: {bar: Bar, residue: Residue}\n",
        "  «imaging:\n",
        "'imaging' needs 'answers'",
    ),
    (
        "missing-key",
        "    applies_when: imaging_done is yes\n    otherwise: not_assessed\n",
        "    «applies_when: imaging_done is yes\n",
        "'applies_when' needs 'otherwise' beside it",
    ),
    ("missing-key", "    why: It decides.", "    «otherwise: no", "'otherwise' needs 'applies_when'"),
    ("missing-key", "    range: [1, 110]\n    whole: true", "    «whole: true", "'whole' needs 'range'"),
    ("wrong-type", "title: An example", "title: «[An, example]", "a list stands here; it must be text"),
    ("wrong-type", 'version: "1"', "version: «1.10", "'1.10' stands here; it must be text, in quotes"),
    ("wrong-type", "    label: Alarm", "    label:«", "nothing stands here"),
    ("wrong-type", "    whole: true", "    whole: «yes", "it must be true or false"),
    ("wrong-type", "    valid_for: 90", "    valid_for: «soon", "a whole number above 0"),
    ("wrong-type", "    valid_for: 90", "    valid_for: «0", "a whole number above 0"),
    ("wrong-type", "    range: [1, 110]", "    range: [1, «old]", "'old' stands here; it must be a number"),
    ("wrong-type", "    range: [1, 110]", "    range: «1-110", "two numbers, such as [1, 110]"),
    ("wrong-length", "    range: [1, 110]", "    range: «[1]", "two numbers, such as [1, 110], not 1"),
    ("wrong-length", "    range: [1, 110]", "    range: «[0,5, 110]", "a decimal has a point: write 0.5"),
    ("wrong-length", "    range: [1, 110]", "    range: «[1,000, 1500]", "'1,000' can mean 1000 or 1.000"),
    ("wrong-type", "    range: [1, 110]", "    range: [1,«000]", "'1,000' can mean 1000 or 1.000"),
    ("wrong-type", "evidence_to: 2026-02", "evidence_to: «2026-13", "text such as 2026-02"),
    ("wrong-type", "flow: example", "flow: «An_Example", "text such as ibm-management"),
    (
        "wrong-type",
        "  comment: {ask: Anything else, label: Comment, type: text, ask_when: never}",
        "  comment: «text",
        "the keys of a question",
    ),
    (
        "wrong-type",
        "controversies:\n  c3: {say: The sources disagree., sources: [rose2013]}",
        "controversies: «c3",
        "ids, each with its controversy",
    ),
    (
        "wrong-type",
        "    sources: [rose2013]\n  onset_age",
        "    sources: «rose2013\n  onset_age",
        "it must be a list",
    ),
    ("wrong-type", "    section: care", "    section: «[care]", "it must be an id"),
    (
        "wrong-type",
        "    stance: for",
        "    stance: «{for: all}",
        "a mapping stands here; it must be one word",
    ),
    ("wrong-type", "    issued: 2013", "    issued: «20.5", "text or a whole number"),
    (
        "wrong-length",
        "difference: [score_before, score_now]",
        "difference: «[score_before]",
        "exactly 2 items, not 1",
    ),
    (
        "wrong-length",
        "  - {title: Swallowing, ask: [food_sticks]}",
        "  - {title: Nothing, ask: «[]}\n  - food_sticks",
        "at least one item",
    ),
    (
        "empty-list",
        "constraints:\n  age: {must: onset_age <= 110, say: Too old.}",
        "constraints: «{}",
        "at least one constraint",
    ),
    ("empty-text", "ask: How old?", "ask: «''", "some text must stand here"),
    (
        "too-long",
        "title: Refer to speech and language therapy",
        "title: «" + "x" * 73,
        "73 characters; at most 72",
    ),
    (
        "too-many",
        "    answers: {bar: Bar, residue: Residue}",
        "    answers: «{" + ", ".join(f"a{i}: A" for i in range(101)) + "}",
        "at most 100",
    ),
    (
        "unknown-word",
        "    stance: for",
        "    stance: «four",
        "'four' is not one of for, against, caution, inform; did you mean 'for'?",
    ),
    (
        "unknown-word",
        "    type: number\n    unit: years",
        "    type: «numbr\n    unit: years",
        "did you mean 'number'?",
    ),
    ("unknown-word", "    type: article-journal", "    type: «journal-article", "did you mean"),
    (
        "unknown-word",
        "    evidence: [trial, cohort]",
        "    evidence: [trial, «cohorts]",
        "did you mean 'cohort'?",
    ),
    (
        "range-reversed",
        "    range: [1, 110]",
        "    range: «[110, 1]",
        "the lowest number, 110, is above the highest, 1",
    ),
    (
        "not-an-id",
        "  c3: {say: The sources disagree., sources: [rose2013]}",
        "  c3: {say: The sources disagree., sources: [rose2013]}\n  «C-Four: {say: More.}",
        "such as c_four",
    ),
    (
        "not-an-id",
        "      typical: Typical\n",
        "      typical: Typical\n      «2nd: Second\n",
        "'2nd' is not an id",
    ),
]


@pytest.mark.parametrize(("code", "old", "new", "says"), CASES)
def test_a_mistake_is_reported_where_it_stands(
    code: str, old: str, new: str, says: str, folder: Path
) -> None:
    text, line, column = broken(old, new)
    found = problems(write(folder, text))
    places = [(problem.code, problem.place.line, problem.place.column) for problem in found]
    assert places == [(code, line, column)], [str(problem) for problem in found]
    assert says in found[0].message


def test_every_missing_key_is_named(folder: Path) -> None:
    text, line, column = broken(
        "  seen_on: {ask: Seen when, label: Seen, type: month}", "  «seen_on: {type: month}"
    )
    found = problems(write(folder, text))
    assert {(problem.code, problem.place.line, problem.place.column) for problem in found} == {
        ("missing-key", line, column)
    }
    assert [problem.message.split(":")[0] for problem in found] == [
        "'seen_on' needs 'ask'",
        "'seen_on' needs 'label'",
    ]


def test_no_message_names_a_shape_by_a_word_of_the_program() -> None:
    shapes = [shape for shape in vars(keys).values() if isinstance(shape, Shape)]
    odd = [
        one.what for one in shapes if "_" in one.what or one.what in ("usual", "unlikely", "spoken", "joined")
    ]
    assert odd == []

"""Names, references, the order of asking, tables and numbers: what only shows across the whole flow.

A case replaces one piece of the example flow. A « in the replacement marks where the caret must point; it
is taken out before the flow is written.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.folders import problems, write
from tests.flow.marks import broken

CASES = [
    (
        "unknown-name",
        "{bar: Bar, residue: Residue}",
        "{bar: {label: Bar, same_as: «problem.choking}, residue: Residue}",
        "'same_as' joins answers of two questions of several choices, and 'problem' is none;"
        " did you mean 'problems'?",
    ),
    (
        "unknown-name",
        "{bar: Bar, residue: Residue}",
        "{bar: {label: Bar, same_as: «imaging.residue}, residue: Residue}",
        "'same_as' joins answers of two questions of several choices, and 'imaging' is none",
    ),
    (
        "unknown-name",
        "      typical: Typical\n",
        "      typical: {label: Typical, same_as: «problems.falls}\n",
        "'same_as' joins answers of two questions of several choices, and 'pattern' is none",
    ),
    (
        "unknown-answer",
        "{bar: Bar, residue: Residue}",
        "{bar: {label: Bar, same_as: «problems.choke}, residue: Residue}",
        "'choke' is not an answer of 'problems'; did you mean 'choking'?",
    ),
    (
        "wrong-type",
        "{bar: Bar, residue: Residue}",
        "{bar: {label: Bar, same_as: «choking}, residue: Residue}",
        "text such as breathing_symptoms.chest_infections",
    ),
    (
        "unknown-answer",
        "urgent: alarm",
        "spoken: {imaging: {answers: {bar: {told: a bar, told_with: «problems.choke}}}}\nurgent: alarm",
        "'choke' is not an answer of 'problems'; did you mean 'choking'?",
    ),
    (
        "unknown-name",
        "ask: How old?",
        "ask: 'Ä😀?'\n    ask_when: 'pattern is typical and «alrm'",
        "did you mean 'alarm'?",
    ),
    (
        "unknown-name",
        "    section: care",
        "    section: «cure",
        "there is no section 'cure'; did you mean 'care'?",
    ),
    (
        "unknown-name",
        "    evidence: [trial, cohort]\n    sources: [rose2013]",
        "    sources: [«rose2031]",
        "there is no source 'rose2031'; did you mean 'rose2013'?",
    ),
    ("unknown-name", "    controversies: [c3]", "    controversies: [«c4]", "there is no controversy 'c4'"),
    ("unknown-name", "    opposes: [wait]", "    opposes: [«weight]", "there is no recommendation 'weight'"),
    (
        "unknown-name",
        "  keep: [wait]",
        "  keep: [wait, «reffer]",
        "there is no recommendation 'reffer'; did you mean 'refer'?",
    ),
    (
        "unknown-name",
        "    while_open: alarm",
        "    while_open: «alarms",
        "there is no fact 'alarms'; did you mean 'alarm'?",
    ),
    ("unknown-name", "    while_open: alarm", "    while_open: «pattern", "there is no fact 'pattern'"),
    ("unknown-name", "urgent: alarm", "urgent: «alam", "there is no fact 'alam'; did you mean 'alarm'?"),
    (
        "unknown-name",
        "  - problems\n",
        "  - problems\n  - «problem\n",
        "there is no question 'problem'; did you mean 'problems'?",
    ),
    (
        "unknown-name",
        "difference: [score_before, score_now]",
        "difference: [«score_befor, score_now]",
        "did you mean 'score_before'?",
    ),
    ("repeated", "    evidence: [trial, cohort]", "    evidence: [trial, «trial]", "'trial' is given twice"),
    (
        "duplicate-id",
        "  alarm:\n    when: {all",
        "  «pattern: {when: never, label: P}\n  alarm:\n    when: {all",
        "'pattern' is already declared in example/flow.yaml:19",
    ),
    (
        "duplicate-id",
        "numbers:\n  score_fall:",
        "  score_fall: {when: never, label: S}\nnumbers:\n  «score_fall:",
        "already declared",
    ),
    (
        "reserved-word",
        "facts:\n",
        "facts:\n  «any: {when: never, label: A}\n",
        "a word of the condition language",
    ),
    (
        "reserved-word",
        "      typical: Typical\n",
        "      typical: Typical\n      «unknown: Not known\n",
        "can always be said and is never listed",
    ),
    (
        "reserved-word",
        "      typical: Typical\n",
        "      typical: Typical\n      «pending: Waiting\n",
        "can always be said and is never listed",
    ),
    (
        "reserved-word",
        "      typical: Typical\n",
        "      typical: Typical\n      «not: Not\n",
        "a word of the condition language",
    ),
    (
        "never-asked",
        "questions:\n",
        "questions:\n  «lost: {ask: Lost, label: Lost, type: text}\n",
        "'lost' does not stand under 'interview'",
    ),
    (
        "asked-twice",
        "  - comment\n",
        "  - comment\n  - [«pattern]\n",
        "'pattern' already stands under 'interview'",
    ),
    (
        "forward-reference",
        "ask_when: pattern is typical",
        "ask_when: pattern is typical and «imaging_done is yes",
        "'imaging_done' is asked later; 'ask_when' can refer to earlier",
    ),
    (
        "forward-reference",
        "ask_when: pattern is typical",
        "ask_when: «food_sticks is yes",
        "'food_sticks' itself is asked",
    ),
    (
        "forward-reference",
        "ask_when: pattern is typical",
        "ask_when: «alarm",
        "'alarm' follows from 'problems', and 'problems' is asked later",
    ),
    (
        "forward-reference",
        "ask_when: pattern is typical",
        "ask_when: «grade is high",
        "'grade' follows from 'score_now'",
    ),
    (
        "forward-reference",
        "ask_when: pattern is typical",
        "ask_when: «score_fall > 1",
        "'score_fall' follows from 'score_now'",
    ),
    (
        "forward-reference",
        "    why: It decides.\n    ask_when: pattern is typical\n",
        "    ask_when: any «imaging\n",
        "'imaging' is asked later",
    ),
    (
        "circle",
        "  alarm:\n    when: {all: [swallow, any problems]}",
        "  «alarm:\n    when: grade is low",
        "goes round in a circle: alarm -> grade -> alarm",
    ),
    (
        "circle",
        "  alarm:\n    when: {all: [swallow, any problems]}",
        "  «alarm:\n    when: not alarm",
        "alarm -> alarm",
    ),
    (
        "circle",
        "  imaging:\n    answers: {bar: Bar, residue: Residue}\n    applies_when: imaging_done is yes",
        "  «imaging:\n    answers: {bar: Bar, residue: Residue}\n    applies_when: any imaging",
        "imaging -> imaging",
    ),
    (
        "unknown-answer",
        "        then: high",
        "        then: «hi",
        "'hi' is not an outcome of 'grade' (high, low)",
    ),
    ("unknown-answer", "    otherwise: low\n", "    otherwise: «lo\n", "did you mean 'low'?"),
    ("missing-key", "  grade:\n    otherwise: low\n", "  «grade:\n", "'grade' needs 'otherwise'"),
    (
        "unused-outcome",
        "    outcomes: {high: high, low: low}",
        "    outcomes: {high: high, low: low, «middle: middle}",
        "no row of 'grade' gives the outcome 'middle'",
    ),
    (
        "not-a-number",
        "difference: [score_before, score_now]",
        "difference: [score_before, «seen_on]",
        "'seen_on' is not a question of type number",
    ),
    (
        "otherwise-in-difference",
        "label: Score now, type: number, unit: points}",
        "label: Score now, type: number, unit: points, applies_when: pattern is typical, otherwise: «0}",
        "'score_now' is part of 'score_fall', so only not_assessed fits here",
    ),
    (
        "different-units",
        "difference: [score_before, score_now]",
        "«difference: [score_before, onset_age]",
        "points and years",
    ),
    (
        "unknown-answer",
        "    otherwise: not_assessed",
        "    otherwise: «[bra]",
        "did you mean 'bar'?; or not_assessed",
    ),
    ("unknown-answer", "    otherwise: not_assessed", "    otherwise: «unknown", "takes several answers"),
    ("unknown-answer", "    otherwise: not_assessed", "    otherwise: «declined", "does not fit here"),
    (
        "unknown-answer",
        "    whole: true\n",
        "    whole: true\n    applies_when: pattern is typical\n    otherwise: «200\n",
        "a whole number from 1 to 110",
    ),
    (
        "unknown-answer",
        "type: month}",
        "type: month, applies_when: alarm, otherwise: «2020-01}",
        "only not_assessed fits here",
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

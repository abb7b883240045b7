"""Every mistake in a condition: its code, its place to the character, and what the message says.

A « marks where the caret must point; it is taken out before the flow is written.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.folders import problems, write
from tests.flow.marks import broken

CASES = [
    ("unknown-name", "«grad is high", "no question, fact, table or number 'grad'; did you mean 'grade'?"),
    (
        "unknown-answer",
        "pattern is «typicl",
        "'typicl' is not an answer of 'pattern' (typical, other); did you mean 'typical'?",
    ),
    (
        "unknown-answer",
        "grade is «hihg",
        "'hihg' is not an outcome of 'grade' (high, low); did you mean 'high'?",
    ),
    ("unknown-answer", "food_sticks is «maybe", "(yes, no)"),
    ("unknown-answer", "problems has any of (falls, «chokin)", "did you mean 'choking'?"),
    ("unknown-answer", "problems lacks «fals", "did you mean 'falls'?"),
    ("unknown-answer", "pattern is one of (typical, «5)", "'5' is not an answer"),
    ("repeated", "pattern is one of (typical, «typical)", "'typical' is given twice"),
    ("not-a-fact", "«food_sticks", "a yes/no question; write 'food_sticks is yes'"),
    ("not-a-fact", "not «problems", "write 'any problems' or 'problems has any of (falls)'"),
    ("not-a-fact", "alarm and «grade", "'grade' is a table; write 'grade is high'"),
    ("not-a-fact", "«onset_age", "a comparison such as 'onset_age > 1'"),
    ("not-a-number", "«pattern > 3", "'pattern' is a question with one choice"),
    ("not-a-number", "onset_age > «old", "'onset_age' is a number; 'old' is not"),
    ("not-several", "«pattern has any of (typical)", "write 'pattern is typical'"),
    ("not-several", "any «pattern", "a question with one choice"),
    ("not-several", "«grade lacks high", "'grade' is a table"),
    ("not-one-choice", "«problems is falls", "a question with several choices"),
    ("not-one-choice", "«alarm is yes", "write 'alarm' or 'not alarm'"),
    ("text-in-logic", "«comment is yes", "'comment' is free text, which decides nothing"),
    ("month-in-logic", "«seen_on > 2020", "'seen_on' is a month, which decides nothing"),
    ("tests-unknown", "pattern is «not_assessed", "'if_open'"),
    ("tests-unknown", "pattern is one of (typical, «unknown)", "cannot test for this"),
    ("tests-unknown", "onset_age is «pending", "cannot test for this"),
    ("mixed-and-or", "alarm and swallow «or food_sticks is yes", "'and' and 'or' are mixed; add ( )"),
    ("condition-syntax", "alarm «swallow", "is an 'and' or 'or' missing?"),
    ("decimal-comma", "onset_age < 18«,5 or alarm", "a decimal has a point: write 18.5"),
    ("decimal-comma", "onset_age < 1«,800 or alarm", "'1,800' can mean 1800 or 1.800"),
    ("condition-syntax", "onset_age is 65«-74", "is written onset_age >= 65 and onset_age <= 74"),
    ("condition-syntax", "«65 <= onset_age < 75", "write onset_age >= 65 and onset_age < 75"),
    ("condition-syntax", "«65 > onset_age", "the name comes first: write onset_age < 65"),
    ("condition-syntax", "(alarm and swallow«", "expected ')', but found the end of the condition"),
    ("condition-syntax", "pattern «= typical", "'=' has no place in a condition; write 'is'"),
    ("condition-syntax", "pattern is «not typical", "write 'not' in front"),
    ("condition-syntax", "alarm and«", "but found the end of the condition"),
    ("condition-syntax", "problems has «falls", "'any of', 'all of' or 'none of'"),
    ("condition-syntax", "«is typical", "but found 'is'"),
    ("condition-syntax", "(alarm) «is typical", "must follow the name"),
    ("condition-syntax", "«''", "a condition must stand here"),
    ("condition-syntax", "«[alarm]", "a condition is text, or 'all:'"),
    ("condition-syntax", "«{all: [alarm], any: [swallow]}", "a condition is text, or 'all:'"),
    ("condition-syntax", "{«every: [alarm, swallow]}", "'at least N of:'"),
    ("condition-syntax", "«{all: []}", "with a list below it"),
    ("wrong-type", "«true", "write 'always' or 'never'"),
    ("wrong-type", "«12", "a condition is text"),
    ("condition-too-long", "«" + "alarm and " * 200 + "alarm", "split it into facts"),
    ("condition-too-deep", "not " * 39 + "not «alarm", "inside each other"),
    ("at-least-count", "«at least 3 of (alarm, swallow)", "does not fit a list of 2"),
    ("at-least-count", "{«at least 3 of: [alarm, swallow]}", "does not fit a list of 2"),
    ("at-least-count", "«at least 0 of (alarm, swallow)", "does not fit"),
    ("at-least-count", "{«at least two of: [alarm, swallow]}", "takes a whole number"),
    (
        "split-at-comma",
        "{all: [alarm, «problems has any of (falls, choking, pain)]}",
        "split at every comma",
    ),
    ("unknown-name", ">-\n      alarm and\n      «alrm", "did you mean 'alarm'?"),
    ("unknown-name", "|\n      alarm and\n\n        «alrm", "did you mean 'alarm'?"),
    ("unknown-name", "alarm and\n      swallow and «alrm", "did you mean 'alarm'?"),
    ("unknown-name", "'alarm and «alrm'", "did you mean 'alarm'?"),
    ("unknown-name", '"alarm and\n      «alrm"', "did you mean 'alarm'?"),
    ("unknown-name", '"alarm\\x20and \\u0061larm\\tand «alrm"', "did you mean 'alarm'?"),
    ("unknown-name", "{all: [alarm, any: [swallow, not «alrm]]}", "did you mean 'alarm'?"),
]


@pytest.mark.parametrize(("code", "condition", "says"), CASES)
def test_a_mistake_is_reported_at_the_exact_word(code: str, condition: str, says: str, folder: Path) -> None:
    text, line, column = broken("    when: grade is high\n", f"    when: {condition}\n")
    found = problems(write(folder, text))
    places = [(problem.code, problem.place.line, problem.place.column) for problem in found]
    assert places == [(code, line, column)], [str(problem) for problem in found]
    assert says in found[0].message

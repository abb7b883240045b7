"""YAML that is not read: each case with its place to the character.

A case replaces one piece of the example flow. A « in the replacement marks where the caret must point; it
is taken out before the flow is written.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.folders import problems, write
from tests.flow.marks import broken

CASES = [
    ("control-character", "ask: How old?", 'ask: «"How \\x9b31mold?"', "control characters"),
    (
        "duplicate-key",
        "title: An example",
        "title: An example\n«title: Again",
        "'title' is given twice; first on line 2",
    ),
    (
        "duplicate-key",
        "  alarm:\n",
        "  «swallow: {when: never, label: S}\n  alarm:\n",
        "'swallow' is given twice; first on line",
    ),
    ("yaml-anchor", "    label: Alarm", "    label: «&a Alarm", "anchors (&) are not allowed"),
    ("yaml-alias", "    label: Alarm", "    label: «*a", "aliases (*) are not allowed"),
    ("yaml-merge", "  alarm:\n", "  alarm:\n    «<<: {label: A}\n", "merge keys (<<) are not allowed"),
    ("yaml-tag", "    label: Alarm", "    label: «!!str Alarm", "tags (!) are not allowed"),
    ("yaml-tag", "    whole: true", "    whole: «!flag true", "tags (!) are not allowed"),
    (
        "key-not-text",
        "      typical: Typical\n",
        "      typical: Typical\n      «2: Two\n",
        "a key must be a word",
    ),
    (
        "key-not-text",
        "      typical: Typical\n",
        "      typical: Typical\n      ? «[a]\n      : B\n",
        "a key must be a word",
    ),
    (
        "yaml-syntax",
        "    label: Alarm",
        "    label: Alarm«: now",
        "text with ': ' in it must stand in quotes",
    ),
    ("several-documents", "ends:\n", "«---\nends:\n", "remove this '---'"),
    ("control-character", "ask: How old?", "ask: How «\x1b[31mold?", "the control character U+001B"),
    ("control-character", "ask: How old?", 'ask: «"How \\e[31mold?"', "control characters"),
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

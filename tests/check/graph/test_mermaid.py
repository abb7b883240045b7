"""Mermaid: one statement a line, and nothing a flow says can be taken for Mermaid's own signs."""

from __future__ import annotations

import dataclasses
import re

import pytest

from interview.check.graph.dependency_graph import feeding_graph
from interview.check.graph.graph import Edge, Graph, Node, NodeKind
from interview.check.graph.interview_graph import interview_graph
from interview.check.graph.mermaid import mermaid
from tests.check.graph.small import NASTY, clinic, nasty

_ID = "[a-z][a-z0-9_]*"
_TEXT = r'"(?:[^"`#&<>{}\[\]|\\;%]|#[0-9]+;|#nbsp;|</?[bi]>|<br>)*"'
STATEMENT = re.compile(
    rf"  {_ID}(?:\[|\[\[|\(|\(\(|\(\[){_TEXT}(?:\]|\]\]|\)|\)\)|\]\)):::is_[a-z]+"
    rf"|  {_ID} (?:-->|-\.->)(?:\|{_TEXT}\|)? {_ID}"
    r"|  classDef is_[a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6},text-align:left"
    r"|  acc(?:Title|Descr): [^#;%{}<>\\]+"
)


def body(text: str) -> list[str]:
    """The lines below the front matter and the first."""
    lines = text.splitlines()
    assert lines[0] == lines[3] == "---"
    return lines[5:]


@pytest.mark.parametrize(
    "graph",
    [
        interview_graph(clinic()),
        feeding_graph(clinic(), "call"),
        interview_graph(nasty()),
        feeding_graph(nasty(), "last"),
    ],
    ids=["interview", "feeds", "nasty interview", "nasty feeds"],
)
def test_every_line_is_a_statement_and_no_text_breaks_out(graph: Graph) -> None:
    assert [line for line in body(mermaid(graph)) if not STATEMENT.fullmatch(line)] == []


def decoded(text: str) -> str:
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), text.replace("#nbsp;", " "))


@pytest.mark.parametrize("words", NASTY)
def test_a_reader_sees_the_words_as_they_are(words: str) -> None:
    graph = Graph("t", "d", (Node("a", NodeKind.FACT, words),), (Edge("a", "a", words),))
    label = re.search(r"<b>(.*)</b>", mermaid(graph))
    beside = re.search(r'\|"(.*)"\|', mermaid(graph))
    assert label is not None
    assert beside is not None
    assert decoded(label[1]) == decoded(beside[1]) == " ".join(words.split())


def test_a_title_stays_one_line_of_yaml() -> None:
    graph = dataclasses.replace(interview_graph(clinic()), title='A "b" \\ 50%: 漢')
    assert mermaid(graph).splitlines()[1] == 'title: "A \\"b\\" \\\\ 50%: 漢"'


def test_an_outline_keeps_its_depth() -> None:
    assert "<br>#nbsp;#nbsp;#nbsp;#nbsp;otherwise" in mermaid(feeding_graph(clinic(), "call"))

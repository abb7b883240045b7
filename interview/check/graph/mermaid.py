"""A graph as Mermaid, which many wikis and code hosts draw by themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from interview.check.graph.graph import LOOKS, Edge, Graph, Node, NodeKind, Row, Tone, lines_of, words_of

_SPECIAL = re.compile(r"[^\w .,:!?()/+=*'“”-]|:(?!\s)|^[-+*]|(?<=^\d)[.)]")
"""Mermaid's and HTML's own signs, and what would begin a list."""
_SHAPES = {
    NodeKind.START: ("([", "])"),
    NodeKind.END: ("([", "])"),
    NodeKind.FACT: ("(", ")"),
    NodeKind.NUMBER: ("(", ")"),
    NodeKind.TABLE: ("[[", "]]"),
    NodeKind.JUNCTION: ("((", "))"),
}

_CONFIG = '{"flowchart": {"wrappingWidth": 480}}'  # lines are cut already
_TAGS = {Tone.STRONG: "b", Tone.QUIET: "i"}


def mermaid(graph: Graph) -> str:
    """Return a graph as a Mermaid flowchart."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield from ("---", f"title: {json.dumps(graph.title, ensure_ascii=False)}", f"config: {_CONFIG}", "---")
    yield f"flowchart {'LR' if graph.across else 'TD'}"
    yield f"  accTitle: {_bare(graph.title)}"
    yield f"  accDescr: {_bare(graph.description)}"
    for node in graph.nodes:
        opening, closing = _SHAPES.get(node.kind, ("[", "]"))
        yield f'  {node.id}{opening}"{_label(node)}"{closing}:::is_{node.kind}'
    for edge in graph.edges:
        yield f"  {_edge(edge)}"
    for kind in dict.fromkeys(node.kind for node in graph.nodes):
        look = LOOKS[kind]
        yield f"  classDef is_{kind} fill:{look.fill},stroke:{look.stroke},color:#1a1a1a,text-align:left"


def _edge(edge: Edge) -> str:
    words = "<br>".join(map(_escaped, words_of(edge.words)))
    label = f'|"{words}"|' if words else ""
    return f"{edge.start} {'-.->' if edge.side else '-->'}{label} {edge.end}"


def _label(node: Node) -> str:
    return "<br>".join(map(_line, lines_of(node))) or " "


def _line(line: Row) -> str:
    tag = _TAGS.get(line.tone)
    text = _escaped(line.text)
    return "#nbsp;" * 2 * line.depth + (f"<{tag}>{text}</{tag}>" if tag else text)


def _escaped(text: str) -> str:
    """Return text in which nothing can be taken for Mermaid's or HTML's own signs."""
    return _SPECIAL.sub(lambda match: "".join(f"#{ord(char)};" for char in match[0]), text)


def _bare(text: str) -> str:
    """Return text for a line that knows no codes: without the signs that Mermaid takes for its own."""
    return " ".join(re.sub(r"[#;%{}<>\\]", " ", text).split())

"""A picture as Mermaid, which many wikis and code hosts draw by themselves."""

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


def mermaid(picture: Graph) -> str:
    """Return a picture as a Mermaid flowchart."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Graph) -> Iterator[str]:
    yield from ("---", f"title: {json.dumps(picture.title, ensure_ascii=False)}", f"config: {_CONFIG}", "---")
    yield f"flowchart {'LR' if picture.across else 'TD'}"
    yield f"  accTitle: {_bare(picture.title)}"
    yield f"  accDescr: {_bare(picture.description)}"
    for box in picture.boxes:
        opening, closing = _SHAPES.get(box.kind, ("[", "]"))
        yield f'  {box.id}{opening}"{_label(box)}"{closing}:::is_{box.kind}'
    for arrow in picture.arrows:
        yield f"  {_arrow(arrow)}"
    for kind in dict.fromkeys(box.kind for box in picture.boxes):
        look = LOOKS[kind]
        yield f"  classDef is_{kind} fill:{look.fill},stroke:{look.stroke},color:#1a1a1a,text-align:left"


def _arrow(arrow: Edge) -> str:
    words = "<br>".join(map(_escaped, words_of(arrow.words)))
    label = f'|"{words}"|' if words else ""
    return f"{arrow.start} {'-.->' if arrow.side else '-->'}{label} {arrow.end}"


def _label(box: Node) -> str:
    return "<br>".join(map(_line, lines_of(box))) or " "


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

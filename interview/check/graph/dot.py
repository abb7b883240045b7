"""A picture in the DOT language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from interview.check.graph.graph import Arrow, Box, Kind, Picture
from interview.check.graph.look import INK, LINE, LOOKS, PAPER, QUIET
from interview.check.graph.text import lines_of, words_of

FONT = "Helvetica,Arial,sans-serif"


def dot(picture: Picture) -> str:
    """Return a picture for Graphviz."""
    return "\n".join(_lines(picture)) + "\n"


def quoted(text: str) -> str:
    """Return text as a DOT string in which no character has a meaning of its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def direction(picture: Picture) -> str:
    """Return Graphviz's word for the direction of reading."""
    return "LR" if picture.across else "TB"


def weight(arrow: Arrow) -> int:
    """Return how much a straight way matters: the main way goes down in one line."""
    return 1 if arrow.side else 8


def _lines(picture: Picture) -> Iterator[str]:
    yield f"digraph {quoted(picture.title)} {{"
    tooltip = quoted(picture.description)
    yield f"  graph [rankdir={direction(picture)}, bgcolor={quoted(PAPER)}, tooltip={tooltip}]"
    yield f"  graph [label={quoted(picture.title)}, labelloc=t, labeljust=l, fontname={quoted(FONT)}]"
    yield f"  node [shape=box, style=filled, fontname={quoted(FONT)}, fontsize=12, fontcolor={quoted(INK)}]"
    yield f"  edge [fontname={quoted(FONT)}, fontsize=11, fontcolor={quoted(QUIET)}, color={quoted(LINE)}]"
    yield from (f"  {box.id} [{_box(box)}]" for box in picture.boxes)
    yield from (f"  {arrow.start} -> {arrow.end} [{_arrow(arrow)}]" for arrow in picture.arrows)
    yield "}"


def _box(box: Box) -> str:
    look = LOOKS[box.kind]
    if box.kind is Kind.JUNCTION:
        return f"shape=point, width=0.12, color={quoted(look.stroke)}"
    style = "filled,rounded" if look.round else "filled"
    text = [" " * 2 * line.depth + line.text for line in lines_of(box)]
    parts = {
        "label": _left(text),
        "style": quoted(style),
        "fillcolor": quoted(look.fill),
        "color": quoted(look.stroke),
    }
    parts |= {"penwidth": str(look.thick), "tooltip": quoted(", ".join(box.names) or box.title)}
    return ", ".join(f"{name}={value}" for name, value in parts.items())


def _arrow(arrow: Arrow) -> str:
    style = ", style=dashed" if arrow.side else ""
    return f"label={_left(words_of(arrow.words))}, weight={weight(arrow)}{style}"


def _left(lines: list[str] | tuple[str, ...]) -> str:
    """Return lines as one label, each of them beginning at the left."""
    return '"' + "".join(quoted(line)[1:-1] + "\\l" for line in lines) + '"'

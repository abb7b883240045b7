"""A graph in the DOT language of Graphviz, and drawn as SVG where Graphviz lays it out.

The drawing is light, readable without colour, and told to screen readers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from interview.check.graph.graph import (
    INK,
    LINE,
    LOOKS,
    PAPER,
    QUIET,
    Edge,
    Graph,
    Look,
    Node,
    NodeKind,
    Tone,
    lines_of,
    width,
    words_of,
)
from interview.errors import UsageError
from interview.installation import to_install

_SIZE, _WORDS_SIZE, _TITLE_SIZE = 12.0, 11.0, 18.0
_LEADING = 1.35
_PADDING = 10
_MARGIN = 24
_DOT = 10.0
_FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
    f'orient="auto"><path d="M0,1 L10,5 L0,9 z" fill="{LINE}"/></marker></defs>'
)

_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: 'font-weight="bold"',
    Tone.QUIET: f'fill="{QUIET}" font-style="italic"',
}

HINT = f"drawing SVG needs Graphviz; install it with: {to_install('graph')}"
_INCH = 72

Point = tuple[float, float]
Size = tuple[float, float]

FONT = "Helvetica,Arial,sans-serif"


def svg(graph: Graph) -> str:
    """Return a graph as SVG; `UsageError` when what lays it out is not installed."""
    words = {edge: _room_for_words(edge) for edge in graph.edges if edge.words}
    nodes = {node.id: _room_for(node) for node in graph.nodes}
    return "\n".join(_drawn(graph, laid_out(graph, nodes, words), nodes)) + "\n"


def _drawn(graph: Graph, layout: Layout, sizes: dict[str, Size]) -> Iterator[str]:
    head = _TITLE_SIZE * 2
    wide = max(layout.size[0], width(graph.title, _TITLE_SIZE)) + 2 * _MARGIN
    tall = layout.size[1] + 2 * _MARGIN + head
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{tall:.0f}" '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" role="img" aria-labelledby="title description" '
        f'font-family="{_FONT}" font-size="{_SIZE:.0f}" fill="{INK}">'
    )
    yield f'<title id="title">{escape(graph.title)}</title>'
    yield f'<desc id="description">{escape(graph.description)}</desc>'
    yield _TIP
    yield f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    yield _text(
        _MARGIN,
        _MARGIN + _TITLE_SIZE * 0.8,
        graph.title,
        f'font-size="{_TITLE_SIZE:.0f}" font-weight="bold"',
    )
    yield f'<g transform="translate({_MARGIN},{_MARGIN + head:.0f})">'
    yield from (_line(course, edge) for course, edge in zip(layout.courses, graph.edges, strict=True))
    for node in graph.nodes:
        yield from _node(node, layout.nodes[node.id], sizes[node.id])
    for course, edge in zip(layout.courses, graph.edges, strict=True):
        yield from _words(course, edge)
    yield "</g>"
    yield "</svg>"


def _room_for(node: Node) -> Size:
    if node.kind is NodeKind.JUNCTION:
        return _DOT, _DOT
    lines = lines_of(node)
    wide = max(
        width(" " * 2 * line.depth + line.text, _SIZE) * (1.1 if line.tone is Tone.STRONG else 1)
        for line in lines
    )
    return round(wide + 2 * _PADDING, 1), round(len(lines) * _SIZE * _LEADING + 2 * _PADDING, 1)


def _room_for_words(edge: Edge) -> Size:
    lines = words_of(edge.words)
    return max(width(line, _WORDS_SIZE) for line in lines) + 12, len(lines) * _WORDS_SIZE * _LEADING + 6


def _line(course: Course, edge: Edge) -> str:
    first, *rest = (f"{x:g},{y:g}" for x, y in course.points)
    tip = rest.pop()
    dashes = ' stroke-dasharray="6 4"' if edge.side else ""
    way = f"M{first} C{' '.join(rest)} L{tip}"
    return f'<path d="{way}" fill="none" stroke="{LINE}" stroke-width="1.4"{dashes} marker-end="url(#tip)"/>'


def _words(course: Course, edge: Edge) -> Iterator[str]:
    """Yield the words beside an edge on a ground of their own, so that no line runs through them."""
    if not edge.words or course.words is None:
        return
    wide, tall = _room_for_words(edge)
    left, top = course.words[0] - wide / 2, course.words[1] - tall / 2
    place = f'x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
    yield f'<rect {place} rx="3" fill="{PAPER}" fill-opacity="0.9"/>'
    style = f'font-size="{_WORDS_SIZE:.0f}" fill="{QUIET}" font-style="italic"'
    for index, line in enumerate(words_of(edge.words)):
        yield _text(left + 6, top + 3 + (index + 0.8) * _WORDS_SIZE * _LEADING, line, style)


def _node(node: Node, middle: Point, size: Size) -> Iterator[str]:
    look = LOOKS[node.kind]
    left, top = middle[0] - size[0] / 2, middle[1] - size[1] / 2
    yield "<g>"
    if node.names:
        yield f"<title>{escape(', '.join(node.names))}</title>"
    yield _frame(look, left, top, size)
    for index, line in enumerate(lines_of(node)):
        baseline = top + _PADDING + (index + 0.8) * _SIZE * _LEADING
        yield _text(
            left + _PADDING + width(" " * 2 * line.depth, _SIZE), baseline, line.text, _STYLES[line.tone]
        )
    yield "</g>"


def _frame(look: Look, left: float, top: float, size: Size) -> str:
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" rx="{look.round}" '
        f'fill="{look.fill}" stroke="{look.stroke}" stroke-width="{look.thick}"/>'
    )


def _text(x: float, y: float, text: str, style: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{style and " " + style}>{escape(text)}</text>'


@dataclass(frozen=True, slots=True)
class Course:
    """An edge's way: Bézier points from where it leaves to where its tip is, and the middle of its words."""

    points: tuple[Point, ...]
    words: Point | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Middles of nodes and courses of edges, in points from the upper left corner."""

    size: Size
    nodes: Mapping[str, Point]
    courses: tuple[Course, ...]


def laid_out(graph: Graph, nodes: Mapping[str, Size], words: Mapping[Edge, Size]) -> Layout:
    """Lay a graph out; `UsageError` with what to install when Graphviz is missing."""
    try:
        from pygraphviz import AGraph
    except ImportError:
        raise UsageError(HINT) from None
    drawn = AGraph(string="\n".join(_sketch(graph, nodes, words))).draw(format="json0", prog="dot")
    return _read(graph, json.loads(drawn))


def _sketch(graph: Graph, nodes: Mapping[str, Size], words: Mapping[Edge, Size]) -> Iterator[str]:
    """Yield the graph in DOT with sizes instead of text, so that fonts do not matter."""
    yield "digraph {"
    yield f"graph [rankdir={direction(graph)}, nodesep=0.4, ranksep={0.9 if graph.across else 0.45}]"
    yield 'node [shape=box, fixedsize=true, label=""]'
    for node in graph.nodes:
        width, height = nodes[node.id]
        yield f"{node.id} [width={width / _INCH:.3f}, height={height / _INCH:.3f}]"
    for index, edge in enumerate(graph.edges):
        label = _room(words[edge]) if edge in words else '""'
        yield f"{edge.start} -> {edge.end} [label={label}, weight={weight(edge)}, comment={index}]"
    yield "}"


def _room(size: Size) -> str:
    width, height = (round(length) for length in size)
    cell = f'<td fixedsize="true" width="{width}" height="{height}"></td>'
    return f'<<table border="0" cellborder="0" cellspacing="0" cellpadding="0"><tr>{cell}</tr></table>>'


def _read(graph: Graph, drawn: Mapping[str, object]) -> Layout:
    _, _, width, height = _numbers(str(drawn["bb"]))
    middles = {
        str(item["name"]): _turned(_numbers(str(item["pos"])), height) for item in _items(drawn, "objects")
    }
    drawn_edges = sorted(_items(drawn, "edges"), key=lambda item: int(str(item["comment"])))
    return Layout((width, height), middles, tuple(_course(item, height) for item in drawn_edges))


def _items(drawn: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = drawn.get(name, [])
    return found if isinstance(found, list) else []


def _course(item: Mapping[str, object], height: float) -> Course:
    tip: list[Point] = []
    points: list[Point] = []
    for part in str(item["pos"]).split():
        end = part.startswith("e,")
        point = _turned(_numbers(part.removeprefix("e,").removeprefix("s,")), height)
        (tip if end else points).append(point)
    words = _turned(_numbers(str(item["lp"])), height) if "lp" in item else None
    return Course((*points, *tip), words)


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _turned(point: list[float], height: float) -> Point:
    """Return a point counted from above; Graphviz counts from below."""
    return round(point[0], 1), round(height - point[1], 1)


def dot(graph: Graph) -> str:
    """Return a graph for Graphviz."""
    return "\n".join(_lines(graph)) + "\n"


def quoted(text: str) -> str:
    """Return text as a DOT string in which no character has a meaning of its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def direction(graph: Graph) -> str:
    """Return Graphviz's word for the direction of reading."""
    return "LR" if graph.across else "TB"


def weight(edge: Edge) -> int:
    """Return how much a straight way matters: the main way goes down in one line."""
    return 1 if edge.side else 8


def _lines(graph: Graph) -> Iterator[str]:
    yield f"digraph {quoted(graph.title)} {{"
    tooltip = quoted(graph.description)
    yield f"  graph [rankdir={direction(graph)}, bgcolor={quoted(PAPER)}, tooltip={tooltip}]"
    yield f"  graph [label={quoted(graph.title)}, labelloc=t, labeljust=l, fontname={quoted(FONT)}]"
    yield f"  node [shape=box, style=filled, fontname={quoted(FONT)}, fontsize=12, fontcolor={quoted(INK)}]"
    yield f"  edge [fontname={quoted(FONT)}, fontsize=11, fontcolor={quoted(QUIET)}, color={quoted(LINE)}]"
    yield from (f"  {node.id} [{_dot_node(node)}]" for node in graph.nodes)
    yield from (f"  {edge.start} -> {edge.end} [{_dot_edge(edge)}]" for edge in graph.edges)
    yield "}"


def _dot_node(node: Node) -> str:
    look = LOOKS[node.kind]
    if node.kind is NodeKind.JUNCTION:
        return f"shape=point, width=0.12, color={quoted(look.stroke)}"
    style = "filled,rounded" if look.round else "filled"
    text = [" " * 2 * line.depth + line.text for line in lines_of(node)]
    parts = {
        "label": _left(text),
        "style": quoted(style),
        "fillcolor": quoted(look.fill),
        "color": quoted(look.stroke),
    }
    parts |= {"penwidth": str(look.thick), "tooltip": quoted(", ".join(node.names) or node.title)}
    return ", ".join(f"{name}={value}" for name, value in parts.items())


def _dot_edge(edge: Edge) -> str:
    style = ", style=dashed" if edge.side else ""
    return f"label={_left(words_of(edge.words))}, weight={weight(edge)}{style}"


def _left(lines: list[str] | tuple[str, ...]) -> str:
    """Return lines as one label, each of them beginning at the left."""
    return '"' + "".join(quoted(line)[1:-1] + "\\l" for line in lines) + '"'

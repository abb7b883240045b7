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
from interview.errors import UsageError, to_install

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

HINT = f"drawing SVG needs Graphviz, which comes with the extra 'graph': {to_install('graph')}"
_INCH = 72

Point = tuple[float, float]
Size = tuple[float, float]

FONT = "Helvetica,Arial,sans-serif"


def svg(picture: Graph) -> str:
    """Return a picture as SVG; `UsageError` when what lays it out is not installed."""
    words = {arrow: _room_for_words(arrow) for arrow in picture.arrows if arrow.words}
    boxes = {box.id: _room_for(box) for box in picture.boxes}
    return "\n".join(_drawn(picture, laid_out(picture, boxes, words), boxes)) + "\n"


def _drawn(picture: Graph, layout: Layout, sizes: dict[str, Size]) -> Iterator[str]:
    head = _TITLE_SIZE * 2
    wide = max(layout.size[0], width(picture.title, _TITLE_SIZE)) + 2 * _MARGIN
    tall = layout.size[1] + 2 * _MARGIN + head
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{tall:.0f}" '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" role="img" aria-labelledby="title description" '
        f'font-family="{_FONT}" font-size="{_SIZE:.0f}" fill="{INK}">'
    )
    yield f'<title id="title">{escape(picture.title)}</title>'
    yield f'<desc id="description">{escape(picture.description)}</desc>'
    yield _TIP
    yield f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    yield _text(
        _MARGIN,
        _MARGIN + _TITLE_SIZE * 0.8,
        picture.title,
        f'font-size="{_TITLE_SIZE:.0f}" font-weight="bold"',
    )
    yield f'<g transform="translate({_MARGIN},{_MARGIN + head:.0f})">'
    yield from (_line(course, arrow) for course, arrow in zip(layout.courses, picture.arrows, strict=True))
    for box in picture.boxes:
        yield from _box(box, layout.boxes[box.id], sizes[box.id])
    for course, arrow in zip(layout.courses, picture.arrows, strict=True):
        yield from _words(course, arrow)
    yield "</g>"
    yield "</svg>"


def _room_for(box: Node) -> Size:
    if box.kind is NodeKind.JUNCTION:
        return _DOT, _DOT
    lines = lines_of(box)
    wide = max(
        width(" " * 2 * line.depth + line.text, _SIZE) * (1.1 if line.tone is Tone.STRONG else 1)
        for line in lines
    )
    return round(wide + 2 * _PADDING, 1), round(len(lines) * _SIZE * _LEADING + 2 * _PADDING, 1)


def _room_for_words(arrow: Edge) -> Size:
    lines = words_of(arrow.words)
    return max(width(line, _WORDS_SIZE) for line in lines) + 12, len(lines) * _WORDS_SIZE * _LEADING + 6


def _line(course: Course, arrow: Edge) -> str:
    first, *rest = (f"{x:g},{y:g}" for x, y in course.points)
    tip = rest.pop()
    dashes = ' stroke-dasharray="6 4"' if arrow.side else ""
    way = f"M{first} C{' '.join(rest)} L{tip}"
    return f'<path d="{way}" fill="none" stroke="{LINE}" stroke-width="1.4"{dashes} marker-end="url(#tip)"/>'


def _words(course: Course, arrow: Edge) -> Iterator[str]:
    """Yield the words beside an arrow on a ground of their own, so that no line runs through them."""
    if not arrow.words or course.words is None:
        return
    wide, tall = _room_for_words(arrow)
    left, top = course.words[0] - wide / 2, course.words[1] - tall / 2
    place = f'x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
    yield f'<rect {place} rx="3" fill="{PAPER}" fill-opacity="0.9"/>'
    style = f'font-size="{_WORDS_SIZE:.0f}" fill="{QUIET}" font-style="italic"'
    for index, line in enumerate(words_of(arrow.words)):
        yield _text(left + 6, top + 3 + (index + 0.8) * _WORDS_SIZE * _LEADING, line, style)


def _box(box: Node, middle: Point, size: Size) -> Iterator[str]:
    look = LOOKS[box.kind]
    left, top = middle[0] - size[0] / 2, middle[1] - size[1] / 2
    yield "<g>"
    if box.names:
        yield f"<title>{escape(', '.join(box.names))}</title>"
    yield _frame(look, left, top, size)
    for index, line in enumerate(lines_of(box)):
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
    """An arrow's way: Bézier points from where it leaves to where its tip is, and the middle of its words."""

    points: tuple[Point, ...]
    words: Point | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Middles of boxes and courses of arrows, in points from the upper left corner."""

    size: Size
    boxes: Mapping[str, Point]
    courses: tuple[Course, ...]


def laid_out(picture: Graph, boxes: Mapping[str, Size], words: Mapping[Edge, Size]) -> Layout:
    """Lay a picture out; `UsageError` with what to install when Graphviz is missing."""
    try:
        from pygraphviz import AGraph
    except ImportError:
        raise UsageError(HINT) from None
    graph = AGraph(string="\n".join(_sketch(picture, boxes, words)))
    return _read(picture, json.loads(graph.draw(format="json0", prog="dot")))


def _sketch(picture: Graph, boxes: Mapping[str, Size], words: Mapping[Edge, Size]) -> Iterator[str]:
    """Yield the picture in DOT with sizes instead of text, so that fonts do not matter."""
    yield "digraph {"
    yield f"graph [rankdir={direction(picture)}, nodesep=0.4, ranksep={0.9 if picture.across else 0.45}]"
    yield 'node [shape=box, fixedsize=true, label=""]'
    for box in picture.boxes:
        width, height = boxes[box.id]
        yield f"{box.id} [width={width / _INCH:.3f}, height={height / _INCH:.3f}]"
    for index, arrow in enumerate(picture.arrows):
        label = _room(words[arrow]) if arrow in words else '""'
        yield f"{arrow.start} -> {arrow.end} [label={label}, weight={weight(arrow)}, comment={index}]"
    yield "}"


def _room(size: Size) -> str:
    width, height = (round(length) for length in size)
    cell = f'<td fixedsize="true" width="{width}" height="{height}"></td>'
    return f'<<table border="0" cellborder="0" cellspacing="0" cellpadding="0"><tr>{cell}</tr></table>>'


def _read(picture: Graph, drawn: Mapping[str, object]) -> Layout:
    _, _, width, height = _numbers(str(drawn["bb"]))
    middles = {
        str(item["name"]): _turned(_numbers(str(item["pos"])), height) for item in _items(drawn, "objects")
    }
    edges = sorted(_items(drawn, "edges"), key=lambda edge: int(str(edge["comment"])))
    return Layout((width, height), middles, tuple(_course(edge, height) for edge in edges))


def _items(drawn: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = drawn.get(name, [])
    return found if isinstance(found, list) else []


def _course(edge: Mapping[str, object], height: float) -> Course:
    tip: list[Point] = []
    points: list[Point] = []
    for part in str(edge["pos"]).split():
        end = part.startswith("e,")
        point = _turned(_numbers(part.removeprefix("e,").removeprefix("s,")), height)
        (tip if end else points).append(point)
    words = _turned(_numbers(str(edge["lp"])), height) if "lp" in edge else None
    return Course((*points, *tip), words)


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _turned(point: list[float], height: float) -> Point:
    """Return a point counted from above; Graphviz counts from below."""
    return round(point[0], 1), round(height - point[1], 1)


def dot(picture: Graph) -> str:
    """Return a picture for Graphviz."""
    return "\n".join(_lines(picture)) + "\n"


def quoted(text: str) -> str:
    """Return text as a DOT string in which no character has a meaning of its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def direction(picture: Graph) -> str:
    """Return Graphviz's word for the direction of reading."""
    return "LR" if picture.across else "TB"


def weight(arrow: Edge) -> int:
    """Return how much a straight way matters: the main way goes down in one line."""
    return 1 if arrow.side else 8


def _lines(picture: Graph) -> Iterator[str]:
    yield f"digraph {quoted(picture.title)} {{"
    tooltip = quoted(picture.description)
    yield f"  graph [rankdir={direction(picture)}, bgcolor={quoted(PAPER)}, tooltip={tooltip}]"
    yield f"  graph [label={quoted(picture.title)}, labelloc=t, labeljust=l, fontname={quoted(FONT)}]"
    yield f"  node [shape=box, style=filled, fontname={quoted(FONT)}, fontsize=12, fontcolor={quoted(INK)}]"
    yield f"  edge [fontname={quoted(FONT)}, fontsize=11, fontcolor={quoted(QUIET)}, color={quoted(LINE)}]"
    yield from (f"  {box.id} [{_dot_box(box)}]" for box in picture.boxes)
    yield from (f"  {arrow.start} -> {arrow.end} [{_dot_arrow(arrow)}]" for arrow in picture.arrows)
    yield "}"


def _dot_box(box: Node) -> str:
    look = LOOKS[box.kind]
    if box.kind is NodeKind.JUNCTION:
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


def _dot_arrow(arrow: Edge) -> str:
    style = ", style=dashed" if arrow.side else ""
    return f"label={_left(words_of(arrow.words))}, weight={weight(arrow)}{style}"


def _left(lines: list[str] | tuple[str, ...]) -> str:
    """Return lines as one label, each of them beginning at the left."""
    return '"' + "".join(quoted(line)[1:-1] + "\\l" for line in lines) + '"'

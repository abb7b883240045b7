"""Where everything goes: Graphviz lays the picture out, given the size of every box."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interview.check.graph.dot import direction, weight
from interview.check.graph.graph import Arrow, Picture
from interview.errors import UsageError, to_install

HINT = f"drawing SVG needs Graphviz, which comes with the extra 'graph': {to_install('graph')}"
_INCH = 72

Point = tuple[float, float]
Size = tuple[float, float]


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


def laid_out(picture: Picture, boxes: Mapping[str, Size], words: Mapping[Arrow, Size]) -> Layout:
    """Lay a picture out; `UsageError` with what to install when Graphviz is missing."""
    try:
        from pygraphviz import AGraph
    except ImportError:
        raise UsageError(HINT) from None
    graph = AGraph(string="\n".join(_sketch(picture, boxes, words)))
    return _read(picture, json.loads(graph.draw(format="json0", prog="dot")))


def _sketch(picture: Picture, boxes: Mapping[str, Size], words: Mapping[Arrow, Size]) -> Iterator[str]:
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


def _read(picture: Picture, drawn: Mapping[str, object]) -> Layout:
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

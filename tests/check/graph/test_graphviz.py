"""The drawing: nothing lies on anything else, every word is there, and it is the same every time."""

from __future__ import annotations

import re
import sys
from itertools import combinations
from xml.etree import ElementTree

import pytest
from pygraphviz import AGraph

from interview.check.graph.dependency_graph import feeding_graph
from interview.check.graph.graph import INK, LOOKS, QUIET, Graph, NodeKind, lines_of, width, words_of
from interview.check.graph.graphviz import dot, quoted, svg
from interview.check.graph.interview_graph import interview_graph
from interview.errors import UsageError
from interview.flow.loading.loader import load_flow
from interview.library import flow_folder
from tests.check.graph.small import NASTY, clinic, nasty

SVG = "{http://www.w3.org/2000/svg}"
IBM = load_flow(flow_folder("ibm-management").path)
PICTURES = {
    "interview": interview_graph(clinic()),
    "feeds": feeding_graph(clinic(), "admit"),
    "nasty": interview_graph(nasty()),
    "IBM": interview_graph(IBM),
    "IBM tube": feeding_graph(IBM, "feeding_tube_discussion"),
    "IBM trial": feeding_graph(IBM, "immunosuppression_discuss_trial"),
}
Rectangle = tuple[float, float, float, float]


@pytest.fixture(params=PICTURES)
def graph(request: pytest.FixtureRequest) -> Graph:
    return PICTURES[request.param]


def rectangles(root: ElementTree.Element) -> list[Rectangle]:
    """Left, top, right and bottom of every box and of every ground of words."""
    found = []
    for item in root.iter(f"{SVG}rect"):
        if item.get("x"):
            x, y, wide, tall = (float(item.get(name, "0")) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + wide, y + tall))
    return found


def overlap(one: Rectangle, other: Rectangle) -> bool:
    slack = 0.5
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > slack and down > slack


def test_nothing_lies_on_anything_else_or_outside(graph: Graph) -> None:
    root = ElementTree.fromstring(svg(graph))
    found = rectangles(root)
    assert len(found) == len(graph.nodes) + sum(bool(edge.words) for edge in graph.edges)
    assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []
    wide, tall = float(root.get("width", "0")), float(root.get("height", "0"))
    inside = (0.0, 0.0, wide, tall)
    assert all(overlap(one, inside) and one[2] <= wide and one[3] <= tall for one in found)


def test_every_word_is_drawn_as_it_is_and_inside_its_box(graph: Graph) -> None:
    root = ElementTree.fromstring(svg(graph))
    drawn = [text.text for text in root.iter(f"{SVG}text")]
    expected = [line.text for node in graph.nodes for line in lines_of(node)]
    expected += [line for edge in graph.edges for line in words_of(edge.words)]
    assert sorted(drawn[1:], key=str) == sorted(expected)
    for group in root.findall(f"{SVG}g/{SVG}g"):
        (frame,) = group.findall(f"{SVG}rect")
        right = float(frame.get("x", "0")) + float(frame.get("width", "0"))
        ends = [float(text.get("x", "0")) + width(text.text or "", 12) for text in group.iter(f"{SVG}text")]
        assert all(end < right for end in ends)


def test_every_arrow_is_drawn_and_side_ways_are_dashed(graph: Graph) -> None:
    paths = [path for path in ElementTree.fromstring(svg(graph)).iter(f"{SVG}path") if path.get("marker-end")]
    assert [bool(path.get("stroke-dasharray")) for path in paths] == [edge.side for edge in graph.edges]
    numbers = r"-?\d+(\.\d+)?,-?\d+(\.\d+)?"
    assert all(
        re.fullmatch(rf"M{numbers} C({numbers} ){{3,}}L{numbers}", path.get("d", "")) for path in paths
    )


def test_screen_readers_are_told_what_it_is(graph: Graph) -> None:
    root = ElementTree.fromstring(svg(graph))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title description"
    told = {item.get("id"): item.text for item in root if item.get("id")}
    assert told == {"title": graph.title, "description": graph.description}


def test_it_is_the_same_every_time(graph: Graph) -> None:
    assert svg(graph) == svg(graph)


def test_it_needs_nothing_from_elsewhere(graph: Graph) -> None:
    root = ElementTree.fromstring(svg(graph))
    values = [value for item in root.iter() for value in item.attrib.values()]
    assert not any("://" in value or "javascript" in value for value in values)
    assert {item.tag for item in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "defs", "marker", "path", "rect", "g", "text")
    }


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("kind", [kind for kind in NodeKind if kind is not NodeKind.JUNCTION])
@pytest.mark.parametrize("ink", [INK, QUIET])
def test_words_stand_out_from_their_ground(kind: NodeKind, ink: str) -> None:
    assert (brightness(LOOKS[kind].fill) + 0.05) / (brightness(ink) + 0.05) >= 7


def test_without_graphviz_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    with pytest.raises(UsageError, match=r'-m pip install "pygraphviz>=2') as refused:
        svg(PICTURES["interview"])
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "graph", [interview_graph(clinic()), feeding_graph(clinic(), "call")], ids=["interview", "feeds"]
)
def test_graphviz_finds_every_box_and_arrow(graph: Graph) -> None:
    read = AGraph(string=dot(graph))
    assert set(read.nodes()) == {node.id for node in graph.nodes}
    assert set(read.edges()) == {(edge.start, edge.end) for edge in graph.edges}


def test_graphviz_finds_the_words_of_hostile_labels() -> None:
    graph = AGraph(string=dot(interview_graph(nasty())))
    for index, words in enumerate(NASTY):
        label = graph.get_node(f"screen_q{index}").attr["label"]
        assert label == f"{words}\\l{words}\\l".replace(words, words.replace("\\", "\\\\"))


def test_no_character_of_a_string_has_a_meaning_of_its_own() -> None:
    assert quoted('a "b" \\N') == '"a \\"b\\" \\\\N"'

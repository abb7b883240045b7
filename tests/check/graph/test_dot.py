"""DOT: Graphviz reads it, and finds the words as they are."""

from __future__ import annotations

import pytest
from pygraphviz import AGraph

from interview.check.graph.dot import dot, quoted
from interview.check.graph.feeds import feeding_picture
from interview.check.graph.graph import Picture
from interview.check.graph.interview_graph import interview_picture
from tests.check.graph.small import NASTY, clinic, nasty


@pytest.mark.parametrize(
    "picture", [interview_picture(clinic()), feeding_picture(clinic(), "call")], ids=["interview", "feeds"]
)
def test_graphviz_finds_every_box_and_arrow(picture: Picture) -> None:
    graph = AGraph(string=dot(picture))
    assert set(graph.nodes()) == {box.id for box in picture.boxes}
    assert set(graph.edges()) == {(arrow.start, arrow.end) for arrow in picture.arrows}


def test_graphviz_finds_the_words_of_hostile_labels() -> None:
    graph = AGraph(string=dot(interview_picture(nasty())))
    for index, words in enumerate(NASTY):
        label = graph.get_node(f"screen_q{index}").attr["label"]
        assert label == f"{words}\\l{words}\\l".replace(words, words.replace("\\", "\\\\"))


def test_no_character_of_a_string_has_a_meaning_of_its_own() -> None:
    assert quoted('a "b" \\N') == '"a \\"b\\" \\\\N"'

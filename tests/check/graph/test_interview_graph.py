"""The picture of the interview: every screen once, in the order of asking, and every way on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.graph.graph import Edge, Graph, NodeKind, Tone
from interview.check.graph.interview_graph import interview_graph
from interview.flow.loading.loader import load_flow
from interview.library import flow_folder
from tests.check.graph.small import clinic
from tests.engine.examples import flow as made
from tests.engine.examples import fresh, is_, yes_no


@pytest.fixture(scope="module")
def graph() -> Graph:
    return interview_graph(clinic())


def ways(graph: Graph, start: str) -> list[Edge]:
    return [edge for edge in graph.edges if edge.start == start]


def test_every_question_stands_once_in_the_order_of_asking(graph: Graph) -> None:
    shown = [name for node in graph.nodes if node.kind is NodeKind.SCREEN for name in node.names]
    assert shown == list(clinic().questions)


def test_questions_of_one_screen_stand_together_each_with_its_condition(graph: Graph) -> None:
    (node,) = (node for node in graph.nodes if len(node.names) > 1)
    assert [(row.text, row.tone) for row in node.rows] == [
        ("alone: alone?", Tone.PLAIN),
        ("help_at_home: help_at_home?", Tone.PLAIN),
        ("if “alone” is yes", Tone.QUIET),
    ]


def test_a_condition_stands_on_the_way_and_another_way_leads_past_all_that_it_guards(
    graph: Graph,
) -> None:
    asked, past = ways(graph, "screen_ill")
    assert (asked.end, asked.words, asked.side) == ("screen_signs", "if “ill” is yes", False)
    assert (past.words, past.side) == ("otherwise", True)
    (straight,) = ways(graph, "screen_signs")
    assert (straight.end, straight.words) == ("screen_before", "")
    assert past.end == ways(graph, "screen_before")[0].end


def test_ways_meet_before_the_next_condition(graph: Graph) -> None:
    (junction,) = (node.id for node in graph.nodes if node.kind is NodeKind.JUNCTION)
    asked, past = ways(graph, junction)
    assert (asked.end, asked.words) == ("screen_now", "if “severe”")
    assert past.end == "screen_alone"


def test_what_is_never_asked_is_there_by_choice(graph: Graph) -> None:
    assert [way.words for way in graph.edges if way.end == "screen_comment"] == ["only by choice"]


def test_the_plan_can_end_at_the_screen_that_decides_it(graph: Graph) -> None:
    (way,) = (way for way in graph.edges if way.end == "early_end")
    assert (way.start, way.words) == ("screen_status", "if “status” is “other”")


def test_every_way_joins_boxes_that_are_there_and_leads_to_the_summary(graph: Graph) -> None:
    ids = [node.id for node in graph.nodes]
    assert len(set(ids)) == len(ids)
    assert {way.start for way in graph.edges} == set(ids) - {"summary", "early_end"}
    assert {way.end for way in graph.edges} == set(ids) - {"start"}


def test_the_ways_are_those_of_the_engine() -> None:
    """What is asked of a patient about whom nothing is known is what lies on the way without conditions."""
    flow = made([yes_no("a"), yes_no("b", ask_when=is_("a", "yes")), yes_no("c")], [])
    graph = interview_graph(flow)
    free = {way.end for way in graph.edges if not way.words and not way.side}
    assert free == {"screen_a", "screen_c", "summary"}
    assert [name for name, node in fresh(flow).logic.asked.items() if node == 1] == ["a", "c"]


def test_a_question_that_waits_for_another_on_its_screen_opens_no_way_to_it() -> None:
    questions = [
        yes_no("a"),
        yes_no("b", ask_when=is_("a", "yes")),
        yes_no("c", ask_when=is_("b", "yes")),
        yes_no("d", ask_when=is_("a", "no")),
    ]
    graph = interview_graph(made(questions, [], screens=[("a",), ("b", "c", "d")]))
    assert [way.words for way in ways(graph, "screen_a")] == ["if “a” is yes or “a” is no", "otherwise"]


def test_the_shipped_flow_can_be_drawn() -> None:
    flow = load_flow(Path(flow_folder("ibm-management").path))
    graph = interview_graph(flow)
    assert sum(node.kind is NodeKind.SCREEN for node in graph.nodes) == len(flow.screens)
    assert str(len(flow.screens)) in graph.description

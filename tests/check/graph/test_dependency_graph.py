"""What feeds a recommendation: all of it, and nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from interview.check.graph.dependency_graph import feeding_graph, whole_graph
from interview.check.graph.graph import Graph, Node, NodeKind
from interview.engine.conclusions import subject
from interview.errors import UsageError
from interview.flow.answers import Chosen
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.library import flow_folder
from tests.check.graph.small import clinic
from tests.engine.examples import flow, is_, line, yes_no

IBM = load_flow(flow_folder("ibm-management").path)


def edges(graph: Graph) -> set[tuple[str, str]]:
    return {(edge.start, edge.end) for edge in graph.edges}


def node(graph: Graph, name: str) -> Node:
    return next(node for node in graph.nodes if node.id == name)


def rows(graph: Graph, name: str) -> list[tuple[int, str]]:
    return [(row.depth, row.text) for row in node(graph, name).rows]


def test_questions_lead_by_way_of_facts_and_numbers_to_the_line() -> None:
    graph = feeding_graph(clinic(), "admit")
    assert edges(graph) == {
        ("part_ill", "part_severe"),
        ("part_signs", "part_severe"),
        ("part_before", "part_fall"),
        ("part_now", "part_fall"),
        ("part_severe", "line_admit"),
        ("part_fall", "line_admit"),
        ("part_status", "ends"),
        ("ends", "line_admit"),
    }
    assert rows(graph, "part_fall") == [(0, "“before” minus “now”")]
    assert rows(graph, "part_signs") == [(0, "signs?"), (0, "Asked if “ill” is yes")]
    assert rows(graph, "line_admit")[-1] == (0, "Holds if “severe” or “Fall of the score” >= 2")


def test_a_question_says_when_it_applies_and_what_it_counts_as_otherwise() -> None:
    done, result = yes_no("done"), yes_no("result", applies_when=is_("done", "yes"))
    counted = dataclasses.replace(result, otherwise=Chosen("no"))
    for question, counts_as in ((result, "not assessed"), (counted, "no")):
        graph = feeding_graph(flow([done, question], [line("treat", is_("result", "yes"))]), "treat")
        assert rows(graph, "part_result")[-1][1] == (
            f"Applies if “done” is yes; otherwise counts as {counts_as}"
        )
        assert ("part_done", "part_result") in edges(graph)


def test_a_table_shows_its_rows_and_what_is_left() -> None:
    assert rows(feeding_graph(clinic(), "call"), "part_grade") == [
        (0, "The first row that matches"),
        (0, "high"),
        (1, "if “severe”"),
        (0, "in the middle"),
        (1, "if any “signs”"),
        (0, "low"),
        (1, "otherwise"),
    ]


def test_a_line_the_plan_keeps_is_not_ruled_out_by_its_end() -> None:
    graph = feeding_graph(clinic(), "leaflet")
    assert [node.kind for node in graph.nodes] == [NodeKind.RECOMMENDATION]
    assert rows(graph, "line_leaflet")[-1] == (0, "Holds for everyone")


def test_a_line_that_waits_for_a_fact_is_fed_by_it() -> None:
    graph = feeding_graph(clinic(), "ask_more")
    assert ("part_severe", "line_ask_more") in edges(graph)
    assert rows(graph, "line_ask_more")[-1] == (0, "Holds while “severe” is undetermined")


def test_an_unknown_recommendation_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="no recommendation 'admitt'; did you mean 'admit'"):
        feeding_graph(clinic(), "admitt")


def test_the_whole_picture_has_every_line_and_no_conditions() -> None:
    graph = whole_graph(clinic())
    lines = [node.id for node in graph.nodes if node.kind is NodeKind.RECOMMENDATION]
    assert lines == ["line_admit", "line_call", "line_leaflet", "line_ask_more"]
    assert all(not node.rows for node in graph.nodes if node.kind is not NodeKind.RECOMMENDATION)


@pytest.mark.parametrize("name", IBM.recommendations)
def test_every_question_that_can_decide_a_shipped_line_feeds_it(name: str) -> None:
    logic = compile_flow(IBM)
    levels = logic.diagrams.support(logic.node(subject(IBM, IBM.recommendations[name])))
    deciding = {variable.name for variable in logic.variables if variable.level in levels}
    graph = feeding_graph(IBM, name)
    shown = {name for node in graph.nodes for name in node.names}
    assert deciding <= shown
    assert len({node.id for node in graph.nodes}) == len(graph.nodes)
    assert {end for edge in edges(graph) for end in edge} <= {node.id for node in graph.nodes}

"""`interview graph`: a flow as a picture, from the model that runs."""

from __future__ import annotations

from argparse import Namespace

from interview.check.graph.dependency_graph import feeding_graph, whole_graph
from interview.check.graph.graph import Graph
from interview.check.graph.graphviz import dot, svg
from interview.check.graph.interview_graph import interview_graph
from interview.check.graph.mermaid import mermaid
from interview.cli.terminal import say
from interview.export.files import destination, write_new
from interview.flow.loading.finder import folder_option, read
from interview.flow.model import Flow
from interview.library import flow_folder

_ENDINGS = {"mermaid": ".mmd", "dot": ".dot", "svg": ".svg"}
_FORMATS = {"mermaid": mermaid, "dot": dot, "svg": svg}


def command(arguments: Namespace) -> int:
    """Print the picture, or write it to a new file."""
    flow = read(flow_folder(arguments.flow, folder_option(arguments.flows)).path)
    text = _FORMATS[arguments.format](_graph(flow, arguments))
    file = destination(arguments.output, flow.id, _ENDINGS[arguments.format])
    if file is None:
        say(text.rstrip("\n"))
    else:
        write_new(file, text)
    return 0


def _graph(flow: Flow, arguments: Namespace) -> Graph:
    if arguments.of is not None:
        return feeding_graph(flow, arguments.of)
    return whole_graph(flow) if arguments.all else interview_graph(flow)

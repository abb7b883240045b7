"""Values named in the wording of a flow, `{curb65}`: each is there, and stands where answers are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview.flow.loading.parsed import Item, Topics
from interview.flow.model import Flow, QuestionType
from interview.flow.values_in_text import Path, for_everyone, for_one_patient, named
from interview.flow.yaml.nodes import Node, Report, nearest, shown


def check_values(flow: Flow, topics: Topics, ends: Item | None, report: Report) -> None:
    """Report values in braces that are none, or stand in a text that is also read without answers."""
    values = dict.fromkeys(_values(flow))
    for path, text in for_one_patient(flow):
        for name in named(text):
            if name not in values:
                said = f"'{{{shown(name)[1:-1]}}}' is no value: no question with answers, number or score"
                report.add(_node(path, topics, ends), "unknown-value", said + nearest(name, values))
    for path, text in for_everyone(flow):
        for name in named(text):
            if name in values:
                said = f"'{{{name}}}' cannot be told here, where no answers are known; put it into a line"
                report.add(_node(path, topics, ends), "value-without-answers", said)


def _values(flow: Flow) -> Iterator[str]:
    """Yield everything that a text can name; free text is for one reader, and never repeated."""
    yield from (one.id for one in flow.questions.values() if one.type is not QuestionType.TEXT)
    yield from flow.figures


def _node(path: Path, topics: Mapping[str, Mapping[str, Item]], ends: Item | None) -> Node:
    """Return where a text was written."""
    item = ends if path[0] == "ends" else topics[path[0]][path[1]]
    assert item is not None
    for step in path[1 if path[0] == "ends" else 2 : -1]:
        inner = item.values.get(step)
        item = inner if isinstance(inner, Item) else item
    return item.written(path[-1])

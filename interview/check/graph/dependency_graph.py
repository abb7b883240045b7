"""What decides: everything that feeds one recommendation, or all of them, as a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview.check.graph.graph import Edge, Graph, Node, NodeKind, Row, Tone
from interview.engine.plan_end import is_kept
from interview.errors import UsageError, did_you_mean
from interview.flow.answer_text import in_words as answer_in_words
from interview.flow.answers import NotAssessed
from interview.flow.conditions.labels import Labels, held
from interview.flow.conditions.printer import in_words, number, outline, worked_out_in_words
from interview.flow.conditions.syntax import Always, Condition, Never, names
from interview.flow.logic.dependencies import behind, used_by
from interview.flow.model import DerivedNumber, Ends, Flow, Policy, Question, Recommendation, Score, Table
from interview.flow.values_in_text import title_for_everyone
from interview.text import one_line

WIDTH = 44
"""Characters beyond which a condition is broken into lines."""
ENDS = "ends"
"""The id of the node of the answer that ends the plan."""

_ONE = (
    "Everything that decides the recommendation “{title}”, from the questions on the left by way of facts, "
    "tables and numbers to the line on the right."
)
_ALL = (
    "Everything that decides anything: {questions} questions on the left, facts, tables and numbers, and "
    "{lines} recommendations on the right."
)


class Parts:
    """Makes nodes. Brief ones leave out the conditions."""

    def __init__(self, flow: Flow, *, brief: bool = False) -> None:
        self._flow = flow
        self._labels = Labels(flow)
        self._brief = brief

    def named(self, name: str) -> Node:
        """Return the node of a question, fact, table or number."""
        flow, title = self._flow, self._labels.label(name)
        if name in flow.questions:
            return self._node(name, NodeKind.QUESTION, title, self._question(flow.questions[name]))
        if name in flow.facts:
            return self._node(name, NodeKind.FACT, title, self._condition("Holds if", flow.facts[name].when))
        if name in flow.tables:
            return self._node(name, NodeKind.TABLE, title, self._table(flow.tables[name]))
        if name in flow.scores:
            return self._node(name, NodeKind.NUMBER, title, self._score(flow.scores[name]))
        return self._node(name, NodeKind.NUMBER, title, self._number(flow.numbers[name]))

    def line(self, line: Recommendation) -> Node:
        """Return the node of a recommendation."""
        section = self._flow.sections[line.section]
        head = Row(f"{line.stance}, {line.urgency.replace('_', ' ')}, under {section}", tone=Tone.QUIET)
        rows = [] if self._brief else self._holds(line)
        title = title_for_everyone(self._flow, line)
        return Node(line_id(line.id), NodeKind.RECOMMENDATION, title, (head, *rows), (line.id,))

    def ends(self, ends: Ends) -> Node:
        """Return the node of the answer that ends the plan."""
        return Node(ENDS, NodeKind.END, "The plan ends early", tuple(self._condition("If", ends.when)))

    def _node(self, name: str, kind: NodeKind, title: str, rows: Iterable[Row]) -> Node:
        return Node(part_id(name), kind, title, () if self._brief else tuple(rows), (name,))

    def _question(self, question: Question) -> Iterator[Row]:
        yield Row(question.ask)
        if question.ask_when == Never():
            yield Row("Asked only by choice", tone=Tone.QUIET)
        elif question.ask_when != Always():
            yield Row(f"Asked if {in_words(question.ask_when, self._labels)}", tone=Tone.QUIET)
        if question.applies_when != Always():
            counted = answer_in_words(question, question.otherwise or NotAssessed())
            applies = in_words(question.applies_when, self._labels)
            yield Row(f"Applies if {applies}; otherwise counts as {counted}", tone=Tone.QUIET)

    def _number(self, number: DerivedNumber) -> Iterator[Row]:
        yield Row(worked_out_in_words(number, self._labels))

    def _score(self, score: Score) -> Iterator[Row]:
        for part in score.points:
            yield from self._condition(f"{number(part.give)} if", part.when)
        for band in score.bands:
            span = number(band.low) if band.low == band.high else f"{number(band.low)} to {number(band.high)}"
            yield Row(f"{span}: {band.label}", tone=Tone.QUIET)

    def _table(self, table: Table) -> Iterator[Row]:
        first = table.policy is Policy.FIRST
        yield Row("The first row that matches" if first else "The only row that matches", tone=Tone.QUIET)
        for row in table.rows:
            yield Row(table.outcomes[row.then], tone=Tone.STRONG)
            yield from self._condition("if", row.when, depth=1)
        if table.otherwise:
            yield Row(table.outcomes[table.otherwise], tone=Tone.STRONG)
            yield Row("otherwise", depth=1)

    def _holds(self, line: Recommendation) -> Iterator[Row]:
        if line.while_open or line.when == Always():
            yield Row(f"Holds {held(line, self._labels)}")
        else:
            yield from self._condition("Holds if", line.when)

    def _condition(self, lead: str, condition: Condition, depth: int = 0) -> Iterator[Row]:
        """Yield a condition: beside its lead where it fits on one line, else as an outline below it."""
        first, *rest = outline(condition, self._labels, WIDTH)
        yield Row(f"{lead} {first.text}", depth)
        yield from (Row(line.text, depth + line.depth) for line in rest)


def part_id(name: str) -> str:
    """Return the id of the node of a question, fact, table or number."""
    return f"part_{name}"


def line_id(name: str) -> str:
    """Return the id of the node of a recommendation."""
    return f"line_{name}"


def feeding_graph(flow: Flow, recommendation: str) -> Graph:
    """Return what decides one recommendation; `UsageError` with the nearest id when there is none such."""
    line = flow.recommendations.get(recommendation)
    if line is None:
        said = f"there is no recommendation '{one_line(recommendation)}'"
        raise UsageError(said + did_you_mean(recommendation, flow.recommendations))
    ends = None if is_kept(flow, line.id) else flow.ends
    title = title_for_everyone(flow, line)
    return _graph(flow, (line,), ends, Parts(flow), (title, _ONE.format(title=title)))


def whole_graph(flow: Flow) -> Graph:
    """Return what decides all recommendations, each part by its name alone."""
    lines = tuple(flow.recommendations.values())
    said = _ALL.format(questions=len(flow.questions), lines=len(lines))
    return _graph(flow, lines, None, Parts(flow, brief=True), (flow.title, said))


def _graph(
    flow: Flow, lines: tuple[Recommendation, ...], ends: Ends | None, parts: Parts, told: tuple[str, str]
) -> Graph:
    ending = names(ends.when) if ends else frozenset()
    direct = {line.id: _direct(line) for line in lines}
    involved = behind(flow, ending.union(*direct.values()))
    nodes = [parts.named(name) for name in involved]
    edges = [Edge(part_id(used), part_id(name)) for name in involved for used in used_by(flow, name)]
    edges += (Edge(part_id(used), ENDS) for used in involved if used in ending)
    edges += (
        Edge(part_id(used), line_id(name))
        for name, uses in direct.items()
        for used in involved
        if used in uses
    )
    if ends:
        nodes.append(parts.ends(ends))
        edges += (Edge(ENDS, line_id(line.id), "rules it out", side=True) for line in lines)
    nodes += map(parts.line, lines)
    return Graph(*told, tuple(nodes), tuple(edges), across=True)


def _direct(line: Recommendation) -> frozenset[str]:
    return frozenset((line.while_open,)) if line.while_open else names(line.when)

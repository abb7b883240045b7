"""An interview as a graph: its screens in the order of asking, with the conditions on the way."""

from __future__ import annotations

from interview.check.graph.graph import Edge, Graph, Node, NodeKind, Row, Tone
from interview.flow.conditions.labels import Labels
from interview.flow.conditions.printer import in_words
from interview.flow.conditions.syntax import All, Always, Any, Condition, Never, names
from interview.flow.logic.dependencies import behind
from interview.flow.model import Ends, Flow, Question, Screen

_DESCRIPTION = (
    "{count} screens in the order of asking. An arrow with a condition is followed when the condition holds; "
    "the dashed arrow beside it leads on when it does not. While that is not known, questions are offered."
)
_START, _EARLY, _END = "start", "early_end", "summary"


def interview_graph(flow: Flow) -> Graph:
    """Return the screens of a flow in the order of asking, and on each way to one when it is asked."""
    return _Way(flow).graph()


class _Way:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._labels = Labels(flow)
        self._nodes = [Node(_START, NodeKind.START, "Start", (Row(f"{flow.id}, version {flow.version}"),))]
        self._edges: list[Edge] = []
        self._exits = [Edge(_START, "")]
        """Arrows whose end is not known yet."""
        self._gate: Condition = Always()
        """When the screen before is shown."""

    def graph(self) -> Graph:
        for screen in self._flow.screens:
            self._add(screen)
        self._lead_to(_END)
        self._nodes.append(Node(_END, NodeKind.END, "Summary"))
        if self._flow.ends:
            self._add_early_end(self._flow.ends)
        said = _DESCRIPTION.format(count=len(self._flow.screens))
        return Graph(self._flow.title, said, tuple(self._nodes), tuple(self._edges))

    def _add(self, screen: Screen) -> None:
        questions = [self._flow.questions[name] for name in screen.questions]
        gate = _gate(self._flow, questions)
        node = Node(
            _node_id(screen),
            NodeKind.SCREEN,
            _title(screen, questions),
            self._rows(questions, gate),
            screen.questions,
        )
        if gate == Always():
            self._lead_to(node.id)
            self._nodes.append(node)
            self._exits = [Edge(node.id, "")]
            self._gate = gate
            return
        if gate == self._gate:  # a condition cannot depend on a question that it asks, so it still holds
            self._edges.append(Edge(self._exits[0].start, node.id))
            self._exits[0] = Edge(node.id, "")
        else:
            start = self._junction()
            self._edges.append(Edge(start, node.id, self._if(gate)))
            self._exits = [Edge(node.id, ""), Edge(start, "", "otherwise", side=True)]
        self._nodes.append(node)
        self._gate = gate

    def _junction(self) -> str:
        """Return the node at which the way parts: the one before, or a point where the ways to here meet."""
        if len(self._exits) == 1:
            return self._exits[0].start
        point = Node(f"way_{len(self._nodes)}", NodeKind.JUNCTION)
        self._lead_to(point.id)
        self._nodes.append(point)
        return point.id

    def _lead_to(self, node_id: str) -> None:
        self._edges.extend(Edge(way.start, node_id, way.words, way.side) for way in self._exits)

    def _if(self, condition: Condition) -> str:
        return "only by choice" if condition == Never() else f"if {in_words(condition, self._labels)}"

    def _rows(self, questions: list[Question], gate: Condition) -> tuple[Row, ...]:
        if len(questions) == 1:
            return (Row(questions[0].ask),)
        rows = []
        for question in questions:
            rows.append(Row(f"{question.label}: {question.ask}"))
            asked = _asked(question)
            if asked not in (Always(), gate):
                rows.append(Row(self._if(asked), depth=1, tone=Tone.QUIET))
        return tuple(rows)

    def _add_early_end(self, ends: Ends) -> None:
        """Add the way out, at the screen after which the plan can end."""
        deciding = set(behind(self._flow, names(ends.when)))
        last = [screen for screen in self._flow.screens if deciding & set(screen.questions)][-1:]
        self._nodes.append(Node(_EARLY, NodeKind.END, "The plan ends", (Row("Nothing more is asked."),)))
        self._edges.extend(Edge(_node_id(screen), _EARLY, self._if(ends.when), side=True) for screen in last)


def _gate(flow: Flow, questions: list[Question]) -> Condition:
    """Return when a screen is shown at all: when a question is asked that needs no other one of it first."""
    here = {question.id for question in questions}
    asked = [_asked(question) for question in questions]
    asked = [condition for condition in asked if not here & set(behind(flow, names(condition)))]
    if Always() in asked:
        return Always()
    conditions = tuple(dict.fromkeys(condition for condition in asked if condition != Never()))
    return Any(conditions) if len(conditions) > 1 else (*conditions, Never())[0]


def _asked(question: Question) -> Condition:
    """Return when a question is asked by itself."""
    parts = [part for part in (question.applies_when, question.ask_when) if part != Always()]
    if Never() in parts:
        return Never()
    if not parts:
        return Always()
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _title(screen: Screen, questions: list[Question]) -> str:
    if screen.title:
        return screen.title
    return questions[0].label if len(questions) == 1 else ""


def _node_id(screen: Screen) -> str:
    return f"screen_{screen.id}"

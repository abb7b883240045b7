"""Boxes for the parts of a flow, each with the condition that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview.check.graph.graph import Box, Kind, Row, Tone
from interview.check.graph.labels import Labels
from interview.flow.answer_text import in_words as answer_in_words
from interview.flow.answers import NotAssessed
from interview.flow.conditions.printer import in_words, outline
from interview.flow.conditions.syntax import Always, Condition, Never
from interview.flow.model import DerivedNumber, Ends, Flow, Policy, Question, Recommendation, Table

WIDTH = 44
"""Characters beyond which a condition is broken into lines."""
ENDS = "ends"
"""The id of the box of the answer that ends the plan."""


class Parts:
    """Makes boxes. Brief ones leave out the conditions."""

    def __init__(self, flow: Flow, *, brief: bool = False) -> None:
        self._flow = flow
        self._labels = Labels(flow)
        self._brief = brief

    def named(self, name: str) -> Box:
        """Return the box of a question, fact, table or number."""
        flow, title = self._flow, self._labels.label(name)
        if name in flow.questions:
            return self._box(name, Kind.QUESTION, title, self._question(flow.questions[name]))
        if name in flow.facts:
            return self._box(name, Kind.FACT, title, self._condition("Holds if", flow.facts[name].when))
        if name in flow.tables:
            return self._box(name, Kind.TABLE, title, self._table(flow.tables[name]))
        return self._box(name, Kind.NUMBER, title, self._difference(flow.differences[name]))

    def line(self, line: Recommendation) -> Box:
        """Return the box of a recommendation."""
        section = self._flow.sections[line.section]
        head = Row(f"{line.stance}, {line.urgency.replace('_', ' ')}, under {section}", tone=Tone.QUIET)
        rows = [] if self._brief else self._holds(line)
        return Box(line_id(line.id), Kind.RECOMMENDATION, line.title, (head, *rows), (line.id,))

    def ends(self, ends: Ends) -> Box:
        """Return the box of the answer that ends the plan."""
        return Box(ENDS, Kind.END, "The plan ends early", tuple(self._condition("If", ends.when)))

    def _box(self, name: str, kind: Kind, title: str, rows: Iterable[Row]) -> Box:
        return Box(part_id(name), kind, title, () if self._brief else tuple(rows), (name,))

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

    def _difference(self, difference: DerivedNumber) -> Iterator[Row]:
        subject = self._labels.subject
        yield Row(f"{subject(difference.minuend)} minus {subject(difference.subtrahend)}")

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
        if line.while_open:
            yield Row(f"Holds while {self._labels.subject(line.while_open)} is undetermined")
        elif line.when == Always():
            yield Row("Holds for everyone")
        else:
            yield from self._condition("Holds if", line.when)

    def _condition(self, lead: str, condition: Condition, depth: int = 0) -> Iterator[Row]:
        """Yield a condition: beside its lead where it fits on one line, else as an outline below it."""
        first, *rest = outline(condition, self._labels, WIDTH)
        yield Row(f"{lead} {first.text}", depth)
        yield from (Row(line.text, depth + line.depth) for line in rest)


def part_id(name: str) -> str:
    """Return the id of the box of a question, fact, table or number."""
    return f"part_{name}"


def line_id(name: str) -> str:
    """Return the id of the box of a recommendation."""
    return f"line_{name}"

"""A condition in the words a reader knows: the labels of a flow in place of its ids."""

from __future__ import annotations

from interview.flow.conditions.printer import Naming, in_words
from interview.flow.conditions.syntax import Always
from interview.flow.model import Flow, Recommendation


class Labels:
    """Everything by its label in quotes, which may itself begin with "not"; only yes and no stand without."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def subject(self, name: str) -> str:
        """Return the label of a question, fact, table or number, in quotes."""
        return f"“{self.label(name)}”"

    def options(self, name: str, ids: frozenset[str]) -> list[str]:
        """Return the labels of these answers or outcomes, in the order of the flow."""
        question = self._flow.questions.get(name)
        known = (
            {option.id: option.label for option in question.options}
            if question
            else self._flow.tables[name].outcomes
        )
        return [_quoted(known[option]) for option in known if option in ids]

    def are_all(self, name: str, ids: frozenset[str]) -> bool:
        """Return whether these are all answers of a question."""
        return ids == {option.id for option in self._flow.questions[name].options}

    def label(self, name: str) -> str:
        """Return the label of a question, fact, table, number or score."""
        flow = self._flow
        if name in flow.questions:
            return flow.questions[name].label
        if name in flow.facts:
            return flow.facts[name].label
        if name in flow.tables:
            return flow.tables[name].label
        return flow.scores[name].label if name in flow.scores else flow.numbers[name].name


def held(line: Recommendation, naming: Naming) -> str:
    """Return when a line holds, to be read after "holds": `for everyone`, `while ...` or `if ...`."""
    if line.while_open:
        return f"while {naming.subject(line.while_open)} is undetermined"
    return "for everyone" if line.when == Always() else f"if {in_words(line.when, naming)}"


def _quoted(label: str) -> str:
    return label.lower() if label.lower() in ("yes", "no") else f"“{label}”"

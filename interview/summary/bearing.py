"""Which questions bear on which section: what a letter about that section has to tell, or to call missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from interview.flow.conditions.syntax import names
from interview.flow.logic.dependencies import behind
from interview.flow.model import Flow, Recommendation


@dataclass(frozen=True, slots=True)
class Bearing:
    """A section of the flow, by its id, with the questions that bear on its lines."""

    section: str
    questions: tuple[str, ...]


def bearing(flow: Flow) -> tuple[Bearing, ...]:
    """Return what bears on each section, in the order of the flow.

    A question that only informs belongs where it is asked because of questions that belong there.
    """
    return tuple(Bearing(section, _questions(flow, section)) for section in flow.sections)


def nearest(every: Iterable[Bearing], sections: Collection[str]) -> dict[str, str]:
    """Return for each question the one of these sections it bears on that has the fewest such questions."""
    known = sorted((one for one in every if one.section in sections), key=lambda one: -len(one.questions))
    return {question: one.section for one in known for question in one.questions}


def _questions(flow: Flow, section: str) -> tuple[str, ...]:
    lines = [line for line in flow.recommendations.values() if line.section == section]
    decide = set(behind(flow, {name for line in lines for name in _names(line)}))
    for name, question in flow.questions.items():
        asked_for = names(question.ask_when)
        if question.context and asked_for and set(behind(flow, asked_for)) <= decide:
            decide.add(name)
    return tuple(name for name in flow.questions if name in decide)


def _names(line: Recommendation) -> frozenset[str]:
    return names(line.when) | ({line.while_open} if line.while_open else frozenset())

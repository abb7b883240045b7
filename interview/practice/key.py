"""The answer key of a patient: what the engine concludes, and the one right response to each line.

A key is never written by hand, so every flow that loads can be practised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from interview.check.cases.responses import WARNING, Response, right_response
from interview.check.cases.training import yields
from interview.engine.conclusions import Conclusions, Status, conclude, subject
from interview.engine.explanation import Explanation, explain, unassessed
from interview.engine.session import Session
from interview.flow.answers import NotAssessed
from interview.flow.model import Evidence, Flow, Recommendation
from interview.flow.values_in_text import line_for_everyone
from interview.summary.arrangement import bearing
from interview.summary.citations import evidence_in_words, number
from interview.summary.conclusion_text import ConclusionText
from interview.summary.model import Line
from interview.summary.phrases import lower
from interview.summary.urgency import rank

JUDGED = frozenset({Evidence.EXPERT_OPINION, Evidence.DESIGN_CHOICE})
"""Kinds of evidence that are judgement; all others are facts that somebody has published."""


def neutral_name(flow: Flow, line: str) -> str:
    """Return what a line is about without its verdict; where the flow does not say, the nearest it has."""
    part = line_for_everyone(flow, flow.recommendations[line])
    others = [one for one in flow.recommendations.values() if one.id != line]
    decides = part.row.decides if all(one.row.decides != part.row.decides for one in others) else ""
    return part.row.about or decides or lower(part.row.title or part.title)


@dataclass(frozen=True)
class Key:
    """What holds, is ruled out and is open for a patient, and why."""

    conclusions: Conclusions
    on: date
    """The day of the case, for reviews of content that run out."""

    @property
    def patient(self) -> Session:
        """The patient whose key it is."""
        return self.conclusions.session

    @property
    def flow(self) -> Flow:
        """The flow the key is of."""
        return self.conclusions.session.flow

    @property
    def ended(self) -> bool:
        """Whether an answer ended the plan."""
        return self.conclusions.ended

    @cached_property
    def right(self) -> dict[str, Response]:
        """The right response to every line that can be asked of this patient, in the order of the flow.

        A line cannot be asked that is open through questions alone that nobody would ask here, nor one that
        yields to others.
        """
        return {
            name: right_response(line, self.status(name))
            for name, line in self.flow.recommendations.items()
            if line.is_practised
            and (self.status(name) is not Status.OPEN or self._waits(line))
            and not yields(self.flow, name, self.status)
        }

    def before(self, line: str) -> tuple[str, ...]:
        """Return the lines of the same topic, called for, that are more urgent or warn.

        Nobody can place a line well who does not see them beside it.
        """
        own = self.flow.recommendations[line]
        return tuple(
            one.id
            for one in self._called_of.get(own.topic, ())
            if rank(one.urgency) < rank(own.urgency) or (one.stance in WARNING and own.stance not in WARNING)
        )

    @cached_property
    def _called_of(self) -> Mapping[str, Sequence[Recommendation]]:
        """The lines of each topic that are called for."""
        found: dict[str, list[Recommendation]] = {}
        for name, line in self.flow.recommendations.items():
            if line.topic and name in self.right and self.called(name):
                found.setdefault(line.topic, []).append(line)
        return found

    def _waits(self, line: Recommendation) -> bool:
        """Return whether an open line turns on something that was asked and is not known."""
        patient = self.patient
        unknown = [name for name, answer in patient.answers.items() if isinstance(answer, NotAssessed)]
        return bool(unknown) and not set(unknown).isdisjoint(patient.completions.matters(self.node(line.id)))

    def missing(self, line: str) -> frozenset[str]:
        """Return the questions that an open line waits for; none of a line that is settled."""
        if line not in self._missing:
            matters = self.patient.completions.matters(self.node(line))
            self._missing[line] = frozenset(unassessed(self.patient, matters))
        return self._missing[line]

    @cached_property
    def _missing(self) -> dict[str, frozenset[str]]:
        return {}

    def status(self, line: str) -> Status:
        """Return whether a line holds, is ruled out or open."""
        return self.conclusions.statuses[line]

    def node(self, line: str) -> int:
        """Return the diagram of what a line is about."""
        flow = self.flow
        return self.patient.logic.node(subject(flow, flow.recommendations[line]))

    def called(self, line: str) -> bool:
        """Return whether a line is called for: it holds, or it is open and something has to be found out."""
        return self.right[line] is not Response.LEFT_OUT

    def line(self, name: str) -> Line:
        """Return a line with because, sources, what it depends on and what would change it, in words."""
        if name not in self._lines:
            self._lines[name] = self._line(name)
        return self._lines[name]

    @cached_property
    def _lines(self) -> dict[str, Line]:
        return {}

    def _line(self, name: str) -> Line:
        line, flow = self.flow.recommendations[name], self.flow
        disputes = (flow.controversies[dispute].sources for dispute in line.controversies)
        sources = [flow.sources[one] for one in (*line.sources, *(one for part in disputes for one in part))]
        explained = {name: self.explanation(name)}
        words = ConclusionText(self.conclusions, explained, number(sources), self.on, self._spread)
        return words.lines([name])[0]

    def explanation(self, name: str) -> Explanation:
        """Return what is behind a line, as the engine finds it."""
        if name not in self._explained:
            self._explained[name] = explain(self.conclusions, name)
        return self._explained[name]

    @cached_property
    def _explained(self) -> dict[str, Explanation]:
        return {}

    @cached_property
    def _spread(self) -> Mapping[str, int]:
        return Counter(name for one in bearing(self.flow) for name in one.questions)

    def evidence(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the kinds of evidence behind a line in words: what was published, and what is judgement."""
        kinds = self.flow.recommendations[name].evidence
        published = tuple(evidence_in_words(kind) for kind in kinds if kind not in JUDGED)
        return published, tuple(evidence_in_words(kind) for kind in kinds if kind in JUDGED)


def key_of(patient: Session, on: date) -> Key:
    """Return the key of a patient, complete or not."""
    return Key(conclude(patient), on)

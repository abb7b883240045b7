"""Which options of a several-choices answer decide a line, as far as its condition mentions them.

The whole answer stays among the answers; a reason names only the part of it that counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from interview.engine import Conclusions
from interview.engine.conclusions import subject
from interview.flow.conditions.syntax import All, Any, AtLeast, Condition, Has, Holds, Is, Not, children
from interview.flow.model import Flow

Options = dict[str, dict[str, bool]]
"""Question id to option id to whether its presence (True) or its absence decides."""


def deciding(conclusions: Conclusions, recommendation: str) -> Options:
    """Return the options that decide a line; of an open line, those its condition mentions.

    Empty for a line that is ruled out because an answer ended the plan.
    """
    flow = conclusions.session.flow
    if conclusions.ended and flow.ends and recommendation not in flow.ends.keep:
        return {}
    walk = _Walk(conclusions)
    walk.collect(subject(flow, flow.recommendations[recommendation]))
    return walk.found


@dataclass(slots=True)
class _Walk:
    """Goes down from a condition through facts and tables, only where a part has the value of the whole."""

    conclusions: Conclusions
    found: Options = field(default_factory=dict)

    def collect(self, condition: Condition) -> None:
        """Collect the options behind a condition, at the value it has."""
        self._collect(condition, self._truth(condition))

    def _collect(self, condition: Condition, value: bool | None) -> None:
        match condition:
            case Not(condition=child):
                self._collect(child, None if value is None else not value)
            case All() | Any() | AtLeast():
                self._collect_parts(children(condition), value)
            case Holds(fact=fact):
                self._collect(self._flow.facts[fact].when, value)
            case Is(name=name) if name in self._flow.tables:
                self._collect_table(name)
            case Has(question=question, option=option):
                self.found.setdefault(question, {})[option] = value is not False
            case _:
                pass

    def _collect_parts(self, parts: Iterable[Condition], value: bool | None) -> None:
        for part in parts:
            if value is None or self._truth(part) is value:
                self._collect(part, value)

    def _collect_table(self, name: str) -> None:
        for row in self._flow.tables[name].rows:
            self.collect(row.when)
            if self._truth(row.when):
                return

    def _truth(self, condition: Condition) -> bool | None:
        session = self.conclusions.session
        return session.known.truth(session.logic.node(condition))

    @property
    def _flow(self) -> Flow:
        return self.conclusions.session.flow

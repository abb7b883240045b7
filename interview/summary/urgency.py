"""What cannot wait: the lines for the same day, and what was said that makes them so.

Of a several-choices answer, the options that decide a line are named; the whole answer stays among the
answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from interview.engine import Conclusions, Session, Status, explain
from interview.engine.conclusions import subject
from interview.engine.plan_end import is_over
from interview.engine.values_in_words import line_in_words
from interview.flow.answer_text import in_words, with_label
from interview.flow.answers import Answer, Chosen, Several
from interview.flow.conditions.syntax import All, Any, AtLeast, Condition, Has, Holds, Is, Not, children
from interview.flow.model import Flow, Question, QuestionType, Urgency
from interview.summary.stance import with_stance

Options = dict[str, dict[str, bool]]
"""Question id to option id to whether its presence (True) or its absence decides."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """The same-day lines that hold, at least one."""

    lines: tuple[str, ...]
    """Their ids, in the order of the flow."""
    titles: tuple[str, ...]
    because: tuple[str, ...]
    """The questions whose answers make the first of them hold."""
    problems: tuple[str, ...]
    """What was ticked or said there, in words; of several choices only those that count."""


_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


def rank(urgency: Urgency) -> int:
    """Return the place of an urgency, the most urgent first."""
    return _RANKS[urgency]


def by_urgency(conclusions: Conclusions) -> tuple[str, ...]:
    """Return the recommendations that hold, the most urgent first, otherwise in the order of the sections."""
    flow, sections = conclusions.session.flow, list(conclusions.session.flow.sections)

    def place(name: str) -> tuple[int, int]:
        line = flow.recommendations[name]
        return rank(line.urgency), sections.index(line.section)

    holding = [name for name, status in conclusions.statuses.items() if status is Status.HOLDS]
    return tuple(sorted(holding, key=place))


def is_urgent(session: Session) -> bool:
    """Tell whether the flow's urgent fact holds, without drawing any other conclusion."""
    fact = session.flow.facts.get(session.flow.urgent)
    return fact is not None and session.completions.truth(session.logic.node(fact.when)) is True


def urgent(conclusions: Conclusions) -> Urgent | None:
    """Return what is urgent once the flow's urgent fact holds; None when nothing is."""
    flow = conclusions.session.flow
    if not conclusions.facts.get(flow.urgent):
        return None
    lines = tuple(name for name in flow.recommendations if _is_urgent(conclusions, name))
    if not lines:
        return None
    because = explain(conclusions, lines[0]).because
    urgent_lines = (line_in_words(conclusions.session, flow.recommendations[name]) for name in lines)
    titles = tuple(with_stance(line.title, line.stance) for line in urgent_lines)
    return Urgent(lines, titles, because, _problems(conclusions, lines[0], because))


def _is_urgent(conclusions: Conclusions, name: str) -> bool:
    line = conclusions.session.flow.recommendations[name]
    return line.urgency is Urgency.SAME_DAY and conclusions.statuses[name] is Status.HOLDS


def _problems(conclusions: Conclusions, line: str, because: tuple[str, ...]) -> tuple[str, ...]:
    session, counting = conclusions.session, deciding(conclusions, line)
    said = [
        _said(session.flow.questions[name], session.answers[name], frozenset(counting.get(name, ())))
        for name in because
    ]
    return tuple(words for group in said for words in group)


def _said(question: Question, answer: Answer, counting: frozenset[str]) -> list[str]:
    """Return the chosen options that count, all of them where none does on its own; else the answer."""
    if isinstance(answer, Several):
        chosen = [option for option in question.options if option.id in answer.chosen]
        return [option.label for option in chosen if option.id in counting] or [
            option.label for option in chosen
        ]
    if question.type is QuestionType.YES_NO and answer == Chosen("yes"):
        return [question.label]
    return [with_label(question, in_words(question, answer))]


def deciding(conclusions: Conclusions, recommendation: str) -> Options:
    """Return the options that decide a line; of an open line, those its condition mentions.

    Empty for a line that is ruled out because an answer ended the plan.
    """
    flow = conclusions.session.flow
    if is_over(conclusions.session.completions, recommendation):
        return {}
    walk = _Walk(conclusions)
    walk.collect(subject(flow, flow.recommendations[recommendation]))
    return walk.found


@dataclass(slots=True)
class _Walk:
    """Goes down from a condition through facts and tables, only where a part has the value of the whole."""

    conclusions: Conclusions
    found: Options = field(default_factory=dict)
    seen: set[tuple[str, bool | None]] = field(default_factory=set)
    """Facts and tables that were gone through, each at the value it had: chains of them share their parts."""

    def collect(self, condition: Condition) -> None:
        """Collect the options behind a condition, at the value it has."""
        self._collect(condition, self._truth(condition))

    def _collect(self, condition: Condition, value: bool | None) -> None:
        match condition:
            case Not(condition=child):
                self._collect(child, None if value is None else not value)
            case All() | Any() | AtLeast():
                self._collect_parts(children(condition), value)
            case Holds(fact=fact) if self._is_new(fact, value):
                self._collect(self._flow.facts[fact].when, value)
            case Is(name=name) if name in self._flow.tables and self._is_new(name, value):
                self._collect_table(name)
            case Has(question=question, option=option):
                self.found.setdefault(question, {})[option] = value is not False
            case _:
                pass

    def _is_new(self, name: str, value: bool | None) -> bool:
        """Return whether a fact or table was not gone through at this value, and remember it."""
        new = (name, value) not in self.seen
        self.seen.add((name, value))
        return new

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
        return session.completions.truth(session.logic.node(condition))

    @property
    def _flow(self) -> Flow:
        return self.conclusions.session.flow

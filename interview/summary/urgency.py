"""What cannot wait: the lines for the same day, and what was said that makes them so."""

from __future__ import annotations

from dataclasses import dataclass

from interview.engine import Conclusions, Status, explain
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, Several
from interview.flow.model import Question, QuestionType, Urgency
from interview.summary.deciding import deciding


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


def urgent(conclusions: Conclusions) -> Urgent | None:
    """Return what is urgent once the flow's urgent fact holds; None when nothing is."""
    flow = conclusions.session.flow
    if not conclusions.facts.get(flow.urgent):
        return None
    lines = tuple(name for name in flow.recommendations if _is_urgent(conclusions, name))
    if not lines:
        return None
    because = explain(conclusions, lines[0]).because
    titles = tuple(flow.recommendations[name].title for name in lines)
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
    return [f"{question.label}: {in_words(question, answer)}"]

"""What a list shows of a flow that can be begun, and of an interview that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from interview.engine import Event, standing
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, Several
from interview.flow.model import Flow, Question, QuestionType
from interview.moments import local

UNREADABLE_TIME = "unreadable time"
POSITIVES = 3
"""How many answers are named."""


@dataclass(frozen=True, slots=True)
class FlowItem:
    """A flow that can be begun. `origin` says where it was read from when it is not the shipped one."""

    id: str
    title: str
    description: str = ""
    origin: str = ""

    @property
    def words(self) -> str:
        """Everything about it, in a line."""
        origin = f" from {self.origin}" if self.origin else ""
        return f"{self.title} ({self.id}){origin}{f': {self.description}' if self.description else ''}"


@dataclass(frozen=True, slots=True)
class SessionItem:
    """An interview that is kept."""

    id: str
    title: str
    when: str
    """When it was begun and last answered, in words for the reader."""
    answers: int
    about: str = ""
    """What tells it from others: a few answers and where it stopped."""
    label: str = ""
    """What somebody called it."""
    age: str = ""
    """How long ago it was answered last, in words."""
    visit: str = ""
    """Which visit it is, where that is known."""
    begun: str = ""
    """When it was begun, as it is called without a label; empty where `when` says so."""
    since: str = ""
    """The moment at which it was begun."""

    @property
    def words(self) -> str:
        """What tells it from other interviews of its flow, in a line."""
        count = "1 answer" if self.answers == 1 else f"{self.answers} answers"
        return " · ".join(part for part in (self.label, self.when, count, self.about) if part)


def numbered(latest: Sequence[SessionItem], most: int | None = None) -> list[SessionItem]:
    """Return the latest of these, no more than `most`, in the order in which they are numbered: as begun.

    So a number stays with an interview whatever is answered in it, and a new one takes the next.
    """
    return sorted(latest[:most], key=lambda item: (item.since, item.id))


def described(flow: Flow, events: Sequence[Event]) -> str:
    """Return what tells one unfinished interview from another, none of it typed freely: the first positive
    answers, and the question that was answered last."""
    questions, answers = flow.questions, standing(flow, events)
    positive = (words for name, answer in answers.items() for words in _positive(questions[name], answer))
    last = next((questions[e.question].label for e in events[::-1] if e.question in questions), "")
    parts = [*islice(positive, POSITIVES), *([f"last answered: {last}"] if last else [])]
    return "; ".join(parts)


def ago(moment: str, now: datetime) -> str:
    """Return how long ago a moment was, in words, or its day; nothing of a damaged one."""
    try:
        then = local(moment)
    except (ValueError, OverflowError):
        return ""
    minutes, days = int((now - then).total_seconds() // 60), (now.date() - then.date()).days
    if 0 <= minutes < 60:
        return "just now" if minutes < 1 else "1 minute ago" if minutes == 1 else f"{minutes} minutes ago"
    if days in (0, 1):
        return f"{'yesterday' if days else 'today'}, {then:%H:%M}"
    year = "" if then.year == now.year else f" {then.year}"
    return f"{then.day} {then:%B}{year}"


def in_local_time(moment: str) -> str:
    """Return a moment as date and time where the visit was; where the reader is, if that is not known.

    Of a damaged one, say so.
    """
    try:
        return local(moment).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return UNREADABLE_TIME


def _positive(question: Question, answer: Answer) -> Iterator[str]:
    """Yield an answer that says something is so; never a number, a date or free text."""
    if question.type is QuestionType.YES_NO:
        if answer == Chosen("yes"):
            yield question.label
    elif isinstance(answer, Chosen) or (isinstance(answer, Several) and answer.chosen):
        yield f"{question.label}: {in_words(question, answer)}"

"""What tells one unfinished interview from another, in a few words and none of them typed freely."""

from __future__ import annotations

from collections.abc import Iterator

from interview.engine import Session
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, Several
from interview.flow.model import Question, QuestionType
from interview.moments import local

UNREADABLE_TIME = "unreadable time"
POSITIVES = 3
"""How many answers are named."""


def described(session: Session) -> str:
    """Return the first positive answers, and the question that was answered last."""
    questions = session.flow.questions
    positive = [
        words for name, answer in session.answers.items() for words in _positive(questions[name], answer)
    ]
    last = next((questions[e.question].label for e in session.events[::-1] if e.question in questions), "")
    parts = [*positive[:POSITIVES], *([f"last answered: {last}"] if last else [])]
    return "; ".join(parts)


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

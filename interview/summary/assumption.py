"""What a summary takes for granted while an answer could still end the plan, in the words of the flow."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from interview.engine import Session
from interview.engine.plan_end import assuming
from interview.flow.answer_text import all_of
from interview.flow.answers import Text


def goes_on(session: Session) -> str:
    """Return what is taken for granted, as a clause such as "it is IBM"; empty once the end is settled."""
    questions, ends = assuming(session.completions), session.flow.ends
    if not questions or ends is None:
        return ""
    return ends.meanwhile or "the plan goes on"


def assumption(session: Session) -> str:
    """Return the one sentence that says so; empty once the end is settled."""
    clause = goes_on(session)
    if not clause:
        return ""
    questions = assuming(session.completions)
    return f"This holds only as long as {clause}; still open: {_labels(session, questions)}."


def firmness(session: Session, despite: Collection[str] = ()) -> str:
    """Return how far a conclusion stands that nothing else that is not known can change.

    `despite` are the questions without a full answer that it could have used, if only these count. A date of
    which the month or the year is known has an answer; what is missing of it is the day.
    """
    clause = goes_on(session)
    if despite and all(isinstance(session.answers.get(name), Text) for name in despite):
        missing = f"whatever the exact day is ({_labels(session, despite)})"
    else:
        missing = f"whatever the {'other ' if clause else ''}missing answers are"
    return f"as long as {clause}, {missing}" if clause else missing


def _labels(session: Session, questions: Iterable[str]) -> str:
    return all_of(session.flow.questions[name].label for name in questions)

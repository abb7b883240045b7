"""What a summary takes for granted while an answer could still end the plan, in the words of the flow."""

from __future__ import annotations

from interview.engine import Session
from interview.engine.plan_end import assuming
from interview.flow.answer_text import all_of


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
    verb = "is" if len(questions) == 1 else "are"
    return f"Judged as long as {clause}: {_labels(session, questions)} {verb} still open."


def firmness(session: Session) -> str:
    """Return how far a conclusion stands that no other missing answer can change."""
    clause = goes_on(session)
    if clause:
        return f"as long as {clause}, whatever the other missing answers are"
    return "whatever the missing answers are"


def _labels(session: Session, questions: tuple[str, ...]) -> str:
    return all_of(session.flow.questions[name].label for name in questions)

"""The end of an interview: it is done when the person says so, never because nothing is left to ask."""

from __future__ import annotations

from enum import StrEnum

from interview.conversation.conversation import Conversation
from interview.engine import Session, next_screen
from interview.engine.return_visit import Visits
from interview.errors import InterviewError
from interview.flow.model import QuestionType

ALL_ASKED = "All answered. Is it finished?"
FINISHED = "Finished; the note is kept. Another answer opens the interview again."
STILL_OPEN = "Some questions are not answered yet; b goes back to them. u passes over one."


class Unsettled(StrEnum):
    """What has to be asked before an interview is left, in this order."""

    NOT_ENTERED = "not entered yet"
    FINISHED_OR_NOT = "is it finished"
    NOT_SAVED = "not saved"


def before_leaving(conversation: Conversation, *, finished_or_not: bool = True) -> Unsettled | None:
    """Return what to ask next before the interview is left; None when it can be.

    Whether it is finished is asked once: not again with `finished_or_not` False.
    """
    if conversation.drafts:
        return Unsettled.NOT_ENTERED
    if finished_or_not and can_finish(conversation):
        return Unsettled.FINISHED_OR_NOT
    conversation.recording.save()
    return None if conversation.recording.safe else Unsettled.NOT_SAVED


def can_finish(conversation: Conversation) -> bool:
    """Tell whether nothing is left to ask or to confirm in an interview that is kept and not finished yet."""
    recording = conversation.recording
    if not recording.keeping or conversation.read_only or recording.finished:
        return False
    answered = not conversation.session.blank and conversation.settled
    return answered and next_screen(conversation.session) is None


def finish(conversation: Conversation) -> None:
    """Mark the interview as done, unless it is, and keep its note. Another answer takes that back."""
    recording = conversation.recording
    at = recording.now()
    note = note_of(recording.session, at, recording.origin, conversation.visits) if recording.keeping else ""
    recording.finish(note, at=at)


def note_of(session: Session, at: str, origin: str, visits: Visits = ()) -> str:
    """Return the note to keep; empty when the template has a mistake, which keeps nobody from finishing."""
    from interview.summary.builder import build  # renders, which nothing before the end needs
    from interview.summary.templates.renderer import render_note

    try:
        return render_note(build(session, at=at, origin=origin, visits=visits))
    except InterviewError:
        return ""


def enter_texts(conversation: Conversation) -> None:
    """Answer with every free text that waits, nobody being there to ask."""
    questions = conversation.session.flow.questions
    for name in [name for name in conversation.drafts if questions[name].type is QuestionType.TEXT]:
        conversation.visit(name)
        try:
            conversation.enter(sure=True)
        except InterviewError:
            continue  # what is no answer stays what it was

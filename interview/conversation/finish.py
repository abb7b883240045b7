"""The end of an interview: it is done when the person says so, never because nothing is left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum

from interview.conversation.conversation import Conversation
from interview.conversation.identifiers import warning
from interview.engine import Session, next_screen
from interview.engine.given_answers import Visits
from interview.errors import InterviewError
from interview.flow.model import QuestionType
from interview.text import one_line

ALL_ASKED = "All answered. Is it finished?"
FINISHED = "Finished; the note is kept. Another answer opens the interview again."
ALL_SAVED = "Every answer is saved. This goes on from here:"
"""Before `way_on`."""
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


def asked_as(conversation: Conversation) -> str:
    """Return how the flow of an interview is asked for, as a word of a shell command."""
    return conversation.recording.asked_as or conversation.session.flow.id


def way_on(conversation: Conversation) -> str:
    """Return the command that goes on with this very interview, as a line to be shown whole."""
    return f"  interview run {asked_as(conversation)} --continue {conversation.recording.id:.8}"


def enter_texts(conversation: Conversation) -> dict[str, str]:
    """Answer with every free text that waits, nobody being there to ask; return those left out, by question.

    Left out is what looks as if it told who the patient is: that is kept only once somebody confirmed it.
    """
    questions, left_out = conversation.session.flow.questions, {}
    for name, said in list(conversation.drafts.items()):
        if questions[name].type is not QuestionType.TEXT or not isinstance(said, str):
            continue
        if warning(said):
            left_out[name] = said
            continue
        conversation.visit(name)
        try:
            conversation.enter(sure=True)
        except InterviewError:
            continue  # what is no answer stays what it was
    return left_out


def give_label(conversation: Conversation, typed: str, *, alone: bool) -> str:
    """Call an interview what was typed as its label and not given, nobody being there to ask.

    Return why it is not called so, mostly nothing: it has a label, or this one may tell who the patient is.
    The label itself is only told where the person `alone` sees it.
    """
    label, recording = one_line(typed).strip(), conversation.recording
    if not label or label == recording.label:
        return ""
    if not recording.label and not warning(label):
        with suppress(InterviewError):
            recording.call(label)
            return ""
    return (
        f"Not kept, as nobody confirmed it: the label that was typed.{f' It was: {label}' if alone else ''}"
    )


def left_out_words(conversation: Conversation, left_out: Mapping[str, str], *, alone: bool) -> str:
    """Say which free texts were left out; the texts themselves only where the person `alone` sees it."""
    questions = conversation.session.flow.questions
    return " ".join(
        "Not kept, as nobody confirmed it and it may tell who the patient is: "
        f"the text typed at '{questions[name].label}'.{f' It was: {one_line(text)}' if alone else ''}"
        for name, text in left_out.items()
    )

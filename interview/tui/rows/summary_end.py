"""The card at the end of a summary: how far the interview is, and what one does next."""

from __future__ import annotations

from interview.conversation.conversation import Conversation
from interview.conversation.finish import FINISHED
from interview.conversation.prompts import screens_left
from interview.engine import progress
from interview.flow.model import Urgency
from interview.summary.model import Reason, Summary
from interview.tui.footer import Hint, next_steps
from interview.tui.rows.card import Face
from interview.tui.rows.row import Part, row

ALL_ASKED_TITLE, FINISHED_TITLE = "All asked", "Finished"
ALL_SAVED_TO_FINISH = "All is saved. d finishes, and keeps the note."
NOTHING_LEFT = "Nothing is left to ask."
FOR_TODAY = "Not known, and might be for today: "


def end_face(
    conversation: Conversation, summary: Summary, steps: tuple[Hint, ...], *, can_finish: bool
) -> Face:
    """Return the card, with the keys of these steps."""
    said = row(*_state(conversation, summary, can_finish=can_finish), lead="  ")
    return Face(_title(conversation), rows=((said,),), hints=steps)


def end_steps(
    conversation: Conversation, summary: Summary, *, copied: bool, can_finish: bool, home: bool
) -> tuple[Hint, ...]:
    """Return what one does next, the usual of it lit; `home` says that there is a list of patients."""
    asked = conversation.question is None
    doubt = asked and bool(in_doubt(summary))
    if not asked:
        usual = "b"
    elif not copied:
        usual = "r" if doubt else "c"
    else:
        usual = "d" if can_finish else "n"
    return next_steps(usual, asked=asked, done=can_finish, home=home, doubt=doubt)


def in_doubt(summary: Summary) -> tuple[Reason, ...]:
    """Return the answers that the interview asks for and that are missing for what might be for today."""
    groups = [group for group in summary.open if group.asked]
    return tuple(
        reason
        for group in groups
        for reason in group.missing
        if any(line.urgency is Urgency.SAME_DAY for line in group.lines)
    )


def _title(conversation: Conversation) -> str:
    if conversation.question is not None:
        return screens_left(progress(conversation.session))[0]
    return FINISHED_TITLE if conversation.recording.finished else ALL_ASKED_TITLE


def _state(conversation: Conversation, summary: Summary, *, can_finish: bool) -> tuple[Part, ...]:
    """Return what is asked next; once nothing is, what is in doubt, or what became of the interview."""
    question = conversation.question
    if question is not None:
        return (("Next: ", "muted"), (question.ask, "text"))
    if doubt := in_doubt(summary):
        return ((FOR_TODAY, "muted"), (doubt[0].name or doubt[0].label, "text"))
    if conversation.recording.finished:
        return ((FINISHED, "muted"),)
    return ((ALL_SAVED_TO_FINISH if can_finish else NOTHING_LEFT, "muted"),)

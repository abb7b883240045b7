"""A screen of yes/no questions, answered row by row as one table; every row is recorded as it is set.

The last one that is set leads on, as any answer does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview.conversation.entry import Refusal
from interview.conversation.navigation import needed
from interview.flow.answers import NotAssessed
from interview.flow.model import QuestionType

if TYPE_CHECKING:
    from interview.conversation.conversation import Conversation


def grid(conversation: Conversation) -> tuple[str, ...]:
    """Return the questions of the table on the screen, in order; none where the screen is no such table."""
    screen, names = conversation.screen, conversation.questions
    if screen is None or len(names) < 2:
        return ()
    questions = conversation.session.flow.questions
    table = all(questions[name].type is QuestionType.YES_NO for name in screen.questions)
    return names if table else ()


def gaps(conversation: Conversation) -> tuple[str, ...]:
    """Return the rows that still need an answer, or have one that waits to be confirmed."""
    session, waiting = conversation.session, conversation.to_confirm
    return tuple(name for name in grid(conversation) if needed(session, name, waiting))


def set_rest(conversation: Conversation) -> None:
    """Pass over every row that is not set, and go on."""
    for name in gaps(conversation):
        conversation.answer(NotAssessed(), name)
    conversation.next()


def go_on(conversation: Conversation) -> Refusal | None:
    """Keep what was said before to this row and go on, to the first gap or past the table.

    A row that has nothing to keep is not passed over: the first gap is where it goes then.
    """
    left = gaps(conversation)
    if conversation.active not in left or conversation.earlier is not None:
        return conversation.accept()
    if left[0] == conversation.active:
        return Refusal.NOTHING_CHOSEN
    conversation.ask(left[0])
    return None

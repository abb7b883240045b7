"""What is typed or ticked and not entered yet: it waits at its question; leaving asks about it."""

from __future__ import annotations

from interview.flow.model import QuestionType
from interview.tui.talk import Talk
from interview.tui.widgets.question import QuestionView, written

NOT_ENTERED = "not entered yet"
TYPED = (("enter", "Enter it"), ("drop", "Leave without it"))
TICKED = (
    ("enter", "These; the others absent"),
    ("rest", "These; rest not checked"),
    ("drop", "Leave without them"),
)


def note(talk: Talk, ask: QuestionView) -> None:
    """Keep what stands in the field of the question being asked, unless it is what was on record."""
    if talk.typing and ask.entry is not None:
        text = ask.entry.typed
        talk.draft(text if text.strip() != written(talk.earlier).strip() else "")


def enter(talk: Talk, *, rest_absent: bool = True) -> bool:
    """Answer with what waits at the question being asked; False when that is no answer, which is told."""
    asked, said = talk.active, talk.drafts.get(talk.active)
    if isinstance(said, str):
        talk.submit(said, sure=True)
    elif rest_absent:
        talk.enter("")
    else:
        talk.rest_not_checked()
    return asked not in talk.drafts


def enter_texts(talk: Talk) -> None:
    """Answer with every free text that waits, nobody being there to ask."""
    questions = talk.session.flow.questions
    for name in [name for name in talk.drafts if questions[name].type is QuestionType.TEXT]:
        talk.visit(name)
        enter(talk)

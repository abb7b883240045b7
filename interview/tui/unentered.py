"""What is typed or ticked and not entered yet: it waits at its question; leaving asks about it."""

from __future__ import annotations

from interview.flow.model import QuestionType
from interview.store.identifiers import warning
from interview.text import one_line
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


def enter_texts(talk: Talk) -> dict[str, str]:
    """Answer with every free text that waits, nobody being there to ask; return those left out, by question.

    Left out is what looks as if it told who the patient is: that is kept only once somebody confirmed it.
    """
    questions, left_out = talk.session.flow.questions, {}
    for name, said in list(talk.drafts.items()):
        if questions[name].type is not QuestionType.TEXT or not isinstance(said, str):
            continue
        if warning(said):
            left_out[name] = said
        else:
            talk.visit(name)
            enter(talk)
    return left_out


def left_out_words(label: str, text: str, *, alone: bool) -> str:
    """Say that a free text was left out; the text itself only where the person `alone` sees it."""
    said = f" It was: {one_line(text)}" if alone else ""
    why = "nobody confirmed it and it may tell who the patient is"
    return f"Not kept, as {why}: the text typed at '{label}'.{said}"

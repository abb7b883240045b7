"""The question being asked, its options, and the other questions of its screen."""

from __future__ import annotations

from enum import IntEnum

from interview.conversation.commands import option_key
from interview.conversation.conversation import Conversation
from interview.conversation.prompts import expected, said_before, since_last_time
from interview.flow.answer_text import in_words, nothing
from interview.flow.model import Option, Question, QuestionType
from interview.tui.keymap import NONE_KEY
from interview.tui.rows.row import BLANK, Part, Row, heading, row

TICKING = "Enter: the others are absent · r: the others were not checked"


class Room(IntEnum):
    """How much room the rows may take."""

    TERSE = 0
    """An option's help waits behind `?`, so that more options are in sight."""
    PLAIN = 1
    ROOMY = 2
    """Blank lines set the parts apart."""


def question_rows(conversation: Conversation, room: Room) -> list[Row]:
    """Return the question and its options, below the earlier ones of its screen."""
    rows = (
        [heading(conversation.screen.title, indent=1)]
        if conversation.screen and conversation.screen.title
        else []
    )
    rows += [_other(conversation, name) for name in _around(conversation)[0]]
    if conversation.question is not None:
        if rows and room is Room.ROOMY:
            rows.append(BLANK)
        rows += _asked(conversation, conversation.question, room)
    return rows


def later_rows(conversation: Conversation) -> list[Row]:
    """Return the questions of the screen that come after this one."""
    return [_other(conversation, name) for name in _around(conversation)[1]]


def _around(conversation: Conversation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = conversation.questions
    at = names.index(conversation.active) if conversation.active in names else len(names)
    return names[:at], names[at + 1 :]


def _asked(conversation: Conversation, question: Question, room: Room) -> list[Row]:
    rows = [row((question.ask, "strong"), lead=("▌", "accent"), pinned=True)]
    if conversation.entry.typing and expected(question):
        rows.append(row((expected(question), "muted"), lead=("▌", "accent"), pinned=True))
    if told := _earlier(conversation):
        rows.append(row((told, "muted"), lead=("▌", "accent"), pinned=True))
    if room is Room.ROOMY and not conversation.entry.typing:
        rows.append(BLANK)
    rows += [_option(conversation, at, option, room) for at, option in conversation.entry.options]
    if question.type is QuestionType.SEVERAL:
        rows.append(_none(question))
        if room is not Room.TERSE and not _keeps(conversation):
            rows.append(row((TICKING, "muted"), lead="        "))
    if conversation.entry.filter and not conversation.entry.options:
        rows.append(row(("No answer has this text.", "muted"), lead="   "))
    return rows


def _earlier(conversation: Conversation) -> str:
    """Return the answer that Enter keeps, or else what was said last time, which is not kept by Enter."""
    said, keeps = said_before(conversation)
    return f"{said} · Enter keeps it" if keeps and not conversation.entry.touched else said


def _keeps(conversation: Conversation) -> bool:
    """Tell whether Enter keeps what was said before: it does not make the others absent then."""
    return not conversation.entry.touched and conversation.earlier is not None


def _option(conversation: Conversation, at: int, option: Option, room: Room) -> Row:
    parts: list[Part] = [(option.label, "text")]
    if option.help:
        parts.append(("  (?)" if room is Room.TERSE else f"  {option.help}", "muted"))
    if since := since_last_time(conversation, option):
        parts.append((f"  {since}", "accent"))
    lead: list[Part] = [(f"  {option_key(at) or '·'} ", "key")]
    if conversation.entry.several:
        ticked = option.id in conversation.entry.ticked
        lead.append(("[x] " if ticked else "[ ] ", "accent" if ticked else "muted"))
    return row(*parts, lead=tuple(lead), name=f"option:{option.id}")


def _none(question: Question) -> Row:
    lead: tuple[Part, ...] = ((f"  {NONE_KEY} ", "key"), ("    ", "text"))
    return row(nothing(question, label=True), lead=lead, name="none")


def _other(conversation: Conversation, name: str) -> Row:
    """Return another question of the screen in one line, with its answer when it has one."""
    question = conversation.session.flow.questions[name]
    answer = conversation.session.answers.get(name)
    if answer is None:
        return row((question.ask, "muted"), lead=("  ", "muted"), name=f"question:{name}")
    said = in_words(question, answer)
    return row((f"{question.label}  ", "muted"), said, lead=("✓ ", "ok"), name=f"question:{name}")

"""The question being asked, its options, and the other questions of its screen."""

from __future__ import annotations

from enum import IntEnum

from interview.flow.answer_text import asked_again, in_words, nothing
from interview.flow.model import Option, Question, QuestionType
from interview.moments import day
from interview.tui.keymap import NONE_KEY, option_key
from interview.tui.rows.row import BLANK, Part, Row, heading, row
from interview.tui.talk import Talk
from interview.tui.wording import expected

TICKING = "Enter: the others are absent · r: the others were not checked"


class Room(IntEnum):
    """How much room the rows may take."""

    TERSE = 0
    """An option's help waits behind `?`, so that more options are in sight."""
    PLAIN = 1
    ROOMY = 2
    """Blank lines set the parts apart."""


def question_rows(talk: Talk, room: Room) -> list[Row]:
    """Return the question and its options, below the earlier ones of its screen."""
    rows = [heading(talk.screen.title, indent=1)] if talk.screen and talk.screen.title else []
    rows += [_other(talk, name) for name in _around(talk)[0]]
    if talk.question is not None:
        if rows and room is Room.ROOMY:
            rows.append(BLANK)
        rows += _asked(talk, talk.question, room)
    return rows


def later_rows(talk: Talk) -> list[Row]:
    """Return the questions of the screen that come after this one."""
    return [_other(talk, name) for name in _around(talk)[1]]


def _around(talk: Talk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = talk.questions
    at = names.index(talk.active) if talk.active in names else len(names)
    return names[:at], names[at + 1 :]


def _asked(talk: Talk, question: Question, room: Room) -> list[Row]:
    rows = [row((question.ask, "strong"), lead=("▌", "accent"), pinned=True)]
    if talk.typing and expected(question):
        rows.append(row((expected(question), "muted"), lead=("▌", "accent"), pinned=True))
    if told := _earlier(talk, question):
        rows.append(row((told, "muted"), lead=("▌", "accent"), pinned=True))
    if room is Room.ROOMY and not talk.typing:
        rows.append(BLANK)
    rows += [_option(talk, at, option, room) for at, option in talk.options]
    if question.type is QuestionType.SEVERAL:
        rows.append(_none(question))
        if room is not Room.TERSE:
            rows.append(row((TICKING, "muted"), lead="        "))
    if talk.filter and not talk.options:
        rows.append(row(("No answer has this text.", "muted"), lead="   "))
    return rows


def _earlier(talk: Talk, question: Question) -> str:
    """Return the answer that Enter keeps, or else what was said last time, which is not kept by Enter."""
    if talk.earlier is None:
        last = talk.recording.reminders.get(question.id)
        if last is None:
            return ""
        return f"last time{_dated(last.at)}: {in_words(question, last.answer)} · {asked_again(question)}"
    said = in_words(question, talk.earlier)
    keep = "" if talk.touched else " · Enter keeps it"
    today = "at this visit" if talk.recording.visits else "earlier"
    when = f"on {day(talk.offered.at)}" if talk.offered else today
    return f"answered {when}: {said}{keep}"


def _dated(at: str) -> str:
    return f" ({day(at)})" if at else ""


def _option(talk: Talk, at: int, option: Option, room: Room) -> Row:
    parts: list[Part] = [(option.label, "text")]
    if option.help:
        parts.append(("  (?)" if room is Room.TERSE else f"  {option.help}", "muted"))
    lead: list[Part] = [(f"  {option_key(at) or '·'} ", "key")]
    if talk.several:
        ticked = option.id in talk.ticked
        lead.append(("[x] " if ticked else "[ ] ", "accent" if ticked else "muted"))
    return row(*parts, lead=tuple(lead), name=f"option:{option.id}")


def _none(question: Question) -> Row:
    lead: tuple[Part, ...] = ((f"  {NONE_KEY} ", "key"), ("    ", "text"))
    return row(nothing(question, label=True), lead=lead, name="none")


def _other(talk: Talk, name: str) -> Row:
    """Return another question of the screen in one line, with its answer when it has one."""
    question = talk.session.flow.questions[name]
    answer = talk.session.answers.get(name)
    if answer is None:
        return row((question.ask, "muted"), lead=("  ", "muted"), name=f"question:{name}")
    said = in_words(question, answer)
    return row((f"{question.label}  ", "muted"), said, lead=("✓ ", "ok"), name=f"question:{name}")

"""What a typed line means: an answer, or a command. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from interview.conversation.commands import Command, option_key
from interview.conversation.entry import Entry, Refusal
from interview.errors import UsageError, did_you_mean
from interview.flow.answer_text import from_text
from interview.flow.answers import SAYABLE, Answer, Chosen, NotAssessed, Several
from interview.flow.model import Option, Question, QuestionType
from interview.text import clean_text

MARK = ":"
"""Begins a command where anything else is text."""

ELSE = "u, b, e, s, save, label, ? and q"
"""What can be typed in place of an answer, as `Command` has it."""
LONGEST_QUOTE = 60
"""Characters of what was typed that are said again."""

_TYPED = frozenset({QuestionType.NUMBER, QuestionType.DATE, QuestionType.MONTH, QuestionType.TEXT})
_REST = frozenset({"r", "rest"})
_NONE = frozenset({"0", "none"})


_WORDS = {
    **{command.value: command for command in Command},
    **{command.name.lower(): command for command in Command},
    "edit all": Command.EDIT_ANY,
    "help": Command.WHY,
}


def command_of(typed: str) -> Command | None:
    """Return the command a line stands for, with or without its colon; None when it is none."""
    return _WORDS.get(" ".join(typed.removeprefix(MARK).casefold().split()))


def refused(refusal: Refusal) -> str:
    """Say why what was typed did nothing."""
    match refusal:
        case Refusal.FIRST_QUESTION:
            return "This is the first question."
        case Refusal.NOTHING_CHANGED:
            return "Nothing is changed. Enter keeps it as it was; or type what is present now, then r."
        case _:
            return "Nothing is chosen. 0 is none of these, u not assessed."


def understood(entry: Entry, typed: str) -> Answer | Command | None:
    """Return what a typed line means at a question; None where nothing typed keeps the earlier answer.

    `UsageError` says what is accepted.
    """
    question = entry.question
    assert question is not None
    typed = clean_text(typed).strip()
    if not typed:
        return None if entry.earlier is not None else _nothing(question)
    if "\n" in typed and question.type is not QuestionType.TEXT:
        raise UsageError("Several lines came at once, as from a paste; one is accepted here. None was taken.")
    marked = typed.startswith(MARK)
    if question.type is QuestionType.TEXT and not marked:
        return _from_text(question, typed)
    said = _passed_over(typed.removeprefix(MARK)) or command_of(typed)
    if said is not None:
        return said
    if question.type is QuestionType.TEXT:  # a second colon makes it text
        return _from_text(question, typed.removeprefix(MARK) if typed.startswith(MARK * 2) else typed)
    if typed.removeprefix(MARK).casefold().startswith(f"{Command.LABEL} "):
        raise UsageError("Type label alone; what the interview is to be called is asked for then.")
    if marked:
        raise UsageError(f"'{typed}' is no command. Commands are {ELSE}.")
    if question.type in _TYPED:
        return _from_text(question, typed, entry.latest)
    if question.type is QuestionType.SEVERAL:
        return _several(entry, question.options, typed)
    return Chosen(option_meant(question.options, typed).id)


def _nothing(question: Question) -> NoReturn:
    if question.type is QuestionType.SEVERAL:
        raise UsageError("Nothing is typed. 0 is none of these, u not assessed.")
    u = f"{MARK}u" if question.type is QuestionType.TEXT else "u"
    raise UsageError(f"Nothing is typed. {u} is not assessed.")


def _from_text(question: Question, typed: str, latest: date | None = None) -> Answer:
    answer = from_text(question, typed, latest)
    return _nothing(question) if answer is None else answer


def _passed_over(typed: str) -> NotAssessed | None:
    """Read `u`, alone or with the start of a reason, such as `u pending`."""
    letter, _, word = typed.casefold().partition(" ")
    if letter != "u":
        return None
    word = word.strip().replace("_", " ")
    if not word:
        return NotAssessed()
    fitting = [reason for reason in SAYABLE if reason.value.replace("_", " ").startswith(word)]
    if len(fitting) != 1:
        known = ", ".join(reason.value.replace("_", " ") for reason in SAYABLE)
        raise UsageError(f"'{word}' is no reason. After u, one of these is accepted: {known}.")
    return NotAssessed(fitting[0])


def _several(entry: Entry, options: Sequence[Option], typed: str) -> Answer:
    """Read options separated by commas or spaces; a last `r` says that the rest was not checked."""
    listed = typed.strip(" ,")
    last = listed.replace(",", " ").split(" ")[-1]
    rest_absent = last.casefold() not in _REST
    if not rest_absent:
        listed = listed.removesuffix(last).strip(" ,")
    if not listed:
        found = entry.ticks(rest_absent=False)
        if isinstance(found, Refusal):
            raise UsageError(refused(found))
        return found
    word = listed.casefold()
    if word not in _NONE or any(option.id == word for option in options):
        return Several(frozenset(_listed(options, listed)), rest_absent)
    if not rest_absent:
        raise UsageError("0 says that none is present, so r cannot follow. u is not assessed.")
    return Several()


def _listed(options: Sequence[Option], typed: str) -> list[str]:
    chosen = []
    for part in (part.strip() for part in typed.split(",")):
        if not part:
            continue
        whole = _fitting(options, part)
        words = [part] if len(whole) == 1 else part.split()
        chosen += [option_meant(options, word, several=True).id for word in words]
    return chosen


def option_meant(options: Sequence[Option], typed: str, *, several: bool = False) -> Option:
    """Return the one option meant by a number, key, id, or the start of a label; `UsageError` for none.

    With `several`, any number of them could be typed, or none.
    """
    fitting = _fitting(options, typed)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        labels = "; ".join(option.label for option in fitting)
        raise UsageError(f"'{typed}' could be any of: {labels}. Type more of it, or its number.")
    near = did_you_mean(typed, [option.label for option in options])
    typed = typed if len(typed) <= LONGEST_QUOTE else f"{typed[:LONGEST_QUOTE]}…"
    more = ", 0 alone for none, r at the end for the rest not checked" if several else ""
    raise UsageError(
        f"'{typed}' is not an answer here{near or '.'} Accepted: {numbers(options)}{more}; or {ELSE}."
    )


def _fitting(options: Sequence[Option], typed: str) -> list[Option]:
    """Return the options that fit, by the strictest way of naming them that any of them fits."""
    word = typed.casefold()
    keys = {str(number): option for number, option in enumerate(options, start=1)}
    keys |= {option_key(at): option for at, option in enumerate(options) if option_key(at)}
    ids = {option.id.casefold(): option for option in options}
    for named in (keys, ids):
        if word in named:
            return [named[word]]
    same = [option for option in options if option.label.casefold() == word]
    return same or [option for option in options if option.label.casefold().startswith(word)]


def number_from(count: int) -> str:
    """Return what to type to choose one of so many, such as `a number from 1 to 5`."""
    return f"a number from 1 to {count}" if count > 2 else " or ".join("12"[:count])


def numbers(options: Sequence[Option]) -> str:
    """Return the numbers of options in words, such as `1 to 5`."""
    return f"1 to {len(options)}" if len(options) > 2 else " or ".join("12"[: len(options)])

"""Before an interview is left: what is asked, in the order of `conversation.finish`, and what is said."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from interview.conversation.conversation import Conversation
from interview.conversation.finish import (
    ALL_ASKED,
    ALL_SAVED,
    Unsettled,
    asked_as,
    before_leaving,
    enter_texts,
    finish,
    left_out_words,
    way_on,
)
from interview.conversation.full_disk import rescued, write_to
from interview.errors import UsageError
from interview.export import session_file
from interview.export.session_file import rescue_words
from interview.flow.answer_text import in_words, to_plain
from interview.flow.answers import Answer, NotAssessed
from interview.flow.decimals import json_text
from interview.plain.console import Console
from interview.text import shown_path

NOTE_WIDTH = 76
NONE = frozenset({"n", "no", "none"})
YES = frozenset({"y", "yes"})
FINISHED_PROMPT = "y finishes it, Enter leaves it open for later: "


def print_note(conversation: Conversation, lines: Console) -> None:
    """Print the note as it stands."""
    lines.say()
    lines.show(_note(conversation, min(NOTE_WIDTH, lines.width)).rstrip("\n"))


def done(conversation: Conversation, lines: Console) -> None:
    """Finish an interview, print its note, and leave it."""
    finish(conversation)
    print_note(conversation, lines)
    lines.say()
    leave(conversation, lines, finished_or_not=False)


def leave(conversation: Conversation, lines: Console, *, finished_or_not: bool = True) -> None:
    """Ask what has to be asked before an interview is left; then say what is kept, and how to go on.

    Whether it is finished is not asked again, nor where nobody can say so, with `finished_or_not` False.
    A line is entered whole, so nothing waits to be entered here.
    """
    unsettled = before_leaving(conversation, finished_or_not=finished_or_not)
    if unsettled is Unsettled.FINISHED_OR_NOT:
        lines.say(ALL_ASKED)
        if (lines.ask(FINISHED_PROMPT) or "").strip().casefold() in YES:
            done(conversation, lines)
        else:
            leave(conversation, lines, finished_or_not=False)
        return
    conversation.recording.close()
    if unsettled is Unsettled.NOT_SAVED and not conversation.recording.saved:
        _not_saved(conversation, lines)
    else:
        _say_left(conversation, lines)


def stop(conversation: Conversation, lines: Console) -> None:
    """Leave at once, asking nothing: what is typed is entered, and what is not saved is written elsewhere,
    before a word is said."""
    left_out = entered_texts(conversation)
    rescued(conversation)
    with suppress(OSError):  # the terminal may be gone
        lines.say()
        if left_out:
            lines.say(left_out)
        leave(conversation, lines, finished_or_not=False)


def entered_texts(conversation: Conversation) -> str:
    """Enter the texts that wait, as nobody can be asked; return what to say of those left out, if any."""
    return left_out_words(conversation, enter_texts(conversation), alone=True)


def _say_left(conversation: Conversation, lines: Console) -> None:
    """Say where an interview is that is left, and how to go on with it."""
    recording = conversation.recording
    if not conversation.session.answers:
        lines.say("Nothing was answered, so nothing is kept.")
    elif not recording.keeping:
        lines.say(recording.problem)
    elif not recording.saved:
        lines.say(f"NOT SAVED: {recording.problem}")
        lines.say(rescue_words(Path(recording.outbox.copy)))
    elif recording.finished:
        lines.say("The interview is finished and saved.")
    else:
        lines.say(ALL_SAVED)
        lines.show(way_on(conversation))


def _not_saved(conversation: Conversation, lines: Console) -> None:
    """Have what is not saved written to another folder; print it where it stays in none."""
    lines.say(f"NOT SAVED: {conversation.recording.problem}")
    wanted = write_elsewhere(conversation, lines)
    if wanted is None and (path := rescued(conversation)):
        lines.say(rescue_words(path))
    elif not wanted:
        _print_answers(conversation, lines)


def _print_answers(conversation: Conversation, lines: Console) -> None:
    """Print an answers file, so that it can be kept by hand."""
    session = conversation.session
    lines.say(
        "These answers are kept nowhere else. Copied into a file, "
        f"'interview run {asked_as(conversation)} --answers FILE' takes them up again:"
    )
    for name, answer in session.answers.items():
        lines.show(f"{name}: {json_text(_in_file(answer))}")


def _in_file(answer: Answer) -> object:
    return {"not_assessed": answer.reason.value} if isinstance(answer, NotAssessed) else to_plain(answer)


def keep(conversation: Conversation, lines: Console) -> None:
    """Try again to save; where that fails, ask for another folder."""
    recording = conversation.recording
    if not recording.keeping or recording.session.blank:
        lines.say(recording.problem or "There is nothing to save yet.")
    elif recording.save():
        lines.say("Every answer is saved.")
    else:
        lines.say(f"NOT SAVED: {recording.problem}")
        write_elsewhere(conversation, lines)


def write_elsewhere(conversation: Conversation, lines: Console) -> bool | None:
    """Ask for a folder until one takes the interview; False when none is wanted, None at the end of input."""
    prompt = f"Folder to write it to, Enter for {shown_path(session_file.offered_folder())}, n for none: "
    while (typed := lines.ask(prompt)) is not None:
        if typed.strip().casefold() in NONE:
            return False
        try:
            lines.say(write_to(conversation, typed.strip() or str(session_file.offered_folder())))
        except UsageError as error:
            lines.say(str(error))
            continue
        return True
    return None


def _note(conversation: Conversation, wrap: int) -> str:
    """Return the note as it stands."""
    from interview.summary.builder import build
    from interview.summary.templates.renderer import render_note

    recording = conversation.recording
    at, origin, visits = recording.now(), recording.origin, conversation.visits
    return render_note(build(conversation.session, at=at, origin=origin, visits=visits), wrap=wrap)


def show(conversation: Conversation, lines: Console) -> None:
    """Print the interview as it stands; nothing is asked and nothing changed."""
    session = conversation.session
    lines.say()
    lines.say(f"Read only: {conversation.read_only}")
    for name, answer in session.answers.items():
        question = session.flow.questions[name]
        lines.say(f"{question.label}: {in_words(question, answer)}")
    print_note(conversation, lines)
    lines.say()
    lines.say(f"Read only: {conversation.read_only}")

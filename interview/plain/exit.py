"""What is said when an interview is left: is it finished, what is not saved, its note."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from interview.errors import InterviewError, UsageError
from interview.export import session_file
from interview.export.session_file import rescue_words
from interview.flow.answer_text import in_words, to_plain
from interview.flow.answers import Answer, NotAssessed
from interview.flow.decimals import json_text
from interview.plain.console import Console
from interview.store.recording import Recording
from interview.store.telling import ALL_SAVED, going_on
from interview.text import shown_path

NOTE_WIDTH = 76
NONE = frozenset({"n", "no", "none"})


def print_note(recording: Recording, lines: Console, origin: str) -> None:
    """Print the note as it stands."""
    lines.say()
    lines.show(note_of(recording, origin, min(NOTE_WIDTH, lines.width)).rstrip("\n"))


def finish(recording: Recording, lines: Console, origin: str) -> None:
    """End the interview and print its note."""
    recording.finish()
    print_note(recording, lines, origin)
    lines.say()
    recording.close()
    if recording.saved:
        lines.say("The interview is finished and saved.")
    else:
        _not_saved(recording, lines)


def leave(recording: Recording, lines: Console) -> None:
    """Leave an interview unfinished: say what is kept, and how to go on."""
    recording.close()
    if not recording.session.answers:
        lines.say("Nothing was answered, so nothing is kept.")
    elif recording.saved:
        lines.say(ALL_SAVED)
        lines.show(going_on(recording.asked_as or recording.session.flow.id, recording.id))
    else:
        _not_saved(recording, lines)


def stop(recording: Recording, lines: Console) -> None:
    """Leave at once, asking nothing: what is not saved is written elsewhere before a word is said."""
    rescued(recording)
    with suppress(OSError):  # the terminal may be gone
        lines.say()
        leave(recording, lines)


def _not_saved(recording: Recording, lines: Console) -> None:
    """Have what is not saved written to another folder; print it where it stays in none."""
    if not recording.keeping:
        lines.say(recording.problem)
        return
    lines.say(f"NOT SAVED: {recording.problem}")
    if recording.safe:
        lines.say(rescue_words(Path(recording.copy)))
        return
    wanted = write_elsewhere(recording, lines)
    if wanted is None and (path := rescued(recording)):
        lines.say(rescue_words(path))
    elif not wanted:
        _print_answers(recording, lines)


def _print_answers(recording: Recording, lines: Console) -> None:
    """Print an answers file, so that it can be kept by hand."""
    session = recording.session
    lines.say(
        "These answers are kept nowhere else. Copied into a file, "
        f"'interview run {recording.asked_as or session.flow.id} --answers FILE' takes them up again:"
    )
    for name, answer in session.answers.items():
        lines.show(f"{name}: {json_text(_in_file(answer))}")


def _in_file(answer: Answer) -> object:
    return {"not_assessed": answer.reason.value} if isinstance(answer, NotAssessed) else to_plain(answer)


def keep(recording: Recording, lines: Console) -> None:
    """Try again to save; where that fails, ask for another folder."""
    if not recording.keeping or recording.session.blank:
        lines.say(recording.problem or "There is nothing to save yet.")
    elif recording.save():
        lines.say("Every answer is saved.")
    else:
        lines.say(f"NOT SAVED: {recording.problem}")
        write_elsewhere(recording, lines)


def write_elsewhere(recording: Recording, lines: Console) -> bool | None:
    """Ask for a folder until one takes the interview; False when none is wanted, None at the end of input."""
    prompt = f"Folder to write it to, Enter for {shown_path(session_file.offered_folder())}, n for none: "
    while (typed := lines.ask(prompt)) is not None:
        if typed.strip().casefold() in NONE:
            return False
        try:
            folder = session_file.typed_folder(typed) if typed.strip() else session_file.offered_folder()
            path, note = session_file.write_rescue_file(folder, recording.portable(), _note(recording))
        except UsageError as error:
            lines.say(str(error))
            continue
        recording.copied(str(path))
        lines.say(session_file.rescue_words(path, note))
        return True
    return None


def rescued(recording: Recording) -> Path | None:
    """Save, or write to any folder that takes it; return where that is, None when it is nowhere or saved."""
    if not recording.keeping or recording.session.blank or recording.save():
        return None
    if recording.safe:
        return Path(recording.copy) if recording.copy else None
    path = session_file.rescue(recording.portable())
    if path:
        recording.copied(str(path))
    return path


def note_of(recording: Recording, origin: str, wrap: int = NOTE_WIDTH) -> str:
    """Return the note as it stands."""
    from interview.summary.builder import build
    from interview.summary.templates.renderer import render_note

    summary = build(recording.session, at=recording.now(), origin=origin, visits=recording.visits)
    return render_note(summary, wrap=wrap)


def _note(recording: Recording) -> str:
    """Return the note; nothing when its template has a mistake, which must not keep the answers here."""
    try:
        return note_of(recording, recording.origin)
    except InterviewError:
        return ""


def show(recording: Recording, lines: Console, origin: str) -> None:
    """Print the interview as it stands; nothing is asked and nothing changed."""
    session = recording.session
    lines.say()
    lines.say(f"Read only: {recording.read_only}")
    for name, answer in session.answers.items():
        question = session.flow.questions[name]
        lines.say(f"{question.label}: {in_words(question, answer)}")
    print_note(recording, lines, origin)
    lines.say()
    lines.say(f"Read only: {recording.read_only}")

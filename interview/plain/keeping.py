"""Answers that are not saved: trying again, and writing them elsewhere."""

from __future__ import annotations

from pathlib import Path

from interview.errors import InterviewError, UsageError
from interview.export import session_file
from interview.plain.console import Lines
from interview.store.recording import Recording

NOTE_WIDTH = 76
NONE = frozenset({"n", "no", "none"})


def keep(recording: Recording, lines: Lines) -> None:
    """Try again to save; where that fails, ask for another folder."""
    if not recording.keeping or not recording.session.events:
        lines.say(recording.problem or "There is nothing to save yet.")
    elif recording.save():
        lines.say("Every answer is saved.")
    else:
        lines.say(f"NOT SAVED: {recording.problem}")
        write_elsewhere(recording, lines)


def write_elsewhere(recording: Recording, lines: Lines) -> bool | None:
    """Ask for a folder until one takes the interview; False when none is wanted, None at the end of input."""
    prompt = f"Folder to write it to, Enter for {session_file.offered_folder()}, n for none: "
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
    if not recording.keeping or not recording.session.events or recording.save():
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

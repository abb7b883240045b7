"""The note, and what is said when an interview is left."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from interview.export.session_file import rescue_words
from interview.flow.answer_text import to_plain
from interview.flow.answers import Answer, NotAssessed
from interview.plain.console import Lines
from interview.plain.keeping import NOTE_WIDTH, note_of, rescued, write_elsewhere
from interview.store.recording import Recording


def print_note(recording: Recording, lines: Lines, origin: str) -> None:
    """Print the note as it stands."""
    lines.say()
    lines.show(note_of(recording, origin, min(NOTE_WIDTH, lines.width)).rstrip("\n"))


def finish(recording: Recording, lines: Lines, origin: str) -> None:
    """End the interview and print its note."""
    recording.finish()
    print_note(recording, lines, origin)
    lines.say()
    recording.close()
    if recording.saved:
        lines.say("The interview is finished and saved.")
    else:
        _not_saved(recording, lines)


def leave(recording: Recording, lines: Lines) -> None:
    """Leave an interview unfinished: say what is kept, and how to go on."""
    recording.close()
    if not recording.session.answers:
        lines.say("Nothing was answered, so nothing is kept.")
    elif recording.saved:
        flow = recording.session.flow.id
        lines.say(f"Every answer is saved. 'interview run {flow}' goes on from here.")
    else:
        _not_saved(recording, lines)


def stop(recording: Recording, lines: Lines) -> None:
    """Leave at once, asking nothing: what is not saved is written elsewhere before a word is said."""
    rescued(recording)
    with suppress(OSError):  # the terminal may be gone
        lines.say()
        leave(recording, lines)


def _not_saved(recording: Recording, lines: Lines) -> None:
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


def _print_answers(recording: Recording, lines: Lines) -> None:
    """Print an answers file, so that it can be kept by hand."""
    session = recording.session
    lines.say(
        "These answers are kept nowhere else. Copied into a file, "
        f"'interview run {session.flow.id} --answers FILE' takes them up again:"
    )
    for name, answer in session.answers.items():
        lines.show(f"{name}: {json.dumps(_in_file(answer), ensure_ascii=False)}")


def _in_file(answer: Answer) -> object:
    return {"not_assessed": answer.reason.value} if isinstance(answer, NotAssessed) else to_plain(answer)

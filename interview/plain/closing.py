"""The note, and what is said when an interview is left."""

from __future__ import annotations

import json

from interview.flow.answers import Answer, NotAssessed
from interview.flow.entry import to_plain
from interview.plain.lines import Lines
from interview.store.recording import Recording

NOTE_WIDTH = 76


def print_note(recording: Recording, lines: Lines, origin: str) -> None:
    """Print the note as it stands."""
    from interview.summary.build import build
    from interview.summary.render import render_note

    summary = build(recording.session, at=recording.now(), origin=origin, visits=recording.visits)
    lines.say()
    lines.show(render_note(summary, wrap=min(NOTE_WIDTH, lines.width)).rstrip("\n"))


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


def _not_saved(recording: Recording, lines: Lines) -> None:
    """Print what should be on disk and is not as an answers file, so that it can be kept by hand."""
    if not recording.keeping:
        lines.say(recording.problem)
        return
    session = recording.session
    lines.say(
        f"NOT SAVED: {recording.problem} These answers are kept nowhere else. Copied into a file, "
        f"'interview run {session.flow.id} --answers FILE' takes them up again:"
    )
    for name, answer in session.answers.items():
        lines.show(f"{name}: {json.dumps(_in_file(answer), ensure_ascii=False)}")


def _in_file(answer: Answer) -> object:
    return {"not_assessed": answer.reason.value} if isinstance(answer, NotAssessed) else to_plain(answer)

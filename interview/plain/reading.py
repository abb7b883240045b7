"""An interview that is only looked at: every answer, and the note."""

from __future__ import annotations

from interview.flow.answer_text import in_words
from interview.plain.console import Lines
from interview.plain.exit import print_note
from interview.store.recording import Recording


def show(recording: Recording, lines: Lines, origin: str) -> None:
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

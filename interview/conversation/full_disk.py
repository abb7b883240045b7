"""When a disk takes nothing: the interview is written to another folder, with a last try at the end.

Meanwhile it goes on in memory (`store.outbox`), and each answer tries the disk again (`store.recording`).
"""

from __future__ import annotations

from pathlib import Path

from interview.conversation.conversation import Conversation
from interview.conversation.finish import note_of
from interview.export.session_file import rescue, rescue_words, typed_folder, write_rescue_file

LOST = "Nothing could be written anywhere; the last answers are lost."


def write_to(conversation: Conversation, folder: str) -> str:
    """Write the interview and its note to a folder as it was typed, and say where they are.

    `UsageError` says why that is not possible.
    """
    recording = conversation.recording
    note = note_of(recording.session, recording.now(), recording.origin, conversation.visits)
    path, beside = write_rescue_file(typed_folder(folder), recording.portable(), note)
    recording.copied(str(path))
    return rescue_words(path, beside)


def rescued(conversation: Conversation) -> Path | None:
    """Save, or write to any folder that takes it; return where that is, None when it is nowhere or saved."""
    recording = conversation.recording
    if not recording.keeping or recording.session.blank or recording.save():
        return None
    if recording.safe:
        return Path(recording.outbox.copy) if recording.outbox.copy else None
    path = rescue(recording.portable())
    if path:
        recording.copied(str(path))
    return path


def last_try(conversation: Conversation | None) -> str:
    """Save when the face is gone, or write to any folder that takes it; return what to say of that.

    What was not to be saved, was written elsewhere or was given up stays as it is.
    """
    if conversation is None:
        return ""
    recording = conversation.recording
    if not recording.keeping or recording.session.blank or recording.saved:
        return ""
    if recording.safe:
        return rescue_words(Path(recording.outbox.copy)) if recording.outbox.copy else ""
    path = rescue(recording.portable())
    return f"Not saved: {recording.problem} {rescue_words(path) if path else LOST}"

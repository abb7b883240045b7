"""The interview line by line, for screen readers, pipes and dumb terminals."""

from __future__ import annotations

from collections.abc import Callable

from interview.plain.changed import told
from interview.plain.closing import leave
from interview.plain.dialogue import Dialogue
from interview.plain.lines import Lines, Read, Write, terminal_width
from interview.store.recording import Recording

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells expect it."""


def run(
    recording: Recording,
    *,
    read: Read,
    write: Write,
    origin: str = "",
    width: Callable[[], int] = terminal_width,
) -> int:
    """Hold an interview in lines and return the exit code: 0, or 130 after Ctrl-C.

    `read` shows a prompt and returns the line typed, None at the end of input; a text stream will do.
    `write` prints one line. `origin` says where the flow was read from when it is not the shipped one.
    No cursor is moved and no colour used. Leaving in any way keeps every answer.
    """
    lines = Lines(read, write, width)
    try:
        if told(recording, lines):
            Dialogue(recording, lines, origin).hold()
    except KeyboardInterrupt:
        lines.say()
        leave(recording, lines)
        return INTERRUPTED
    return 0

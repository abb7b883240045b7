"""The interview line by line, for screen readers, pipes and dumb terminals."""

from __future__ import annotations

from collections.abc import Callable

from interview.errors import UsageError
from interview.plain.carryover import told
from interview.plain.console import Console, Read, Write, terminal_width
from interview.plain.dialogue import Dialogue
from interview.plain.exit import rescued, stop
from interview.store.recording import Recording

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells expect it."""


class Stopped(BaseException):
    """The system wants the program to end; `code` is the exit code that says so."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def run(
    recording: Recording,
    *,
    read: Read,
    write: Write,
    origin: str = "",
    width: Callable[[], int] = terminal_width,
) -> int:
    """Hold an interview in lines and return the exit code: 0, 130 after Ctrl-C, or that of `Stopped`.

    `read` shows a prompt and returns the line typed, None at the end of input; a text stream will do.
    `write` prints one line. `origin` says where the flow was read from when it is not the shipped one.
    No cursor is moved and no colour used. Leaving in any way keeps every answer, also the `UsageError` of a
    line that is no text.
    """
    lines = Console(read, write, width)
    try:
        _hold(recording, lines, origin)
    except (KeyboardInterrupt, Stopped) as end:
        stop(recording, lines)
        return end.code if isinstance(end, Stopped) else INTERRUPTED
    except UsageError:
        stop(recording, lines)
        raise
    return 0


def _hold(recording: Recording, lines: Console, origin: str) -> None:
    try:
        if told(recording, lines):
            Dialogue(recording, lines, origin).hold()
    except OSError:  # nobody reads the lines any more; the signal that says so may come at any moment now
        rescued(recording)
        raise

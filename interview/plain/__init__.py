"""The interview line by line, for screen readers, pipes and dumb terminals."""

from __future__ import annotations

from collections.abc import Callable

from interview.conversation.conversation import Conversation
from interview.conversation.full_disk import rescued
from interview.errors import UsageError
from interview.plain.carryover import told
from interview.plain.console import Console, Read, Stopped, Write, terminal_width
from interview.plain.dialogue import Dialogue
from interview.plain.exit import stop

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells expect it."""


def run(
    conversation: Conversation,
    *,
    read: Read,
    write: Write,
    width: Callable[[], int] = terminal_width,
    unfinished: Callable[[], str] = str,
) -> int:
    """Hold an interview in lines and return the exit code: 0, 130 after Ctrl-C, or that of `Stopped`.

    `read` shows a prompt and returns the line typed, None at the end of input; a text stream will do.
    `write` prints one line. No cursor is moved and no colour used. Leaving in any way keeps every answer,
    also the `UsageError` of a line that is no text. `unfinished` returns what stands in a line that is still
    being typed, which is kept too where it is a text of the person's own.
    """
    lines = Console(read, write, width, unfinished)
    try:
        _hold(conversation, lines)
    except (KeyboardInterrupt, Stopped) as end:
        stop(conversation, lines)
        return end.code if isinstance(end, Stopped) else INTERRUPTED
    except UsageError:
        stop(conversation, lines)
        raise
    return 0


def _hold(conversation: Conversation, lines: Console) -> None:
    try:
        if told(conversation, lines):
            Dialogue(conversation, lines).hold()
    except OSError:  # nobody reads the lines any more; the signal that says so may come at any moment now
        rescued(conversation)
        raise

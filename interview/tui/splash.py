"""The first question, on the screen before the screen's library is even imported.

Importing Textual takes longer than everything else at the start. A person can read meanwhile: these are the
words the app is about to draw, in the same place. Keys pressed in between wait in the terminal.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import wrap
from types import FrameType

from interview.conversation.conversation import Conversation
from interview.tui.rows.question import Room, later_rows, question_rows
from interview.tui.rows.row import Row

ENTER = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[H"
LEAVE = "\x1b[?1049l\x1b[?25h"


@contextmanager
def shown(conversation: Conversation) -> Iterator[None]:
    """Show the first question while the app gets ready; put the terminal back if it does not get there."""
    size = _size()
    if size is None:
        yield
        return
    before = {number: signal.signal(number, _end) for number in (signal.SIGTERM, signal.SIGHUP)}
    _write(ENTER + "\r\n".join(screen(conversation, size.columns, size.lines)))
    try:
        yield
    except BaseException:
        _write(LEAVE)
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def screen(conversation: Conversation, columns: int, lines: int) -> list[str]:
    """Return the lines of the first screen: the flow's title on top, the question at the foot."""
    title = f" {conversation.session.flow.title}"[:columns]
    room = lines - 2
    asked = _lines(question_rows(conversation, Room.PLAIN), columns)
    if len(asked) > room:
        asked = _lines(question_rows(conversation, Room.TERSE), columns)
    asked = (asked + _lines(later_rows(conversation), columns))[:room]
    return [title, *[""] * (room - len(asked)), *asked]


def _size() -> os.terminal_size | None:
    """Return the size of the terminal Textual will draw on; None where there is none."""
    try:
        return os.get_terminal_size(sys.__stderr__.fileno()) if sys.__stderr__ else None
    except OSError:
        return None


def _lines(rows: list[Row], columns: int) -> list[str]:
    return [line for row in rows for line in _wrapped(row, columns)]


def _wrapped(row: Row, columns: int) -> list[str]:
    lead = "".join(text for text, _tone in row.lead)
    text = "".join(text for text, _tone in row.text)
    room = max(10, columns - 1)
    return wrap(text, room, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead]


def _write(text: str) -> None:
    """Write to where Textual draws."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(text)
        sys.__stderr__.flush()


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)

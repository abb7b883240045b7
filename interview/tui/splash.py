"""The first question, on the screen before the screen's library is even imported.

Importing Textual takes longer than everything else at the start. A person can read meanwhile: these are the
words the app is about to draw, in the same place. Keys pressed in between wait in the terminal.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import wrap
from types import FrameType

from interview.conversation import prompts
from interview.conversation.conversation import Conversation
from interview.tui.frame import frame
from interview.tui.rows.question import question_face
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
    """Return the lines of the first screen: the flow on top, the question where its card will be."""
    placed = frame((columns, lines), 0)
    face = question_face(conversation, placed.columns - 3)
    left = " " * (placed.margin + 3)
    room = max(10, placed.columns - 6)
    asked = [f"{left}{line}" for line in wrap(face.title, room)]
    if len(asked) == 1 and not placed.small:
        asked.append("")
    space = placed.card - len(asked) - 3
    shown = (_lines(rows, placed.columns - 3) for rows in face.rows)
    options = next((one for one in shown if len(one) <= space), _lines(face.rows[-1], placed.columns - 3))
    inset = " " * (placed.margin + 1)
    title = f"  {prompts.heads(conversation)[0]}"[:columns]
    about = wrap(
        prompts.whose(conversation), max(10, columns - 3), initial_indent="  ", subsequent_indent="  "
    )
    above = about if placed.small else ["", "", *about, "", ""][: placed.above]
    return [title, *above, *asked, *(f"{inset}{line}" for line in options[:space])][:lines]


def _size() -> os.terminal_size | None:
    """Return the size of the terminal Textual will draw on; None where there is none."""
    try:
        return os.get_terminal_size(sys.__stderr__.fileno()) if sys.__stderr__ else None
    except OSError:
        return None


def _lines(rows: Sequence[Row], columns: int) -> list[str]:
    return [line for row in rows for line in _wrapped(row, columns)]


def _wrapped(row: Row, columns: int) -> list[str]:
    lead = "".join(text for text, _tone in row.lead)
    text = "".join(text for text, _tone in row.text)
    right = "".join(text for text, _tone in row.right)
    if right and len(lead) + len(text) + len(right) + 2 <= columns:
        return [f"{lead}{text}{right:>{columns - len(lead) - len(text)}}"]
    text = f"{text} {right}" if right else text
    room = max(10, columns - 1)
    return wrap(text, room, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead]


def _write(text: str) -> None:
    """Write to where Textual draws."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(text)
        sys.__stderr__.flush()


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)

"""Standard input and output: printing safely, and whether a person or a full screen is at them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from interview.cli.keyboard import KEYBOARD, NoKeyboard
from interview.errors import FAULT, InterviewError
from interview.text import clean_text
from interview.tui.served import is_served


class ClosedOutput(InterviewError):
    """There is no standard output to print on."""

    def __init__(self) -> None:
        super().__init__("standard output is closed, so nothing can be printed")


def say(text: str = "") -> None:
    """Print lines on standard output, without control characters; `ClosedOutput` where that is not open."""
    if sys.stdout is None:
        raise ClosedOutput
    if KEYBOARD.asking:
        KEYBOARD.shown()
    print(clean_text(text))


def put(made: bytes) -> None:
    """Write bytes on standard output as they are; `ClosedOutput` where that is not open."""
    if sys.stdout is None:
        raise ClosedOutput
    sys.stdout.flush()
    sys.stdout.buffer.write(made)


def complain(text: str) -> None:
    """Print lines on standard error, without control characters."""
    if sys.stderr is not None:
        print(_at_words(clean_text(text), sys.stderr), file=sys.stderr)


def tell(text: str) -> None:
    """Print sentences on standard output, wrapped at words where that is a terminal; raises as `say` does."""
    if sys.stdout is None:
        raise ClosedOutput
    print(_at_words(clean_text(text), sys.stdout))


def read_line(prompt: str = "") -> str | None:
    """Return the next line, or what a person types or pastes; None when there is nothing more to read.

    What was typed at a terminal before the prompt is discarded.
    """
    if sys.stdin is None:
        return None
    prompt = clean_text(prompt)
    try:
        return KEYBOARD.line(prompt)
    except NoKeyboard:
        with suppress(EOFError):
            return input(prompt)
    return None


def unfinished_line() -> str:
    """Return what stands in the line that a person is typing, as the program is ended meanwhile."""
    return KEYBOARD.unfinished


def begin_asking() -> None:
    """Discard what was typed before a person is asked anything; it was typed for something else."""
    KEYBOARD.asking = True
    KEYBOARD.shown()


def hush() -> None:
    """Let nothing count that is typed before a person could read what is asked next."""
    KEYBOARD.hush()


def end_asking() -> None:
    """Discard what a person typed that was not asked for, so that it does not run in the shell."""
    if KEYBOARD.asking:
        KEYBOARD.discard()


def tolerate_any_text() -> None:
    """Speak UTF-8 into files and pipes whatever the locale says, and to a terminal what that understands.

    What a terminal lacks is replaced. Bytes that are no text come in as lone surrogates, for `text.as_sent`.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(
                encoding=encoding, errors="surrogateescape" if stream is sys.stdin else "replace"
            )


def is_plain() -> bool:
    """Return True when a full screen cannot be shown: an end that is no terminal, or a dumb one.

    Standard error counts, because the full screen is drawn there. Another program may show it instead.
    """
    ends = (sys.stdin, sys.stdout, sys.stderr)
    at_terminal = all(end is not None and end.isatty() for end in ends)
    if is_served(os.environ, at_terminal=sys.stdin is not None and sys.stdin.isatty()):
        return False
    return not at_terminal or os.environ.get("TERM", "") in ("", "dumb")


def _at_words(text: str, end: TextIO) -> str:
    """Wrap lines at words for a terminal; those that begin with a space are laid out already."""
    if not end.isatty():
        return text
    from interview.line_breaks import wrapped  # needed only here

    width = max(20, _columns(end))
    return "\n".join(
        line if line.startswith(" ") or len(line) <= width else "\n".join(wrapped(line, width))
        for line in text.split("\n")
    )


def _columns(end: TextIO) -> int:
    """Return the columns of a terminal, or where it does not know them, what the environment says."""
    with suppress(OSError):
        if columns := os.get_terminal_size(end.fileno()).columns:
            return columns
    import shutil  # needed only here

    return shutil.get_terminal_size().columns


def hold_full_screen(show: Callable[[], str | None], *, shown: bool = False) -> int:
    """Show a full screen until it is left; print what is still to be said, and return the exit code.

    What was typed before is discarded, unless the first question is `shown` already.
    """
    if not shown:
        begin_asking()
    code, words = 0, ""
    try:
        words = show() or ""
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else FAULT
        words = getattr(end, "words", "")
    if words:
        with suppress(OSError):  # the terminal may be gone
            complain(f"interview: {words}")
    return code

"""Standard input and output: printing safely, and whether a person or a full screen is at them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from interview.errors import FAULT, InterviewError
from interview.text import clean_text


class ClosedOutput(InterviewError):
    """There is no standard output to print on."""

    def __init__(self) -> None:
        super().__init__("standard output is closed, so nothing can be printed")


def say(text: str = "") -> None:
    """Print lines on standard output, without control characters; `ClosedOutput` where that is not open."""
    if sys.stdout is None:
        raise ClosedOutput
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
    """Return the next line that is typed; None when there are no more, or nothing to read from."""
    if sys.stdin is None:
        return None
    try:
        return input(clean_text(prompt))
    except EOFError:
        return None


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

    Standard error counts, because the full screen is drawn there.
    """
    ends = (sys.stdin, sys.stdout, sys.stderr)
    at_terminal = all(end is not None and end.isatty() for end in ends)
    return not at_terminal or os.environ.get("TERM", "") in ("", "dumb")


def _at_words(text: str, end: TextIO) -> str:
    """Wrap lines at words for a terminal; those that begin with a space are laid out already."""
    if not end.isatty():
        return text
    import shutil  # both are needed only here
    import textwrap

    width = max(20, shutil.get_terminal_size().columns)
    return "\n".join(
        line
        if line.startswith(" ") or len(line) <= width
        else textwrap.fill(line, width, break_on_hyphens=False, break_long_words=False)
        for line in text.split("\n")
    )


def hold_full_screen(show: Callable[[], str | None]) -> int:
    """Show a full screen until it is left; print what is still to be said, and return the exit code."""
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

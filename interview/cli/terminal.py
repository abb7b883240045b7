"""Standard input and output: printing safely, and knowing whether a person sits at them."""

from __future__ import annotations

import io
import os
import sys

from interview.text import clean_text


def say(text: str = "") -> None:
    """Print lines on standard output, without control characters."""
    print(clean_text(text))


def complain(text: str) -> None:
    """Print lines on standard error, without control characters."""
    if sys.stderr is not None:
        print(clean_text(text), file=sys.stderr)


def read_line(prompt: str = "") -> str | None:
    """Return the next line that is typed; None when there are no more, or nothing to read from."""
    if sys.stdin is None:
        return None
    try:
        return input(clean_text(prompt))
    except EOFError:
        return None


def tolerate_any_text() -> None:
    """Replace characters that an encoding lacks, and bytes that are no text, instead of failing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def is_plain() -> bool:
    """Return True when a full screen cannot be shown: an end that is no terminal, or a dumb one.

    Standard error counts, because the full screen is drawn there.
    """
    ends = (sys.stdin, sys.stdout, sys.stderr)
    at_terminal = all(end is not None and end.isatty() for end in ends)
    return not at_terminal or os.environ.get("TERM", "") in ("", "dumb")

"""Line by line: asking for a number, and holding an interview."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from interview.cli.terminal import read_line, say
from interview.plain.lines import Lines
from interview.plain.replies import number_from
from interview.store import Recording

LONGEST = 9
"""Digits of a number that somebody could mean."""


def somebody_types() -> bool:
    """Return whether a person sits at standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


def hold(recording: Recording, origin: str) -> int:
    """Hold an interview line by line; return the exit code."""
    from interview import plain

    read = read_line if somebody_types() else sys.stdin or io.StringIO()
    return plain.run(recording, read=read, write=say, origin=origin)


def listed(offers: Sequence[str], *, first: int = 1) -> None:
    """Print what can be chosen, numbered."""
    lines = Lines(read_line, say)
    for number, offer in enumerate(offers, start=first):
        lines.say(offer, lead=f"  {number}. ")


def asked(prompt: str, count: int, *, instead: Sequence[str], or_else: str) -> int | None:
    """Ask for a number from 1 to `count` until one is typed, and return its index.

    None for one of the words in `instead`, which `or_else` explains, and at the end of input.
    """
    while (typed := read_line(prompt)) is not None:
        typed = typed.strip().lower()
        if typed in instead:
            return None
        if typed.isdecimal() and len(typed) <= LONGEST and 1 <= int(typed) <= count:
            return int(typed) - 1
        say(f"Type {number_from(count)}, {or_else}.")
    return None

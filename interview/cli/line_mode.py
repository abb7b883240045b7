"""Line by line: asking for a number, holding an interview, and what to do instead of one that is open."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from interview.cli.desk import Desk
from interview.cli.terminal import begin_asking, read_line, say
from interview.plain.console import Console
from interview.plain.replies import number_from
from interview.store import Recording, StoreError

LONGEST = 9
"""Digits of a number that somebody could mean."""

WAYS = ("Look at it, read only", "Start another interview")


def somebody_types() -> bool:
    """Return whether a person sits at standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


def hold(recording: Recording, origin: str) -> int:
    """Hold an interview line by line; return the exit code."""
    from interview import plain

    begin_asking()
    read = read_line if somebody_types() else sys.stdin or io.StringIO()
    with _told_of_signals(plain.Stopped):
        return plain.run(recording, read=read, write=say, origin=origin)


@contextmanager
def _told_of_signals(stopped: Callable[[int], BaseException]) -> Iterator[None]:
    """Raise an exception, once, when the system wants the program to end or the terminal goes away."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    numbers = [
        number for name in names if signal.getsignal(number := getattr(signal, name)) is signal.SIG_DFL
    ]

    def stop(number: int, _: object) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise stopped(128 + number)

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def listed(offers: Sequence[str], *, first: int = 1) -> None:
    """Print what can be chosen, numbered."""
    lines = Console(read_line, say)
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


def instead(desk: Desk, session_id: str, why: StoreError) -> Recording | None:
    """Offer to look at an interview or to start another one of its flow; None when none is started.

    `why` is raised when the interview cannot be read either.
    """
    from interview.plain.console import Console
    from interview.plain.exit import show

    try:
        recording = desk.look(session_id, why)
    except StoreError:
        raise why from None
    say(str(why))
    listed(WAYS)
    chosen = asked("Number, or Enter for neither: ", len(WAYS), instead=("", "q"), or_else="or only Enter")
    if chosen == 1:
        return desk.begin(recording.session.flow.id)
    if chosen == 0:
        show(recording, Console(read_line, say), recording.origin)
    return None

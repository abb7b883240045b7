"""Ends that nobody asked for: signals, a terminal that went away, a fault in the program."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from interview.conversation.conversation import Conversation
from interview.errors import places
from interview.tui.terminal import terminal_is_gone

if TYPE_CHECKING:
    from textual.app import App

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
HUNG_UP = 129
"""The exit code without a terminal, as after SIGHUP."""
LOOK_EVERY = 1.0
"""Seconds between two looks at whether the terminal is still there."""


def listen(app: App[Any], end: Callable[[int], None]) -> None:
    """Have the app `end` with an exit code on a signal or without a terminal, which it restores."""
    if app.is_headless:
        return
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # it would print what went wrong, and with it answers
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            loop.add_signal_handler(number, end, 128 + number)
    if not terminal_is_gone():
        app.set_interval(LOOK_EVERY, lambda: end(HUNG_UP) if terminal_is_gone() else None)


def ignore() -> None:
    """Let no further signal cut short what is still done at the end: the last try to save."""
    for name in SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def farewell(fault: BaseException | None, conversation: Conversation | None) -> Text:
    """Return what to say after a fault: where it was, never what was answered.

    INTERVIEW_DEBUG adds the way there.
    """
    kept = conversation is None or conversation.recording.saved
    answers = "Every answer is saved." if kept else "The last answers could not be saved."
    steps = places(_behind(fault)) if fault is not None else []
    lines = [f"The interview stopped because of a fault in the program{_where(fault, steps)}.", answers]
    if os.environ.get("INTERVIEW_DEBUG"):
        lines += [f"    {step}" for step in steps]
    return Text("\n".join(lines))


def _where(fault: BaseException | None, steps: Sequence[str]) -> str:
    """Return the kind of fault and its innermost place."""
    if fault is None:
        return ""
    place = f" at {steps[-1]}" if steps else ""
    return f" ({type(_behind(fault)).__name__}{place})"


def _behind(fault: BaseException) -> BaseException:
    """Return the fault itself where Textual wraps it, as it does with those of its workers."""
    wrapped = getattr(fault, "error", None)
    return wrapped if isinstance(wrapped, BaseException) else fault

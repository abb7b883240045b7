"""Ends that nobody asked for: signals, a terminal that went away, a fault in the program."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from interview.store.recording import Recording
from interview.tui.guards import terminal_is_gone

if TYPE_CHECKING:
    from textual.app import App

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
HUNG_UP = 129
"""The exit code without a terminal, as after SIGHUP."""
LOOK_EVERY = 1.0
"""Seconds between two looks at whether the terminal is still there."""


def listen(app: App[Any]) -> None:
    """End the app through its own exit, which restores the terminal, on a signal or without a terminal."""
    if app.is_headless:
        return
    loop = asyncio.get_running_loop()
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            loop.add_signal_handler(number, _leave, app, 128 + number)
    if not terminal_is_gone():
        app.set_interval(LOOK_EVERY, lambda: _leave(app, HUNG_UP) if terminal_is_gone() else None)


def farewell(fault: BaseException | None, recording: Recording | None) -> Text:
    """Return what to say after a fault: where it was, never what was answered."""
    kept = recording is None or recording.saved
    answers = "Every answer is saved." if kept else "The last answers could not be saved."
    return Text(f"The interview stopped because of a fault in the program{_where(fault)}.\n{answers}")


def _where(fault: BaseException | None) -> str:
    """Return the kind of fault and its innermost place."""
    if fault is None:
        return ""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else ""
    return f" ({type(fault).__name__}{place})"


def _leave(app: App[Any], code: int) -> None:
    app.exit(return_code=code)

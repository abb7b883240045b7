"""Holding the full screen, and what its end means to the shell."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from interview.cli.terminal import complain
from interview.errors import FAULT


def hold(show: Callable[[], str | None]) -> int:
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

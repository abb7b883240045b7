"""Holding the full screen, and what its end means to the shell."""

from __future__ import annotations

from collections.abc import Callable

from interview.errors import FAULT


def hold(show: Callable[[], None]) -> int:
    """Show a full screen until it is left; return the exit code."""
    try:
        show()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAULT
    return 0

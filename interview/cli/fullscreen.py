"""Holding the full screen, and what its end means to the shell."""

from __future__ import annotations

from collections.abc import Callable

from interview.cli.guard import FAULT

_FAULT_ON_SCREEN = 1
"""How the full screen ends after a fault, which it has told itself."""


def hold(show: Callable[[], None]) -> int:
    """Show a full screen until it is left; return the exit code."""
    try:
        show()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else FAULT
        return FAULT if code == _FAULT_ON_SCREEN else code
    return 0

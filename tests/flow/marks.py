"""Broken flows that say themselves where the caret must point."""

from __future__ import annotations

from tests.flow.folders import EXAMPLE

MARK = "«"


def broken(old: str, new: str) -> tuple[str, int, int]:
    """Replace one piece of the example; return it without the mark, and the mark's line and column."""
    assert EXAMPLE.count(old) == 1, "the piece to replace must stand exactly once in the example"
    before, _, after = EXAMPLE.replace(old, new).partition(MARK)
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")

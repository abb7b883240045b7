"""What is known about one code: how grave it is, what it means, a flow that shows it, how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview.check.codes.example import Example
from interview.check.diagnostics.diagnostic import Severity

PAGES = "docs/checks"
"""The folder of the pages, one for each code."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding."""

    id: str
    severity: Severity
    title: str
    meaning: str
    mend: str
    example: Callable[[], Example] | None = None
    """A flow with this one fault; none where no file alone can show it."""

    @property
    def page(self) -> str:
        """Where the code is explained."""
        return f"{PAGES}/{self.id}.md"


def error(name: str, title: str, meaning: str, mend: str, example: Callable[[], Example] | None) -> Code:
    """Return a code that fails a check."""
    return Code(name, Severity.ERROR, title, meaning, mend, example)


def warning(name: str, title: str, meaning: str, mend: str, example: Callable[[], Example] | None) -> Code:
    """Return a code that fails a check only with `--strict`."""
    return Code(name, Severity.WARNING, title, meaning, mend, example)


def note(name: str, title: str, meaning: str, mend: str, example: Callable[[], Example] | None) -> Code:
    """Return a code that fails no check."""
    return Code(name, Severity.NOTE, title, meaning, mend, example)

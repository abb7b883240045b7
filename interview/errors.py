"""What can go wrong, in words for the person who has to mend it.

Every error a user may see is an `InterviewError`. The command line prints its text and chooses the
exit code; nothing else prints and nothing shows a traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FAULT = 70
"""The exit code after a fault in the program itself."""


class InterviewError(Exception):
    """Something a person can mend; its text says what is wrong and what would be right."""


class UsageError(InterviewError):
    """The command line or an answers file asks for something that does not exist or makes no sense."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is, what is wrong, and the line it stands on."""

    place: Place
    message: str
    code: str = "invalid"
    excerpt: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        if not self.excerpt:
            return text
        return f"{text}\n    {self.excerpt}\n    {_caret(self.excerpt, self.place.column)}"


class FlowError(InterviewError):
    """A flow that cannot be loaded, with every mistake found in it, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, completions: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest known word, or nothing when none is near."""
    near = nearest_to(word, completions)
    return f"; did you mean '{near}'?" if near else ""


def nearest_to(word: str, completions: Iterable[str]) -> str:
    """Return the nearest known word, or nothing when none is near."""
    return next(iter(difflib.get_close_matches(word, list(completions), n=1, cutoff=0.6)), "")


def errors_in_flow(count: int) -> str:
    """Return what stands on everything that a flow with errors makes; empty when it has none."""
    return f"{count} error{'s' * (count != 1)} in this flow" if count else ""


def places(fault: BaseException) -> list[str]:
    """Return file, line and function of every step to a fault, outermost first; no source text, no values."""
    found = []
    traceback = fault.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{traceback.tb_lineno} in {code.co_name}")
        traceback = traceback.tb_next
    return found


def _caret(excerpt: str, column: int) -> str:
    """Point at a character, keeping tabs; wide ones take two columns, those that join another none."""
    return "".join(map(_blank, excerpt[: column - 1])) + "^"


def _blank(char: str) -> str:
    if char < "\x7f":
        return "\t" if char == "\t" else " "
    import unicodedata  # rarely needed

    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    return "  " if unicodedata.east_asian_width(char) in "WF" else " "

"""Every syntax error of a file that can be told for sure; the first one stops the parser.

The file is read again in parts: from one key at the margin to the next, and in a part that is wrong, from one
item below its key to the next. What is wrong with a part alone is told. A part that ends in the middle of
something is read together with those that follow, so that brackets and quotes over several lines stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import yaml

Error = yaml.MarkedYAMLError
Read = Callable[[str], Error | None]
"""Reads a text and returns what stops the parser, if anything does."""

_KEY = re.compile(r"( *)[A-Za-z_][\w-]*:(\s.*)?$")
_BARE = re.compile(r"[A-Za-z_][\w-]*:\s*(#.*)?$")
_MOST_JOINED = 20
"""Parts read together at most, to see where something ends that was begun in the first."""
_MOST_WORK = 5_000_000
"""Parts times lines of a file, which is read again for each; of a larger one the first error is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a file, from the first to before `end`, below the key in line `under`, if any."""

    lines: Sequence[str]
    first: int
    end: int
    under: int | None = None

    @property
    def text(self) -> str:
        """The text of the part alone, each line where it stands in the file."""
        kept = [""] * self.first + list(self.lines[self.first : self.end])
        if self.under is not None:
            kept[self.under] = self.lines[self.under]
        return "\n".join(kept)

    def holds(self, error: Error) -> bool:
        """Return whether an error is in this part, or what is wrong begins there."""
        marks = (error.context_mark, error.problem_mark)
        return any(self.first <= mark.line < self.end for mark in marks if mark)

    def cut_short(self, error: Error) -> bool:
        """Return whether the part ends before what is wrong does."""
        mark = error.problem_mark
        return mark is None or mark.line >= self.end - 1


def syntax_errors(lines: Sequence[str], first: Error, read: Read) -> Iterator[Error]:
    """Yield the errors of a file, given the first that reading it as a whole met."""
    parts = _parts(lines, 0, len(lines))
    found = list(_errors(parts, read))
    if not found or Part(lines, 0, parts[0].first).holds(first):  # no part, or before them
        yield first
    told = False
    for part, error in found:
        if not part.holds(first):
            yield error
        elif not told:
            told = True
            yield first


def part_of(lines: Sequence[str], key: str) -> str:
    """Return the text of the part that a key at the margin begins; empty when there is none."""
    parts = _parts(lines, 0, len(lines))
    return next((part.text for part in parts if lines[part.first].startswith(f"{key}:")), "")


def _errors(parts: Sequence[Part], read: Read) -> Iterator[tuple[Part, Error]]:
    """Yield each part that is wrong by itself, the smallest that there is, with what is wrong."""
    after = 0
    for place, part in enumerate(parts):
        error = read(part.text) if place >= after else None
        if error is None:
            continue
        if part.cut_short(error):
            whole = _whole(parts[place : place + _MOST_JOINED], read)
            if whole:
                after = place + whole
                continue
        inside = list(_errors(_items(part), read)) if part.under is None else []
        yield from inside or [(part, error)]


def _whole(parts: Sequence[Part], read: Read) -> int:
    """Return how many of these parts belong together, the first of which ends too early; 0 if none do."""
    head = parts[0]
    for count, last in enumerate(parts[1:], start=2):
        if read(Part(head.lines, head.first, last.end, head.under).text) is None:
            return count
    return 0


def _parts(
    lines: Sequence[str], start: int, end: int, indent: str = "", under: int | None = None
) -> list[Part]:
    """Return the parts that begin at the keys with this indentation."""
    keys = ((at, _KEY.match(lines[at])) for at in range(start, end))
    begins = [at for at, key in keys if key and key[1] == indent]
    if len(begins) * len(lines) > _MOST_WORK:
        return []
    return [Part(lines, *span, under) for span in pairwise([*begins, end])]


def _items(part: Part) -> list[Part]:
    """Return the items below the key that a part begins with; none where something stands beside it."""
    if not _BARE.match(part.lines[part.first]):
        return []
    below = part.lines[part.first + 1 : part.end]
    key = _KEY.match(next((line for line in below if line.strip() and not line.lstrip().startswith("#")), ""))
    return _parts(part.lines, part.first + 1, part.end, key[1], part.first) if key and key[1] else []

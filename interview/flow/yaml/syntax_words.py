"""Syntax errors in words that help: what the parser met is often one line below what was written wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_INDENTED = "the indentation does not fit, or text must stand in quotes"
_COLON = "text with ': ' in it must stand in quotes"
_NO_SPACE = "a key must be followed by ': '"
_HINTS = {
    "found a tab character": "a tab cannot indent; use spaces",
    "mapping values are not allowed": _COLON,
    "cannot start any token": "text that starts with this character must stand in quotes; tabs cannot indent",
    "expected ',' or": "a bracket is not closed, or text with a comma or bracket must stand in quotes",
    "could not find expected ':'": _NO_SPACE,
    "did not find expected key": _INDENTED,
    "did not find expected '-' indicator": "the indentation of the list does not fit",
    "expected <block end>": _INDENTED,
    "unexpected end of stream": "a quote is not closed",
}
_KEY = re.compile(r"(?P<indent> *)(- +)?(?P<word>[A-Za-z_][\w-]*)")
_UNSPACED = re.compile(r"(?P<indent> *)(- +)?[A-Za-z_][\w-]*:(?=[^\s:])")


@dataclass(frozen=True, slots=True)
class Slip:
    """Where a syntax error is, line and column from 1, and what to say of it."""

    line: int
    column: int
    hint: str
    below: int = 0
    """The line of the key it seems to stand below, where no key begins in its column; else 0."""


def told(lines: Sequence[str], line: int, column: int, said: str) -> Slip:
    """Return what to say of a syntax error of which the parser says this: that, where nothing is better."""
    hint = next((hint for words, hint in _HINTS.items() if words in said), said)
    here, above = lines[line - 1] if line <= len(lines) else "", _above(lines, line)
    if hint in (_COLON, _NO_SPACE) and above and (slip := _UNSPACED.match(lines[above - 1])):
        return Slip(above, slip.end(), _NO_SPACE)
    deeper = above and _indent(here) > _indent(lines[above - 1])
    if hint == _COLON and deeper and _KEY.fullmatch(here[: column - 1]):
        said = f"it is indented more than {_named(lines[above - 1])} above it, and so goes on with that text"
        return Slip(line, _indent(here) + 1, said)
    if hint == _INDENTED and (key := _KEY.match(here)) and column == key.end("indent") + 1:
        return _misplaced(lines, line, column)
    return Slip(line, column, hint)


def _misplaced(lines: Sequence[str], line: int, column: int) -> Slip:
    """Say in which columns the keys above a line begin, of those that it could belong to."""
    levels: list[str] = []
    indent, below = len(lines[line - 1]), 0
    for at in range(line - 1, 0, -1):
        other = lines[at - 1]
        if _is_text(other) and _indent(other) < indent:
            indent = _indent(other)
            levels.append(f"{_named(other)} in column {indent + 1}")
            below = below or (at if indent < column - 1 else 0)
    if not levels:
        return Slip(line, column, _INDENTED)
    above = ", ".join(levels[:3])
    said = f"the indentation does not fit: this begins in column {column}, above it stand {above}"
    return Slip(line, column, said, below)


def _named(line: str) -> str:
    key = _KEY.match(line)
    return f"'{key['word'][:40]}'" if key else "the line"


def _above(lines: Sequence[str], line: int) -> int:
    """Return the last line with text above one; 0 where there is none."""
    return next((at for at in range(line - 1, 0, -1) if _is_text(lines[at - 1])), 0)


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

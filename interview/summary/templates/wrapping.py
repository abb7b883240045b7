"""Lines of a note: wrapped by terminal column, continued below the text of their marker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from interview.line_breaks import NO_BREAK, unparted

_LEAD = re.compile(r" *(?:> |- |\d+\. |\[\d+\] )?")
_ITEM = re.compile(r"(?:> |- |\d{1,2}\. |\d+ words: )")
"""What a line of its own begins with, such as how long the note is; `2019. ` is the end of a sentence."""
_COLUMNS = re.compile(r"[^> ].*\S {2,}(?=\S)")
"""The columns before the last one of a line; quoted lines are left as they are."""
_BLANK_LINES = re.compile(r"\n{3,}")
_BLANKS = re.compile(rf"[^\S{NO_BREAK}]+")


def lay_out(text: str, wrap: int) -> str:
    """Return the text with lines of at most `wrap` columns; 0 leaves every line as long as it is.

    Sections are set apart by exactly one blank line, and the text ends with one line break.
    """
    rows = [row for line in text.split("\n") for row in _wrapped(line.rstrip(), wrap)]
    return _BLANK_LINES.sub("\n\n", "\n".join(rows)).strip("\n") + "\n"


def laid_out_anew(text: str, before: int, wrap: int) -> str:
    """Return a text that was laid out in lines of so many columns before in others."""
    whole: list[str] = []
    last = hanging = ""
    for line in text.split("\n"):
        if whole and _goes_on(last, line, hanging, before):
            whole[-1] += f" {line[len(hanging) :]}"
        else:
            whole.append(line)
            hanging = _hanging(_marker(line, before))
        last = line
    return lay_out("\n".join(whole), wrap)


def _goes_on(last: str, line: str, hanging: str, wrap: int) -> bool:
    """Return whether a line goes on with the last one, which had no room for its first word."""
    rest = line[len(hanging) :]
    if not (last.strip() and rest.strip() and line.startswith(hanging)) or rest.startswith(" "):
        return False
    if not hanging and _ITEM.match(rest):
        return False
    first = next(_words(unparted(rest), wrap - len(hanging)))
    return cell_len(last) + 1 + cell_len(first) > wrap


def _wrapped(line: str, wrap: int) -> Iterator[str]:
    if not wrap or cell_len(line) <= wrap:
        yield line
        return
    row = _marker(line, wrap)
    hanging = _hanging(row)
    empty = True
    for kept in _words(unparted(line[len(row) :]), wrap - len(row)):
        word = kept.replace(NO_BREAK, " ")
        if not empty and cell_len(row) + 1 + cell_len(word) > wrap:
            yield row
            row, empty = hanging, True
        row = row + word if empty else f"{row} {word}"
        empty = False
    yield row


def _marker(line: str, wrap: int) -> str:
    """Return what a line begins with, below the end of which it is continued."""
    columns = _COLUMNS.match(line)
    match = columns if columns and cell_len(columns.group()) <= wrap * 2 // 3 else _LEAD.match(line)
    return match.group() if match else ""


def _hanging(marker: str) -> str:
    return marker if marker.endswith("> ") else " " * len(marker)


def _words(text: str, limit: int) -> Iterator[str]:
    """Yield the words of a text, a wider one in pieces, of which none begins with a dot as tokens do."""
    together = [word for word in _BLANKS.split(text) if word]
    for word in (one for kept in together for one in ([kept] if cell_len(kept) <= limit else kept.split())):
        piece = ""
        for char in word:
            if piece and cell_len(piece + char) > limit:
                cut = len(piece) - (char == "." and len(piece) > 1)
                yield piece[:cut]
                piece = piece[cut:]
            piece += char
        yield piece

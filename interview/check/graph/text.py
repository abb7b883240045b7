"""The text of a box, wrapped, and how much room it takes whatever font the reader's machine has."""

from __future__ import annotations

import textwrap
import unicodedata

from interview.check.graph.graph import Box, Row, Tone

WRAP = 46
"""Characters on a line of a box."""
WRAP_WORDS = 34
"""Characters on a line beside an arrow."""
_NARROW = frozenset("iljtfrI.,:;|!'()[]{} -")
INDENT = 2
"""Steps by which a deeper row stands further in; a line that goes on stands in by one."""
_HANGING = 1


def lines_of(box: Box) -> tuple[Row, ...]:
    """Return a box's title and rows, each cut into rows that are one line."""
    rows = [Row(text, 0, Tone.STRONG) for text in textwrap.wrap(box.title, WRAP - 4)]
    for row in box.rows:
        indent = INDENT * row.depth
        for index, text in enumerate(textwrap.wrap(row.text, WRAP - indent)):
            rows.append(Row(text, indent + (_HANGING if index else 0), row.tone))
    return tuple(rows)


def words_of(words: str) -> tuple[str, ...]:
    """Return the words beside an arrow as lines."""
    return tuple(textwrap.wrap(words, WRAP_WORDS))


def width(text: str, size: float) -> float:
    """Return more than any common sans-serif font of this size needs for a text, in the unit of the size."""
    return size * sum(map(_share, text))


def _share(char: str) -> float:
    if char in _NARROW:
        return 0.41
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in "mwMW%@—…" or char.isupper():
        return 0.96 if char in "mwMW%@—…" else 0.78
    return 0.65

"""Where a line may end: never between a number and what it counts, `7 %`, `< 30`, `19 questions`."""

from __future__ import annotations

import re
from textwrap import wrap

NO_BREAK = "\u00a0"
_DAY = r"\d{4}-\d\d"
_NUMBER = r"[(\[<>=~]*[+-]?\d+(?:[./-]\d+)*"
_SIGN = r"[(\[]?(?:[<>]=?|[=≤≥])"
_REFERENCE = re.compile(r"(?<=\S) (?=\[\d[\d, -]*\])")
_COUNTED = re.compile(r"[\d<>=≤≥]")
"""What any of these has; most texts have none of it."""
_BEFORE_ITS_UNIT = re.compile(rf"(?<!\S)(?!{_DAY})({_NUMBER}|{_SIGN}) (?=\S)")


def unparted(text: str) -> str:
    """Return the text with a blank that no line ends at between each number and the word behind it.

    So it is before the number of a reference, which would stand alone in a row of its own.
    """
    if _COUNTED.search(text) is None:
        return text
    return _REFERENCE.sub(NO_BREAK, _BEFORE_ITS_UNIT.sub(rf"\1{NO_BREAK}", text))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return lines of at most `width` characters, the first begun with one text and the others with another.

    A longer word stays whole, as it may be a path or an address to copy.
    """
    lines = wrap(
        unparted(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [line.replace(NO_BREAK, " ") for line in lines]

"""Lines of a template whose end is lost: the newline behind a tag that closes a block is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from interview.errors import Place, Problem
from interview.summary.templates.sandbox import is_html

_CLOSED = re.compile(r"\{%-?\s*end(?:if|for)\s*%}$")
_KEEPS = (
    "it ends in a block tag, so the next line is joined to it; '+%}' in place of its '%}' keeps them apart"
)


def lost_newlines(text: str, name: str) -> Iterator[Problem]:
    """Yield every line that begins as text and loses its end to a tag, unless the next one asks for that.

    HTML is left out, where a line's end is only a space.
    """
    if is_html(name):
        return
    for number, (line, following) in enumerate(pairwise([*text.splitlines(), ""]), start=1):
        tag = _CLOSED.search(line)
        if tag and not line.lstrip().startswith(("{%", "{#")) and not _joins(following):
            yield Problem(Place(name, number, tag.start() + 1), _KEEPS, "template-newline", line)


def _joins(line: str) -> bool:
    return line.lstrip().startswith(("{%-", "{{-"))

"""The kinds of text a template can make, by the ending of its file: how words are made safe and laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview.errors import Place, Problem
from interview.summary.markdown import escape_markdown
from interview.summary.templates.escaping import defuse, to_ascii
from interview.summary.templates.sandbox import BadTemplate
from interview.text import clean_text, one_line

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of text. Whatever is filled in comes from outside and must show as it is."""

    ending: str
    words: Change
    """Makes a text of the flow safe."""
    free: Change
    """Makes free text safe, which may have several lines."""
    wraps: bool = False
    autoescape: bool = False
    """True where the sandbox itself escapes what is filled in."""
    aside: str = "{}"
    """How a remark of the program stands below the text."""


KINDS = (
    Kind(
        ".txt.j2",
        words=lambda text: defuse(to_ascii(one_line(text))),
        free=lambda text: defuse(clean_text(text)),
        wraps=True,
    ),
    Kind(
        ".md.j2",
        words=lambda text: escape_markdown(one_line(text)),
        free=escape_markdown,
    ),
    Kind(
        ".html.j2",
        words=one_line,
        free=clean_text,
        autoescape=True,
        aside="<p>{}</p>",
    ),
)


def kind_of(name: str) -> Kind:
    """Return the kind of a template by its file's name. `BadTemplate` when its ending says none."""
    found = next((kind for kind in KINDS if name.endswith(kind.ending)), None)
    if found is None:
        raise BadTemplate([no_kind(name)])
    return found


def no_kind(name: str) -> Problem:
    """Return the mistake of a name without a known ending."""
    endings = ", ".join(kind.ending for kind in KINDS)
    return Problem(Place(name), f"the file's name must end in one of {endings}", "template")

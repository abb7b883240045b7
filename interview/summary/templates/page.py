"""What a page of HTML may hold: elements and attributes on a list of what a summary needs, and nothing else.

A page may run nothing, load nothing and send nothing, whoever wrote its template. What is filled into it is
escaped, so every element in it is the template's. Scripts, pictures, frames, forms and what is fetched are
not on the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_NAMED_ELEMENTS = """
    a abbr article aside b blockquote body br caption circle code col colgroup dd details div dl dt em
    figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i li line main mark meta nav ol p path
    polyline pre rect section small span strong style sub summary sup svg table tbody td tfoot th thead
    time title tr u ul
"""
_NAMED_ATTRIBUTES = """
    charset class colspan content cx cy d datetime dir fill headers height hidden href http-equiv id lang
    name open points r rel role rowspan rx scope span start stroke stroke-width title translate type value
    viewbox width x x1 x2 y y1 y2
"""
_ELEMENTS = frozenset(_NAMED_ELEMENTS.split())
_ATTRIBUTES = frozenset(_NAMED_ATTRIBUTES.split())
_FILLED = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_FETCHES = re.compile(r"url\s*\(|@import|image-set|\\", re.IGNORECASE)
_POLICY = "content-security-policy"

Mistake = tuple[int, str, str]
"""The line, the word it is about, and what is wrong."""


def mistakes_in_page(page: str) -> tuple[Mistake, ...]:
    """Return what a page must not have, in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return tuple(reader.mistakes)


def mistakes_in_template(source: str) -> tuple[Mistake, ...]:
    """Return what the pages of a template would have and must not, as far as its text tells."""
    return mistakes_in_page(_FILLED.sub(lambda found: "\n" * found.group().count("\n"), source))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.mistakes: list[Mistake] = []
        self.style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.style = tag == "style"
        if tag not in _ELEMENTS:
            self.note(tag, f"a page has no <{tag}>: it stands alone, runs nothing and loads nothing")
        for name, value in attrs:
            for said in _wrong(tag, name, (value or "").strip()):
                self.note(name, said)

    def handle_endtag(self, tag: str) -> None:
        self.style = False

    def handle_data(self, data: str) -> None:
        found = _FETCHES.search(data) if self.style else None
        if found:
            self.note(found.group(), "styles of a page load nothing: no url(...), no @import, no backslash")

    def handle_comment(self, data: str) -> None:
        self.note("", "a page has no comments of HTML; those of a template are written {# so #}")

    def handle_pi(self, data: str) -> None:
        self.note("", "a page has no processing instructions")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.note("", "a page begins with <!doctype html>")

    def unknown_decl(self, data: str) -> None:
        self.note("", "a page has no declarations but <!doctype html>")

    def note(self, word: str, said: str) -> None:
        self.mistakes.append((self.getpos()[0], word, said))


def _wrong(tag: str, name: str, value: str) -> Iterator[str]:
    if name not in _ATTRIBUTES and not name.startswith("aria-"):
        yield f"a page has no '{name}' in its elements"
    if name == "href" and value and not (tag == "a" and value.startswith(("https://", "#"))):
        yield "a link leads into the page (#...) or away by https"
    if name in ("fill", "stroke") and _FETCHES.search(value):
        yield "colours of a page load nothing"
    if name == "http-equiv" and value.lower() != _POLICY:
        yield f"the only http-equiv of a page is {_POLICY}"

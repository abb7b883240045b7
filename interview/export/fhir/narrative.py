"""Text as FHIR shows it: XHTML of `div`, `p`, `ul` and `li`, in which nothing but text is ever written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from interview.export.fhir.names import Json

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(text: str) -> str:
    """Return text as it stands between tags, whatever is in it."""
    return escape(_NOT_XML.sub("", text))


def paragraph(text: str) -> str:
    """Return a paragraph; nothing for empty text."""
    return f"<p>{written(text)}</p>" if text.strip() else ""


def items(texts: Iterable[str]) -> str:
    """Return a list; nothing for an empty one."""
    listed = "".join(f"<li>{written(text)}</li>" for text in texts)
    return f"<ul>{listed}</ul>" if listed else ""


def narrative(*parts: str) -> Json:
    """Return what a resource or section says to people, from paragraphs and lists."""
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{"".join(parts)}</div>'}

"""Text made inert for Markdown: it shows as it was written and formats nothing."""

from __future__ import annotations

import re

_ADDRESS = r"https?://[\w./~%?#=&:;,+@-]*[\w/]"
_SPECIAL = r"[\\`*_\[\]<>&~|{}@]|!(?=\[)|(?<!\S)\.(?=[A-Za-z])"
"""Signs of Markdown, and those of the tokens that a record system would take for its own in pasted text."""
_INLINE = re.compile(f"({_ADDRESS})|({_SPECIAL})", re.ASCII)
_BLOCK = re.compile(r"^(\s*)([#+=-])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """Return text that CommonMark shows as the text given; web addresses become links to themselves."""
    inline = _INLINE.sub(lambda found: f"<{found[1]}>" if found[1] else f"\\{found[2]}", text)
    numbered = _NUMBERED.sub(r"\1\\\2", inline)
    return _BLOCK.sub(r"\1\\\2", numbered)

"""Text made inert, for Markdown and for record systems that keep plain ASCII only.

Such systems read some character runs as commands, as Markdown reads some as formats: here they show as
written.
"""

from __future__ import annotations

import re
import unicodedata

# ruff: noqa: RUF001 - the table is about characters that look alike
# fmt: off
_SPELT = str.maketrans({
    "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "±": "+/-", "×": "x", "÷": "/", "−": "-", "⁄": "/",
    "→": "->", "←": "<-", "↑": "up", "↓": "down", "°": " deg", "µ": "u", "μ": "u",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "–": "-", "—": " - ", "…": "...", "•": "-", "·": "-",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "đ": "d", "ð": "d",
    "þ": "th", "ł": "l", "Ł": "L", "ı": "i",
    "§": "section ", "©": "(c)", "®": "(R)", "™": "(TM)", "€": "EUR", "£": "GBP",
})
# fmt: on
_GREEK = "GREEK SMALL LETTER "
_OWN_BLANK = re.compile("[ \u00a0\u2009\u202f](?=[°℃℉])|(?<=§)[ \u00a0\u2009\u202f]")
"""A blank that the spelling of the sign beside it brings along."""
_SPACED_DASH = re.compile(" +- +")
_ASTERISKS = re.compile(r"\*{3,}")
_DOT_PHRASE = re.compile(r"""(?<![^\s("'\[<])\.(?=[^\W\d])""")
"""A dot at the start of a word, by which a saved text is called up."""
_TOKENS = str.maketrans({"@": "(at)", "{": "(", "}": ")"})

_ADDRESS = r"https?://[\w./~%?#=&:;,+@-]*[\w/]"
_SPECIAL = r"[\\`*_\[\]<>&~|{}@]|!(?=\[)|(?<!\S)\.(?=[A-Za-z])"
"""Signs of Markdown, and those of the tokens that a record system would take for its own in pasted text."""
_INLINE = re.compile(f"({_ADDRESS})|({_SPECIAL})", re.ASCII)
_BLOCK = re.compile(r"^(\s*)([#+=-])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s|$)", re.MULTILINE)


def to_ascii(text: str) -> str:
    """Return the text in ASCII wherever it has a form there; a letter of another script stays as it is.

    A letter that is kept can still be read, a question mark in its place could not.
    """
    if text.isascii():
        return text
    spelt = _SPACED_DASH.sub(" - ", _OWN_BLANK.sub("", text).translate(_SPELT))
    return "".join(char if char.isascii() else _base(char) for char in spelt)


def defuse(text: str) -> str:
    """Return the text without `***`, `@X@`, `{X}` and `.x`, which a record system takes for its own tokens.

    The change stays visible: stars and dot are set apart, an at sign is spelt out, braces become brackets.
    """
    spaced = _ASTERISKS.sub(lambda stars: " ".join(stars.group()), text)
    return _DOT_PHRASE.sub(". ", spaced).translate(_TOKENS)


def _base(char: str) -> str:
    """Return a Greek letter's name, another character without its accents, or else the character."""
    name = unicodedata.name(char, "")
    if name.startswith(_GREEK) and " WITH " not in name:
        return name.removeprefix(_GREEK).lower()
    parts = unicodedata.normalize("NFKD", char).translate(_SPELT)
    base = "".join(part for part in parts if not unicodedata.combining(part))
    raised = "^" if unicodedata.decomposition(char).startswith("<super>") else ""
    return raised + base if base and base.isascii() else char


def escape_markdown(text: str) -> str:
    """Return text that CommonMark shows as the text given; web addresses become links to themselves."""
    inline = _INLINE.sub(lambda found: f"<{found[1]}>" if found[1] else f"\\{found[2]}", text)
    numbered = _NUMBERED.sub(r"\1\\\2", inline)
    return _BLOCK.sub(r"\1\\\2", numbered)

"""A condition's text, cut into words, numbers and signs."""

from __future__ import annotations

import re
from typing import NamedTuple

RESERVED = frozenset(
    (
        "and",
        "or",
        "not",
        "is",
        "has",
        "any",
        "all",
        "none",
        "lacks",
        "at",
        "least",
        "one",
        "of",
        "always",
        "never",
    )
)
"""Words of the condition language; no question, fact, table or number can have one as its id."""

_TOKENS = re.compile(
    r"(?P<word>[^\W\d][\w-]*)|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))|(?P<sign><=|>=|[<>(),])|(?P<odd>[^\s\w<>(),]+|\S)"
)
_ADVICE = {
    "=": "write 'is'",
    "==": "write 'is'",
    "!=": "write 'not' in front",
    "&&": "write 'and'",
    "||": "write 'or'",
}


class ConditionError(Exception):
    """A condition that cannot be read: a stable code, what is wrong, and the offset in the text."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(message)
        self.code, self.message, self.offset = code, message, offset


class Token(NamedTuple):
    """A word, number or sign (`kind`), and where it begins. The last one has kind `end`."""

    kind: str
    text: str
    offset: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a condition; `ConditionError` at the first character that has no place in one."""
    found = []
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "odd":
            raise _odd(match[0], match.start())
        found.append(Token(kind, match[0], match.start()))
    found.append(Token("end", "the end of the condition", len(text.rstrip())))
    return found


def _odd(sign: str, offset: int) -> ConditionError:
    shown = sign if sign.isprintable() else f"U+{ord(sign[0]):04X}"
    advice = f"; {_ADVICE[sign]}" if sign in _ADVICE else ""
    return ConditionError("condition-syntax", f"'{shown[:20]}' has no place in a condition{advice}", offset)

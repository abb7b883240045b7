"""The grammar of conditions, over words, numbers and signs: what may begin a term, what may follow a name.

condition := term | term {"and" term} | term {"or" term}
term      := "not" term | "(" condition ")" | "at least" N "of" "(" condition {"," condition} ")"
           | "always" | "never" | "any" NAME
           | NAME [ "is" VALUE | "is one of" LIST | ("<" | "<=" | ">" | ">=") NUMBER
                  | "has" ("any" | "all" | "none") "of" LIST | "lacks" VALUE | "lacks any of" LIST ]
LIST      := "(" VALUE {"," VALUE} ")"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol

from interview.flow.conditions.syntax import All, Always, Any, AtLeast, Condition, Never, Not
from interview.flow.yaml.nodes import without_comma

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

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""What a comparison becomes when its sides change places."""

LONGEST = 2_000
DEEPEST = 40


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
        kind, sign, offset = match.lastgroup or "", match[0], match.start()
        if kind == "odd":
            raise _odd(sign, offset)
        if kind == "word" and sign not in RESERVED and sign.lower() in RESERVED:
            said = f"write '{sign.lower()}' in small letters"
            raise ConditionError("condition-syntax", said, offset)
        found.append(Token(kind, sign, offset))
    found.append(Token("end", "the end of the condition", len(text.rstrip())))
    return found


def _odd(sign: str, offset: int) -> ConditionError:
    shown = sign if sign.isprintable() else f"U+{ord(sign[0]):04X}"
    advice = f"; {_ADVICE[sign]}" if sign in _ADVICE else ""
    return ConditionError("condition-syntax", f"'{shown[:20]}' has no place in a condition{advice}", offset)


class Meaning(Protocol):
    """What the parser asks about each leaf. Names and values come as tokens, so mistakes can be placed."""

    def holds(self, name: Token) -> Condition:
        """A name on its own."""

    def is_one_of(self, name: Token, values: list[Token]) -> Condition:
        """`is` and `is one of`."""

    def compared(self, name: Token, operator: str, value: Token) -> Condition:
        """`<`, `<=`, `>` and `>=`."""

    def has(self, name: Token, how: str, values: list[Token]) -> Condition:
        """`has any of`, `has all of`, `has none of`, and `lacks any of` as `not all`."""

    def any_of(self, name: Token) -> Condition:
        """`any X`."""


def parse(text: str, meaning: Meaning) -> Condition:
    """Return the condition a text stands for; `ConditionError` when it does not follow the grammar."""
    if len(text) > LONGEST:
        message = f"a condition has at most {LONGEST:,} characters; split it into facts"
        raise ConditionError("condition-too-long", message, 0)
    return _Parser(text, meaning).whole()


def joined(kind: type[All] | type[Any], conditions: list[Condition]) -> Condition:
    """Return conditions joined by and (`All`) or or (`Any`); a single one stays itself."""
    return conditions[0] if len(conditions) == 1 else kind(tuple(conditions))


def at_least(count: int, conditions: list[Condition]) -> Condition:
    """Return the condition that at least `count` of these hold; `ValueError` says why that makes no sense."""
    if not 1 <= count <= len(conditions):
        raise ValueError(f"'at least {count} of' does not fit a list of {len(conditions)}")
    return AtLeast(count, tuple(conditions))


class _Parser:
    def __init__(self, text: str, meaning: Meaning) -> None:
        self._tokens = tokens(text)
        self._next = 0
        self._depth = 0
        self._meaning = meaning

    def whole(self) -> Condition:
        if self._tokens[0].kind == "end":
            raise ConditionError("condition-syntax", "a condition must stand here", 0)
        condition = self._joined()
        if self._token.kind != "end":
            raise self._left_over()
        return condition

    def _left_over(self) -> ConditionError:
        """Say what is wrong with what stands behind a condition that is whole without it."""
        token, last = self._token, self._tokens[self._next - 1]
        touching = last.kind == "number" and last.offset + len(last.text) == token.offset
        if token.text in ("is", "has", "lacks"):
            return self._error(f"'{token.text}' must follow the name of a question or table")
        if touching and token.text == "," and (behind := self._tokens[self._next + 1]).kind == "number":
            return self._error(without_comma(f"{last.text},{behind.text}"), "decimal-comma")
        if touching and token.kind == "number" and self._next > 2:
            name = self._tokens[self._next - 3].text
            said = (
                f"from one number to another is written {name} >= {last.text} and {name} <= {token.text[1:]}"
            )
            return self._error(said)
        return self._error(f"'{token.text}' does not fit here; is an 'and' or 'or' missing?")

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _error(self, message: str, code: str = "condition-syntax") -> ConditionError:
        return ConditionError(code, message, self._token.offset)

    def _accept(self, text: str) -> bool:
        token = self._tokens[self._next]
        if token.text != text or token.kind == "end":
            return False
        self._next += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._error(f"expected '{text}', but found {self._found()}")

    def _found(self) -> str:
        token = self._token
        return token.text if token.kind == "end" else f"'{token.text}'"

    def _take(self, kind: str, wanted: str) -> Token:
        token = self._tokens[self._next]
        if token.kind != kind:
            raise self._error(f"expected {wanted}, but found {self._found()}")
        self._next += 1
        return token

    def _joined(self) -> Condition:
        first = self._term()
        word = self._tokens[self._next].text
        if word not in ("and", "or"):
            return first
        terms = [first]
        while self._accept(word):
            terms.append(self._term())
        if self._token.text in ("and", "or"):
            said = f"'{word}' and '{self._token.text}' are mixed; add ( ) to say which belongs together"
            raise self._error(said, "mixed-and-or")
        return joined(All if word == "and" else Any, terms)

    def _term(self) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error("too many brackets or 'not' inside each other", "condition-too-deep")
        token = self._tokens[self._next]
        begin = _BEGINNINGS.get(token.text) if token.kind != "end" else None
        if begin is not None:
            self._next += 1
            term = begin(self)
        else:
            term = self._comparison()
        self._depth -= 1
        return term

    def _comparison(self) -> Condition:
        name = self._token
        if name.text in RESERVED:
            raise self._error(f"expected the name of a question, fact or table, but found {self._found()}")
        if name.kind == "number":
            raise self._number_first()
        self._take("word", "the name of a question, fact or table")
        follow = _FOLLOWERS.get(self._tokens[self._next].text)
        if follow is None:
            return self._meaning.holds(name)
        self._next += 1
        return follow(self, name)

    def _number_first(self) -> ConditionError:
        """Say how a comparison is written that begins with its number: 65 <= age < 75."""
        number, sign, name, more, bound, *_ = [*self._tokens[self._next :], *[self._tokens[-1]] * 4]
        if sign.text not in _TURNED or name.kind != "word":
            said = f"a number alone says nothing; for several write 'is one of (..., {number.text})'"
            return self._error(said)
        said = f"the name comes first: write {name.text} {_TURNED[sign.text]} {number.text}"
        if more.text in _TURNED and bound.kind == "number":
            said = f"{said} and {name.text} {more.text} {bound.text}"
        return self._error(said)

    def _not(self) -> Condition:
        return Not(self._term())

    def _brackets(self) -> Condition:
        condition = self._joined()
        self._expect(")")
        return condition

    def _at_least(self) -> Condition:
        start = self._next - 1
        self._expect("least")
        number = self._take("number", "a number after 'at least'")
        self._expect("of")
        self._expect("(")
        conditions = [self._joined()]
        while self._accept(","):
            conditions.append(self._joined())
        self._expect(")")
        try:
            return at_least(whole_number(number.text), conditions)
        except ValueError as error:
            raise ConditionError("at-least-count", str(error), self._tokens[start].offset) from None

    def _any_of(self) -> Condition:
        return self._meaning.any_of(self._take("word", "a question with several choices after 'any'"))

    def _is(self, name: Token) -> Condition:
        if self._token.text == "not":
            after = self._tokens[self._next + 1]
            value = after.text if after.kind in ("word", "number") else "..."
            raise self._error(f"write 'not' in front: not {name.text} is {value}")
        if self._token.text == "one" and self._tokens[self._next + 1].text == "of":
            self._next += 2
            return self._meaning.is_one_of(name, self._list())
        return self._meaning.is_one_of(name, [self._value()])

    def _has(self, name: Token) -> Condition:
        how = self._token.text
        if how not in ("any", "all", "none"):
            raise self._error(f"after 'has' comes 'any of', 'all of' or 'none of', not {self._found()}")
        self._next += 1
        self._expect("of")
        return self._meaning.has(name, how, self._list())

    def _lacks(self, name: Token) -> Condition:
        if self._token.text == "any" and self._tokens[self._next + 1].text == "of":
            self._next += 2
            return self._meaning.has(name, "not all", self._list())
        return self._meaning.has(name, "none", [self._value()])

    def _list(self) -> list[Token]:
        self._expect("(")
        values = [self._value()]
        while self._accept(","):
            values.append(self._value())
        self._expect(")")
        return values

    def _value(self) -> Token:
        token = self._token
        if token.kind not in ("word", "number") or token.text in ("and", "or", "not"):
            raise self._error(f"expected an answer, but found {self._found()}")
        self._next += 1
        return token


def whole_number(text: str) -> int:
    """Return the number of an `at least`; `ValueError` when it is not a whole one."""
    if not text.isdecimal() or len(text) > 9:
        raise ValueError(f"'at least' takes a whole number, not {text[:20]}")
    return int(text)


def _compare(operator: str) -> Callable[[_Parser, Token], Condition]:
    def follow(parser: _Parser, name: Token) -> Condition:
        return parser._meaning.compared(name, operator, parser._value())

    return follow


_BEGINNINGS: dict[str, Callable[[_Parser], Condition]] = {
    "not": _Parser._not,
    "(": _Parser._brackets,
    "at": _Parser._at_least,
    "any": _Parser._any_of,
    "always": lambda _parser: Always(),
    "never": lambda _parser: Never(),
}
_FOLLOWERS: dict[str, Callable[[_Parser, Token], Condition]] = {
    "is": _Parser._is,
    "has": _Parser._has,
    "lacks": _Parser._lacks,
    **{operator: _compare(operator) for operator in ("<", "<=", ">", ">=")},
}

"""The kinds of value a key of the flow language can have.

`keys` says which key takes which type; `reader` reads them and `json_schema` describes them to editors.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Words for people. `most` is the longest allowed, in characters; `lines` keeps line breaks."""

    most: int | None = None
    lines: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Text of one shape, such as a month. `like` is an example."""

    regex: str
    like: str
    empty: bool = False


class Flag:
    """true or false."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A whole number, not below `least`."""

    least: int = 1


class Range:
    """Two numbers, the lowest and the highest plausible value."""

    __slots__ = ()


class Plain:
    """Text or a whole number, kept as written."""

    __slots__ = ()


class Reply:
    """An answer as an answers file gives it, or `not_assessed`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Refer:
    """The id of something declared elsewhere; `to` is the key it is declared under."""

    to: str


class Amount:
    """A number: points, or a constant."""

    __slots__ = ()


class Span:
    """One number, or a lowest and a highest one, such as `0-1`."""

    __slots__ = ()


class Operand:
    """The id of a number question, a score or a derived number, or a constant."""

    __slots__ = ()


class Day:
    """The id of a date or month question, `today` or `last_visit`."""

    __slots__ = ()


class FileName:
    """The name of a file in the flow's folder."""

    __slots__ = ()


class Condition:
    """A condition, as text or nested."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """A list. `exactly` is its length where that is fixed, `least` the smallest allowed.

    `single` allows one item without the list.
    """

    item: ValueType
    exactly: int | None = None
    least: int = 1
    single: bool = False
    empty: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """Ids, each with a value; at most `most` of them."""

    item: ValueType
    what: str
    """What one of them is called, such as `question`."""
    most: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key of a shape.

    `types` are the question types it belongs to (empty: all); `needs` is a key that must stand beside it.
    """

    name: str
    kind: ValueType
    meaning: str
    required: bool = False
    types: tuple[str, ...] = ()
    needs: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A mapping with fixed keys.

    `short` is the key whose value may stand for the whole; of the keys in `either`, exactly one is given.
    """

    what: str
    keys: tuple[Key, ...]
    short: str = ""
    either: tuple[str, ...] = ()

    def key(self, name: str) -> Key:
        """Return a key by its name; `KeyError` when there is none."""
        for key in self.keys:
            if key.name == name:
                return key
        raise KeyError(name)


ValueType = (
    Text
    | Word
    | Pattern
    | Flag
    | Whole
    | Range
    | Plain
    | Reply
    | Refer
    | Amount
    | Span
    | Operand
    | Day
    | FileName
    | Condition
    | Many
    | Named
    | Shape
)

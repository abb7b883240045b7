"""A YAML file as nodes that remember where they stand, and the mistakes found in them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from interview.errors import Place, Problem, nearest_to
from interview.text import one_line

MOST_PROBLEMS = 200
"""More mistakes than this help nobody; reading stops there."""
IN_QUOTES = "text with a comma needs quotes"
_BEFORE_COMMA = re.compile(r"(?<![\w.])[-+]?[0-9]+$")
_BEHIND_COMMA = re.compile(r"[0-9]+(?!\.?\w)")
_THOUSANDS = re.compile("[-+]?[1-9][0-9]{0,2},[0-9]{3}")
_LONGEST_EXCERPT = 300
_SPACE_ESCAPES = frozenset("ntrvf NLP_")
_HEX_ESCAPES = {"x": 2, "u": 4, "U": 8}


@dataclass(slots=True, eq=False)
class File:
    """A file: its name as shown to people, and its text."""

    name: str
    text: str = ""
    _lines: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, split where YAML splits them."""
        if not self._lines:
            self._lines = self.text.splitlines()
        return self._lines

    def excerpt(self, line: int, column: int) -> str:
        """Return a line with unprintable characters replaced; empty when it is too long to be of help."""
        lines = self.lines
        if line > len(lines) or column > _LONGEST_EXCERPT:
            return ""
        shown = lines[line - 1][:_LONGEST_EXCERPT]
        return "".join(char if char.isprintable() or char.isspace() else "\ufffd" for char in shown)


@dataclass(slots=True, eq=False)
class Scalar:
    """A word, number or text. `style` is empty for plain text, else its quote or block sign."""

    file: File
    line: int
    column: int
    value: str
    style: str


@dataclass(slots=True, eq=False)
class Sequence:
    """A list. `flow` is true for `[ ]`."""

    file: File
    line: int
    column: int
    flow: bool
    items: list[Node]


@dataclass(slots=True, eq=False)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys with values, in order. `flow` is true for `{ }`."""

    file: File
    line: int
    column: int
    flow: bool
    entries: dict[str, Entry]


Node = Scalar | Sequence | Mapping


class TooManyProblems(Exception):
    """Raised to stop reading when the list of mistakes has become too long."""


class Report:
    """Collects every mistake."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._seen: set[tuple[Place, str]] = set()

    def add(self, node: Node, code: str, message: str, offset: int | None = None) -> None:
        """Add a mistake at a node, or at one character of a scalar's value."""
        line, column = node.line, node.column
        if offset is not None and isinstance(node, Scalar):
            line, column = position(node, offset)
        self.add_at(node.file, line, column, code, message)

    def add_at(self, file: File, line: int, column: int, code: str, message: str) -> None:
        """Add a mistake at a line and column, both counted from 1; the same one is added once only."""
        place = Place(file.name, line, column)
        if (place, message) in self._seen:
            return
        self._seen.add((place, message))
        self.problems.append(Problem(place, message, code, file.excerpt(line, column)))
        if len(self.problems) >= MOST_PROBLEMS:
            raise TooManyProblems


def place_of(node: Node) -> Place:
    """Return where a node stands."""
    return Place(node.file.name, node.line, node.column)


def torn(node: Node) -> bool:
    """Return whether a comma inside the brackets of this text has cut it in two."""
    return type(node) is Scalar and not node.style and node.value.count("(") != node.value.count(")")


def cut_number(before: Node | None, after: Node) -> str:
    """Return the number that a comma without a space cut in two, as in `0,5`; mostly nothing."""
    if type(before) is not Scalar or type(after) is not Scalar or before.style or after.style:
        return ""
    if (before.line, before.column + len(before.value) + 1) != (after.line, after.column):
        return ""
    whole, rest = _BEFORE_COMMA.search(before.value), _BEHIND_COMMA.match(after.value)
    return f"{whole[0]},{rest[0]}" if whole and rest else ""


def without_comma(number: str) -> str:
    """Say how a number is written that has one comma, which may stand for a point or for thousands."""
    decimal = number.replace(",", ".")
    if not _THOUSANDS.fullmatch(number):
        return f"a decimal has a point: write {decimal}"
    whole = number.replace(",", "")
    return f"'{number}' can mean {whole} or {decimal}; write it without a comma, or with a decimal point"


def shown(word: str) -> str:
    """Return a word from a file as it is quoted in a message."""
    word = one_line(word[:200])
    return f"'{word}'" if len(word) <= 60 else f"'{word[:57]}...'"


def nearest(word: str, completions: Collection[str]) -> str:
    """Return `; did you mean 'x'?`, or nothing when none is near or there are too many to compare."""
    near = nearest_word(word, completions)
    return f"; did you mean '{near}'?" if near else ""


def nearest_word(word: str, completions: Collection[str]) -> str:
    """Return the known word that is nearest, or nothing as `nearest` does."""
    return nearest_to(word, completions) if len(word) <= 60 and len(completions) <= 2_000 else ""


def position(scalar: Scalar, offset: int) -> tuple[int, int]:
    """Return the line and column in the file of one character of a scalar's value.

    Folding and indenting change only white space, so the character is found by counting the others.
    """
    if not scalar.value:
        return (scalar.line, scalar.column)
    before = sum(not char.isspace() for char in scalar.value[:offset])
    at_end = not scalar.value[offset:].strip()
    last = (scalar.line, scalar.column)
    for line, column, width in _characters(scalar):
        if before == 0:
            return (line, column)
        before -= 1
        last = (line, column + width)
        if before == 0 and at_end:
            break
    return last


def _characters(scalar: Scalar) -> list[tuple[int, int, int]]:
    """Return line, column and width of everything in the source of a scalar that is not white space."""
    block = scalar.style in ("|", ">")
    first = scalar.line + 1 if block else scalar.line
    start = 0 if block else scalar.column - 1 + len(scalar.style)
    found: list[tuple[int, int, int]] = []
    for number, line in enumerate(scalar.file.lines[first - 1 :], first):
        index = start if number == first else 0
        while index < len(line) and len(found) <= len(scalar.value):
            width, solid = _unit(line, index, scalar.style)
            if solid:
                found.append((number, index + 1, width))
            index += width
        if len(found) > len(scalar.value):
            break
    return found


def _unit(line: str, index: int, style: str) -> tuple[int, bool]:
    """Return how many characters stand for the next one of the value, and whether that is not a space."""
    char = line[index]
    if style == "'" and line.startswith("''", index):
        return 2, True
    if style != '"' or char != "\\":
        return 1, not char.isspace()
    escape = line[index + 1 : index + 2]
    digits = _HEX_ESCAPES.get(escape, 0)
    if digits:
        return 2 + digits, not chr(int(line[index + 2 : index + 2 + digits], 16)).isspace()
    return 2, bool(escape) and escape not in _SPACE_ESCAPES

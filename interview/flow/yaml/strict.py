"""YAML, read strictly: data and positions in one pass over the events of the parser.

Working from events rather than composed nodes is what makes hostile files harmless: the composer of
libyaml recurses, and 100,000 open brackets end the process before any check could run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeGuard

import yaml

from interview.flow.yaml.nodes import (
    IN_QUOTES,
    Entry,
    File,
    Mapping,
    Node,
    Report,
    Scalar,
    Sequence,
    cut_number,
    shown,
    without_comma,
)
from interview.flow.yaml.syntax_errors import part_of, syntax_errors
from interview.flow.yaml.syntax_words import told

DEEPEST = 40
MOST_VALUES = 200_000
"""Over all files of a flow."""

Event = Any
"""An event of the parser; the stubs hold that it may have no position, which none of ours does."""

_BETWEEN = (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP = "exceeded maximum nesting depth"
"""What newer versions of libyaml say when they look ahead, before the depth is counted here."""


class _Refused(Exception):
    """The rest of the file is not worth reading; the reason has been reported."""


class Reader:
    """Reads the YAML files of one flow."""

    def __init__(self, report: Report, loader: Any = _LOADER) -> None:
        self._report = report
        self._loader = loader
        self._values = 0
        self._told: set[tuple[str, int]] = set()
        """Lines below which something was said to stand in no column: one out of place has others seem so."""

    def read(self, file: File) -> Node | None:
        """Return the root of a file; None when it is empty or cannot be read, which is then reported."""
        return self._read(file, file.text)

    def part(self, file: File, key: str) -> Node | None:
        """Return what stands at a key at the margin of a file that cannot be read as a whole, or None."""
        root = self._read(file, part_of(file.lines, key))
        return root.entries[key].value if type(root) is Mapping and key in root.entries else None

    def _read(self, file: File, text: str) -> Node | None:
        loader = None
        try:
            loader = self._loader(text)
            document = _Document(file, self._report, loader.get_event, self._values)
            root = document.root()
            self._values = document.values
            return root
        except _Refused:
            return None
        except yaml.MarkedYAMLError as error:
            for one in syntax_errors(file.lines, error, self._stops_at):
                self._syntax(file, one)
        except yaml.YAMLError as error:
            self._report.add_at(file, 1, 1, "yaml-syntax", f"this is not YAML: {shown(str(error))}")
        finally:
            if loader is not None:
                loader.dispose()
        return None

    def _stops_at(self, text: str) -> yaml.MarkedYAMLError | None:
        loader = self._loader(text)
        try:
            while type(loader.get_event()) is not yaml.StreamEndEvent:
                pass
        except yaml.MarkedYAMLError as error:
            return error
        finally:
            loader.dispose()
        return None

    def _syntax(self, file: File, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = " ".join(filter(None, (error.context, error.problem)))
        if _TOO_DEEP in said:
            self._report.add_at(file, line, column, "too-deep", f"nested deeper than {DEEPEST}")
            return
        slip = told(file.lines, line, column, said)
        if (file.name, slip.below) not in self._told:
            self._report.add_at(file, slip.line, slip.column, "yaml-syntax", f"this is not YAML: {slip.hint}")
        if slip.below:
            self._told.add((file.name, slip.below))


class _Document:
    """Builds the one document of a file, event by event; `values` is how many it has read so far."""

    def __init__(self, file: File, report: Report, next_event: Callable[[], Event], values: int) -> None:
        self._file, self._report, self._next = file, report, next_event
        self._depth = 0
        self.values = values

    def root(self) -> Node | None:
        """Return the top node; None for a file without a document."""
        root: Node | None = None
        while (kind := type(event := self._next())) is not yaml.StreamEndEvent:
            if kind not in _BETWEEN:
                root = self._node(event)
            elif kind is yaml.DocumentStartEvent and root is not None:
                node = Scalar(self._file, event.start_mark.line + 1, event.start_mark.column + 1, "", "")
                self._refuse(node, "several-documents", "a file holds one document; remove this '---'")
        return root

    def _node(self, event: Event) -> Node:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        self._depth += 1
        self.values += 1
        node = self._mapping(event) if kind is yaml.MappingStartEvent else self._sequence(event)
        self._depth -= 1
        return node

    def _scalar(self, event: Event) -> Scalar:
        mark, style = event.start_mark, event.style
        node = Scalar(self._file, mark.line + 1, mark.column + 1, event.value, style or "")
        self.values += 1
        if style == '"' or event.anchor is not None or event.tag is not None or self.values > MOST_VALUES:
            self._check(event, node)
            if any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in node.value):
                self._report.add(node, "control-character", "text must not contain control characters")
        return node

    def _alias(self, event: Event) -> Scalar:
        node = Scalar(self._file, event.start_mark.line + 1, event.start_mark.column + 1, "alias", "*")
        self._report.add(
            node, "yaml-alias", "aliases (*) are not allowed; text with a * must stand in quotes"
        )
        return node

    def _sequence(self, event: Event) -> Sequence:
        mark = event.start_mark
        items: list[Node] = []
        node = Sequence(self._file, mark.line + 1, mark.column + 1, event.flow_style, items)
        self._check(event, node)
        following = self._next
        while type(event := following()) is not yaml.SequenceEndEvent:
            item = self._scalar(event) if type(event) is yaml.ScalarEvent else self._node(event)
            if node.flow and items and self._cuts_text(items[-1], item):
                continue
            items.append(item)
        return node

    def _cuts_text(self, before: Node, item: Node) -> bool:
        """Return whether a comma inside a number has cut a text in two; it is reported. What stands between
        two numbers may well be meant."""
        number = cut_number(before, item)
        if not number or (type(before) is Scalar and type(plain(before)) is not str):
            return False
        self._report.add(item, "decimal-comma", f"{without_comma(number)}; {IN_QUOTES}")
        return True

    def _mapping(self, event: Event) -> Mapping:
        mark = event.start_mark
        entries: dict[str, Entry] = {}
        node = Mapping(self._file, mark.line + 1, mark.column + 1, event.flow_style, entries)
        self._check(event, node)
        following, told, cut = self._next, False, False
        before: Node | None = None
        while type(event := following()) is not yaml.MappingEndEvent:
            key = self._node(event)
            event = following()
            value = self._scalar(event) if type(event) is yaml.ScalarEvent else self._node(event)
            cut = node.flow and self._is_cut_off(key, value, before, cut)
            if cut:
                continue
            if type(key) is Scalar and not is_word(key):  # kept, so that what names it is not wrong as well
                told = told or self._no_word(key)
                entries.setdefault(key.value, Entry(key, value))
            elif self._is_key(key, entries):
                entries[key.value] = Entry(key, value)
            before = value
        return node

    def _is_cut_off(self, key: Node, value: Node, before: Node | None, told: bool) -> bool:
        """Return whether a key without a value is what a comma inside a number, or behind one, has cut off.

        The first such piece is reported; those that follow it are of the same slip.
        """
        if type(value) is not Scalar or value.value or value.style or type(key) is not Scalar or key.style:
            return False
        if told:
            return True
        number, whole = cut_number(before, key), _PIECE.fullmatch(key.value)
        if number:
            in_text = not whole or (type(before) is Scalar and type(plain(before)) is str)
            said = f"{without_comma(number)}; {IN_QUOTES}" if in_text else without_comma(number)
            self._report.add(key, "decimal-comma", said)
        elif whole:
            said = f"{shown(key.value)} stands here without a value: a decimal has a point, and {IN_QUOTES}"
            self._report.add(key, "split-at-comma", said)
        return bool(number or whole)

    def _no_word(self, key: Scalar) -> bool:
        """Report a number, true or null that stands as a key: the first, as others are the same slip."""
        plain_key = shown(key.value)
        said = f"a key must be a word, and {plain_key} is none; write one, such as n{plain_key[1:-1]}"
        self._report.add(key, "key-not-text", said)
        return True

    def _is_key(self, key: Node, entries: dict[str, Entry]) -> TypeGuard[Scalar]:
        """Return whether a key is a word that is not there yet; report it otherwise."""
        if type(key) is not Scalar:
            self._report.add(key, "key-not-text", "a key must be a word, no list and no mapping")
            return False
        if key.value in entries:
            first = entries[key.value].key.line
            self._report.add(
                key, "duplicate-key", f"{shown(key.value)} is given twice; first on line {first}"
            )
            return False
        if key.value == "<<" and not key.style:
            self._report.add(key, "yaml-merge", "merge keys (<<) are not allowed")
            return False
        return True

    def _check(self, event: Event, node: Node) -> None:
        """Report what is not allowed, and stop where more of it could do harm."""
        if event.anchor is not None:
            self._report.add(
                node, "yaml-anchor", "anchors (&) are not allowed; write the text out, or in quotes"
            )
        if event.tag is not None:
            self._report.add(
                node, "yaml-tag", "tags (!) are not allowed; text with a ! in front must be quoted"
            )
        if self.values > MOST_VALUES:
            self._refuse(node, "too-many-values", f"a flow has at most {MOST_VALUES:,} values")
        if self._depth > DEEPEST:
            self._refuse(node, "too-deep", f"nested deeper than {DEEPEST}")

    def _refuse(self, node: Node, code: str, message: str) -> None:
        self._report.add(node, code, message)
        raise _Refused


_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TYPED = frozenset(("", "~", *"tfn-+0123456789"))
"""How everything begins that may not be text."""
_DIGITS = 15
"""Longer numbers stay text: they are identifiers."""


_PIECE = re.compile(r"[-+]?\.?[0-9][0-9_.]*([eE][-+]?[0-9]+)?")
"""What may have been part of a number before a comma cut it off."""
_ENDLESS = re.compile(r"[-+]?\.?(inf|infinity|nan)", re.IGNORECASE)
_OTHER_FORM = re.compile(r"[-+]?([0-9][0-9_]*\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
"""A number as other programs write it: with an exponent, without a digit on one side of its point."""


def plain(scalar: Scalar) -> str | int | Decimal | bool | None:
    """Return a scalar's value: whole or decimal number, true, false, null or, for all else, its text."""
    value = scalar.value
    if scalar.style:
        return value
    if value[:1] in _TYPED:
        return _WORDS[value] if value in _WORDS else _number(value)
    return value


def is_word(key: Scalar) -> bool:
    """Return whether a key is text, and no number, true, false or null."""
    return key.value[:1] not in _TYPED or type(plain(key)) is str


def _number(value: str) -> str | int | Decimal:
    whole, point, decimals = value.removeprefix("-" if value[0] == "-" else "+").partition(".")
    if not whole.isdigit() or not value.isascii() or len(value) > _DIGITS or whole[0] == "0" < whole[1:]:
        return value
    if point:
        return Decimal(value) if decimals.isdigit() else value
    return int(value)


def why_no_number(scalar: Scalar) -> str:
    """Return what keeps a scalar from being a number, behind "it must be a number"; empty for other text."""
    value = scalar.value
    if scalar.style:
        return "; without quotes it is one" if type(_number(value or "-")) is not str else ""
    if re.fullmatch("[-+]?[0-9]+,[0-9]+", value):
        return f"; {without_comma(value)}"
    if _ENDLESS.fullmatch(value):
        return "; infinity and nan are none"
    if not _OTHER_FORM.fullmatch(value):
        return ""
    number = Decimal(value.replace("_", "")) if len(value) <= _DIGITS else None
    written = f"{number:f}" if number is not None and abs(number.adjusted()) < _DIGITS else ""
    if 0 < len(written) <= _DIGITS:
        return f"; write {written}"
    return f" of at most {_DIGITS} characters, all its digits written out, such as 40 or 0.02"


def data(node: Node) -> Any:
    """Return what a node holds as plain dicts, lists and values."""
    if type(node) is Scalar:
        return plain(node)
    if type(node) is Sequence:
        return [data(item) for item in node.items]
    return (
        {word: data(entry.value) for word, entry in node.entries.items()} if type(node) is Mapping else None
    )

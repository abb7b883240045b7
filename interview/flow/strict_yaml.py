"""YAML, read strictly: data and positions in one pass over the events of the parser.

Working from events rather than composed nodes is what makes hostile files harmless: the composer of
libyaml recurses, and 100,000 open brackets end the process before any check could run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from interview.flow.nodes import Entry, File, Mapping, Node, Report, Scalar, Sequence, shown

DEEPEST = 40
MOST_VALUES = 200_000
"""Over all files of a flow."""

Event = Any
"""An event of the parser; the stubs hold that it may have no position, which none of ours does."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HINTS = {
    "mapping values are not allowed": "text with ': ' in it must stand in quotes",
    "cannot start any token": "text that starts with this character must stand in quotes; tabs cannot indent",
    "expected ',' or": "a bracket is not closed, or text with a comma or bracket must stand in quotes",
    "could not find expected ':'": "a key must be followed by ': '",
    "did not find expected key": "the indentation does not fit, or text must stand in quotes",
    "did not find expected '-' indicator": "the indentation of the list does not fit",
    "unexpected end of stream": "a quote is not closed",
}


class _Refused(Exception):
    """The rest of the file is not worth reading; the reason has been reported."""


class Reader:
    """Reads the YAML files of one flow."""

    def __init__(self, report: Report, loader: Any = _LOADER) -> None:
        self._report = report
        self._loader = loader
        self._values = 0

    def read(self, file: File) -> Node | None:
        """Return the root of a file; None when it is empty or cannot be read, which is then reported."""
        loader = None
        try:
            loader = self._loader(file.text)
            return _Document(file, self._report, self._count).read(loader.get_event)
        except _Refused:
            return None
        except yaml.MarkedYAMLError as error:
            self._syntax(file, error)
        except yaml.YAMLError as error:
            self._report.add_at(file, 1, 1, "yaml-syntax", f"this is not YAML: {shown(str(error))}")
        finally:
            if loader is not None:
                loader.dispose()
        return None

    def _count(self, node: Node) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self._report.add(node, "too-many-values", f"a flow has at most {MOST_VALUES:,} values")
            raise _Refused

    def _syntax(self, file: File, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = " ".join(filter(None, (error.context, error.problem)))
        hint = next((hint for words, hint in _HINTS.items() if words in said), said)
        self._report.add_at(file, line, column, "yaml-syntax", f"this is not YAML: {hint}")


class _Document:
    """Builds the one document of a file from events."""

    def __init__(self, file: File, report: Report, count: Callable[[Node], None]) -> None:
        self._file, self._report, self._count = file, report, count
        self._root: Node | None = None
        self._open: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        """For each open collection the key that waits for its value."""

    def read(self, next_event: Callable[[], Any]) -> Node | None:
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        while type(event := next_event()) is not yaml.StreamEndEvent:
            if handler := handlers.get(type(event)):
                handler(event)
        return self._root

    def _scalar(self, event: Event) -> None:
        mark, value, style = event.start_mark, event.value, event.style or ""
        scalar = Scalar(self._file, mark.line + 1, mark.column + 1, value, style)
        if event.anchor is not None or event.tag is not None:
            self._marked(event, scalar)
        if style == '"' and not value.isprintable() and any(char < " " and char != "\n" for char in value):
            self._report.add(scalar, "control-character", "text must not contain control characters")
        self._place(scalar)

    def _start(self, event: Event) -> None:
        mark, flow = event.start_mark, bool(event.flow_style)
        node: Mapping | Sequence
        if type(event) is yaml.MappingStartEvent:
            node = Mapping(self._file, mark.line + 1, mark.column + 1, flow, {})
        else:
            node = Sequence(self._file, mark.line + 1, mark.column + 1, flow, [])
        if event.anchor is not None or event.tag is not None:
            self._marked(event, node)
        if len(self._open) == DEEPEST:
            self._report.add(node, "too-deep", f"nested deeper than {DEEPEST}")
            raise _Refused
        self._place(node)
        self._open.append(node)
        self._keys.append(None)

    def _end(self, _event: Event) -> None:
        self._open.pop()
        self._keys.pop()

    def _alias(self, event: Event) -> None:
        mark = event.start_mark
        scalar = Scalar(self._file, mark.line + 1, mark.column + 1, "*", "'")
        self._report.add(
            scalar, "yaml-alias", "aliases (*) are not allowed; text with a * must stand in quotes"
        )
        self._place(scalar)

    def _document(self, event: Event) -> None:
        if self._root is not None:
            mark = event.start_mark
            message = "a file holds one document; remove this '---'"
            self._report.add_at(self._file, mark.line + 1, mark.column + 1, "several-documents", message)
            raise _Refused

    def _marked(self, event: Event, node: Node) -> None:
        if event.anchor is not None:
            self._report.add(
                node, "yaml-anchor", "anchors (&) are not allowed; write the text out, or in quotes"
            )
        if event.tag is not None:
            self._report.add(
                node, "yaml-tag", "tags (!) are not allowed; text with a ! in front must be quoted"
            )

    def _place(self, node: Node) -> None:
        """Put a finished or just opened node where it belongs."""
        self._count(node)
        if not self._open:
            self._root = node
            return
        parent, key = self._open[-1], self._keys[-1]
        if type(parent) is Sequence:
            parent.items.append(node)
        elif key is None:
            self._keys[-1] = self._key(node)
        else:
            self._keys[-1] = None
            self._entry(parent, key, node)

    def _key(self, node: Node) -> Scalar:
        if type(node) is Scalar and (node.style or type(plain(node)) is str):
            return node
        self._report.add(
            node, "key-not-text", "a key must be a word; put numbers, true, false and null in quotes"
        )
        return Scalar(node.file, node.line, node.column, "", "?")

    def _entry(self, parent: Any, key: Scalar, value: Node) -> None:
        word, entries = key.value, parent.entries
        if word in entries:
            first = entries[word].key.line
            self._report.add(key, "duplicate-key", f"{shown(word)} is given twice; first on line {first}")
        elif word == "<<" and not key.style:
            self._report.add(key, "yaml-merge", "merge keys (<<) are not allowed")
        elif key.style != "?":
            entries[word] = Entry(key, value)


_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_DIGITS = 15
"""Longer numbers stay text: they are identifiers, and a decimal could not hold them."""


def plain(scalar: Scalar) -> str | int | float | bool | None:
    """Return a scalar's value: whole or decimal number, true, false, null or, for all else, its text."""
    value = scalar.value
    if scalar.style:
        return value
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "-+0123456789" or len(value) > _DIGITS or not value.isascii():
        return value
    return _number(value)


def _number(value: str) -> str | int | float:
    whole, point, decimals = value.lstrip("+-").partition(".")
    signs = len(value) - len(value.lstrip("+-"))
    if signs > 1 or not whole.isdigit() or (len(whole) > 1 and whole[0] == "0"):
        return value
    if point:
        return float(value) if decimals.isdigit() else value
    return int(value)


def data(node: Node) -> Any:
    """Return what a node holds as plain dicts, lists and values."""
    if type(node) is Scalar:
        return plain(node)
    if type(node) is Sequence:
        return [data(item) for item in node.items]
    return (
        {word: data(entry.value) for word, entry in node.entries.items()} if type(node) is Mapping else None
    )

"""Nodes of a YAML file, read by the shapes of the language.

What is wrong is reported and left out, so that reading goes on. Conditions and references are only
collected here: they can be checked once every file has been read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from decimal import Decimal
from itertools import pairwise
from typing import Any

from interview.flow.conditions.resolver import SPLIT
from interview.flow.language import value_types
from interview.flow.language.keys import FLOW, ID, SPAN, TOPIC
from interview.flow.loading.parsed import Item, Pending
from interview.flow.yaml.nodes import (
    Entry,
    Mapping,
    Node,
    Report,
    Scalar,
    Sequence,
    cut_number,
    nearest,
    nearest_word,
    shown,
    torn,
    without_comma,
)
from interview.flow.yaml.strict import is_word, plain, why_no_number
from interview.text import clean_text, indefinite, one_line

OPERANDS = "operands"
"""What an operand of a derived number can be, as the key it would be declared under."""
DATES = "dates"
"""The same between dates."""
_is_id = re.compile(ID).match


class NodeReader:
    """Reads nodes and collects what must be checked across files."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.conditions: list[Pending] = []
        self.references: list[tuple[str, Scalar]] = []
        """What is referred to, with the key it is declared under."""

    def read(
        self, kind: value_types.ValueType, node: Node, owner: Scalar | None = None, flow: bool = False
    ) -> Any:
        """Return what a node stands for; None when it is not of this kind, which is then reported.

        `owner` is the key the node stands under; `flow` tells whether it stands in `[ ]` or `{ }`.
        """
        leaf = LEAVES.get(type(kind))
        if leaf is not None:
            return leaf(self._report, kind, node)
        return _BRANCHES[type(kind)](self, kind, node, owner, flow)

    def _refer(
        self, kind: value_types.Refer, node: Node, _owner: Scalar | None, _flow: bool
    ) -> Scalar | None:
        if type(node) is not Scalar:
            wrong(self._report, node, "an id")
            return None
        self.references.append((kind.to, node))
        return node

    def _operand(
        self, _kind: value_types.Operand, node: Node, _owner: Scalar | None, _flow: bool
    ) -> Scalar | Decimal | None:
        """Read a constant as a number, and anything else as an id, kept with its position."""
        constant = plain(node) if type(node) is Scalar else None
        if type(constant) is int or type(constant) is Decimal:
            return Decimal(constant)
        if type(node) is not Scalar:
            wrong(self._report, node, "an id or a number")
            return None
        self.references.append((OPERANDS, node))
        return node

    def _day(self, _kind: value_types.Day, node: Node, _owner: Scalar | None, _flow: bool) -> Scalar | None:
        if type(node) is not Scalar:
            wrong(self._report, node, "the id of a date, 'today' or 'last_visit'")
            return None
        self.references.append((DATES, node))
        return node

    def _condition(
        self, _kind: value_types.Condition, node: Node, _owner: Scalar | None, flow: bool
    ) -> Pending:
        pending = Pending(node, flow)
        self.conditions.append(pending)
        return pending

    def _many(
        self, kind: value_types.Many, node: Node, _owner: Scalar | None, flow: bool
    ) -> list[Any] | None:
        if kind.single and type(node) is Scalar:
            item = self.read(kind.item, node, None, flow)
            return None if item is None else [item]
        if type(node) is not Sequence:
            wrong(self._report, node, "a list")
            return None
        exactly, least = kind.exactly, kind.least if kind.least > 1 or not kind.empty else 0
        if len(node.items) < least or (exactly is not None and len(node.items) != exactly):
            some = "at least one item" if least < 2 else f"at least {least} items"
            wanted = some if exactly is None else f"exactly {exactly} items"
            said = f"the list needs {wanted}, not {len(node.items)}"
            self._report.add(node, "wrong-length", "; ".join((said, *_cut_numbers(node))))
            return None
        if type(kind.item) is value_types.Operand and (cut := _cut_numbers(node)):
            self._report.add(node, "decimal-comma", cut[0])  # two constants side by side are never needed
            return None
        self._repeated(node, kind.item)
        items = [self.read(kind.item, item, None, node.flow) for item in node.items]
        return [item for item in items if item is not None]

    def _repeated(self, node: Sequence, kind: value_types.ValueType) -> None:
        if type(kind) not in (value_types.Refer, value_types.Word, value_types.Operand, value_types.Day):
            return
        seen: set[str] = set()
        for item in node.items:
            if type(item) is Scalar and item.value in seen:
                self._report.add(item, "repeated", f"{shown(item.value)} is given twice in this list")
            elif type(item) is Scalar:
                seen.add(item.value)

    def _named(
        self, kind: value_types.Named, node: Node, _owner: Scalar | None, _flow: bool
    ) -> dict[str, Any] | None:
        if type(node) is not Mapping:
            wrong(self._report, node, f"ids, each with its {kind.what} after ': '")
            return None
        if not node.entries:
            self._report.add(node, "empty-list", f"at least one {kind.what} must stand here")
            return None
        if kind.most is not None and len(node.entries) > kind.most:
            self._report.add(
                node, "too-many", f"{len(node.entries)} of them; at most {kind.most} are allowed"
            )
            return None
        values = {}
        for word, entry in node.entries.items():
            if not _is_id(word) and is_word(entry.key):
                self._not_an_id(entry.key)
            value = self.read(kind.item, entry.value, entry.key, node.flow)
            if value is not None:
                values[word] = value
            elif type(kind.item) is value_types.Shape:  # the name is declared all the same
                values[word] = Item(entry.key, entry.value, {})
        return values

    def _not_an_id(self, key: Scalar) -> None:
        better = "_".join(re.findall("[a-z0-9]+", key.value[:60].lower()))
        hint = f", such as {better}" if _is_id(better) else ""
        form = f"write lower-case words joined by _, beginning with a letter{hint}"
        said = f"{shown(key.value)} is not an id; {form}"
        self._report.add(key, "not-an-id", said)

    def _shape(self, kind: value_types.Shape, node: Node, owner: Scalar | None, flow: bool) -> Item | None:
        if type(node) is not Mapping:
            return self._short(kind, node, owner, flow)
        entries, values, completions = node.entries, {}, 0
        for key in kind.keys:
            entry = entries.get(key.name)
            if entry is not None:
                completions += 1
                value = self.read(key.kind, entry.value, entry.key, node.flow)
                if value is not None:
                    values[key.name] = value
        item = Item(owner, node, values)
        if completions < len(entries):
            self._unknown_keys(kind, node)
        self._check_keys(kind, item, node)
        return item

    def _short(self, kind: value_types.Shape, node: Node, owner: Scalar | None, flow: bool) -> Item | None:
        if not kind.short:
            wrong(self._report, node, f"the keys of {indefinite(kind.what)}, each with its value")
            return None
        value = self.read(kind.key(kind.short).kind, node, owner, flow)
        return None if value is None else Item(owner, node, {kind.short: value})

    def _check_keys(self, kind: value_types.Shape, item: Item, node: Mapping) -> None:
        """Report keys that are missing, that do not fit the type, or that lack their companion."""
        form, meant = item.values.get("type", ""), _meant(kind, node)
        for key in kind.keys:
            if key.name not in node.entries:
                if key.name in meant:
                    continue
                if key.required and (not key.types or form in key.types):
                    self._missing(kind, item, f"'{key.name}': {key.meaning}")
            elif key.types and form and form not in key.types:
                said = f"'{key.name}' belongs to the type {' or '.join(key.types)}, not to {form}"
                self._report.add(node.entries[key.name].key, "misplaced-key", said)
            elif key.needs and key.needs not in node.entries:
                said = f"'{key.name}' needs '{key.needs}' beside it: {kind.key(key.needs).meaning}"
                self._report.add(node.entries[key.name].key, "missing-key", said)
        self._check_either(kind, item, node, meant)

    def _missing(self, kind: value_types.Shape, item: Item, needed: str) -> None:
        what = shown(item.key.value) if item.key else f"this {kind.what}"
        self._report.add(item.place, "missing-key", f"{what} needs {needed}")

    def _check_either(
        self, kind: value_types.Shape, item: Item, node: Mapping, meant: Container[str]
    ) -> None:
        if not kind.either:
            return
        given = [name for name in kind.either if name in node.entries]
        listed = " or ".join(f"'{name}'" for name in kind.either)
        if not given and not any(name in meant for name in kind.either):
            self._missing(kind, item, listed)
        for name in given[1:]:
            self._report.add(node.entries[name].key, "misplaced-key", f"give {listed}, not both")

    def _unknown_keys(self, kind: value_types.Shape, node: Mapping) -> None:
        completions = [key.name for key in kind.keys]
        cut = node.flow and next((entry.value for entry in node.entries.values() if torn(entry.value)), None)
        before: Entry | None = None
        told = False
        for word, entry in node.entries.items():
            empty = type(entry.value) is Scalar and not entry.value.value
            piece = node.flow and empty and word not in completions and not nearest(word, completions)
            if piece and (before is not None or cut):
                if not told:
                    self._report.add(
                        cut or entry.key, "split-at-comma", SPLIT if cut else _split(before, word)
                    )
                told = True  # further pieces are of the same slip
                continue
            told = False
            if word not in completions and is_word(entry.key):
                self._unknown_key(kind, entry.key, completions)
            before = entry

    def _unknown_key(self, kind: value_types.Shape, key: Scalar, completions: list[str]) -> None:
        if kind is TOPIC and key.value == "include":
            self._report.add(key, "nested-include", "only flow.yaml can include files")
        elif kind is TOPIC and any(other.name == key.value for other in FLOW.keys):
            self._report.add(key, "misplaced-key", f"'{key.value}' belongs in flow.yaml")
        else:
            hint = nearest(key.value, completions) or f"; it takes {', '.join(completions)}"
            self._report.add(key, "unknown-key", f"this {kind.what} has no key {shown(key.value)}{hint}")


def _meant(kind: value_types.Shape, node: Mapping) -> frozenset[str]:
    """Return the keys of which a misspelt one stands there: told as that, they are not missing as well."""
    known = [key.name for key in kind.keys]
    odd = [word for word in node.entries if word not in known]
    return frozenset(filter(None, (nearest_word(word, known) for word in odd)))


def _split(before: Entry | None, piece: str) -> str:
    """Say that a text was cut at its comma, with the form that would be right."""
    if before is None or type(before.value) is not Scalar:
        return SPLIT
    key, begun = before.key.value, one_line(before.value.value)[:40]
    said = f"the text of '{key}' is not in quotes, so it is split at every comma; write"
    return f'{said} {key}: "{begun}, {one_line(piece)[:40]}..."'


_BRANCHES: dict[type, Callable[[NodeReader, Any, Node, Scalar | None, bool], Any]] = {
    value_types.Refer: NodeReader._refer,
    value_types.Operand: NodeReader._operand,
    value_types.Day: NodeReader._day,
    value_types.Condition: NodeReader._condition,
    value_types.Many: NodeReader._many,
    value_types.Named: NodeReader._named,
    value_types.Shape: NodeReader._shape,
}


def text(report: Report, kind: value_types.Text, node: Node) -> str | None:
    """Read words for people, cleaned."""
    if type(node) is not Scalar or not (node.style or type(plain(node)) is str):
        wrong(report, node, "text, in quotes if it looks like something else")
        return None
    value = cleaned(node.value, lines=kind.lines)
    if not value and not kind.empty:
        report.add(node, "empty-text", "some text must stand here")
        return None
    if kind.most is not None and len(value) > kind.most:
        report.add(node, "too-long", f"{len(value)} characters; at most {kind.most} fit on the line")
        return None
    return value


def word(report: Report, kind: value_types.Word, node: Node) -> str | None:
    """Read one of a few words."""
    if type(node) is not Scalar:
        wrong(report, node, "one word")
        return None
    if node.value in kind.words:
        return node.value
    said = f"one of {', '.join(kind.words)}" if len(kind.words) <= 10 else "a word that fits here"
    hint = nearest(node.value, kind.words)
    report.add(node, "unknown-word", f"{shown(node.value)} is not {said}{hint}")
    return None


def pattern(report: Report, kind: value_types.Pattern, node: Node) -> str | None:
    """Read text of one shape."""
    if type(node) is Scalar and (re.fullmatch(kind.regex, node.value) or (kind.empty and not node.value)):
        return node.value
    wrong(report, node, f"text such as {kind.like}")
    return None


def flag(report: Report, _kind: value_types.Flag, node: Node) -> bool | None:
    """Read true or false."""
    value = plain(node) if type(node) is Scalar else None
    if isinstance(value, bool):
        return value
    wrong(report, node, "true or false")
    return None


def whole(report: Report, kind: value_types.Whole, node: Node) -> int | None:
    """Read a whole number that is not too low."""
    value = plain(node) if type(node) is Scalar else None
    if type(value) is int and value >= kind.least:
        return value
    wrong(report, node, "a whole number above 0" if kind.least == 1 else f"a whole number from {kind.least}")
    return None


def amount(report: Report, _kind: value_types.Amount, node: Node) -> Decimal | None:
    """Read a number."""
    value = plain(node) if type(node) is Scalar else None
    if type(value) is int or type(value) is Decimal:
        return Decimal(value)
    wrong(report, node, _a_number(node))
    return None


def _a_number(node: Node) -> str:
    """Return that a number is wanted, and what would make one of what stands in its place."""
    why = why_no_number(node) if type(node) is Scalar else ""
    return f"a number{why or ', such as 40 or 0.02'}"


def sums(report: Report, _kind: value_types.Span, node: Node) -> tuple[Decimal, Decimal] | None:
    """Read one number, or two joined by `-`."""
    found = re.fullmatch(SPAN, node.value, re.ASCII) if type(node) is Scalar else None
    if found is None or len(found[0]) > 30:
        wrong(report, node, "a sum such as 2, or a lowest and a highest one such as 0-1")
        return None
    low = Decimal(found[1])
    high = Decimal(found[2]) if found[2] else low
    if low > high:
        report.add(node, "range-reversed", f"the lowest number, {low}, is above the highest, {high}")
        return None
    return low, high


def number_range(report: Report, _kind: value_types.Range, node: Node) -> list[int | Decimal] | None:
    """Read the lowest and the highest number."""
    if type(node) is not Sequence:
        wrong(report, node, "two numbers, such as [1, 110]")
        return None
    if len(node.items) != 2:
        said = f"the list needs two numbers, such as [1, 110], not {len(node.items)}"
        report.add(node, "wrong-length", "; ".join((said, *_cut_numbers(node))))
        return None
    numbers = []
    for item in node.items:
        end = plain(item) if type(item) is Scalar else None
        if type(end) is not int and type(end) is not Decimal:
            cut = _cut_numbers(node)
            wrong(report, item, f"a number; {cut[0]}" if cut else _a_number(item))
            return None
        numbers.append(end)
    low, high = numbers
    if low > high:
        said = f"the lowest number, {low}, is above the highest, {high}"
        report.add(node, "range-reversed", said)
        return None
    return numbers


def text_or_number(report: Report, _kind: value_types.Plain, node: Node) -> str | int | None:
    """Read text or a whole number."""
    value = plain(node) if type(node) is Scalar else None
    if type(value) is int:
        return value
    if isinstance(value, str) and value.strip():
        return cleaned(value)
    wrong(report, node, "text or a whole number")
    return None


def file_name(report: Report, _kind: value_types.FileName, node: Node) -> Scalar | None:
    """Read the name of a file, kept with its position."""
    if type(node) is Scalar and node.value:
        return node
    wrong(report, node, "the name of a file")
    return None


def as_it_stands(_report: Report, _kind: value_types.Reply, node: Node) -> Node:
    """Keep an answer; it is read once its question is known."""
    return node


def cleaned(value: str, lines: bool = False) -> str:
    """Return text made safe, without white space around it; on one line unless `lines`."""
    if not (value.isascii() and value.isprintable()):
        value = clean_text(value)
    return value.strip() if lines else " ".join(value.split())


def _cut_numbers(node: Sequence) -> list[str]:
    """Say how a number is written that a comma may have cut in two; nothing where more than one may be."""
    cut = [number for pair in pairwise(node.items) if (number := cut_number(*pair))]
    return [without_comma(cut[0])] if len(cut) == 1 else []


def wrong(report: Report, node: Node, wanted: str) -> None:
    """Report a value of another kind than the one wanted."""
    report.add(node, "wrong-type", f"{_what(node)} stands here; it must be {wanted}")


def _what(node: Node) -> str:
    if type(node) is Scalar:
        return "nothing" if plain(node) is None else shown(node.value)
    return "a mapping" if type(node) is Mapping else "a list"


LEAVES: dict[type, Callable[[Report, Any, Node], Any]] = {
    value_types.Text: text,
    value_types.Word: word,
    value_types.Pattern: pattern,
    value_types.Flag: flag,
    value_types.Whole: whole,
    value_types.Amount: amount,
    value_types.Span: sums,
    value_types.Range: number_range,
    value_types.Plain: text_or_number,
    value_types.Reply: as_it_stands,
    value_types.FileName: file_name,
}

"""Single values, read by their kind. What is wrong is reported and read as None."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from interview.flow.language import value_types
from interview.flow.yaml.nodes import Mapping, Node, Report, Scalar, Sequence, nearest, shown
from interview.flow.yaml.strict import plain
from interview.text import clean_text


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


def whole(report: Report, _kind: value_types.Whole, node: Node) -> int | None:
    """Read a whole number of at least one."""
    value = plain(node) if type(node) is Scalar else None
    if type(value) is int and value >= 1:
        return value
    wrong(report, node, "a whole number above 0")
    return None


def number_range(report: Report, _kind: value_types.Range, node: Node) -> list[int | float] | None:
    """Read the lowest and the highest number."""
    items = node.items if type(node) is Sequence else []
    ends = [plain(item) for item in items if type(item) is Scalar]
    numbers = [end for end in ends if type(end) is int or type(end) is float]
    if len(items) != 2 or len(numbers) != 2:
        wrong(report, node, "two numbers, such as [1, 110]")
        return None
    low, high = numbers
    if low > high:
        report.add(node, "range-reversed", f"the lowest number, {low:g}, is above the highest, {high:g}")
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
    value_types.Range: number_range,
    value_types.Plain: text_or_number,
    value_types.Reply: as_it_stands,
    value_types.FileName: file_name,
}

"""A template checked before it is used: what it may do, and that every name in it exists."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from inspect import Signature, signature
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from interview.errors import Place, Problem, did_you_mean
from interview.library import PART
from interview.summary.model import Citation, Summary
from interview.summary.templates.context import Style, Views, element, parts
from interview.summary.templates.page import Mistake, mistakes_in_template
from interview.summary.templates.sandbox import FILTERS, LOOP_PARTS, Parts, compiled, environment, is_html

SIZE_LIMIT = 64_000
"""Characters in a template."""
DEPTH_LIMIT = 40
MOST_LOOPS = 10
"""Loops inside each other; Python takes twenty blocks."""
MOST_PER_ROW = 200
LARGEST = 1_000_000
"""The largest number that may stand in a template; nothing in a summary has more parts or characters."""
_NO_NUMBER = f"a number in a template is whole, and at most {LARGEST:,}"
_KINDS = {int: "whole number", str: "text"}
_OF_SOURCES = ("in_order", "numbers")
TOO_DEEP = "this is nested too deeply"
ALLOWED = (
    nodes.And,
    nodes.Compare,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Const,
    nodes.Filter,
    nodes.For,
    nodes.Getattr,
    nodes.If,
    nodes.Keyword,
    nodes.Name,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Output,
    nodes.Template,
    nodes.TemplateData,
    nodes.Tuple,
)
RESULTS: Mapping[str, Any] = {"length": int, "lines": tuple[str, ...], "rows": tuple[str, ...]}
"""What filters give that do not give text."""


class _Loop:
    """Stands for the type of `loop`."""


class _Unknown:
    """Stands for the type of something already reported."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """The names that can be used at a point, with their types, and the innermost loop's variable."""

    names: Mapping[str, Any]
    item: str = ""
    loops: int = 0
    """How many loops are around it."""


DEEPEST = 40
"""Brackets inside each other. A limit of our own: the parser's depends on how deep Python may go just now."""


@lru_cache(maxsize=8)
def check_template(source: str, name: str, included: Parts = ()) -> tuple[Problem, ...]:
    """Return every mistake in a template, in order; none when it can be used.

    `included` are the texts of its parts. They are checked where they stand, as if written there, and their
    mistakes are told at the line that includes them.
    """
    checker = _Checker(dict(included))
    checker.text(source, _Scope({**parts(Summary), **parts(Views), **parts(Style)}))
    checker.mistakes += mistakes_in_template(source) if is_html(name) else ()
    checker.mistakes += [] if checker.mistakes else _uncompilable(source, is_html(name), included)
    return tuple(sorted({_problem(source, name, *mistake) for mistake in checker.mistakes}))


def _uncompilable(source: str, escape: bool, included: Parts) -> list[Mistake]:
    """Return that a template cannot be made to run, which nothing else told; nothing when it can."""
    try:
        compiled(source, escape, included)
    except (TemplateError, SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
        return [(1, "", "this cannot be run; write it simpler")]
    return []


def _deepest(source: str) -> int:
    """Return how many brackets stand inside each other at most."""
    depth = deepest = 0
    for char in source:
        if char in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")]}":
            depth = max(0, depth - 1)
    return deepest


@dataclass(slots=True)
class _Checker:
    """Walks a template's tree and notes mistakes by line, the word they are about, and what is wrong."""

    parts: Mapping[str, str]
    within: tuple[str, ...] = ()
    """The parts that the text is inside of, the outermost first."""
    room: list[int] = field(default_factory=lambda: [SIZE_LIMIT])
    """Characters that the text and all it includes may still have."""
    mistakes: list[tuple[int, str, str]] = field(default_factory=list)
    line: int = 1
    """The line that is being checked; some nodes do not know theirs."""

    def text(self, source: str, scope: _Scope, depth: int = 0) -> None:
        """Check a whole text, in which everything of the scope can be used."""
        self.room[0] -= len(source)
        if self.room[0] < 0:
            said = f"a template, with all it includes, has at most {SIZE_LIMIT:,} characters"
            self.mistakes.append((1, "", said))
        elif _deepest(source) > DEEPEST:
            self.mistakes.append((1, "", TOO_DEEP))
        else:
            self.parsed(source, scope, depth)

    def parsed(self, source: str, scope: _Scope, depth: int) -> None:
        try:
            self.check(environment().parse(source), scope, depth)
        except TemplateSyntaxError as error:
            self.mistakes.append((error.lineno, "", error.message or "this cannot be read"))
        except RecursionError:
            self.mistakes.append((1, "", TOO_DEEP))
        except ValueError:  # a number of thousands of digits, which Python refuses to read
            self.mistakes.append((1, "", _NO_NUMBER))

    def check(self, node: nodes.Node, scope: _Scope, depth: int = 0) -> Any:
        """Check a node and all below it; return the type of an expression."""
        self.line = node.lineno or self.line
        if depth > DEPTH_LIMIT:
            return self.note(node, "", TOO_DEEP)
        match node:
            case nodes.Const():
                return self.constant(node)
            case nodes.TemplateData():
                return self.written(node, node.data)
            case nodes.Output() | nodes.Concat():
                return self.printed(node, scope, depth + 1)
            case nodes.For():
                return self.loop(node, scope, depth + 1)
            case nodes.Name():
                return self.name(node, scope)
            case nodes.Getattr():
                return self.part(node, scope, depth + 1)
            case nodes.Filter():
                return self.filtered(node, scope, depth + 1)
            case nodes.Compare():
                return self.compared(node, scope, depth + 1)
            case nodes.Include():
                return self.included(node, scope, depth + 1)
            case nodes.If() | nodes.CondExpr():
                self.plainly(node.test)
        if not isinstance(node, ALLOWED):
            return self.note(node, "", f"{_named(node)} has no place in a template")
        found = [self.check(child, scope, depth + 1) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.And | nodes.Or | nodes.Not):
            return bool
        return found[1] if isinstance(node, nodes.CondExpr) else str

    def constant(self, node: nodes.Const) -> Any:
        """Check a value that stands in the template itself: text, a small whole number, yes or no."""
        value = node.value
        if isinstance(value, str):
            return self.written(node, value)
        if isinstance(value, bool) or value is None:
            return bool
        if isinstance(value, int) and value <= LARGEST:
            return int
        return self.note(node, "", _NO_NUMBER)

    def written(self, node: nodes.Node, text: str) -> Any:
        """Check words of the template: what steers a terminal, or is half a character, is no text."""
        if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t\f" for char in text):
            return self.note(node, "", "text must not hold control characters or halves of characters")
        return str

    def plainly(self, test: nodes.Node | None) -> None:
        """Check that a condition puts no texts together: only what is written is held to a length."""
        if test is not None and (isinstance(test, nodes.Concat) or test.find(nodes.Concat)):
            self.note(test, "~", "a condition puts no texts together; compare the parts")

    def printed(self, node: nodes.Node, scope: _Scope, depth: int) -> Any:
        """Check what is written: texts and numbers; a record or a list has no one way to be read."""
        for child in node.iter_child_nodes():
            self.scalar(child, self.check(child, scope, depth))
        return str

    def scalar(self, node: nodes.Node, kind: Any) -> None:
        if kind is not _Unknown and not _is_scalar(kind):
            what = "a list" if element(kind) is not None else "a record"
            self.note(node, "", f"{what} stands where a text belongs; name a part of it, or join it")

    def included(self, node: nodes.Include, scope: _Scope, depth: int) -> Any:
        """Check the part that is named, in the place where it is included."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not name.startswith(PART) or node.ignore_missing:
            said = f"what is included is named by a constant that begins with {PART}"
            return self.note(node, "include", f'{said}, such as "{PART}reasons.txt.j2"')
        if name not in self.parts:
            return self.note(node, name, f"there is no part '{name}' in the folders of templates")
        if name in self.within:
            return self.note(node, name, f"{name} includes itself")
        inside = _Checker(self.parts, (*self.within, name), self.room)
        inside.text(self.parts[name], scope, depth)
        for line, _word, message in inside.mistakes:
            self.note(node, name, f"{name}, line {line}: {message}")
        return str

    def note(self, node: nodes.Node, word: str, message: str) -> Any:
        self.mistakes.append((node.lineno or self.line, word, message))
        return _Unknown

    def name(self, node: nodes.Name, scope: _Scope) -> Any:
        completions = scope.names
        if node.name in completions:
            return completions[node.name]
        return self.note(node, node.name, f"there is no '{node.name}'{_near(node.name, completions)}")

    def part(self, node: nodes.Getattr, scope: _Scope, depth: int) -> Any:
        """Return the type of `whole.part`."""
        whole = self.check(node.node, scope, depth)
        completions = _parts_of(whole)
        if whole is _Unknown or node.attr in completions:
            return completions.get(node.attr, _Unknown)
        if not completions:
            return self.note(node, node.attr, f"this is no record and has no part '{node.attr}'")
        return self.note(
            node, node.attr, f"there is no part '{node.attr}' here{_near(node.attr, completions)}"
        )

    def filtered(self, node: nodes.Filter, scope: _Scope, depth: int) -> Any:
        kind = self.check(node.node, scope, depth) if node.node else _Unknown
        for child in [*node.args, *node.kwargs]:
            self.check(child, scope, depth)
        if node.name not in FILTERS:
            return self.note(node, node.name, f"there is no filter '{node.name}'{_near(node.name, FILTERS)}")
        self.arguments(node)
        self.taken(node, kind)
        completions = _parts_of(element(kind))
        for keyword in node.kwargs:
            wanted = keyword.value.value if isinstance(keyword.value, nodes.Const) else None
            if keyword.key == "attribute" and kind is not _Unknown and wanted not in completions:
                self.note(
                    node, str(wanted), f"there is no part '{wanted}' here{_near(str(wanted), completions)}"
                )
        return kind if node.name in ("after", "cut", "in_order") else RESULTS.get(node.name, str)

    def arguments(self, node: nodes.Filter) -> None:
        """Check what is handed to a filter: constants, as many and of the kind that it takes."""
        given = [_constant(value) for value in node.args]
        named = {str(one.key): _constant(one.value) for one in node.kwargs}
        taken = signature(FILTERS[node.name])
        try:
            if len(named) < len(node.kwargs) or node.dyn_args or node.dyn_kwargs:
                raise TypeError
            bound = taken.bind("", *given, **named).arguments
        except TypeError:
            self.note(node, node.name, f"'{node.name}' is not given what it takes: {_takes(taken)}")
            return
        for name, value in [*bound.items()][1:]:
            wanted = int if taken.parameters[name].annotation == "int" else str
            if type(value) is not wanted:
                self.note(node, node.name, f"'{name}' of '{node.name}' is a {_KINDS[wanted]} written out")

    def taken(self, node: nodes.Filter, kind: Any) -> None:
        """Check that a filter stands behind something it can work on."""
        if kind is _Unknown:
            return
        item = element(kind)
        part = next((_constant(one.value) for one in node.kwargs if one.key == "attribute"), "")
        if node.name in _OF_SOURCES:
            fits = item is Citation
        elif node.name == "join":
            fits = item is not None and _is_scalar(_parts_of(item).get(part, str) if part else item)
        elif node.name in ("after", "cut", "length"):
            fits = item is not None or (node.name != "after" and _is_text(kind))
        else:
            fits = _is_text(kind)
        if not fits:
            self.note(node, node.name, f"'{node.name}' does not work on what stands before it")

    def loop(self, node: nodes.For, scope: _Scope, depth: int) -> Any:
        """Check a loop. One inside another walks what belongs to its item, so that the work stays small."""
        if scope.loops == MOST_LOOPS:
            return self.note(node, "for", TOO_DEEP)
        listed = self.check(node.iter, scope, depth)
        if not isinstance(node.target, nodes.Name) or node.recursive:
            return self.note(node, "for", "a loop has one variable, such as {% for line in lines %}")
        if scope.item and _root(node.iter) != scope.item:
            self.note(
                node, "in", f"a loop in a loop walks what belongs to its item, such as {scope.item}.sources"
            )
        if listed is not _Unknown and element(listed) is None:
            self.note(node, "in", "a loop walks a list")
        item = node.target.name
        names = {**scope.names, item: element(listed) or _Unknown, "loop": _Loop}
        inside = _Scope(names, item, scope.loops + 1)
        self.plainly(node.iter)
        self.plainly(node.test)
        if node.iter.find(nodes.Filter) or isinstance(node.iter, nodes.Filter):
            self.short(node)
        for child in [*node.body, *([node.test] if node.test else [])]:
            self.check(child, inside, depth)
        for child in node.else_:
            self.check(child, scope, depth)
        return str

    def short(self, node: nodes.For) -> None:
        """Check that a loop that may have a turn for every line that was typed does little in each."""
        size = sum(1 for _ in node.find_all(nodes.Expr))
        if size > MOST_PER_ROW:
            self.note(
                node, "for", f"a loop over what a filter makes has at most {MOST_PER_ROW} expressions in it"
            )

    def comparable(self, operand: nodes.Operand, kind: Any, other: Any) -> None:
        """Check that two values can be compared: alike, and put in order only where both are numbers."""
        if _Unknown in (kind, other):
            return
        if operand.op in ("in", "notin"):
            fits = _is_text(kind) and (_is_text(other) or element(other) is str)
        elif operand.op in ("eq", "ne"):
            fits = _is_scalar(kind) and _is_scalar(other)
        else:
            fits = not _is_text(kind) and not _is_text(other) and _is_scalar(kind) and _is_scalar(other)
        if not fits:
            self.note(operand, "", "these two cannot be compared")

    def compared(self, node: nodes.Compare, scope: _Scope, depth: int) -> Any:
        """Check a comparison: `line.urgency == "soon"` must name a word that can occur."""
        kind = self.check(node.expr, scope, depth)
        for operand in node.ops:
            other = self.check(operand.expr, scope, depth)
            self.comparable(operand, kind, other)
        words = tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()
        for word in _constants(node) if words else ():
            if word not in words:
                self.note(node, word, f"it is never '{word}'; it is one of {', '.join(words)}")
        return bool


def _constant(node: nodes.Node) -> Any:
    """Return the value that is written out; for anything else a value of no kind that a filter takes."""
    return node.value if isinstance(node, nodes.Const) else ...


def _is_text(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, str)


def _is_scalar(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, str | int)


def _takes(taken: Signature) -> str:
    """Return what stands in the brackets of a filter, such as `length: int`."""
    wanted = [f"{one.name}: {one.annotation}" for one in [*taken.parameters.values()][1:]]
    return ", ".join(wanted) or "nothing"


def _parts_of(kind: Any) -> Mapping[str, Any]:
    """Return the parts of a record's type or of `loop`; none for anything else."""
    if kind is _Loop:
        return dict.fromkeys(LOOP_PARTS, int)
    return parts(kind) if isinstance(kind, type) and dataclasses.is_dataclass(kind) else {}


def _root(node: nodes.Node) -> str:
    """Return the name an expression such as `line.sources` starts from; empty for any other."""
    while isinstance(node, nodes.Getattr | nodes.Filter) and node.node:
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


def _constants(node: nodes.Compare) -> Iterator[str]:
    for operand in node.ops:
        for constant in operand.find_all(nodes.Const):
            yield str(constant.value)


def _named(node: nodes.Node) -> str:
    return {"Getitem": "[ ]", "Call": "a call"}.get(type(node).__name__, f"'{type(node).__name__.lower()}'")


def _near(word: str, completions: Mapping[str, Any]) -> str:
    return did_you_mean(word, completions) or f"; there is {', '.join(completions)}"


def _problem(source: str, name: str, line: int, word: str, message: str) -> Problem:
    """Jinja knows a mistake's line only; the column is where its word stands on that line."""
    lines = source.splitlines() or [""]
    excerpt = lines[min(line, len(lines)) - 1]
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", excerpt) if word else None
    return Problem(Place(name, line, found.start() + 1 if found else 1), message, "template", excerpt)

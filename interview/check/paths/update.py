"""Expectations rewritten to what is so, as edits of the path files.

Edits are of text: comments, order and layout stay as they are.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from interview.check.paths.path_file import LISTS, Aspect, Expectation, ScriptedPath, Value, reread
from interview.check.paths.runner import Failure, Run, run_paths
from interview.errors import UsageError
from interview.text import decoded

_KEYS = {
    Aspect.STANCE: "stances",
    Aspect.TABLE: "tables",
    Aspect.FACT: "facts",
    Aspect.WARNINGS: "warnings",
}

_WIDTH = 110
_COMMA = re.compile(r"[ \t]*,[ \t]*")


@dataclass(frozen=True, slots=True)
class Update:
    """A path file as it is and as it would be."""

    file: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        name = f"{self.file.parent.name}/{self.file.name}"
        lines = unified_diff(self.before.splitlines(), self.after.splitlines(), name, name, lineterm="")
        return "\n".join(lines)

    def write(self) -> None:
        """Change the file."""
        self.file.write_bytes(self.after.encode())


def updates(run: Run, folder: Path) -> tuple[Update, ...]:
    """Return the changes that make every expectation one that is met.

    `UsageError` for a file whose layout cannot be edited this way.
    """
    by_path = {path.file: (path, [f for f in run.failures if f.path is path]) for path in run.paths}
    return tuple(_update(run, folder, path, failed) for path, failed in by_path.values() if failed)


def _update(run: Run, folder: Path, path: ScriptedPath, failed: list[Failure]) -> Update:
    text = decoded(path.file.read_bytes())
    after = _edited(path, failed, text)
    again = reread(folder, path.file, after, run.logic.flow)
    if again is None or run_paths(run.logic, [again]).failures:
        raise UsageError(f"{path.file.name} cannot be updated, because of its layout; please edit it by hand")
    return Update(path.file, text, after)


def _edited(path: ScriptedPath, failed: list[Failure], text: str) -> str:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    editor = Editor(text)
    for index, patient in enumerate(path.patients):
        way: tuple[str | int, ...] = ("expect",)
        if below(root, "patients") is not None:
            way = ("patients", index, "expect")
        expect = below(root, *way)
        own = [failure for failure in failed if failure.patient is patient]
        if own and isinstance(expect, MappingNode):
            _edit(editor, expect, own)
    return editor.edited()


def _edit(editor: Editor, expect: MappingNode, failed: list[Failure]) -> None:
    """Change one patient's expectations."""
    dropped: dict[str, list[str]] = {}
    added: dict[str, list[str]] = {}
    for failure in failed:
        expectation, key = failure.expectation, _KEYS.get(failure.expectation.aspect)
        if key is not None:
            _replace(editor, below(expect, key), expectation, failure.got)
            continue
        before, after = (_list(expectation.aspect, value) for value in (expectation.value, failure.got))
        dropped.setdefault(before, []).append(expectation.name)
        added.setdefault(after, []).append(_written(editor, below(expect, before), expectation.name))
    for key_node, value in items(expect):
        key = key_node.value
        if isinstance(value, SequenceNode) and key in (dropped.keys() | added.keys()):
            editor.change_list(key_node, value, dropped.get(key, ()), added.pop(key, []))
    editor.add_keys(expect, [f"{key}: [{', '.join(names)}]" for key, names in added.items()])


def _list(aspect: Aspect, value: Value) -> str:
    """Return the list that something stands in when this is so."""
    return next(key for key, found in LISTS.items() if found == (aspect, value))


def _written(editor: Editor, node: Node | None, name: str) -> str:
    """Return an item of a list as it is written there."""
    listed = node.value if isinstance(node, SequenceNode) else []
    return next((editor.source(item) for item in listed if item.value.strip() == name), name)


def _replace(editor: Editor, node: Node | None, expectation: Expectation, got: Value) -> None:
    value = below(node, expectation.name) if expectation.name else node
    if value is not None:
        editor.replace(value, _as_text(expectation, got))


def _as_text(expectation: Expectation, got: Value) -> str:
    match got:
        case None:
            return "null"
        case bool():
            return str(got).lower()
        case frozenset() if len(got) == 1 and expectation.aspect is Aspect.TABLE:
            return next(iter(got))
        case frozenset():
            return f"[{', '.join(sorted(got))}]"
        case _:
            return str(got)


@dataclass(slots=True)
class Editor:
    """A text, and what is to be changed in it."""

    text: str
    _edits: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, node: Node, text: str) -> None:
        """Put text in the place of a value."""
        self._edits.append((node.start_mark.index, node.end_mark.index, text))

    def source(self, node: Node) -> str:
        """Return a value as it is written."""
        return self.text[node.start_mark.index : node.end_mark.index].strip()

    def change_list(
        self, key: Node, node: SequenceNode, dropped: Collection[str], added: Sequence[str]
    ) -> None:
        """Drop items of a list by their value, and add others, given as they are written, at its end."""
        kept = [item for item in node.value if item.value.strip() not in dropped]
        if node.flow_style and self._has_comments(node):
            self._change_items(node, kept, added)
        elif node.flow_style:
            written = [*map(self.source, kept), *added]
            self.replace(node, _in_brackets(written, node.start_mark.column, key.start_mark.column + 2))
        elif not kept and not added:
            self._cut(key, node.value[-1])
        else:
            for item in node.value:
                if item not in kept:
                    self._cut(item, item)
            self._insert_below(node.value[-1], [f"- {item}" for item in added], node.start_mark.column)

    def _has_comments(self, node: SequenceNode) -> bool:
        """Return whether a comment stands between the items of a list in brackets."""
        inside = self.text[node.start_mark.index : node.end_mark.index]
        for item in reversed(node.value):
            start, end = (mark.index - node.start_mark.index for mark in (item.start_mark, item.end_mark))
            inside = inside[:start] + inside[end:]
        return "#" in inside

    def _change_items(self, node: SequenceNode, kept: Sequence[Node], added: Sequence[str]) -> None:
        """Change the items of a list in brackets one by one, so that what stands between them stays."""
        new = ", ".join(added)
        place = (kept[-1].end_mark if kept else node.start_mark).index + (not kept)
        if new:
            self._edits.append((place, place, f", {new}" if kept else new))
        for item in node.value:
            if item not in kept:
                end = item.end_mark.index
                comma = _COMMA.match(self.text, end)
                self._edits.append((item.start_mark.index, comma.end() if comma else end, ""))

    def add_keys(self, node: MappingNode, lines: Sequence[str]) -> None:
        """Add keys with their values, each on one line, at the end of a mapping."""
        if node.flow_style:
            end = node.end_mark.index - 1
            comma = "" if self.text[:end].rstrip().endswith(",") else ", "
            self._edits.append((end, end, (comma + ", ".join(lines)) if lines else ""))
        else:
            self._insert_below(node.value[-1][1], lines, node.start_mark.column)

    def edited(self) -> str:
        """Return the text with every change."""
        pieces, position = [], 0
        for start, end, text in sorted(self._edits, key=lambda edit: edit[0]):
            pieces += [self.text[position:start], text]
            position = end
        return "".join([*pieces, self.text[position:]])

    def _cut(self, first: Node, last: Node) -> None:
        """Remove the lines from one node to another."""
        start = self.text.rfind("\n", 0, first.start_mark.index) + 1
        self._edits.append((start, self._line_end(last), ""))

    def _insert_below(self, node: Node, lines: Iterable[str], column: int) -> None:
        end = self._line_end(node)
        newline = "\r\n" if "\r\n" in self.text else "\n"
        text = "".join(f"{' ' * column}{line}{newline}" for line in lines)
        cut = any(stop == end and not new for _, stop, new in self._edits)
        if text and not cut and not self.text[:end].endswith("\n"):
            text = newline + text
        self._edits.append((end, end, text))

    def _line_end(self, node: Node) -> int:
        """Return where the line after the end of a value begins."""
        end = _last(node).end_mark.index
        if self.text[:end].endswith("\n"):  # a block of text ends below itself
            return end
        found = self.text.find("\n", end)
        return len(self.text) if found < 0 else found + 1


def items(node: Node | None) -> Iterator[tuple[Node, Node]]:
    """Yield the keys of a mapping with their values."""
    if isinstance(node, MappingNode):
        yield from node.value


def below(node: Node | None, *way: str | int) -> Node | None:
    """Return the value at the end of a way of keys and positions; None when there is none."""
    for step in way:
        if isinstance(step, int):
            node = node.value[step] if isinstance(node, SequenceNode) else None
        else:
            node = next((value for key, value in items(node) if key.value == step), None)
    return node


def _last(node: Node) -> Node:
    """Return the last value inside of a value; of a collection in brackets, itself."""
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        return node
    return _last(node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1])


def _in_brackets(written: Sequence[str], column: int, hanging: int) -> str:
    """Return a list in brackets, on several lines where one is too short."""
    text = f"[{', '.join(written)}]"
    if column + len(text) <= _WIDTH:
        return text
    indent = " " * hanging
    lines = textwrap.wrap(
        text, _WIDTH, initial_indent=" " * column, subsequent_indent=indent, break_on_hyphens=False
    )
    return "\n".join(lines).lstrip()

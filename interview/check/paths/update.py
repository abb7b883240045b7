"""Expectations rewritten to what is so, as edits of the path files."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from interview.check.paths.editing import Editor, below, items
from interview.check.paths.expecting import LISTS
from interview.check.paths.model import Aspect, Expectation, ScriptedPath, Value
from interview.check.paths.path_file import reread
from interview.check.paths.runner import Failure, Run, run_paths
from interview.errors import UsageError

_KEYS = {
    Aspect.STANCE: "stances",
    Aspect.TABLE: "tables",
    Aspect.FACT: "facts",
    Aspect.WARNINGS: "warnings",
}


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
    text = path.file.read_bytes().decode("utf-8-sig")
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

"""Where each part of a flow stands in its files."""

from __future__ import annotations

import re
from pathlib import Path

from interview.errors import Place
from interview.flow.yaml.folder import Folder
from interview.flow.yaml.nodes import File, Mapping, Node, Report, Scalar, place_of, position
from interview.flow.yaml.strict import Reader


class Written:
    """The files of a flow that has been loaded, to look up where something was written."""

    def __init__(self, folder: Path) -> None:
        report = Report()
        self._files: dict[str, File] = {}
        self._roots: list[Mapping] = []
        found = Folder(folder, report)
        reader = Reader(report)
        self._add(found.start(), reader)
        for node in self._included():
            self._add(found.included(node), reader)

    def key(self, *path: str) -> Place:
        """Return where the last key of a path stands; of what is there, as much of the path as there is."""
        return self._find(path)[0]

    def value(self, *path: str) -> Place:
        """Return where the value at a path begins."""
        node = self._find(path)[1]
        return place_of(node) if node else self.key(*path)

    def text(self, words: str, *path: str) -> Place:
        """Return where words begin in the text at a path, however its lines are broken."""
        key, node = self._find(path)
        if not isinstance(node, Scalar):
            return key
        found = re.search(r"\s+".join(map(re.escape, words.split())), node.value, re.IGNORECASE)
        return Place(node.file.name, *position(node, found.start())) if found else place_of(node)

    def excerpt(self, place: Place) -> str:
        """Return the line a place is on; empty when there is none."""
        file = self._files.get(place.file)
        return file.excerpt(place.line, place.column) if file else ""

    def _add(self, file: File | None, reader: Reader) -> None:
        root = reader.read(file) if file else None
        if file and isinstance(root, Mapping):
            self._files[file.name] = file
            self._roots.append(root)

    def _included(self) -> list[Scalar]:
        entry = self._roots[0].entries.get("include") if self._roots else None
        items = getattr(entry.value, "items", []) if entry else []
        return [item for item in items if isinstance(item, Scalar)]

    def _find(self, path: tuple[str, ...]) -> tuple[Place, Node | None]:
        """Return the place of the deepest key there is, and the value under the whole path.

        A short form, such as an answer that is only its label, stands for the longer one.
        """
        if not self._roots:
            return Place(""), None
        depth, place, node = max((_descend(root, path) for root in self._roots), key=lambda found: found[0])
        whole = depth == len(path) or (depth == len(path) - 1 and isinstance(node, Scalar))
        return place, node if whole else None


def _descend(root: Mapping, path: tuple[str, ...]) -> tuple[int, Place, Node]:
    """Follow a path as far as it leads; return how far, the last key's place, and what is there."""
    node: Node = root
    place = place_of(root)
    for depth, word in enumerate(path):
        if not isinstance(node, Mapping) or word not in node.entries:
            return depth, place, node
        entry = node.entries[word]
        place, node = place_of(entry.key), entry.value
    return len(path), place, node

"""How the package is built, read from its sources. `python -m tests.structure` reports it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import mean, median

PACKAGE = Path(__file__).parent.parent / "interview"

FLOORS = (
    {"__main__"},
    {"cli"},
    {"tui", "plain", "serve"},
    {"worklist", "practice"},
    {"conversation"},
    {"check", "export", "store"},
    {"summary"},
    {"engine"},
    {"flow"},
    {"library", "installation"},
    {"digest", "errors", "line_breaks", "moments", "text"},
)
"""Rooms from the top floor down; the only place where they are written as code."""

KEPT_APART = {
    "tui": {"store": {"interview.store.private_files"}},
    "plain": {"store": set[str]()},
    "store": {"summary": set[str]()},
}
"""Rooms that a room above leaves alone all the same, but for these modules."""

FILES = sorted(PACKAGE.rglob("*.py"))
SHORT, LONG = 50, 400
"""Lines from which on a module is usually long enough, and to which it usually is short enough."""


def room_of(file: Path) -> str:
    """The first step below the package names the room."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def module_of(file: Path) -> str:
    """Return the dotted name by which a file is imported."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imported(source: str) -> Iterator[tuple[str, str]]:
    """Yield what a file imports, wherever in it: a module and a name from it, or a module and nothing."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def imported_rooms(source: str) -> Iterator[str]:
    """Yield the rooms of this package that a file imports."""
    for module, name in imported(source):
        first, _, rest = f"{module}.{name}".partition(".")
        room = rest.partition(".")[0]
        if first == PACKAGE.name and room and not room.startswith("__version"):
            yield room


def wrong_imports(room: str, source: str) -> list[str]:
    """Return imports that go up, or sideways into another room."""
    return [other for other in imported_rooms(source) if other != room and floor_of(other) <= floor_of(room)]


def imports_kept_apart(room: str, source: str) -> list[str]:
    """Return imports from a room that this one has nothing to ask: another room answers for it."""
    apart = KEPT_APART.get(room, {})
    return [
        module
        for module, _ in imported(source)
        for other, allowed in apart.items()
        if f"{module}.".startswith(f"{PACKAGE.name}.{other}.") and module not in allowed
    ]


def relative_imports(source: str) -> list[int]:
    return [
        node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.level
    ]


def import_graph(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return which of these modules each of them imports, from their sources."""
    return {name: set(_modules(sources, source)) - {name} for name, source in sources.items()}


def _modules(known: Iterable[str], source: str) -> Iterator[str]:
    for module, name in imported(source):
        whole = f"{module}.{name}"
        if whole in known or module in known:
            yield whole if whole in known else module


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return modules that import each other in a circle, the first one repeated at the end; none is best."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def sources() -> dict[str, str]:
    """Return the source of every module of the package."""
    return {module_of(file): file.read_text(encoding="utf-8") for file in FILES}


def report() -> str:
    """Return counts and lengths of the modules, and those to look at again: a report, not a rule."""
    found = sources()
    lines = {name: source.count("\n") for name, source in found.items() if not _only_words(source)}
    importers = Counter(name for targets in import_graph(found).values() for name in targets)
    rooms = Counter(name.split(".")[1] for name in lines if "." in name)
    short = sum(count < SHORT for count in lines.values())
    once = sum(importers[name] == 1 for name in lines)
    longest = sorted(lines.items(), key=lambda item: -item[1])
    return "\n".join(
        (
            f"{len(lines)} modules, {sum(lines.values())} lines, mean {mean(lines.values()):.0f},"
            f" median {median(lines.values()):.0f}",
            f"{short} under {SHORT} lines; {once} imported by one other",
            "rooms: " + ", ".join(f"{room} {count}" for room, count in rooms.most_common()),
            f"over {LONG} lines: " + (", ".join(f"{n} {c}" for n, c in longest if c > LONG) or "none"),
            "circle: " + (" -> ".join(circle(import_graph(found))) or "none"),
        )
    )


def _only_words(source: str) -> bool:
    """Tell whether a module holds nothing but its docstring."""
    return all(isinstance(node, ast.Expr) for node in ast.parse(source).body)


if __name__ == "__main__":
    print(report())
